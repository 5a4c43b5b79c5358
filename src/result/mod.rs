//! Folders of results, read back: the manifest, and the tables typed by the
//! dictionary beside them.

mod folder;
mod frame;

pub use folder::{ResultError, ResultFolder};
pub use frame::{Frame, Row};

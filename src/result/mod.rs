//! Folders of results, read back: the manifest, and the tables typed by the
//! dictionary beside them.

mod factor;
mod folder;
mod frame;
mod measure;

pub use factor::Factor;
pub use folder::{ResultError, ResultFolder};
pub use frame::{Frame, Row};
pub use measure::Measure;

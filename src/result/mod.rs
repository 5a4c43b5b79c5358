//! Folders of results, read back: the manifest, the tables typed by the dictionary
//! beside them, and whether the files are as they were written.

mod calendar;
mod factor;
mod folder;
mod integrity;
mod level;
mod measure;
mod table;

pub use calendar::calendar;
pub use factor::Factor;
pub use folder::{ResultError, ResultFolder};
pub use integrity::Change;
pub use level::levels;

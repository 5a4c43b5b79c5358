//! Reading and writing the records of an organisation: CSV files or spreadsheets, and how
//! those of other programs are to be read (`docs/records.md`).
//!
//! Nothing that is handed on names a person: identifiers become numbers, and messages show
//! stars in their place.

mod code;
mod dates;
mod decoding;
mod examples;
mod grid;
mod guess;
mod likely;
mod line;
mod mapping;
mod names;
mod notes;
mod numbering;
mod open;
mod programme;
mod read;
mod settings;
mod sheet;
mod spells;
mod stays;
mod subject;
mod table;
mod together;
mod told;
mod window;
mod words;
mod write;

pub use code::CODES;
pub use examples::examples;
pub use guess::guess;
pub use notes::{Among, BeginFound, FileNotes, ReadingNotes, Skipped, Together};
pub use read::read;
pub use settings::{Read, Settings};
pub use subject::{Column, Subject};
pub use write::files;

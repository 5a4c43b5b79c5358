//! Texts of others in places that give some characters a meaning: terminals and documents,
//! shells, cells of spreadsheets.

mod cell;
mod name;
mod shell;
mod visible;

pub(crate) use cell::{LINE, LINE_PATTERN, Objection, against_cell, against_text};
pub(crate) use name::{NAME, NAME_PATTERN, is_name};
pub use shell::{shell_line, shell_word};
pub use visible::visible;

//! What is asked for, and what is read.

use super::notes::ReadingNotes;
use crate::diagnostic::Diagnostic;
use crate::records::Records;
use crate::units::Day;

/// How records are to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// First day on which everybody is known; goes before that of `records.toml`.
    pub from: Option<Day>,
    /// Last day that is known; goes before that of `records.toml`.
    pub until: Option<Day>,
    /// Later days are faults.
    pub today: Day,
    /// Headers of columns, such as `start="Hire Date"` or `papers.topic=Area`; these go before
    /// those of `records.toml`.
    pub columns: Vec<String>,
    /// Whether rows with faults are left out instead of being faults, and with them whoever
    /// has one.
    pub skip_faulty: bool,
}

impl Settings {
    /// Everything as `records.toml` says it, as of a day.
    pub fn as_of(today: Day) -> Self {
        Self {
            from: None,
            until: None,
            today,
            columns: Vec::new(),
            skip_faulty: false,
        }
    }
}

/// Records that were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The records.
    pub records: Records,
    /// How they were read.
    pub notes: ReadingNotes,
    /// What is probably not meant.
    pub warnings: Vec<Diagnostic>,
    /// The files: names without the folder, and bytes.
    pub inputs: Vec<(String, Vec<u8>)>,
}

//! What is to be said about how records were read.

use crate::units::Day;

/// How records were read: counts for whoever tells of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingNotes {
    /// The files, in the order in which they were read.
    pub files: Vec<FileNotes>,
    /// Faults of rows that were left out, by file and code.
    pub skipped: Vec<Skipped>,
    /// People who were there in the time of the records.
    pub people: usize,
    /// Their stays.
    pub stays: usize,
    /// Stays that had begun before the records did.
    pub late_entries: usize,
    /// Those of them of which it is not known since when.
    pub unknown_starts: usize,
    /// Stays that go on when the records end.
    pub still_there: usize,
    /// Stays that follow an earlier one of the same person.
    pub rehires: usize,
    /// Changes of unit, team, role or level within a stay.
    pub moves: usize,
    /// Rows of people that were left out, since their role stands for `ignore`.
    pub ignored: usize,
    /// Stays that were left out, since they ended before the records begin.
    pub ended_before: usize,
    /// Stays that were left out, since they began after the records end.
    pub started_after: usize,
    /// Days on which a whole team or unit ended, or more people left than by chance.
    pub together: Vec<Together>,
    /// How it is known when the records begin.
    pub begin: BeginFound,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNotes {
    /// Its name without the folder; with the sheet, if it is a spreadsheet with several.
    pub name: String,
    /// Its rows, without the header.
    pub rows: usize,
    /// Rows that were left out because of faults: of people all rows of whoever has one.
    pub skipped: usize,
}

/// Faults of rows that were left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Name of the file without the folder.
    pub file: String,
    /// Identifier of the code.
    pub code: &'static str,
    /// How many there are.
    pub faults: usize,
}

/// People who left on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// Their last day.
    pub day: Day,
    /// Among whom.
    pub among: Among,
    /// How many left.
    pub ended: usize,
    /// How many were there on that day.
    pub of: usize,
}

/// Among whom people left together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// The whole organisation.
    All,
    /// The unit of this number.
    Unit(u32),
    /// The team of this number.
    Team(u32),
}

/// How it is known when records begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeginFound {
    /// It was stated.
    Stated,
    /// The first exit comes so late that those before it cannot have been recorded.
    FirstExit {
        /// People who were there on that day.
        there: usize,
    },
    /// So many people start on the first day that they must have been there before.
    ManyStarts {
        /// How many there are.
        starts: usize,
    },
    /// The first start.
    FirstStart,
}

//! How many faults of a kind were tried, and what came of them.

use std::fmt;

/// Failures that are told in full.
const MOST_TOLD: usize = 5;

/// The faults of one kind.
#[derive(Default)]
pub(crate) struct Tally {
    name: &'static str,
    tried: usize,
    failures: Vec<String>,
    notes: Vec<String>,
}

impl Tally {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Counts a fault; a failure says what was lost.
    pub(crate) fn count(&mut self, outcome: Result<(), String>) {
        self.tried += 1;
        self.failures.extend(outcome.err());
    }

    /// Something to know about the faults, or why some were skipped.
    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub(crate) fn tried(&self) -> usize {
        self.tried
    }

    pub(crate) fn survived(&self) -> usize {
        self.tried - self.failures.len()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, tried, survived) = (self.name, self.tried, self.survived());
        writeln!(f, "{name}: {tried} tried, {survived} survived")?;
        for note in &self.notes {
            writeln!(f, "    {note}")?;
        }
        for failure in self.failures.iter().take(MOST_TOLD) {
            writeln!(f, "    FAILED: {failure}")?;
        }
        Ok(())
    }
}

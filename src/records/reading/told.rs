//! What is found wrong while records are read.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Faults};

/// Faults and warnings so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Whether rows with faults are left out.
    skips: bool,
    faults: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    /// Faults that many rows have in the same way: which it is, and in how many more rows.
    alike: IndexMap<String, (usize, usize)>,
    /// Faults of rows that are left out, by file and code.
    skipped: BTreeMap<(String, &'static str), usize>,
}

impl Told {
    pub(super) fn new(skips: bool) -> Self {
        Self {
            skips,
            ..Self::default()
        }
    }

    /// A fault of a file as a whole, or a warning.
    pub(super) fn add(&mut self, fault: Diagnostic) {
        match fault.is_error() {
            true => self.faults.push(fault),
            false => self.warnings.push(fault),
        }
    }

    /// A fault of a row, which is only made where it is told. Of those that are alike the
    /// first is told, and how many there are.
    pub(super) fn row(
        &mut self,
        file: &str,
        code: &'static Code,
        alike: Option<String>,
        fault: impl FnOnce() -> Diagnostic,
    ) {
        if self.skips {
            *self.skipped.entry((file.to_owned(), code.id)).or_default() += 1;
            return;
        }
        if let Some(alike) = alike {
            let alike = format!("{}\n{file}\n{alike}", code.id);
            if let Some((_, more)) = self.alike.get_mut(&alike) {
                *more += 1;
                return;
            }
            self.alike.insert(alike, (self.faults.len(), 0));
        }
        self.faults.push(fault());
    }

    /// Whether anything makes the records unusable so far.
    pub(super) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Faults of rows that are left out, by file and code.
    pub(super) fn skipped(&self) -> &BTreeMap<(String, &'static str), usize> {
        &self.skipped
    }

    /// The warnings, or every fault followed by them.
    pub(super) fn end(mut self) -> Result<Vec<Diagnostic>, Faults> {
        for (place, more) in self.alike.into_values().filter(|(_, more)| *more > 0) {
            let rows = if more == 1 { "row" } else { "rows" };
            let note = format!("the same in {more} more {rows}");
            self.faults[place].notes.push(note);
        }
        match self.faults.is_empty() {
            true => Ok(self.warnings),
            false => {
                self.faults.extend(self.warnings);
                Err(Faults(self.faults))
            }
        }
    }
}

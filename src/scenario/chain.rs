//! A file and those it extends.

use std::path::{Path, PathBuf};

use super::code;
use super::source::{self, Input};
use super::spec::{self, Data, Table};
use crate::diagnostic::{Diagnostic, Place, Unread};

/// What was read: the file first, then its base, then the base of that.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    pub(crate) inputs: Vec<Input>,
    pub(crate) tables: Vec<Table>,
    pub(crate) faults: Vec<Diagnostic>,
}

impl Chain {
    /// Starts with a file that was read, and reads every file it extends.
    pub(crate) fn follow(path: &Path, input: Input) -> Self {
        Self::follow_by(path, input, source::read_named)
    }

    /// The same for files that were read before, in the order in which they extend each other.
    pub(crate) fn of_inputs(inputs: Vec<Input>) -> Self {
        let mut inputs = inputs.into_iter();
        match inputs.next() {
            Some(first) => {
                let path = PathBuf::from(&first.name);
                Self::follow_by(&path, first, |base| {
                    inputs.next().ok_or_else(|| source::left_out(base))
                })
            }
            None => Self::default(),
        }
    }

    fn follow_by(
        path: &Path,
        input: Input,
        mut read: impl FnMut(&Path) -> Result<Input, Unread>,
    ) -> Self {
        let mut chain = Self::default();
        let mut seen = vec![(source::identity(path), input.name.clone())];
        let mut path = path.to_owned();
        let mut input = input;
        while let Some((base, place)) = chain.add(&path, input) {
            let identity = source::identity(&base);
            let cycle = seen.iter().position(|(known, _)| *known == identity);
            if let Some(first) = cycle {
                chain.faults.push(cycle_fault(&seen[first..], &place));
                break;
            }
            match read(&base) {
                Ok(read) => {
                    seen.push((identity, read.name.clone()));
                    input = read;
                }
                Err(fault) => {
                    let fault = Diagnostic::from(fault);
                    chain.faults.push(fault.at(&place, "named here"));
                    break;
                }
            }
            path = base;
        }
        chain
    }

    /// Adds a file; returns the one it extends, and where it says so.
    fn add(&mut self, path: &Path, input: Input) -> Option<(PathBuf, Place)> {
        let text = source::text(&input);
        self.inputs.push(input);
        match text {
            Ok(text) => {
                let (table, faults) = spec::parse(&text);
                self.faults.extend(faults);
                let base = base(path, &table);
                self.tables.push(table);
                base
            }
            Err(fault) => {
                self.faults.push(fault.into());
                None
            }
        }
    }
}

/// The file named by `extends`, relative to the file that names it.
fn base(path: &Path, table: &Table) -> Option<(PathBuf, Place)> {
    let spec = &table.get("extends")?.value;
    match &spec.data {
        Data::Text(base) => {
            let folder = path.parent().unwrap_or(Path::new(""));
            Some((folder.join(base), spec.place.clone()))
        }
        // Reported with the other values of a wrong type.
        _ => None,
    }
}

fn cycle_fault(cycle: &[(PathBuf, String)], place: &Place) -> Diagnostic {
    let mut names: Vec<&str> = cycle.iter().map(|(_, name)| name.as_str()).collect();
    let first = names[0];
    names.push(first);
    Diagnostic::new(&code::EXTENDS_CYCLE, format!("`{first}` extends itself"))
        .at(place, "this closes the loop")
        .note(names.join(" -> "))
        .help("remove `extends` from one of them")
}

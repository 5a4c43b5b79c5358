//! What is known while an experiment file is read: its faults so far.

use super::code;
use crate::diagnostic::{Code, Diagnostic, Faults, Place, nearest};

/// Faults that were found, and how to say them.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) faults: Vec<Diagnostic>,
}

impl Reading {
    /// Adds a fault at a place.
    pub(crate) fn fault(
        &mut self,
        code: &'static Code,
        place: &Place,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let fault = Diagnostic::new(code, message).at(place, "");
        self.faults
            .push(help.into_iter().fold(fault, Diagnostic::help));
    }

    /// The place of a name among those that are known, or a fault.
    pub(crate) fn one_of<'a>(
        &mut self,
        what: &str,
        code: &'static Code,
        name: &str,
        known: impl Iterator<Item = &'a str> + Clone,
        place: &Place,
    ) -> Option<usize> {
        if let Some(found) = known.clone().position(|known| known == name) {
            return Some(found);
        }
        let help = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => match known.collect::<Vec<_>>().join(", ") {
                known if known.len() < 400 => format!("known: {known}"),
                _ => "`orgsim measures` lists them".to_owned(),
            },
        };
        self.fault(
            code,
            place,
            format!("there is no {what} `{name}`"),
            Some(help),
        );
        None
    }

    /// Adds the faults of a scenario, and where it is named.
    pub(crate) fn scenario(&mut self, what: &str, place: &Place, faults: Faults) {
        let count = faults.0.iter().filter(|fault| fault.is_error()).count();
        let message = match count {
            1 => format!("{what} has an error"),
            _ => format!("{what} has {count} errors"),
        };
        self.fault(&code::BAD_SCENARIO, place, message, None);
        self.faults.extend(faults.0);
    }

    /// What is allowed, but probably not meant.
    pub(crate) fn warnings(&self) -> Vec<Diagnostic> {
        let warnings = self.faults.iter().filter(|fault| !fault.is_error());
        warnings.cloned().collect()
    }

    /// What was read, or the faults.
    pub(crate) fn end<T>(self, read: impl FnOnce() -> Option<T>) -> Result<T, Faults> {
        if !self.faults.iter().any(Diagnostic::is_error)
            && let Some(read) = read()
        {
            return Ok(read);
        }
        Err(Faults(self.faults))
    }
}

//! Why a page gets no answer.

use serde::de::DeserializeOwned;

use crate::diagnostic::{self, Faults, Style};
use crate::numerals::counted;

/// Why a page gets no answer, in words for whoever looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It is not asked as pages ask, or for what cannot be moved.
    Malformed(String),
    /// Nothing of this name can be asked for.
    Unknown(String),
    /// What was moved or opened has faults.
    Faulty(String),
    /// The page looks at something else already.
    Interrupted,
    /// This should not happen.
    Failed(String),
}

impl Refusal {
    /// Faults, as a terminal would show them.
    pub(super) fn of(faults: &Faults) -> Self {
        let errors = faults.0.iter().filter(|fault| fault.is_error()).count();
        let rendered = diagnostic::render(&faults.0, Style::Plain);
        Self::Faulty(format!("{rendered}{}\n", counted(errors, "error")))
    }
}

/// What a page has sent.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::Malformed(error.to_string()))
}

//! What was found, as values: sentences are only made from them, for the terminal, the
//! report and JSON alike.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::measure::Measures;
use crate::prose::Prose;

/// What a finding is to those who read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something that must be known before the numbers are believed; it is always shown.
    Warning,
    /// A result.
    Result,
    /// A map in letters, for terminals; other places have the figure.
    Letters,
}

/// The findings of a question: one type, of which each value is one finding.
pub trait Tell: Serialize + DeserializeOwned + Debug + Send + Sync {
    /// What it is to those who read it.
    fn weight(&self) -> Weight;

    /// The finding in words.
    fn tell(&self, measures: &Measures) -> Prose;
}

/// A finding of any question.
pub trait Finding: Debug + Send + Sync {
    /// What it is to those who read it.
    fn weight(&self) -> Weight;

    /// The finding in words.
    fn tell(&self, measures: &Measures) -> Prose;

    /// The finding as data.
    fn value(&self) -> Value;
}

impl<T: Tell> Finding for T {
    fn weight(&self) -> Weight {
        Tell::weight(self)
    }

    fn tell(&self, measures: &Measures) -> Prose {
        Tell::tell(self, measures)
    }

    fn value(&self) -> Value {
        serde_json::to_value(self).expect("a finding is plain data with texts as keys")
    }
}

/// Findings of one type as those of any question.
pub fn boxed<T: Tell + 'static>(findings: Vec<T>) -> Vec<Box<dyn Finding>> {
    let findings = findings.into_iter();
    findings
        .map(|finding| Box::new(finding) as Box<dyn Finding>)
        .collect()
}

/// Findings of one type from what [`Finding::value`] gave.
///
/// # Errors
/// If a value is none of the type.
pub fn read<T: Tell + 'static>(values: &[Value]) -> serde_json::Result<Vec<Box<dyn Finding>>> {
    let read = |value: &Value| Ok(Box::new(T::deserialize(value)?) as Box<dyn Finding>);
    values.iter().map(read).collect()
}

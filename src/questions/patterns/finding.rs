//! A pattern with what was found about it.

use super::condition::{Answer, Condition};
use crate::choice::choice;

choice! {
    /// What a pattern is evidence of.
    pub enum Kind {
        /// It was looked at when default parameters were chosen.
        Fitted = "fitted",
        /// It was not, and nothing in the model makes it by itself.
        Predicted = "predicted",
        /// It is about a null model: what must and what must not change.
        Null = "null",
    }
}

choice! {
    /// Whether a pattern is there.
    pub enum Verdict {
        /// All of its conditions hold.
        Appears = "appears",
        /// One of its conditions is contradicted.
        Fails = "fails",
        /// No condition is contradicted, but not all hold: too few runs to say.
        Undecided = "undecided",
        /// The question has no meaning in this scenario.
        NotApplicable = "not applicable",
    }
}

/// A pattern and the conditions of which it consists; all are to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The pattern, in words.
    pub pattern: &'static str,
    /// What it is evidence of.
    pub kind: Kind,
    /// Its conditions, in order.
    pub conditions: Vec<Condition>,
    /// Why the pattern has no meaning in this scenario, if it has none.
    pub reason: Option<String>,
}

impl Finding {
    pub(super) fn new(pattern: &'static str, kind: Kind, conditions: Vec<Condition>) -> Self {
        let empty = conditions.iter().find(|c| c.estimate.n == 0);
        let reason = empty.map(|c| format!("no run has a value of: {}", c.quantity));
        Self {
            pattern,
            kind,
            conditions,
            reason,
        }
    }

    pub(super) fn not_applicable(pattern: &'static str, kind: Kind, reason: &str) -> Self {
        Self {
            pattern,
            kind,
            conditions: Vec::new(),
            reason: Some(reason.to_owned()),
        }
    }

    /// Whether the pattern is there.
    pub fn verdict(&self) -> Verdict {
        if self.reason.is_some() {
            return Verdict::NotApplicable;
        }
        let answers: Vec<Answer> = self.conditions.iter().map(Condition::answer).collect();
        if answers.contains(&Answer::Contradicted) {
            Verdict::Fails
        } else if answers.contains(&Answer::Undecided) {
            Verdict::Undecided
        } else {
            Verdict::Appears
        }
    }

    /// Least probability that all conditions hold if the truth is their
    /// alternatives: one minus the sum of what each misses (Bonferroni). None if
    /// nothing in them varies.
    pub fn power(&self) -> Option<f64> {
        let powers: Vec<f64> = self
            .conditions
            .iter()
            .filter_map(Condition::power)
            .collect();
        let missed: f64 = powers.iter().map(|power| 1.0 - power).sum();
        (!powers.is_empty()).then(|| (1.0 - missed).max(0.0))
    }

    /// Most probability that the pattern is said to appear though one of its
    /// conditions is false: that of the condition (the intersection-union test,
    /// Berger 1982).
    pub fn false_alarm(&self) -> Option<f64> {
        let rates = self.conditions.iter().map(Condition::false_alarm);
        rates.reduce(f64::max).filter(|_| self.reason.is_none())
    }
}

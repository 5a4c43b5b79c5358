//! A rule of a box: what it restricts a factor to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::analysis::discovery::{Cases, Region, Rule, Values};
use crate::experiment::Factor;
use crate::numerals::Shown;

/// A rule of a box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restriction {
    /// Name of the factor that is restricted.
    pub factor: String,
    /// The unit of its values; empty if it has none.
    #[serde(default)]
    pub unit: String,
    /// The values that it has in the box.
    #[serde(flatten)]
    pub to: Allowed,
}

/// The values of a factor in a box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// This and what is above it.
    AtLeast(f64),
    /// This and what is below it.
    AtMost(f64),
    /// These, of a factor without an order.
    Among(Vec<String>),
}

impl Restriction {
    /// All rules of a box, in the order of the factors, which are the inputs of the cases.
    pub(super) fn all(region: &Region, cases: &Cases, factors: &[Factor]) -> Vec<Self> {
        let rules = region.rules().iter();
        rules.map(|rule| Self::of(rule, cases, factors)).collect()
    }

    fn of(rule: &Rule, cases: &Cases, factors: &[Factor]) -> Self {
        let input = &cases.inputs()[rule.input()];
        let to = match rule {
            Rule::AtLeast { value, .. } => Allowed::AtLeast(*value),
            Rule::AtMost { value, .. } => Allowed::AtMost(*value),
            Rule::Without { without, .. } => Allowed::Among(match &input.values {
                Values::Categorical { categories, .. } => {
                    let kept = categories.iter().enumerate();
                    let kept = kept.filter(|(place, _)| !without.contains(place));
                    kept.map(|(_, name)| name.clone()).collect()
                }
                // a rule of another kind than its factor restricts nothing
                Values::Numeric(_) => Vec::new(),
            }),
        };
        Self {
            factor: input.name.clone(),
            unit: factors[rule.input()].unit(),
            to,
        }
    }
}

/// A bound of a factor in its unit, with as many digits as can be read; whole numbers have
/// all.
pub(super) fn bound(value: f64, unit: &str) -> String {
    let digits = if value.fract() == 0.0 { 15 } else { 3 };
    Shown::of(unit).significant(value, digits)
}

impl fmt::Display for Restriction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let factor = &self.factor;
        match &self.to {
            Allowed::AtLeast(value) => write!(f, "{factor} >= {}", bound(*value, &self.unit)),
            Allowed::AtMost(value) => write!(f, "{factor} <= {}", bound(*value, &self.unit)),
            Allowed::Among(values) => write!(f, "{factor} in {{{}}}", values.join(", ")),
        }
    }
}

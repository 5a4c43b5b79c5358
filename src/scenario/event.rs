//! Events of a scenario: an action, and what brings it about.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::actions::Action;
use crate::units::Quarter;

/// An event: an action, and what brings it about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What brings it about.
    pub trigger: Trigger,
    /// Quarters after which it may happen again; `None`: it happens once.
    ///
    /// A scheduled event happens every so many quarters from its quarter on; one
    /// on a condition when the condition holds, but not before so many quarters
    /// have passed.
    pub repeat_quarters: Option<u32>,
    /// What happens.
    pub action: Action,
}

/// What brings an event about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The observed quarter, from 0, at whose start it takes effect.
    Quarter(u32),
    /// It takes effect at the start of the quarter after the one in which the
    /// condition came to hold.
    When(Condition),
}

/// A quarterly measure was below or above a bound for some quarters in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Key of a quarterly measure.
    pub measure: String,
    /// The measure must be below this bound, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// The measure must be above this bound, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// Quarters in a row for which that must be so.
    #[serde(default = "one")]
    pub for_quarters: u32,
}

fn one() -> u32 {
    1
}

impl Event {
    /// An event that happens once, at the start of an observed quarter.
    pub fn at(quarter: u32, action: impl Into<Action>) -> Self {
        Self {
            trigger: Trigger::Quarter(quarter),
            repeat_quarters: None,
            action: action.into(),
        }
    }

    /// The quarter in which it may begin at the earliest: to be announced, to take effect, or
    /// to see what its measure read in an observed quarter. Nothing knows of it before.
    pub(crate) fn earliest(&self) -> Quarter {
        match self.trigger {
            Trigger::Quarter(quarter) => {
                Quarter(quarter as i32 - self.action.announced_quarters() as i32)
            }
            Trigger::When(_) => Quarter(1),
        }
    }
}

/// In words: `quarter 8`, or `reputation below 0.8 for 2 quarters`.
impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let condition = match self {
            Self::Quarter(quarter) => return write!(f, "quarter {quarter}"),
            Self::When(condition) => condition,
        };
        f.write_str(&condition.measure)?;
        if let Some(above) = condition.above {
            write!(f, " above {above}")?;
        }
        if let Some(below) = condition.below {
            let and = if condition.above.is_some() {
                " and"
            } else {
                ""
            };
            write!(f, "{and} below {below}")?;
        }
        match condition.for_quarters {
            1 => Ok(()),
            quarters => write!(f, " for {quarters} quarters"),
        }
    }
}

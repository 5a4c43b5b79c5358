//! Units change to another structure.

use serde::{Deserialize, Serialize};

use super::act::{Act, Change};

/// Units change to another structure: teams are formed anew, ties break, and work is
/// disrupted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reorganise {
    /// Name of the structure.
    pub structure: String,
    /// Names of the units that change, in the order in which they do; none: all.
    #[serde(default)]
    pub units: Vec<String>,
    /// Quarters over which the units change one after another; 1: all at once.
    #[serde(default = "super::act::one")]
    pub over_quarters: u32,
    /// Quarters before the change in which people know of it; 0: none.
    #[serde(default)]
    pub announced_quarters: u32,
}

impl Act for Reorganise {
    fn name(&self) -> &'static str {
        "reorganise"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn change(&self) -> Option<Change<'_>> {
        Some(Change {
            structure: &self.structure,
            is_return: false,
            over_quarters: self.over_quarters,
            announced_quarters: self.announced_quarters,
        })
    }
}

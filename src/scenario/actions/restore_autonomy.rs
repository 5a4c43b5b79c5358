//! Units return to a structure.

use serde::{Deserialize, Serialize};

use super::act::{Act, Change};

/// Units return to the structure before their last reorganisation, or to the named one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestoreAutonomy {
    /// Name of the structure; empty: the one before the unit's last reorganisation.
    #[serde(default)]
    pub structure: String,
    /// Names of the units that return, in the order in which they do; none: all.
    #[serde(default)]
    pub units: Vec<String>,
    /// Quarters over which the units change one after another; 1: all at once.
    #[serde(default = "super::act::one")]
    pub over_quarters: u32,
    /// Quarters before the change in which people know of it; 0: none.
    #[serde(default)]
    pub announced_quarters: u32,
}

impl Act for RestoreAutonomy {
    fn name(&self) -> &'static str {
        "restore_autonomy"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn change(&self) -> Option<Change<'_>> {
        Some(Change {
            structure: &self.structure,
            is_return: true,
            over_quarters: self.over_quarters,
            announced_quarters: self.announced_quarters,
        })
    }
}

//! No vacancy is filled for some quarters.

use serde::{Deserialize, Serialize};

use super::act::{Act, Mechanism, Reach};

/// No vacancy is filled for some quarters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiringFreeze {
    /// How long nobody is hired.
    pub quarters: u32,
    /// Whose vacancies stay open; left out: all.
    #[serde(default)]
    pub role: Reach,
    /// Names of the units in which nobody is hired; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for HiringFreeze {
    fn name(&self) -> &'static str {
        "hiring_freeze"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn reach(&self) -> Option<Reach> {
        Some(self.role)
    }

    fn mechanism(&self) -> Option<Mechanism> {
        Some(Mechanism {
            name: "hiring",
            is_on: |mechanisms| mechanisms.hiring,
        })
    }
}

//! Only a share of the seats may be occupied from now on.

use serde::{Deserialize, Serialize};

use super::act::{Act, Mechanism, Reach, Sets};

/// Only a share of the seats may be occupied from now on. Nobody is dismissed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeBudget {
    /// Share of the seats that are funded; 1: all.
    pub funded_share: f64,
    /// Whose seats; left out: all.
    #[serde(default)]
    pub role: Reach,
    /// Names of the units whose budget changes; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for ChangeBudget {
    fn name(&self) -> &'static str {
        "change_budget"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn reach(&self) -> Option<Reach> {
        Some(self.role)
    }

    fn sets(&self) -> Option<Sets> {
        Some(Sets::OfPeople("changes the budget"))
    }

    fn mechanism(&self) -> Option<Mechanism> {
        Some(Mechanism {
            name: "hiring",
            is_on: |mechanisms| mechanisms.hiring,
        })
    }
}

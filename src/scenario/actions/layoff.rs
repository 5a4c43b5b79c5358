//! A share of the people is dismissed.

use serde::{Deserialize, Serialize};

use super::act::{Act, Reach, Sets};

/// A share of the people is dismissed, by lot, and their seats are no longer funded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layoff {
    /// Share of those employed who are dismissed.
    pub share: f64,
    /// Who can be dismissed; left out: all.
    #[serde(default)]
    pub role: Reach,
    /// Names of the units in which people are dismissed; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for Layoff {
    fn name(&self) -> &'static str {
        "layoff"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn reach(&self) -> Option<Reach> {
        Some(self.role)
    }

    fn sets(&self) -> Option<Sets> {
        Some(Sets::OfPeople("dismisses people"))
    }
}

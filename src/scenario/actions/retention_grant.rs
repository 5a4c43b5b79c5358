//! Those who are employed get a grant that holds them back.

use serde::{Deserialize, Serialize};

use super::act::{Act, Mechanism, Reach};

/// Those who are employed get a grant that holds them back until it is paid out, the cliff.
/// Who was held back and did not leave is free to go after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionGrant {
    /// Fall of the log hazard of those who hold the grant.
    pub hold: f64,
    /// Quarters until the cliff.
    pub quarters: u32,
    /// What it costs, as a share of a year's pay; nothing depends on it but money.
    pub pay_share: f64,
    /// Who gets it; left out: all.
    #[serde(default)]
    pub role: Reach,
    /// Names of the units in which people get it; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for RetentionGrant {
    fn name(&self) -> &'static str {
        "retention_grant"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn reach(&self) -> Option<Reach> {
        Some(self.role)
    }

    fn mechanism(&self) -> Option<Mechanism> {
        Some(Mechanism {
            name: "exits",
            is_on: |mechanisms| mechanisms.exits,
        })
    }
}

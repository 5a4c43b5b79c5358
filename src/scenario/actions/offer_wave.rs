//! A competitor makes offers for some quarters.

use serde::{Deserialize, Serialize};

use super::act::{Act, Mechanism, Reach};

/// A competitor makes offers for some quarters, which draw away the more skilled above all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferWave {
    /// Factor of the hazard of leaving for somebody of mean skill.
    pub hazard_ratio: f64,
    /// Rise of the log hazard per standard deviation of skill in the own role.
    #[serde(default)]
    pub skill_slope: f64,
    /// How long it lasts.
    pub quarters: u32,
    /// Who gets offers; left out: all.
    #[serde(default)]
    pub role: Reach,
    /// Names of the units in which people get offers; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for OfferWave {
    fn name(&self) -> &'static str {
        "offer_wave"
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

//! Product requests are more, or fewer, for some quarters.

use serde::{Deserialize, Serialize};

use super::act::{Act, Mechanism};

/// Product requests are more, or fewer, for some quarters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandShock {
    /// Factor of the rate of product requests.
    pub factor: f64,
    /// How long it lasts.
    pub quarters: u32,
    /// Names of the units whose requests change; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for DemandShock {
    fn name(&self) -> &'static str {
        "demand_shock"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn mechanism(&self) -> Option<Mechanism> {
        Some(Mechanism {
            name: "pivots",
            is_on: |mechanisms| mechanisms.pivots,
        })
    }
}

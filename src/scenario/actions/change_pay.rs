//! Pay moves against the market from now on.

use serde::{Deserialize, Serialize};

use super::act::{Act, Mechanism, Reach, Sets};

/// Standard deviation of the logarithm of pay for the same work, unless a file says otherwise.
const SPREAD: f64 = 0.2;

/// Pay moves against the market from now on, for those who are there and those who come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangePay {
    /// Pay, relative to what it was against the market at the start.
    pub ratio: f64,
    /// Standard deviation of the logarithm of pay for the same work on the market.
    #[serde(default = "spread")]
    pub spread: f64,
    /// Whose pay; left out: all.
    #[serde(default)]
    pub role: Reach,
    /// Names of the units whose pay changes; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

fn spread() -> f64 {
    SPREAD
}

impl Act for ChangePay {
    fn name(&self) -> &'static str {
        "change_pay"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn reach(&self) -> Option<Reach> {
        Some(self.role)
    }

    fn sets(&self) -> Option<Sets> {
        Some(Sets::OfPeople("changes pay"))
    }

    fn mechanism(&self) -> Option<Mechanism> {
        Some(Mechanism {
            name: "satisfaction",
            is_on: |mechanisms| mechanisms.satisfaction,
        })
    }
}

//! Later generations of the flagship are smaller.

use serde::{Deserialize, Serialize};

use super::act::{Act, Mechanism, Sets};

/// The generations of the flagship that start from now on are smaller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescopeFlagship {
    /// Their scale; 1 is that of a flagship that was never descoped.
    pub scale: f64,
}

impl Act for DescopeFlagship {
    fn name(&self) -> &'static str {
        "descope_flagship"
    }

    fn sets(&self) -> Option<Sets> {
        Some(Sets::OfAll("descopes the flagship", "both do so"))
    }

    fn mechanism(&self) -> Option<Mechanism> {
        Some(Mechanism {
            name: "flagship",
            is_on: |mechanisms| mechanisms.flagship,
        })
    }
}

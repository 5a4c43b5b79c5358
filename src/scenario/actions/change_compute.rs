//! The capacity in GPUs is multiplied.

use serde::{Deserialize, Serialize};

use super::act::{Act, Sets};

/// The capacity in GPUs is multiplied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeCompute {
    /// Factor of the present capacity.
    pub factor: f64,
}

impl Act for ChangeCompute {
    fn name(&self) -> &'static str {
        "change_compute"
    }

    fn sets(&self) -> Option<Sets> {
        Some(Sets::OfAll("changes compute", "both change it"))
    }
}

//! Where the parameters of replicates come from.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::calibrated::Calibrated;
use crate::numerals::significant;

/// Which parameters the replicates of an experiment have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterSource {
    /// Those of their scenario.
    #[default]
    Fixed,
    /// Draws from the ranges that are assumed for what no scenario states.
    Ranges,
    /// Draws from what a calibration, or a fit to records, found.
    Calibrated(Calibrated),
}

/// From where the replicates of a written answer had their parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum ReplicateParameters {
    /// From assumed ranges.
    Ranges,
    /// From the sets of a calibration, or of a fit to records.
    Calibration {
        /// Its folder.
        folder: String,
        /// How many sets it found.
        sets: usize,
        /// As how many sets of equal weight they count.
        effective: f64,
        /// Whether all else that has a plausible range was drawn from it, too.
        beside_ranges: bool,
    },
}

impl ReplicateParameters {
    /// What this means for intervals, in a sentence.
    pub fn words(&self) -> String {
        let from = match self {
            Self::Ranges => "their assumed ranges".to_owned(),
            Self::Calibration {
                folder,
                sets,
                effective,
                beside_ranges,
            } => {
                let effective = significant(*effective, 3);
                let all_else = match beside_ranges {
                    true => ", and all else from its assumed range",
                    false => "",
                };
                format!(
                    "{folder}, whose {sets} sets count as {effective} of equal weight{all_else}"
                )
            }
        };
        format!(
            "Each replicate has parameters of its own, the same in all variants and at all design \
             points, drawn from {from}: spreads and intervals are of chance and of what is not \
             known of parameters together."
        )
    }
}

impl ParameterSource {
    /// Whether replicates have the parameters of their scenario.
    pub fn is_fixed(&self) -> bool {
        *self == Self::Fixed
    }

    /// As an answer has it; none if they are fixed.
    pub fn told(&self) -> Option<ReplicateParameters> {
        match self {
            Self::Fixed => None,
            Self::Ranges => Some(ReplicateParameters::Ranges),
            Self::Calibrated(calibrated) => Some(ReplicateParameters::Calibration {
                folder: calibrated.folder.clone(),
                sets: calibrated.sets().len(),
                effective: calibrated.effective(),
                beside_ranges: calibrated.is_of_records(),
            }),
        }
    }

    /// Everything on which draws depend but for the scenarios; none if there are none.
    pub(super) fn identity(&self) -> Option<Value> {
        match self {
            Self::Fixed => None,
            Self::Ranges => Some(json!("ranges")),
            Self::Calibrated(calibrated) => Some(json!({
                "sets": calibrated.sets(),
                "of_records": calibrated.is_of_records(),
            })),
        }
    }
}

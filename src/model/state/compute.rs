//! Compute: who has which GPUs.

use crate::scenario;

/// More GPUs than this there never are, so that sums of them stay finite.
const MOST_GPUS: f64 = 1e12;

/// GPUs in a quarter by who uses them, as means over its time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compute {
    /// Capacity.
    pub capacity: f64,
    /// What research asks for.
    pub research_asked: f64,
    /// What research gets.
    pub research: f64,
    /// What product gets.
    pub product: f64,
    /// What the training run of the flagship takes.
    pub flagship: f64,
    /// What went into work that is lost this quarter: cancelled and pivoted
    /// projects, restarts of training runs.
    pub lost: f64,
    /// What is left of research's pace.
    pub(crate) pace: f64,
}

impl Compute {
    pub(crate) fn new(parameters: &scenario::Compute) -> Self {
        Self {
            capacity: f64::from(parameters.gpus),
            research_asked: 0.0,
            research: 0.0,
            product: 0.0,
            flagship: 0.0,
            lost: 0.0,
            pace: 1.0,
        }
    }

    /// Multiplies the capacity; less than one GPU is none.
    pub(crate) fn change(&mut self, factor: f64) {
        let capacity = (self.capacity * factor).min(MOST_GPUS);
        self.capacity = if capacity < 1.0 { 0.0 } else { capacity };
    }

    /// What is allocated to somebody.
    pub fn allocated(&self) -> f64 {
        self.research + self.product + self.flagship
    }
}

//! Measures of somebody's own over the records of orgsim's model.

use std::fmt;
use std::sync::Arc;

use super::measure::Measure;
use crate::metrics::{Layout, RunRecord};

/// What a measure takes from the record of a run; not a number if the run has no value.
type Take = dyn Fn(&Layout, &RunRecord) -> f64 + Send + Sync;

/// A measure that is not in the registry: a number of the record of each run.
#[derive(Clone)]
pub struct OwnMeasure {
    /// What it is called and measured in.
    pub measure: Measure,
    take: Arc<Take>,
}

impl OwnMeasure {
    /// A measure, and how it is taken from the record of a run, whose numbers stand
    /// where the layout says.
    pub fn new(
        measure: Measure,
        take: impl Fn(&Layout, &RunRecord) -> f64 + Send + Sync + 'static,
    ) -> Self {
        let take = Arc::new(take);
        Self { measure, take }
    }

    /// Its value in a run.
    pub fn of(&self, layout: &Layout, record: &RunRecord) -> f64 {
        (self.take)(layout, record)
    }
}

impl fmt::Debug for OwnMeasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.measure.fmt(f)
    }
}

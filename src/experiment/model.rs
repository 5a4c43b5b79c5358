//! Models of somebody's own.

use super::factor::Level;
use crate::random::Streams;

/// A model of somebody's own: a function from a design point and the number of a run to
/// the values of the experiment's measures.
///
/// It must be a function: the same point and run give the same values, so that runs can
/// be kept, divided and repeated. Luck comes from [`DesignPoint::streams`]; variants that
/// draw from the same addresses then share it, run by run.
pub trait Model: Send + Sync {
    /// The value of each measure, in their order; not a number where a run has none.
    fn run(&self, at: &DesignPoint, run: u64) -> Vec<f64>;
}

impl<F: Fn(&DesignPoint, u64) -> Vec<f64> + Send + Sync> Model for F {
    fn run(&self, at: &DesignPoint, run: u64) -> Vec<f64> {
        self(at, run)
    }
}

/// Where in the design a model is run: the values of the factors, and the seed.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignPoint {
    pub(crate) values: Vec<(String, Level)>,
    pub(crate) seed: u64,
}

impl DesignPoint {
    /// The value of a factor; none if there is no factor of that name.
    pub fn level(&self, factor: &str) -> Option<&Level> {
        let mut values = self.values.iter();
        values.find_map(|(name, level)| (name == factor).then_some(level))
    }

    /// The number that a factor has; not a number if it has none.
    pub fn number(&self, factor: &str) -> f64 {
        self.level(factor)
            .and_then(Level::number)
            .unwrap_or(f64::NAN)
    }

    /// The random streams of a run: the same in all variants and at all design points.
    pub fn streams(&self, run: u64) -> Streams {
        Streams::new(self.seed, run)
    }
}

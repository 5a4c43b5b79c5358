//! The flagship model: the generation that is prepared or trained.

use crate::elementary::exp;
use crate::scenario;
use crate::units::{DAYS_A_QUARTER, Quarter};

/// The flagship at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flagship {
    /// Number of the generation that is prepared or trained.
    pub generation: u32,
    /// Quarter in which its run should start.
    pub planned: Quarter,
    /// Readiness of routing and training, 0 to 1.
    pub readiness: f64,
    /// Focus of research in the last quarter, 0 to 1.
    pub focus: f64,
    /// Scale of the generations to come.
    pub(crate) scale: f64,
    /// The training run under way.
    pub(crate) run: Option<TrainingRun>,
}

/// A training run under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TrainingRun {
    pub(crate) started: Quarter,
    pub(crate) days_left: f64,
    /// Latent capability of what comes out.
    pub(crate) capability: f64,
}

impl Flagship {
    /// A generation whose run is planned for the first multiple of the interval.
    pub(crate) fn planned(parameters: &scenario::Flagship, first: Quarter) -> Self {
        let interval = parameters.interval_quarters as i32;
        let wait = (-first.0).rem_euclid(interval);
        Self {
            generation: 0,
            planned: Quarter(first.0 + wait),
            readiness: 1.0,
            focus: 1.0,
            scale: 1.0,
            run: None,
        }
    }

    /// Later generations have this scale.
    pub(crate) fn descope(&mut self, scale: f64) {
        self.scale = scale;
    }

    /// Share of the quarter that the run under way takes.
    pub(crate) fn busy(&self) -> f64 {
        self.run
            .map_or(0.0, |run| (run.days_left / DAYS_A_QUARTER).min(1.0))
    }

    /// Whether a training run is under way.
    pub fn is_training(&self) -> bool {
        self.run.is_some()
    }
}

/// The score of a multiple-choice test with four answers, in percent, that a
/// latent capability stands for; for display only.
///
/// Equation (M51).
pub fn mmlu_like(capability: f64) -> f64 {
    25.0 + 75.0 * logistic(capability)
}

/// The share of programming tasks solved, in percent, that a latent capability
/// stands for; for display only.
///
/// Equation (M52).
pub fn humaneval_like(capability: f64) -> f64 {
    100.0 * logistic(capability)
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_multiples_of_the_interval() {
        let parameters = scenario::Scenario::default().flagship;
        for (first, planned) in [(0, 0), (-40, -40), (-39, -36), (-1, 0)] {
            let state = Flagship::planned(&parameters, Quarter(first));
            assert_eq!(state.planned, Quarter(planned));
        }
    }

    #[test]
    fn scores_lie_between_chance_and_all() {
        assert_eq!(mmlu_like(-1e3), 25.0);
        assert_eq!(humaneval_like(1e3), 100.0);
        assert_eq!(mmlu_like(0.0), 62.5);
    }
}

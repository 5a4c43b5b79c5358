//! What the questions of an experiment file take, before anything is spent.

use super::QUESTIONS;
use super::question::{Asked, Question};
use crate::diagnostic::Faults;
use crate::experiment::{Cost, Experiment, ExperimentError};

/// What the questions take that the file of an experiment asks and that decide themselves
/// what is run. `replicates` are those that a command line has instead of the file's.
///
/// # Errors
/// Every fault of their sections; or if a design cannot be made, or a point of it is
/// refused.
pub fn costs(
    experiment: &Experiment,
    replicates: Option<u64>,
    threads: usize,
) -> Result<Vec<Cost>, ExperimentError> {
    let asked = Asked {
        experiment,
        replicates,
        execution: threads.into(),
    };
    let (mut costs, mut faults) = (Vec::new(), Vec::new());
    let questions = QUESTIONS.iter().filter(|question| question.decides_runs);
    for question in questions.filter(|question| is_asked(experiment, question)) {
        match (question.cost)(&asked) {
            Ok(cost) => costs.push(cost),
            Err(ExperimentError::Question(own)) => faults.extend(own.0),
            Err(error) => return Err(error),
        }
    }
    match faults.is_empty() {
        true => Ok(costs),
        false => Err(ExperimentError::Question(Faults(faults))),
    }
}

/// Whether the file of an experiment means a design: it states one, or asks a question over
/// all of it, or asks none that makes points of its own. The grid that a file means by
/// default is enormous with the many factors of an analysis of sensitivity.
pub fn has_design(experiment: &Experiment) -> bool {
    let asked = || {
        QUESTIONS
            .iter()
            .filter(|question| is_asked(experiment, question))
    };
    experiment.record.table("design").is_some()
        || asked().any(|question| !question.decides_runs)
        || !asked().any(|question| question.makes_points)
}

/// Whether a file has the section of a question.
fn is_asked(experiment: &Experiment, question: &Question) -> bool {
    experiment.record.table(question.name).is_some()
}

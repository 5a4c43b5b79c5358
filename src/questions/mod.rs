//! The questions that can be asked: each in a room of its own, with its settings, its
//! method over the runs of an experiment, the rows and findings of its answer, its
//! figures and the notes on its methods.

pub mod audit;
pub mod calibrate;
mod columns;
pub mod compare;
mod costs;
pub mod discover;
pub mod file;
pub mod fit;
pub mod mechanisms;
mod note;
mod parameters;
pub mod patterns;
mod plan;
mod question;
pub mod select;
pub mod sensitivity;
pub mod sweep;

pub use calibrate::{CalibrateSettings, NotCalibrated, Role, Target, calibrate, calibrated};
pub use compare::{Adjust, CompareSettings, compare};
pub use costs::{costs, has_design};
pub use discover::{DiscoverSettings, discover};
pub use note::Note;
pub use parameters::{draw_parameters, parameter_source};
pub use plan::{Trial, plan, planned};
pub use question::{Answered, Asked, Flag, Found, Means, Question};
pub use select::{SelectSettings, select};
pub use sensitivity::{
    Explained, SensitivityMethod, SensitivityPlan, SensitivitySettings, sensitivity,
};
pub use sweep::sweep;

use crate::experiment::Finding;
#[cfg(feature = "figures")]
use crate::figures::{self, Kind};
use crate::result::{ResultError, ResultFolder};

/// All questions that can be asked of an experiment.
pub static QUESTIONS: &[Question] = &[
    compare::QUESTION,
    sweep::QUESTION,
    select::QUESTION,
    sensitivity::QUESTION,
    discover::QUESTION,
    calibrate::QUESTION,
];

/// The question of a name.
pub fn named(name: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|question| question.name == name)
}

/// What the answers of each command say.
fn all_answered() -> impl Iterator<Item = Answered> {
    let questions = QUESTIONS.iter().map(Question::answered);
    questions.chain([audit::ANSWERED, mechanisms::ANSWERED, fit::ANSWERED])
}

/// What the answers of a command say.
pub fn answered(command: &str) -> Option<Answered> {
    all_answered().find(|answered| answered.name == command)
}

/// Whether the answers of a command are about an organisation's records.
pub fn is_of_records(command: &str) -> bool {
    answered(command).is_some_and(|answered| answered.of_records)
}

/// The findings of a written answer; none of a run, which says all in its tables.
///
/// # Errors
/// If the manifest holds something else.
pub fn findings(result: &ResultFolder) -> Result<Vec<Box<dyn Finding>>, ResultError> {
    match answered(result.command()) {
        Some(answered) => (answered.findings)(result),
        None => Ok(Vec::new()),
    }
}

/// All kinds of figures, in the order of a report.
#[cfg(feature = "figures")]
pub fn figure_kinds() -> impl Iterator<Item = &'static Kind> {
    let of_questions = all_answered().flat_map(|answered| answered.figures);
    figures::KINDS.iter().chain(of_questions)
}

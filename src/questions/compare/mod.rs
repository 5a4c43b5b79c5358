//! Variants compared under common random numbers.

mod best;
mod differences;
mod quarters;
mod settings;

pub(crate) use settings::DEFAULT;
pub use settings::{Adjust, CompareSettings};

use crate::experiment::answer::Answer;
use crate::experiment::definition::Experiment;
use crate::experiment::session::{ExperimentError, Session};
use best::best;
use differences::differences;
use quarters::by_quarter;

/// Compares the variants of a session, at every point.
///
/// # Errors
/// If runs fail; what was done is kept.
pub fn compare(
    session: &mut Session<'_>,
    settings: CompareSettings,
    listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let outcomes = session.outcomes(listener)?;
    let mut sentences = Vec::new();
    let mut tables = vec![(
        "differences.csv",
        differences(session, &outcomes, settings, &mut sentences),
    )];
    if settings.adjust == Adjust::Best {
        tables.push(("best.csv", best(session, &outcomes)));
    }
    if !outcomes.columns().quarterly().is_empty() {
        tables.push((
            "quarters.csv",
            by_quarter(session, &outcomes, settings, &mut sentences),
        ));
    }
    Ok(Answer {
        sentences,
        tables,
        decided: true,
        points: session.points.clone(),
        outcomes: Some(outcomes),
    })
}

/// Places of the variants that are compared with the baseline.
fn others(experiment: &Experiment, baseline: usize) -> impl Iterator<Item = usize> {
    (0..experiment.variants.len()).filter(move |&variant| variant != baseline)
}

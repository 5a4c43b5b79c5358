//! Where in the space of factors outcomes of interest lie, and how variants fare
//! across that space.

mod boxes;
mod settings;
mod variants;
mod worlds;

pub(crate) use settings::DEFAULT;
pub use settings::DiscoverSettings;

use super::note::Note;
use super::question::{self, Asked, Means, Question};
use crate::experiment::Cost;
use crate::experiment::answer::Answer;
use crate::experiment::finding::{Said, said};
use crate::experiment::session::{ExperimentError, Session};
use crate::output::STORE;
use crate::result::{ResultError, ResultFolder};

/// The question.
pub(super) const QUESTION: Question = Question {
    name: "discover",
    about: "Find where in the factor space an outcome occurs, and which variants are robust",
    detail: "The section [discover] of the file defines the outcome of interest: a mean above or below a \
             value in one variant, or a difference between two variants. Reports boxes in the factor \
             space that contain many such design points and few others (PRIM), with coverage, density \
             and how much they depend on the sample; and, for each variant, its regret over all design \
             points and the share of them at which it meets all thresholds.",
    examples: "orgsim discover scenarios/experiments/robust-structure-discover.toml\n\
               orgsim discover my-experiment.toml --replicates 30 --out results/boxes\n\
               orgsim discover my-experiment.toml --quiet --format json | jq .findings",
    flags: &[],
    default: &DEFAULT,
    makes_points: false,
    decides_runs: true,
    cost,
    ask,
    files: &["boxes.csv", "peeling.csv", "regret.csv", "satisficing.csv"],
    store: STORE,
    findings: question::findings::<Said>,
    notes,
    #[cfg(feature = "figures")]
    figures: &[],
};

fn notes(_: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let boxes = Note::new(
        "PRIM peels the space of inputs until what is left is dense in cases of interest; the boxes \
         are simple rules with their coverage and density.",
        &[
            "Friedman, J. H. & Fisher, N. I. (1999)",
            "Bryant, B. P. & Lempert, R. J. (2010)",
        ],
    );
    Ok(vec![boxes, Note::PAIRED])
}

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    let settings = DiscoverSettings::of(asked.experiment).map_err(ExperimentError::Question)?;
    settings.cost(asked.experiment)
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        threads,
        ..
    } = means.asked;
    let settings = DiscoverSettings::of(experiment).map_err(ExperimentError::Question)?;
    let mut session = Session::open(experiment, means.store, threads, means.signals)?;
    discover(&mut session, &settings, means.listener)
}

/// Does all runs of a session, looks for boxes of points of interest, and tells
/// regret and satisficing of each variant over all points. `listener` hears
/// about runs that were done.
///
/// Every answer is decided: that nothing is of interest, or everything, is one.
///
/// # Errors
/// If runs fail; what was done is kept.
pub fn discover(
    session: &mut Session<'_>,
    settings: &DiscoverSettings,
    listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let outcomes = session.outcomes(listener)?;
    let worlds = worlds::worlds(&outcomes, settings);
    let mut sentences = Vec::new();
    let [boxes, peeling] = boxes::boxes(session, settings, &worlds, &mut sentences);
    let mut tables = vec![("boxes.csv", boxes), ("peeling.csv", peeling)];
    let regret = variants::regret(session, settings, &outcomes, &mut sentences);
    tables.extend(regret.map(|table| ("regret.csv", table)));
    let satisficing = variants::satisfice(session, settings, &outcomes, &mut sentences);
    tables.extend(satisficing.map(|table| ("satisficing.csv", table)));
    Ok(Answer {
        findings: said(sentences),
        settings: serde_json::Value::Null,
        tables,
        decided: true,
        points: session.points.clone(),
        outcomes: Some(outcomes),
    })
}

//! Where in the space of factors outcomes of interest lie, and how variants fare
//! across that space.

mod boxes;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod interest;
mod judged;
mod notes;
mod regret;
mod requirements;
mod restriction;
mod rows;
mod satisficing;
mod settings;
mod words;

pub use findings::{Finding, Least, Share};
pub use interest::Interest;
pub use requirements::{Requirement, Requirements, Threshold};
pub use restriction::{Allowed, Restriction};
pub use rows::{BoxRule, PeelingStep, Satisfied, VariantRegret};
pub(crate) use settings::DEFAULT;
pub use settings::DiscoverSettings;

use super::question::{self, Asked, Means, Question};
use crate::experiment::{Answer, Cost, ExperimentError, Session, finding};
use crate::output::STORE;
use crate::row::Row;
use boxes::boxes;
use judged::judged;
use notes::Told;
use regret::regret;
use satisficing::satisfice;

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
    has_runs: true,
    cost,
    ask,
    files: &[
        BoxRule::FILE,
        PeelingStep::FILE,
        VariantRegret::FILE,
        Satisfied::FILE,
    ],
    store: STORE,
    findings: question::findings::<Finding>,
    notes: notes::notes,
    #[cfg(feature = "figures")]
    figures: figures::KINDS,
};

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    let settings = DiscoverSettings::of(asked.experiment).map_err(ExperimentError::Question)?;
    settings.cost(asked.experiment)
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        execution,
        ..
    } = means.asked;
    let settings = DiscoverSettings::of(experiment).map_err(ExperimentError::Question)?;
    let mut session = Session::open(experiment, means.store, execution, means.signals)?;
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
    let judged = judged(session, &outcomes, settings);
    let mut findings = Vec::new();
    let boxes = boxes(session, settings, &judged, &mut findings);
    let mut tables = vec![boxes.rules.file(), boxes.peeling.file()];
    let regret = regret(session, settings, &outcomes, &mut findings);
    let told = Told::new(settings, regret.is_some());
    tables.extend(regret.map(|rows| rows.file()));
    let satisficing = satisfice(session, settings, &outcomes, &mut findings);
    tables.extend(satisficing.map(|rows| rows.file()));
    Ok(Answer {
        findings: finding::boxed(findings),
        settings: serde_json::json!(told),
        tables,
        decided: true,
        points: session.points.clone(),
        outcomes: Some(outcomes),
    })
}

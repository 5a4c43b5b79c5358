//! The best of several alternatives, in as few runs as a stated confidence
//! allows.

mod alternative;
mod candidates;
mod conclusions;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod guarantee;
mod missing;
mod readings;
pub(super) mod rows;
mod settings;

pub use alternative::Alternative;
pub use findings::{End, Finding};
pub use guarantee::Guarantee;
pub use rows::{Candidate, ConstraintCheck, Status, Verdict};
pub(crate) use settings::DEFAULT;
pub use settings::SelectSettings;

use super::note::Note;
use super::question::{self, Asked, Means, Question};
use crate::analysis::selection::Selection;
use crate::experiment::blocks::Job;
use crate::experiment::{Answer, Cost, ExperimentError, Session, asked, finding};
#[cfg(feature = "figures")]
use crate::figures::Kind;
use crate::output::STORE;
use crate::result::{ResultError, ResultFolder};
use crate::row::Row;
use candidates::{candidates, constraints};
use conclusions::{conclusions, is_decided};
use missing::{check_values, refused};
use readings::Readings;

/// The question.
pub(super) const QUESTION: Question = Question {
    name: "select",
    about: "Select the best alternative with a stated probability, in as few runs as possible",
    detail: "Every variant at every design point is an alternative. All use common random \
             numbers; those that are significantly worse, or violate a constraint, are dropped \
             until one is left. The section [select] of the file gives the measure, the smallest \
             difference that matters, and the probability of correct selection. If the maximum \
             number of runs is reached first, the results are kept and the exit code is 4.",
    examples: "orgsim select scenarios/experiments/structures-select.toml\n\
               orgsim select my-experiment.toml --replicates 2000 --out results/best\n\
               orgsim select my-experiment.toml --set transfer.tacitness=0.9 --format csv",
    flags: &[],
    default: &DEFAULT,
    makes_points: false,
    decides_runs: true,
    has_runs: true,
    cost,
    ask,
    files: &[Candidate::FILE, ConstraintCheck::FILE],
    store: STORE,
    findings: question::findings::<Finding>,
    notes,
    #[cfg(feature = "figures")]
    figures: &[Kind {
        name: "selection",
        about: "which alternative is best, when others were dropped, which meet the constraints",
        make: figures::make,
    }],
};

fn cost(asked: &Asked<'_>) -> Result<Cost, ExperimentError> {
    let settings = SelectSettings::of(asked.experiment).map_err(ExperimentError::Question)?;
    settings.cost(asked.experiment)
}

fn ask(means: Means<'_>) -> Result<Answer, ExperimentError> {
    let Asked {
        experiment,
        execution,
        ..
    } = means.asked;
    let settings = SelectSettings::of(experiment).map_err(ExperimentError::Question)?;
    let mut session = Session::open(experiment, means.store, execution, means.signals)?;
    select(&mut session, &settings, means.listener)
}

/// Selects the best of all cells of a session: every variant at every point is
/// an alternative. Those that are still in play get a round of runs, under
/// common random numbers, until one is left or the replicates of the experiment
/// are used up. `listener` hears about runs that were done.
///
/// The answer is decided if one was selected, or if none meets the constraints.
///
/// # Errors
/// If runs fail, what was done being kept; or if a run has no value of a measure
/// that is looked at: what the others have in common would not be a sample of
/// the same luck.
pub fn select(
    session: &mut Session<'_>,
    settings: &SelectSettings,
    mut listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let experiment = session.experiment;
    let refuse = |message: String| {
        let place = asked::place_of(experiment, "select");
        refused(&place, message, None)
    };
    let alternatives = session.cells.len();
    let of_method = settings.of_method(experiment.replicates);
    let mut selection =
        Selection::new(alternatives, of_method).map_err(|error| refuse(error.to_string()))?;
    let mut readings = Readings::new(settings, session.runner().columns().clone());
    let width = readings.columns.width();
    let mut done = 0;
    while let Some(due) = selection.due() {
        let end = due.first + due.replicates;
        let job = |&alternative: &usize| Job {
            cell: session.cells[alternative].clone(),
            // from the first run on, since runs are kept in blocks
            runs: 0..end,
        };
        let jobs: Vec<Job> = due.variants.iter().map(job).collect();
        session.runner().complete(&jobs, &mut listener)?;
        let mut round = Vec::with_capacity(jobs.len());
        for job in &jobs {
            let mut numbers = session.runner().numbers(&job.cell, job.runs.clone())?;
            round.push(numbers.split_off(due.first as usize * width));
        }
        let values = readings.of_round(&due, &round);
        check_values(
            session,
            settings,
            &due,
            &readings.columns,
            (&round, &values),
        )?;
        let rows: Vec<Vec<Vec<f64>>> = (0..due.replicates as usize)
            .map(|run| {
                let of_run = |columns: &Vec<Vec<f64>>| {
                    let values = columns.iter().map(|column| column[run]);
                    values.collect::<Vec<f64>>()
                };
                values.iter().map(of_run).collect()
            })
            .collect();
        done += due.replicates * jobs.len() as u64;
        let taken = selection.feed(&rows);
        taken.map_err(|error| refuse(error.to_string()))?;
    }
    let outcome = selection.outcome();
    let mut numbers = Vec::with_capacity(alternatives);
    for (alternative, own) in outcome.variants.iter().enumerate() {
        let cell = session.cells[alternative].clone();
        numbers.push(session.runner().numbers(&cell, 0..own.objective.n)?);
    }
    let mut tables = vec![candidates(session, settings, &outcome).file()];
    if !settings.constraints.is_empty() {
        tables.push(constraints(session, settings, &outcome).file());
    }
    Ok(Answer {
        findings: finding::boxed(conclusions(session, settings, &outcome, done)),
        settings: serde_json::json!(Guarantee::of(experiment, settings)),
        tables,
        decided: is_decided(&outcome),
        points: session.points.clone(),
        outcomes: Some(session.outcomes_of(numbers)),
    })
}

fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let guarantee: Guarantee = question::settings(result)?;
    Ok(vec![guarantee.note(&result.measures())])
}

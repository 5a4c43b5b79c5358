//! The best of several alternatives, in as few runs as a stated confidence
//! allows.

mod answer;
mod settings;

pub(crate) use settings::DEFAULT;
pub use settings::SelectSettings;

use crate::analysis::selection::{Due, Selection};
use crate::diagnostic::{Diagnostic, Faults, Place};
use crate::experiment::answer::Answer;
use crate::experiment::asked;
use crate::experiment::definition::Experiment;
use crate::experiment::factor::Level;
use crate::experiment::file::BAD_QUESTION;
use crate::experiment::runner::Job;
use crate::experiment::session::{ExperimentError, Session};

/// Selects the best of all cells of a session: every variant at every point is
/// an alternative. Those that are still in play get a round of runs, under
/// common random numbers, until one is left or the replicates of the experiment
/// are used up. `listener` hears about runs that were done.
///
/// The answer is decided if one was selected, or if none keeps to the
/// constraints.
///
/// # Errors
/// If runs fail, what was done being kept; or if a run has no value of a measure
/// that is looked at: what the others have in common would not be a sample of
/// the same worlds.
pub fn select(
    session: &mut Session<'_>,
    settings: &SelectSettings,
    mut listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let experiment = session.experiment;
    let refuse = |message: String| {
        let place = asked::place_of(experiment, "select");
        question(&place, message, None)
    };
    let alternatives = session.cells.len();
    let of_method = settings.of_method(experiment.replicates);
    let mut selection =
        Selection::new(alternatives, of_method).map_err(|error| refuse(error.to_string()))?;
    let columns = settings.columns();
    let width = session.runner().columns().width();
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
        check_values(session, settings, &due, &round)?;
        let rows: Vec<Vec<Vec<f64>>> = (0..due.replicates as usize)
            .map(|run| {
                let of_run = |numbers: &Vec<f64>| {
                    let values = columns.iter().map(|column| numbers[run * width + column]);
                    values.collect::<Vec<f64>>()
                };
                round.iter().map(of_run).collect()
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
    Ok(Answer {
        sentences: answer::sentences(session, settings, &outcome, done),
        tables: answer::tables(session, settings, &outcome),
        decided: answer::is_decided(&outcome),
        points: session.points.clone(),
        outcomes: Some(session.outcomes_of(numbers)),
    })
}

fn question(place: &Place, message: String, help: Option<String>) -> ExperimentError {
    let fault = Diagnostic::new(&BAD_QUESTION, message).at(place, "");
    ExperimentError::Question(Faults(vec![help.into_iter().fold(fault, Diagnostic::help)]))
}

/// An alternative in words: its variant, and the values of the factors.
fn alternative(experiment: &Experiment, variant: usize, levels: &[Level]) -> String {
    let pairs = experiment.factors.iter().zip(levels);
    let values: Vec<String> = pairs
        .map(|(factor, level)| format!("{} = {level}", factor.name))
        .collect();
    let label = &experiment.variants[variant].label;
    match (values.is_empty(), experiment.variants.len()) {
        (true, _) => label.clone(),
        (false, 1) => values.join(", "),
        (false, _) => format!("{label} at {}", values.join(", ")),
    }
}

/// Refuses a round in which a run has no value of what is looked at.
fn check_values(
    session: &Session<'_>,
    settings: &SelectSettings,
    due: &Due,
    round: &[Vec<f64>],
) -> Result<(), ExperimentError> {
    let experiment = session.experiment;
    let width = match (round.first(), due.replicates) {
        (Some(numbers), replicates) if replicates > 0 => numbers.len() / replicates as usize,
        _ => return Ok(()),
    };
    for run in 0..due.replicates as usize {
        for (numbers, &place) in round.iter().zip(&due.variants) {
            let row = &numbers[run * width..(run + 1) * width];
            let columns = settings.columns();
            let Some(missing) = columns.iter().position(|&column| !row[column].is_finite()) else {
                continue;
            };
            let cell = &session.cells[place];
            let key = &experiment.measures[columns[missing]];
            let message = format!(
                "`{key}` has no value in run {} of {}",
                due.first + run as u64,
                alternative(experiment, cell.variant, &session.points[cell.point])
            );
            let has_all = |column: &usize| {
                let mut rows = round.iter().flat_map(|numbers| numbers.chunks_exact(width));
                rows.all(|row| row[*column].is_finite())
            };
            let known = (0..experiment.measures.len()).filter(has_all);
            let known: Vec<String> = known
                .map(|column| format!("`{}`", experiment.measures[column]))
                .collect();
            let such_as = match known.is_empty() {
                true => "`shipped_value` or `papers_accepted`".to_owned(),
                false => known.join(" or "),
            };
            let help = format!(
                "every run must have a value: take a measure that all of them have, such as {such_as}"
            );
            let place = match missing.checked_sub(1) {
                Some(constraint) => settings.constraints[constraint].place.clone(),
                None => asked::place_of(experiment, "select"),
            };
            return Err(question(&place, message, Some(help)));
        }
    }
    Ok(())
}

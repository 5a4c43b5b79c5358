//! Runs without a value of what is looked at, which a selection refuses: what the others
//! have in common would not be a sample of the same luck.

use super::alternative::Alternative;
use super::settings::SelectSettings;
use crate::analysis::selection::Due;
use crate::diagnostic::{Diagnostic, Faults, Place};
use crate::experiment::file::BAD_QUESTION;
use crate::experiment::{Columns, ExperimentError, Session, asked};

/// Refuses a round in which a run has no value of what is looked at. The round has the numbers
/// of the runs, by alternative, and the values that are looked at, by alternative and column.
pub(super) fn check_values(
    session: &Session<'_>,
    settings: &SelectSettings,
    due: &Due,
    columns: &Columns,
    (numbers, values): (&[Vec<f64>], &[Vec<Vec<f64>>]),
) -> Result<(), ExperimentError> {
    let experiment = session.experiment;
    let looked_at = settings.columns();
    for run in 0..due.replicates as usize {
        for (values, &place) in values.iter().zip(&due.variants) {
            let Some(missing) = values.iter().position(|own| !own[run].is_finite()) else {
                continue;
            };
            let cell = &session.cells[place];
            let key = &experiment.measures[looked_at[missing]];
            let message = format!(
                "`{key}` has no value in run {} of {}",
                due.first + run as u64,
                Alternative::of(experiment, cell.variant, &session.points[cell.point])
            );
            let has_all = |&column: &usize| {
                let mut of_all = numbers
                    .iter()
                    .flat_map(|own| columns.pseudo_values(own, column));
                of_all.all(f64::is_finite)
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
                "every run must have a value: choose a measure that all runs have, such as {such_as}"
            );
            let place = match missing.checked_sub(1) {
                Some(constraint) => settings.constraints[constraint].place.clone(),
                None => asked::place_of(experiment, "select"),
            };
            return Err(refused(&place, message, Some(help)));
        }
    }
    Ok(())
}

/// A fault of the question.
pub(super) fn refused(place: &Place, message: String, help: Option<String>) -> ExperimentError {
    let fault = Diagnostic::new(&BAD_QUESTION, message).at(place, "");
    ExperimentError::Question(Faults(vec![help.into_iter().fold(fault, Diagnostic::help)]))
}

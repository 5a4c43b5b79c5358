//! What became of each alternative, and how it stands with each constraint, as rows.

use super::alternative::Alternative;
use super::rows::{Candidate, ConstraintCheck, Status};
use super::settings::SelectSettings;
use crate::analysis::selection::{self, Outcome};
use crate::experiment::Session;
use crate::experiment::answer::{point_cells, point_columns};
use crate::row::Rows;
use crate::stats::Estimated;
use crate::table::Cell;

/// The alternative at a place of a session.
pub(super) fn alternative(session: &Session<'_>, place: usize) -> Alternative {
    let cell = &session.cells[place];
    let levels = &session.points[cell.point];
    Alternative::of(session.experiment, cell.variant, levels)
}

fn variant(session: &Session<'_>, place: usize) -> String {
    let cell = &session.cells[place];
    session.experiment.variants[cell.variant].label.clone()
}

fn point(session: &Session<'_>, place: usize) -> Vec<Cell> {
    let point = session.cells[place].point;
    point_cells(session.experiment, point, &session.points[point])
}

/// The alternatives: a row each.
pub(super) fn candidates(
    session: &Session<'_>,
    settings: &SelectSettings,
    outcome: &Outcome,
) -> Rows<Candidate> {
    let measure = &session.experiment.measures[settings.measure];
    let mut rows = Rows::at(point_columns(session.experiment));
    for (place, own) in outcome.variants.iter().enumerate() {
        let (status, because_of) = match own.status {
            selection::Status::Selected => (Status::Selected, None),
            selection::Status::Eliminated { by, .. } => {
                (Status::Worse, Some(alternative(session, by).to_string()))
            }
            selection::Status::Infeasible { constraint, .. } => {
                let name = settings.constraints[constraint].name.clone();
                (Status::Infeasible, Some(name))
            }
            selection::Status::Undecided => (Status::Undecided, None),
        };
        let difference = own.beside_selected.as_ref();
        let row = Candidate {
            variant: variant(session, place),
            measure: measure.clone(),
            status,
            because_of,
            runs: own.objective.n,
            mean: (&own.objective).into(),
            difference: difference.map_or_else(Estimated::default, Into::into),
            indifference: settings.indifference,
            level: settings.probability,
        };
        rows.push_at(point(session, place), row);
    }
    rows
}

/// The constraints: a row an alternative and constraint.
pub(super) fn constraints(
    session: &Session<'_>,
    settings: &SelectSettings,
    outcome: &Outcome,
) -> Rows<ConstraintCheck> {
    let measures = &session.experiment.measures;
    let mut rows = Rows::at(point_columns(session.experiment));
    for (place, own) in outcome.variants.iter().enumerate() {
        for (constraint, found) in settings.constraints.iter().zip(&own.constraints) {
            let row = ConstraintCheck {
                variant: variant(session, place),
                constraint: constraint.name.clone(),
                measure: measures[constraint.measure].clone(),
                side: constraint.bound.into(),
                bound: constraint.bound.value(),
                runs: found.estimate.n,
                mean: found.estimate.value,
                ci_low: found.estimate.ci_low,
                ci_high: found.estimate.ci_high,
                level: found.estimate.level,
                verdict: found.verdict.into(),
                decided_after: found.decided_after,
            };
            rows.push_at(point(session, place), row);
        }
    }
    rows
}

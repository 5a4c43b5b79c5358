//! What follows from the outcome of a selection, as findings.

use super::alternative::Alternative;
use super::candidates::alternative;
use super::findings::Finding;
use super::guarantee::Guarantee;
use super::settings::SelectSettings;
use crate::analysis::selection::{Outcome, Status};
use crate::experiment::Session;
use crate::stats::Method;

/// Whether one was selected, or none meets the constraints.
pub(super) fn is_decided(outcome: &Outcome) -> bool {
    outcome.selected.is_some() || none_is_feasible(outcome)
}

fn none_is_feasible(outcome: &Outcome) -> bool {
    let mut statuses = outcome.variants.iter().map(|own| own.status);
    statuses.all(|status| matches!(status, Status::Infeasible { .. }))
}

/// What was found, what that assumes, and what it cost. `done` runs were done.
pub(super) fn conclusions(
    session: &Session<'_>,
    settings: &SelectSettings,
    outcome: &Outcome,
    done: u64,
) -> Vec<Finding> {
    let mut findings = choice(session, settings, outcome);
    findings.extend(infeasible(session, settings, outcome));
    let constant = |place: &usize| {
        let beside = outcome.variants[*place].beside_selected;
        beside.is_some_and(|own| own.method == Method::Constant)
    };
    let alternatives = these(session, outcome, constant);
    if !alternatives.is_empty() {
        findings.push(Finding::NothingVaried { alternatives });
    }
    findings.push(Finding::Spent {
        runs: outcome.runs,
        idle: done - outcome.runs,
        replicates: outcome.replicates,
        alternatives: outcome.variants.len() as u64,
    });
    findings
}

/// The alternatives whose places are as said.
fn these(
    session: &Session<'_>,
    outcome: &Outcome,
    are: impl FnMut(&usize) -> bool,
) -> Vec<Alternative> {
    let places = (0..outcome.variants.len()).filter(are);
    places.map(|place| alternative(session, place)).collect()
}

/// Which one was selected, and how far that can be relied on; or why none was.
fn choice(session: &Session<'_>, settings: &SelectSettings, outcome: &Outcome) -> Vec<Finding> {
    let measure = &session.experiment.measures[settings.measure];
    let constrained = !settings.constraints.is_empty();
    let Some(place) = outcome.selected else {
        let open = |place: &usize| outcome.variants[*place].status == Status::Undecided;
        return vec![match none_is_feasible(outcome) {
            true => Finding::NoneFeasible,
            false => Finding::NoneSelected {
                replicates: outcome.replicates,
                contenders: these(session, outcome, open),
            },
        }];
    };
    vec![
        Finding::Selected {
            measure: measure.clone(),
            alternative: alternative(session, place),
            best: settings.direction.into(),
            constrained,
            mean: (&outcome.variants[place].objective).into(),
        },
        Finding::Guarantee(Guarantee::of(session.experiment, settings)),
    ]
}

/// The alternatives that violate a constraint.
fn infeasible(session: &Session<'_>, settings: &SelectSettings, outcome: &Outcome) -> Vec<Finding> {
    let measures = &session.experiment.measures;
    let all = outcome.variants.iter().enumerate();
    let violated = all.filter_map(|(place, own)| match own.status {
        Status::Infeasible { after, constraint } => {
            let bound = &settings.constraints[constraint];
            Some(Finding::Infeasible {
                alternative: alternative(session, place),
                after,
                measure: measures[bound.measure].clone(),
                mean: (&own.constraints[constraint].estimate).into(),
                side: bound.bound.into(),
                bound: bound.bound.value(),
            })
        }
        _ => None,
    });
    violated.collect()
}

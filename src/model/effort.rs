//! Effort: each person splits time between research and product work.

use std::ops::Range;

use super::incentives::Evaluation;
use super::quarter::Step;
use super::{Model, Organization, Role};
use crate::scenario::EffortChoice;

/// Moves everybody's split part of the way to their optimum (bounded
/// rationality as partial adjustment).
pub(super) fn effort(step: &Step, organization: &mut Organization) {
    let scenario = &step.model.scenario;
    if !scenario.mechanisms.adaptive_effort {
        return;
    }
    let adjustment = scenario.effort.adjustment;
    for index in 0..organization.teams.len() {
        let team = &organization.teams[index];
        let unit = &step.model.units[team.unit];
        let evaluations = &unit.evaluations[organization.units[team.unit].structure];
        let roles = [team.researchers.clone(), team.engineers.clone()];
        for (seats, evaluations) in roles.into_iter().zip(evaluations) {
            let peers = peers(step.model, organization, &seats);
            for seat in seats {
                if organization.occupied[seat] {
                    let evaluation = &evaluations[organization.traits.stage[seat] as usize];
                    let target = match evaluation.settled_split {
                        Some(split) if organization.traits.taste[seat] == 0.0 => split,
                        _ => wanted_split(step.model, organization, seat, evaluation, peers),
                    };
                    let effort = &mut organization.research_effort[seat];
                    *effort += adjustment * (target - *effort);
                }
            }
        }
    }
}

/// The split that the person in a seat would like, as they come.
pub(super) fn preferred_split(model: &Model, organization: &Organization, seat: usize) -> f64 {
    let role = organization.role[seat];
    let unit = organization.unit[seat] as usize;
    let team = &organization.teams[organization.team[seat] as usize];
    let seats = match role {
        Role::Researcher => &team.researchers,
        Role::Engineer => &team.engineers,
    };
    let peers = peers(model, organization, seats);
    let stage = organization.traits.stage[seat] as usize;
    let structure = organization.units[unit].structure;
    let evaluation = &model.units[unit].evaluations[structure][role as usize][stage];
    wanted_split(model, organization, seat, evaluation, peers)
}

/// People present among whom a relative reward compares.
fn peers(model: &Model, organization: &Organization, seats: &Range<usize>) -> usize {
    if !model.has_relative_rewards {
        return 1;
    }
    let occupied = &organization.occupied[seats.clone()];
    occupied.iter().filter(|&&occupied| occupied).count()
}

/// The share of effort that the person in a seat would like to put into
/// research: the employer's marginal rewards and the own taste, through the
/// two-task problem.
fn wanted_split(
    model: &Model,
    organization: &Organization,
    seat: usize,
    evaluation: &Evaluation,
    peers: usize,
) -> f64 {
    let scores = (
        organization.own_score[seat],
        organization.product_score[seat],
    );
    let rewards = evaluation.marginal_rewards(scores.0, scores.1, peers);
    split(
        &model.scenario.effort,
        rewards,
        organization.traits.taste[seat],
    )
    .unwrap_or(organization.research_effort[seat])
}

/// The share of research in the optimum under marginal rewards and a taste; None
/// if no effort pays.
pub(super) fn split(
    parameters: &EffortChoice,
    (research, product): (f64, f64),
    taste: f64,
) -> Option<f64> {
    let (t1, t2) = two_task_optimum(
        research + parameters.intrinsic_weight * taste,
        product,
        parameters.own_cost,
        parameters.substitution,
    );
    let total = t1 + t2;
    (total > 0.0).then(|| t1 / total)
}

/// Optimal efforts on two tasks with marginal rewards `b1` and `b2` under the
/// cost c (t1^2 + t2^2) / 2 + g t1 t2 with 0 <= g < c: the interior solution
/// t1 = (c b1 - g b2) / (c^2 - g^2), or the corner at which one task is left
/// alone (Holmstrom and Milgrom 1991).
///
/// ```
/// let (t1, t2) = orgsim::model::two_task_optimum(1.0, 0.5, 1.0, 0.4);
/// assert!((t1 - 0.8 / 0.84).abs() < 1e-15 && (t2 - 0.1 / 0.84).abs() < 1e-15);
/// ```
pub fn two_task_optimum(b1: f64, b2: f64, c: f64, g: f64) -> (f64, f64) {
    let determinant = c * c - g * g;
    let t1 = (c * b1 - g * b2) / determinant;
    let t2 = (c * b2 - g * b1) / determinant;
    if t1 < 0.0 {
        (0.0, (b2 / c).max(0.0))
    } else if t2 < 0.0 {
        ((b1 / c).max(0.0), 0.0)
    } else {
        (t1, t2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The optimum beats every point of a grid around it.
    #[test]
    fn the_optimum_maximises_reward_minus_cost() {
        let (c, g) = (1.3, 0.5);
        for (b1, b2) in [(1.0, 0.4), (0.2, 0.9), (1.0, 0.0), (0.0, 0.0), (0.1, 2.0)] {
            let gain =
                |t1: f64, t2: f64| b1 * t1 + b2 * t2 - 0.5 * c * (t1 * t1 + t2 * t2) - g * t1 * t2;
            let (t1, t2) = two_task_optimum(b1, b2, c, g);
            for i in 0..200 {
                for j in 0..200 {
                    let (x, y) = (f64::from(i) / 100.0, f64::from(j) / 100.0);
                    assert!(gain(x, y) <= gain(t1, t2) + 1e-12, "{b1} {b2}: {x} {y}");
                }
            }
        }
    }
}

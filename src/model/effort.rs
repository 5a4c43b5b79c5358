//! Effort: each person splits time between research and product work.

use std::ops::Range;

use super::incentives::Evaluation;
use super::step::Step;
use super::two_tasks::split;
use super::{Model, Organization, Role};

/// Moves everybody's split part of the way to their optimum (bounded
/// rationality as partial adjustment).
///
/// Equation (M15).
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

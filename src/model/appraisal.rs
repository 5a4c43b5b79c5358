//! Appraisal: realised rewards, autonomy, fit and stability move satisfaction.

use std::ops::Range;

use super::incentives::{self, Evaluation, Outcomes};
use super::quarter::Step;
use super::{Organization, Role};
use crate::elementary::normal_quantile;

/// Scores everybody, compares with expectations, and moves satisfaction part of
/// the way to its target.
pub(super) fn appraisal(step: &Step, organization: &mut Organization) {
    for index in 0..organization.teams.len() {
        let team = &organization.teams[index];
        let (researchers, engineers) = (team.researchers.clone(), team.engineers.clone());
        score_team(step, organization, index);
        if step.model.scenario.mechanisms.satisfaction {
            satisfaction(step, organization, researchers);
            satisfaction(step, organization, engineers);
        }
    }
}

/// Scores of a team's people under their own and the product's incentives.
fn score_team(step: &Step, organization: &mut Organization, index: usize) {
    let model = step.model;
    let team = &organization.teams[index];
    let structure = organization.units[team.unit].structure;
    let product_work: f64 = team
        .seats()
        .map(|seat| organization.product_work[seat])
        .sum();
    let shared = Outcomes {
        papers: 0.0,
        citations: 0.0,
        open_source: 0.0,
        engagement: team.engagement,
        revenue: organization.units[team.unit].revenue,
        shipping_speed: product_work / team.size() as f64,
    };
    let (unit, seats) = (team.unit, team.seats());
    for seat in seats {
        if !organization.occupied[seat] {
            continue;
        }
        let role = organization.role[seat];
        let outcomes = match role {
            Role::Researcher => research_outcomes(step, organization, seat, &shared),
            Role::Engineer => shared,
        };
        let stage = organization.traits.stage[seat] as usize;
        let evaluation = model.evaluation(unit, structure, role, stage);
        organization.own_score[seat] = incentives::score(&evaluation.own, &outcomes);
        organization.product_score[seat] = incentives::score(&evaluation.product, &outcomes);
    }
}

fn research_outcomes(
    step: &Step,
    organization: &mut Organization,
    seat: usize,
    shared: &Outcomes,
) -> Outcomes {
    let scenario = &step.model.scenario;
    let unit = &organization.units[organization.unit[seat] as usize];
    let structure = &step.model.structures[unit.structure].parameters;
    let normal = scenario.papers.submission_rate;
    let submitted = f64::from(organization.papers_submitted[seat]);
    let relative = if normal > 0.0 {
        submitted / normal
    } else {
        0.0
    };
    let smoothed = &mut organization.paper_outcome[seat];
    *smoothed += scenario.satisfaction.outcome_adjustment * (relative - *smoothed);
    Outcomes {
        papers: *smoothed,
        citations: organization.crews[organization.crew[seat] as usize].quality,
        open_source: organization.research_work[seat] * structure.publication_share,
        ..*shared
    }
}

/// Moves the satisfaction of people of one role in a team.
fn satisfaction(step: &Step, organization: &mut Organization, seats: Range<usize>) {
    let Some(first) = seats.clone().next() else {
        return;
    };
    let parameters = &step.model.scenario.satisfaction;
    let unit_index = organization.unit[first] as usize;
    let unit = &organization.units[unit_index];
    let (structure, disruption) = (unit.structure, unit.disruption);
    let role = organization.role[first];
    let autonomy = match role {
        Role::Researcher => {
            1.0 - step.model.structures[structure]
                .parameters
                .technical_control
        }
        Role::Engineer => 1.0,
    };
    let peers = peer_means(step, organization, &seats);
    for seat in seats {
        if !organization.occupied[seat] {
            continue;
        }
        let stage = organization.traits.stage[seat] as usize;
        let evaluation = step.model.evaluation(unit_index, structure, role, stage);
        let reward = realised_reward(
            evaluation,
            (
                organization.own_score[seat],
                organization.product_score[seat],
            ),
            peers,
        );
        let instability = match role {
            Role::Researcher => disruption + pivoted_share(organization, seat),
            Role::Engineer => disruption,
        };
        // Somebody with a strong taste would like to do little else than
        // research; somebody without one does not mind.
        let taste = organization.traits.taste[seat];
        let preference = taste / (1.0 + taste);
        let shortfall = (preference - organization.research_effort[seat]).max(0.0);
        let target = parameters.pay * organization.traits.pay[seat]
            + parameters.reward * (reward - organization.reward_expectation[seat])
            + parameters.autonomy * (autonomy - organization.autonomy_expectation[seat])
            - parameters.goal_fit * shortfall
            - parameters.stability * instability;
        let satisfaction = &mut organization.satisfaction[seat];
        *satisfaction += parameters.adjustment * (target - *satisfaction)
            + parameters.noise * normal_quantile(organization.luck.satisfaction[seat]);
        let learnt = parameters.expectation_adjustment;
        let expectation = &mut organization.reward_expectation[seat];
        *expectation += learnt * (reward - *expectation);
        let expectation = &mut organization.autonomy_expectation[seat];
        *expectation += learnt * (autonomy - *expectation);
    }
}

/// The reward for the scores under the own and the product's incentives.
fn realised_reward(evaluation: &Evaluation, scores: (f64, f64), peers: (f64, f64)) -> f64 {
    let weight = evaluation.product_weight;
    let own = incentives::reward(&evaluation.own, scores.0, peers.0);
    if weight == 0.0 {
        return own;
    }
    let product = incentives::reward(&evaluation.product, scores.1, peers.1);
    (1.0 - weight) * own + weight * product
}

/// Mean scores of the people of one role in a team.
fn peer_means(step: &Step, organization: &Organization, seats: &Range<usize>) -> (f64, f64) {
    if !step.model.has_relative_rewards {
        return (0.0, 0.0);
    }
    let (mut own, mut product, mut people) = (0.0, 0.0, 0u32);
    for seat in seats.clone() {
        if organization.occupied[seat] {
            own += organization.own_score[seat];
            product += organization.product_score[seat];
            people += 1;
        }
    }
    let people = f64::from(people.max(1));
    (own / people, product / people)
}

/// Pivots of the quarter per project slot of the researcher's crew, at most one.
fn pivoted_share(organization: &Organization, seat: usize) -> f64 {
    let crew = &organization.crews[organization.crew[seat] as usize];
    let slots = crew.slots.len().max(1) as f64;
    (f64::from(crew.pivots) / slots).min(1.0)
}

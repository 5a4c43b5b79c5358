//! Appraisal: realised rewards, autonomy, fit and stability move satisfaction.

use std::ops::Range;

use super::Organization;
use super::incentives::{self, Evaluation, Outcomes};
use super::layout::Team;
use super::organization::UnitState;
use super::step::Step;
use crate::elementary::normal_quantile_column;
use crate::elementary::width::full_width;
use crate::scenario::Satisfaction;

/// Scores everybody, compares with expectations, and moves satisfaction part of
/// the way to its target.
pub(super) fn appraisal(step: &Step, organization: &mut Organization) {
    for index in 0..organization.teams.len() {
        let team = &organization.teams[index];
        let unit = &step.model.units[team.unit];
        let [of_researchers, of_engineers] =
            &unit.evaluations[organization.units[team.unit].structure];
        let (researchers, engineers) = (team.researchers.clone(), team.engineers.clone());
        let shared = shared_outcomes(organization, team);
        score_researchers(
            step,
            organization,
            researchers.clone(),
            of_researchers,
            &shared,
        );
        score_engineers(organization, engineers.clone(), of_engineers, &shared);
        reward_people(step, organization, researchers, of_researchers);
        reward_people(step, organization, engineers, of_engineers);
    }
    if step.model.scenario.mechanisms.satisfaction {
        normal_quantile_column(&mut organization.luck.satisfaction);
        note_instability(step, organization);
        for unit in 0..organization.units.len() {
            satisfaction(step, organization, unit);
        }
    }
}

/// What a team's people bring about together.
fn shared_outcomes(organization: &Organization, team: &Team) -> Outcomes {
    let work_of = |seats: &Range<usize>| organization.product_work[seats.clone()].iter().sum();
    let product_work: f64 = [&team.researchers, &team.engineers]
        .map(work_of)
        .iter()
        .sum();
    Outcomes {
        papers: 0.0,
        citations: 0.0,
        open_source: 0.0,
        engagement: team.engagement,
        revenue: organization.units[team.unit].revenue,
        shipping_speed: product_work / team.product_seats() as f64,
    }
}

/// Scores under the own and the product's incentives.
fn scores(evaluation: &Evaluation, outcomes: &Outcomes) -> (f64, f64) {
    (
        incentives::score(&evaluation.own, outcomes),
        incentives::score(&evaluation.product, outcomes),
    )
}

fn score_researchers(
    step: &Step,
    organization: &mut Organization,
    seats: Range<usize>,
    evaluations: &[Evaluation; 3],
    shared: &Outcomes,
) {
    let scenario = &step.model.scenario;
    let smoothing = scenario.satisfaction.outcome_adjustment;
    let normal_papers = scenario.papers.submission_rate;
    for seat in seats {
        if !organization.occupied[seat] {
            continue;
        }
        let unit = &organization.units[organization.unit[seat] as usize];
        let published = step.model.structures[unit.structure]
            .parameters
            .publication_share;
        let submitted = f64::from(organization.papers_submitted[seat]);
        let relative = if normal_papers > 0.0 {
            submitted / normal_papers
        } else {
            0.0
        };
        let papers = &mut organization.paper_outcome[seat];
        *papers += smoothing * (relative - *papers);
        let outcomes = Outcomes {
            papers: *papers,
            citations: organization.crews[organization.crew[seat] as usize].quality,
            open_source: organization.research_work[seat] * published,
            ..*shared
        };
        let stage = organization.traits.stage[seat] as usize;
        (
            organization.own_score[seat],
            organization.product_score[seat],
        ) = scores(&evaluations[stage], &outcomes);
    }
}

/// Engineers are scored for what their team brings about, so that those of one
/// career stage have one score.
fn score_engineers(
    organization: &mut Organization,
    seats: Range<usize>,
    evaluations: &[Evaluation; 3],
    shared: &Outcomes,
) {
    let by_stage = [0, 1, 2].map(|stage| scores(&evaluations[stage], shared));
    for seat in seats {
        let (own, product) = by_stage[organization.traits.stage[seat] as usize];
        organization.own_score[seat] = own;
        organization.product_score[seat] = product;
    }
}

/// Realised rewards of the people of one role in a team.
fn reward_people(
    step: &Step,
    organization: &mut Organization,
    seats: Range<usize>,
    evaluations: &[Evaluation; 3],
) {
    let peers = peer_means(step, organization, &seats);
    let people = seats.len();
    let stage = &organization.traits.stage[seats.clone()][..people];
    let own_score = &organization.own_score[seats.clone()][..people];
    let product_score = &organization.product_score[seats.clone()][..people];
    let reward = &mut organization.reward[seats][..people];
    for i in 0..people {
        let scores = (own_score[i], product_score[i]);
        reward[i] = realised_reward(&evaluations[stage[i] as usize], scores, peers);
    }
}

/// Instability: the unit's disruption and what is announced, and for researchers
/// the pivots of their crew's projects.
///
/// Equation (M52).
fn note_instability(step: &Step, organization: &mut Organization) {
    let scenario = &step.model.scenario;
    let unrest = |unit: &UnitState| {
        let foreseen = scenario.mechanisms.anticipation && unit.announced > 0;
        unit.disruption
            + if foreseen {
                scenario.satisfaction.announcement
            } else {
                0.0
            }
    };
    for team in &organization.teams {
        let disruption = unrest(&organization.units[team.unit]);
        organization.instability[team.engineers.clone()].fill(disruption);
    }
    for crew in &organization.crews {
        let disruption = unrest(&organization.units[crew.unit]);
        organization.instability[crew.seats.clone()].fill(disruption + crew.pivoted_share());
    }
}

/// Moves the satisfaction and expectations of a unit's people.
fn satisfaction(step: &Step, organization: &mut Organization, unit: usize) {
    let parameters = &step.model.scenario.satisfaction;
    let prepared = &step.model.units[unit];
    let structure = &step.model.structures[organization.units[unit].structure];
    let control = structure.parameters.technical_control;
    for (seats, autonomy) in [
        (&prepared.researchers, 1.0 - control),
        (&prepared.engineers, 1.0),
    ] {
        move_satisfaction(
            parameters,
            autonomy,
            Experience {
                pay: &organization.traits.pay[seats.clone()],
                taste: &organization.traits.taste[seats.clone()],
                effort: &organization.research_effort[seats.clone()],
                reward: &organization.reward[seats.clone()],
                instability: &organization.instability[seats.clone()],
                noise: &organization.luck.satisfaction[seats.clone()],
            },
            &mut organization.reward_expectation[seats.clone()],
            &mut organization.autonomy_expectation[seats.clone()],
            &mut organization.satisfaction[seats.clone()],
        );
    }
}

/// What people experience in a quarter, one row a person.
struct Experience<'a> {
    pay: &'a [f64],
    taste: &'a [f64],
    effort: &'a [f64],
    reward: &'a [f64],
    instability: &'a [f64],
    noise: &'a [f64],
}

full_width! {
    /// Partial adjustment of satisfaction to its target, and of expectations to
    /// what is experienced. Rows of vacant seats move along without meaning.
    ///
    /// Equations (M49), (M50), (M51).
    fn move_satisfaction(
        parameters: &Satisfaction,
        autonomy: f64,
        experience: Experience<'_>,
        expected_reward: &mut [f64],
        expected_autonomy: &mut [f64],
        satisfaction: &mut [f64],
    ) {
        let people = satisfaction.len();
        let Experience { pay, taste, effort, reward, instability, noise } = experience;
        let (pay, taste, effort) = (&pay[..people], &taste[..people], &effort[..people]);
        let (reward, instability) = (&reward[..people], &instability[..people]);
        let noise = &noise[..people];
        let expected_reward = &mut expected_reward[..people];
        let expected_autonomy = &mut expected_autonomy[..people];
        for i in 0..people {
            // Somebody with a strong taste would like to do little else than
            // research; somebody without one does not mind.
            let preference = taste[i] / (1.0 + taste[i]);
            let shortfall = (preference - effort[i]).max(0.0);
            let target = parameters.pay * pay[i]
                + parameters.reward * (reward[i] - expected_reward[i])
                + parameters.autonomy * (autonomy - expected_autonomy[i])
                - parameters.goal_fit * shortfall
                - parameters.stability * instability[i];
            satisfaction[i] +=
                parameters.adjustment * (target - satisfaction[i]) + parameters.noise * noise[i];
            expected_reward[i] +=
                parameters.expectation_adjustment * (reward[i] - expected_reward[i]);
            expected_autonomy[i] +=
                parameters.expectation_adjustment * (autonomy - expected_autonomy[i]);
        }
    }
}

/// The reward for the scores under the own and the product's incentives.
///
/// Equation (M45).
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

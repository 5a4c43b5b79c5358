//! Appraisal: realised rewards, autonomy, fit and stability move satisfaction.

use std::ops::Range;

use crate::elementary::normal_quantile_column;
use crate::elementary::width::full_width;
use crate::model::prepared::{Evaluation, Outcomes, reward, score};
use crate::model::state::{Crew, Luck, Minds, Output, Seats, Team, Traits, UnitState};
use crate::model::step::Step;
use crate::scenario::Satisfaction;

/// How people are appraised, and what that does to them.
pub(crate) struct Appraisal<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) traits: &'a Traits,
    pub(crate) output: &'a Output,
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) crews: &'a [Crew],
    pub(crate) luck: &'a mut Luck,
    pub(crate) minds: &'a mut Minds,
}

impl Appraisal<'_> {
    /// Scores everybody, compares with expectations, and moves satisfaction part of
    /// the way to its target.
    pub(crate) fn run(mut self, step: &Step) {
        for team in self.teams {
            let unit = &step.model.units[team.unit];
            let [of_researchers, of_engineers] = &unit.evaluations[self.units[team.unit].structure];
            let shared = self.shared_outcomes(team);
            self.score_researchers(step, &team.researchers, of_researchers, &shared);
            self.score_engineers(&team.engineers, of_engineers, &shared);
            self.reward_people(step, &team.researchers, of_researchers);
            self.reward_people(step, &team.engineers, of_engineers);
        }
        if step.model.scenario.mechanisms.satisfaction {
            normal_quantile_column(&mut self.luck.satisfaction);
            self.note_instability(step);
            for unit in 0..self.units.len() {
                self.satisfaction(step, unit);
            }
        }
    }

    /// What a team's people bring about together.
    fn shared_outcomes(&self, team: &Team) -> Outcomes {
        let work_of = |seats: &Range<usize>| self.output.product_work[seats.clone()].iter().sum();
        let product_work: f64 = [&team.researchers, &team.engineers]
            .map(work_of)
            .iter()
            .sum();
        Outcomes {
            papers: 0.0,
            citations: 0.0,
            open_source: 0.0,
            engagement: team.engagement,
            revenue: self.units[team.unit].revenue,
            shipping_speed: product_work / team.product_seats() as f64,
        }
    }

    fn score_researchers(
        &mut self,
        step: &Step,
        seats: &Range<usize>,
        evaluations: &[Evaluation; 3],
        shared: &Outcomes,
    ) {
        let scenario = &step.model.scenario;
        let smoothing = scenario.satisfaction.outcome_adjustment;
        let normal_papers = scenario.papers.submission_rate;
        for seat in seats.clone() {
            if !self.seats.occupied[seat] {
                continue;
            }
            let unit = &self.units[self.seats.unit[seat] as usize];
            let published = step.model.structures[unit.structure]
                .parameters
                .publication_share;
            let submitted = f64::from(self.output.papers_submitted[seat]);
            let relative = if normal_papers > 0.0 {
                submitted / normal_papers
            } else {
                0.0
            };
            let papers = &mut self.minds.paper_outcome[seat];
            *papers += smoothing * (relative - *papers);
            let outcomes = Outcomes {
                papers: *papers,
                citations: self.crews[self.seats.crew[seat] as usize].quality,
                open_source: self.output.research_work[seat] * published,
                ..*shared
            };
            let stage = self.traits.stage[seat] as usize;
            (self.minds.own_score[seat], self.minds.product_score[seat]) =
                scores(&evaluations[stage], &outcomes);
        }
    }

    /// Engineers are scored for what their team brings about, so that those of one
    /// career stage have one score.
    fn score_engineers(
        &mut self,
        seats: &Range<usize>,
        evaluations: &[Evaluation; 3],
        shared: &Outcomes,
    ) {
        let by_stage = [0, 1, 2].map(|stage| scores(&evaluations[stage], shared));
        for seat in seats.clone() {
            let (own, product) = by_stage[self.traits.stage[seat] as usize];
            self.minds.own_score[seat] = own;
            self.minds.product_score[seat] = product;
        }
    }

    /// Realised rewards of the people of one role in a team.
    fn reward_people(&mut self, step: &Step, seats: &Range<usize>, evaluations: &[Evaluation; 3]) {
        let peers = self.peer_means(step, seats);
        let people = seats.len();
        let stage = &self.traits.stage[seats.clone()][..people];
        let minds = &mut *self.minds;
        let own_score = &minds.own_score[seats.clone()][..people];
        let product_score = &minds.product_score[seats.clone()][..people];
        let reward = &mut minds.reward[seats.clone()][..people];
        for i in 0..people {
            let scores = (own_score[i], product_score[i]);
            reward[i] = realised_reward(&evaluations[stage[i] as usize], scores, peers);
        }
    }

    /// Mean scores of the people of one role in a team.
    fn peer_means(&self, step: &Step, seats: &Range<usize>) -> (f64, f64) {
        if !step.model.has_relative_rewards {
            return (0.0, 0.0);
        }
        let (mut own, mut product, mut people) = (0.0, 0.0, 0u32);
        for seat in seats.clone() {
            if self.seats.occupied[seat] {
                own += self.minds.own_score[seat];
                product += self.minds.product_score[seat];
                people += 1;
            }
        }
        let people = f64::from(people.max(1));
        (own / people, product / people)
    }

    /// Instability: the unit's disruption and what is announced, and for researchers
    /// the pivots of their crew's projects.
    ///
    /// Equation (M52).
    fn note_instability(&mut self, step: &Step) {
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
        let instability = &mut self.minds.instability;
        for team in self.teams {
            let disruption = unrest(&self.units[team.unit]);
            instability[team.engineers.clone()].fill(disruption);
        }
        for crew in self.crews {
            let disruption = unrest(&self.units[crew.unit]);
            instability[crew.seats.clone()].fill(disruption + crew.pivoted_share());
        }
    }

    /// Moves the satisfaction and expectations of a unit's people.
    fn satisfaction(&mut self, step: &Step, unit: usize) {
        let parameters = &step.model.scenario.satisfaction;
        let prepared = &step.model.units[unit];
        let structure = &step.model.structures[self.units[unit].structure];
        let control = structure.parameters.technical_control;
        let minds = &mut *self.minds;
        for (seats, autonomy) in [
            (&prepared.researchers, 1.0 - control),
            (&prepared.engineers, 1.0),
        ] {
            move_satisfaction(
                parameters,
                autonomy,
                Experience {
                    pay: &self.traits.pay[seats.clone()],
                    taste: &self.traits.taste[seats.clone()],
                    effort: &minds.research_effort[seats.clone()],
                    reward: &minds.reward[seats.clone()],
                    instability: &minds.instability[seats.clone()],
                    noise: &self.luck.satisfaction[seats.clone()],
                },
                &mut minds.reward_expectation[seats.clone()],
                &mut minds.autonomy_expectation[seats.clone()],
                &mut minds.satisfaction[seats.clone()],
            );
        }
    }
}

/// Scores under the own and the product's incentives.
fn scores(evaluation: &Evaluation, outcomes: &Outcomes) -> (f64, f64) {
    (
        score(&evaluation.own, outcomes),
        score(&evaluation.product, outcomes),
    )
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
    let own = reward(&evaluation.own, scores.0, peers.0);
    if weight == 0.0 {
        return own;
    }
    let product = reward(&evaluation.product, scores.1, peers.1);
    (1.0 - weight) * own + weight * product
}

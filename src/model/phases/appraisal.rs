//! Appraisal: realised rewards, autonomy, fit and stability move satisfaction.

use std::ops::Range;

use crate::elementary::normal_quantile_column;
use crate::elementary::width::full_width;
use crate::measures::Role;
use crate::model::prepared::{Evaluation, Offer, Outcomes, prestige, reward, score, vacancies};
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
    /// Reputation as a research employer.
    pub(crate) reputation: f64,
    pub(crate) luck: &'a mut Luck,
    pub(crate) minds: &'a mut Minds,
}

impl Appraisal<'_> {
    /// Scores everybody, compares with expectations, and moves satisfaction part of
    /// the way to its target.
    pub(crate) fn run(mut self, step: &Step) {
        self.note_papers(step);
        self.score_and_reward(step);
        if step.model.scenario.mechanisms.satisfaction {
            normal_quantile_column(&mut self.luck.satisfaction);
            self.note_strain(step);
            for unit in 0..self.units.len() {
                self.satisfaction(step, unit);
            }
        }
    }

    /// Before any quarter: everybody expects the reward that their work brings in the mean.
    pub(crate) fn expect_rewards(mut self, step: &Step) {
        for crew in self.crews {
            let structure = &step.model.structures[self.units[crew.unit].structure];
            let eager = step.model.scenario.topics[crew.topic].submission_factor;
            let rate = structure.parameters.publication_share * eager;
            for seat in crew.seats.clone() {
                self.minds.paper_outcome[seat] = rate * self.output.research_work[seat];
            }
        }
        self.score_and_reward(step);
        self.minds
            .reward_expectation
            .copy_from_slice(&self.minds.reward);
    }

    /// Papers that researchers have submitted, one being normal, enter their record.
    fn note_papers(&mut self, step: &Step) {
        let smoothing = step.model.scenario.satisfaction.outcome_adjustment;
        let normal = step.model.scenario.papers.submission_rate;
        for crew in self.crews {
            for seat in crew.seats.clone() {
                if self.seats.occupied[seat] {
                    let submitted = f64::from(self.output.papers_submitted[seat]);
                    let relative = if normal > 0.0 {
                        submitted / normal
                    } else {
                        0.0
                    };
                    let papers = &mut self.minds.paper_outcome[seat];
                    *papers += smoothing * (relative - *papers);
                }
            }
        }
    }

    fn score_and_reward(&mut self, step: &Step) {
        for team in self.teams {
            let unit = &step.model.units[team.unit];
            let [of_researchers, of_engineers] = &unit.evaluations[self.units[team.unit].structure];
            let shared = self.shared_outcomes(team);
            self.score_researchers(step, &team.researchers, of_researchers, &shared);
            self.score_engineers(&team.engineers, of_engineers, &shared);
            self.reward_people(step, &team.researchers, of_researchers);
            self.reward_people(step, &team.engineers, of_engineers);
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
            shipping_speed: match team.product_seats(self.seats) {
                0 => 0.0,
                seats => product_work / seats as f64,
            },
        }
    }

    fn score_researchers(
        &mut self,
        step: &Step,
        seats: &Range<usize>,
        evaluations: &[Evaluation; 3],
        shared: &Outcomes,
    ) {
        for seat in seats.clone() {
            if !self.seats.occupied[seat] {
                continue;
            }
            let unit = &self.units[self.seats.unit[seat] as usize];
            let published = step.model.structures[unit.structure]
                .parameters
                .publication_share;
            let outcomes = Outcomes {
                papers: self.minds.paper_outcome[seat],
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

    /// Strain: instability (the unit's disruption and what is announced, and for researchers
    /// the pivots of their crew's projects) and the load of vacancies.
    ///
    /// Equation (M62).
    fn note_strain(&mut self, step: &Step) {
        let scenario = &step.model.scenario;
        let weight = scenario.satisfaction.stability;
        let loads = self.loads_of_vacancies(step);
        let unrest = |unit: &UnitState| {
            let foreseen = scenario.mechanisms.anticipation && unit.announced > 0;
            unit.disruption
                + if foreseen {
                    scenario.satisfaction.announcement
                } else {
                    0.0
                }
        };
        let strain = &mut self.minds.strain;
        for (unit, prepared) in step.model.units.iter().enumerate() {
            let load = loads[unit][Role::Engineer as usize];
            strain[prepared.engineers.clone()].fill(weight * unrest(&self.units[unit]) + load);
        }
        for crew in self.crews {
            let instability = unrest(&self.units[crew.unit]) + crew.pivoted_share();
            let load = loads[crew.unit][Role::Researcher as usize];
            strain[crew.seats.clone()].fill(weight * instability + load);
        }
    }

    /// What vacancies take from the satisfaction of those who do the work of more people than
    /// there are, in each unit and role.
    ///
    /// Equation (M63).
    fn loads_of_vacancies(&self, step: &Step) -> Vec<[f64; 2]> {
        let weight = vacancies(&step.model.scenario);
        let units = self.units.iter().zip(&step.model.units);
        units
            .map(|(unit, prepared)| {
                Role::ALL.map(|role| {
                    let people = self.seats.head_count(prepared.seats_of(role).clone());
                    let funded = unit.funded[role as usize];
                    let vacant = funded.saturating_sub(people);
                    weight * vacant as f64 / funded.max(1) as f64
                })
            })
            .collect()
    }

    /// Moves the satisfaction and expectations of a unit's people.
    fn satisfaction(&mut self, step: &Step, unit: usize) {
        let parameters = &step.model.scenario.satisfaction;
        let prepared = &step.model.units[unit];
        let pay = self.units[unit].pay;
        let structure = &step.model.structures[self.units[unit].structure];
        let control = structure.parameters.technical_control;
        let level = match step.model.scenario.mechanisms.autonomy_level {
            true => parameters.autonomy_level,
            false => 0.0,
        };
        let minds = &mut *self.minds;
        // Engineers have full autonomy here as elsewhere, and no taste for publishing.
        for (role, autonomy, offer) in [
            (Role::Researcher, 1.0 - control, structure.offer),
            (Role::Engineer, 1.0, Offer::default()),
        ] {
            let seats = prepared.seats_of(role);
            move_satisfaction(
                parameters,
                Job {
                    autonomy,
                    autonomy_change: parameters.autonomy * (1.0 - level),
                    offer,
                    employer: prestige(&step.model.scenario, role, self.reputation)
                        + pay[role as usize].worth,
                },
                Experience {
                    contentment: &self.traits.contentment[seats.clone()],
                    preference: &self.traits.preference[seats.clone()],
                    effort: &minds.research_effort[seats.clone()],
                    reward: &minds.reward[seats.clone()],
                    strain: &minds.strain[seats.clone()],
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

/// What a job is like for everybody in it.
struct Job {
    autonomy: f64,
    /// Effect of autonomy above expectations.
    autonomy_change: f64,
    offer: Offer,
    /// What the reputation of the employer and its pay add to satisfaction.
    employer: f64,
}

/// What people bring along and experience in a quarter, one row a person.
struct Experience<'a> {
    contentment: &'a [f64],
    preference: &'a [f64],
    effort: &'a [f64],
    reward: &'a [f64],
    strain: &'a [f64],
    noise: &'a [f64],
}

full_width! {
    /// Partial adjustment of satisfaction to its target, and of expectations to
    /// what is experienced. Rows of vacant seats move along without meaning.
    ///
    /// Equations (M58), (M60), (M61).
    fn move_satisfaction(
        parameters: &Satisfaction,
        job: Job,
        experience: Experience<'_>,
        expected_reward: &mut [f64],
        expected_autonomy: &mut [f64],
        satisfaction: &mut [f64],
    ) {
        let people = satisfaction.len();
        let Job { autonomy, autonomy_change, offer, employer } = job;
        let Experience { contentment, preference, effort, reward, strain, noise } = experience;
        let (contentment, preference) = (&contentment[..people], &preference[..people]);
        let effort = &effort[..people];
        let (reward, strain) = (&reward[..people], &strain[..people]);
        let noise = &noise[..people];
        let expected_reward = &mut expected_reward[..people];
        let expected_autonomy = &mut expected_autonomy[..people];
        for i in 0..people {
            let target = contentment[i]
                + parameters.reward * (reward[i] - expected_reward[i])
                + autonomy_change * (autonomy - expected_autonomy[i])
                + offer.worth(preference[i], effort[i])
                + employer
                - strain[i];
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
/// Equation (M54).
fn realised_reward(evaluation: &Evaluation, scores: (f64, f64), peers: (f64, f64)) -> f64 {
    let weight = evaluation.product_weight;
    let own = reward(&evaluation.own, scores.0, peers.0);
    if weight == 0.0 {
        return own;
    }
    let product = reward(&evaluation.product, scores.1, peers.1);
    (1.0 - weight) * own + weight * product
}

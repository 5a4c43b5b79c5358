//! Effort: each person splits time between research and product work.

use std::ops::Range;

use crate::measures::Role;
use crate::model::prepared::{Evaluation, Model, split};
use crate::model::state::{Minds, Seats, Team, Traits, UnitState};
use crate::model::step::Step;

/// How people choose to split their effort.
pub(crate) struct Effort<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) traits: &'a Traits,
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) minds: &'a mut Minds,
}

impl Effort<'_> {
    /// Moves everybody's split part of the way to their optimum (bounded
    /// rationality as partial adjustment).
    ///
    /// Equation (M19).
    pub(crate) fn run(self, step: &Step) {
        let (model, scenario) = (step.model, &step.model.scenario);
        if !scenario.mechanisms.adaptive_effort {
            return;
        }
        let adjustment = scenario.effort.adjustment;
        for team in self.teams {
            let unit = &model.units[team.unit];
            let evaluations = &unit.evaluations[self.units[team.unit].structure];
            let roles = [&team.researchers, &team.engineers];
            for (seats, evaluations) in roles.into_iter().zip(evaluations) {
                let peers = peers(model, self.seats, seats);
                for seat in seats.clone() {
                    if self.seats.occupied[seat] {
                        let evaluation = &evaluations[self.traits.stage[seat] as usize];
                        let scores = (self.minds.own_score[seat], self.minds.product_score[seat]);
                        let taste = self.traits.taste[seat];
                        let target = wanted_split(model, evaluation, scores, peers, taste);
                        let effort = &mut self.minds.research_effort[seat];
                        let target = target.unwrap_or(*effort);
                        *effort += adjustment * (target - *effort);
                    }
                }
            }
        }
    }
}

/// Scores of whoever has just come: those of a normal quarter.
pub(super) const NEWCOMERS_SCORE: f64 = 1.0;

/// The split of effort of people of a role who do what they are there for.
pub(super) fn all_of_own_task(role: Role) -> f64 {
    match role {
        Role::Researcher => 1.0,
        Role::Engineer => 0.0,
    }
}

/// The split that somebody of a career stage and with a taste for research would like who comes
/// to a seat of a unit.
pub(super) fn newcomers_split(
    model: &Model,
    seats: &Seats,
    (stage, taste): (u8, f64),
    team: &Team,
    structure: usize,
    seat: usize,
) -> f64 {
    let role = seats.role[seat];
    let of_role = match role {
        Role::Researcher => &team.researchers,
        Role::Engineer => &team.engineers,
    };
    let peers = peers(model, seats, of_role);
    let evaluation = &model.units[team.unit].evaluations[structure][role as usize][stage as usize];
    let scores = (NEWCOMERS_SCORE, NEWCOMERS_SCORE);
    wanted_split(model, evaluation, scores, peers, taste).unwrap_or(all_of_own_task(role))
}

/// People present among whom a relative reward compares.
fn peers(model: &Model, seats: &Seats, of_role: &Range<usize>) -> usize {
    if !model.has_relative_rewards {
        return 1;
    }
    seats.head_count(of_role.clone())
}

/// The share of effort that somebody would like to put into research: the employer's marginal
/// rewards, given the scores of the last quarter, and the own taste, through the two-task
/// problem. None if no effort pays.
fn wanted_split(
    model: &Model,
    evaluation: &Evaluation,
    (own, product): (f64, f64),
    peers: usize,
    taste: f64,
) -> Option<f64> {
    if taste == 0.0 && evaluation.settled_split.is_some() {
        return evaluation.settled_split;
    }
    let rewards = evaluation.marginal_rewards(own, product, peers);
    split(&model.scenario.effort, rewards, taste)
}

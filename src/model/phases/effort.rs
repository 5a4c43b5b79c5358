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
                        let taste = self.traits.taste[seat];
                        let target = match evaluation.settled_split {
                            Some(split) if taste == 0.0 => split,
                            _ => wanted_split(model, self.minds, seat, taste, evaluation, peers),
                        };
                        let effort = &mut self.minds.research_effort[seat];
                        *effort += adjustment * (target - *effort);
                    }
                }
            }
        }
    }
}

/// The split that the person in a seat of a unit would like, as they come.
pub(super) fn preferred_split(
    model: &Model,
    seats: &Seats,
    (traits, minds): (&Traits, &Minds),
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
    let stage = traits.stage[seat] as usize;
    let evaluation = &model.units[team.unit].evaluations[structure][role as usize][stage];
    wanted_split(model, minds, seat, traits.taste[seat], evaluation, peers)
}

/// People present among whom a relative reward compares.
fn peers(model: &Model, seats: &Seats, of_role: &Range<usize>) -> usize {
    if !model.has_relative_rewards {
        return 1;
    }
    seats.head_count(of_role.clone())
}

/// The share of effort that the person in a seat would like to put into
/// research: the employer's marginal rewards and the own taste, through the
/// two-task problem.
fn wanted_split(
    model: &Model,
    minds: &Minds,
    seat: usize,
    taste: f64,
    evaluation: &Evaluation,
    peers: usize,
) -> f64 {
    let (own, product) = (minds.own_score[seat], minds.product_score[seat]);
    let rewards = evaluation.marginal_rewards(own, product, peers);
    split(&model.scenario.effort, rewards, taste).unwrap_or(minds.research_effort[seat])
}

//! Settling: somebody takes a seat, with traits of their own and a newcomer's mind.

use super::applicants::Applicants;
use super::effort::preferred_split;
use crate::elementary::exp;
use crate::measures::Role;
use crate::model::prepared::{prestige, vacancies};
use crate::model::state::{Minds, Seats, Team, Traits, UnitState};
use crate::model::step::Step;

/// Where people settle, and what they bring along.
pub(crate) struct Settling<'a> {
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) seats: &'a mut Seats,
    pub(crate) traits: &'a mut Traits,
    pub(crate) minds: &'a mut Minds,
}

impl Settling<'_> {
    /// Gives the seat's new occupant the traits of an applicant, and the mind of a newcomer who
    /// was told which reward to expect; whether that person takes the seat.
    pub(crate) fn settle(
        &mut self,
        step: &Step,
        seat: usize,
        (applicants, row): (&Applicants, usize),
        told: f64,
    ) -> bool {
        self.traits.copy(seat, &applicants.traits, row);
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let role = self.seats.role[seat];
        let parameters = &step.model.structures[structure].parameters;
        self.seats.tenure[seat] = 0;
        let minds = &mut *self.minds;
        minds.satisfaction[seat] = 0.0;
        minds.paper_outcome[seat] = 1.0;
        minds.own_score[seat] = 1.0;
        minds.product_score[seat] = 1.0;
        minds.reward_expectation[seat] = told;
        // What people are promised when they join is the structure they join.
        minds.autonomy_expectation[seat] = match role {
            Role::Researcher => 1.0 - parameters.technical_control,
            Role::Engineer => 1.0,
        };
        minds.research_effort[seat] = match role {
            Role::Researcher => 1.0,
            Role::Engineer => 0.0,
        };
        if step.model.scenario.mechanisms.adaptive_effort {
            let team = &self.teams[self.seats.team[seat] as usize];
            let person = (&*self.traits, &*minds);
            minds.research_effort[seat] =
                preferred_split(step.model, self.seats, person, team, structure, seat);
        }
        self.accepts(step, seat, applicants.offer[row])
    }

    /// What lasts in the satisfaction of a seat's occupant: pay, disposition, and what the job
    /// and the employer are like.
    pub(crate) fn lasting_satisfaction(&self, step: &Step, seat: usize) -> f64 {
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let instability = match self.seats.role[seat] {
            Role::Researcher => step.model.structures[structure].instability,
            Role::Engineer => 0.0,
        };
        let (scenario, role) = (&step.model.scenario, self.seats.role[seat]);
        let unit = &step.model.units[self.seats.unit[seat] as usize];
        let load = vacancies(scenario) * unit.vacant[role as usize];
        self.traits.contentment[seat]
            + self.worth(step, seat)
            + prestige(scenario, role, step.model.reputation)
            - load
            - step.model.scenario.satisfaction.stability * instability
    }

    /// What the job has to offer to whoever is considered for a seat.
    fn worth(&self, step: &Step, seat: usize) -> f64 {
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        match self.seats.role[seat] {
            Role::Researcher => step.model.structures[structure].offer.worth(
                self.traits.preference[seat],
                self.minds.research_effort[seat],
            ),
            // Engineers find the same everywhere.
            Role::Engineer => 0.0,
        }
    }

    /// Whether the researcher who is considered for a seat accepts it, by a draw: the more
    /// likely, the less the job costs in satisfaction compared with others.
    ///
    /// Equation (M74).
    fn accepts(&self, step: &Step, seat: usize, u: f64) -> bool {
        let scenario = &step.model.scenario;
        if !scenario.mechanisms.sorting || self.seats.role[seat] == Role::Engineer {
            return true;
        }
        let unit = &self.units[self.seats.unit[seat] as usize];
        let pay = unit.pay[Role::Researcher as usize].worth;
        u < exp(scenario.hiring.sorting * (self.worth(step, seat) + pay))
    }
}

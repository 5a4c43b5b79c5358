//! Settling: somebody takes a seat, with traits of their own and a newcomer's mind.

use super::applicants::Applicants;
use super::effort::{NEWCOMERS_SCORE, all_of_own_task, newcomers_split};
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

/// What an applicant would make of a seat.
pub(crate) struct Newcomer {
    /// What pay and disposition add to satisfaction.
    contentment: f64,
    /// What the job has to offer, as satisfaction.
    worth: f64,
    research_effort: f64,
    /// Whether the person takes the seat.
    pub(crate) accepts: bool,
}

impl Settling<'_> {
    /// Seats an applicant who was told which reward to expect; whether that person takes the
    /// seat.
    pub(crate) fn settle(
        &mut self,
        step: &Step,
        seat: usize,
        applicant: (&Applicants, usize),
        told: f64,
    ) -> bool {
        let newcomer = self.newcomer(step, seat, applicant);
        self.seat(step, seat, applicant, &newcomer, told);
        newcomer.accepts
    }

    /// What an applicant would make of a seat, if told of it as it is.
    pub(crate) fn newcomer(
        &self,
        step: &Step,
        seat: usize,
        (applicants, row): (&Applicants, usize),
    ) -> Newcomer {
        let (traits, role) = (&applicants.traits, self.seats.role[seat]);
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let research_effort = match step.model.scenario.mechanisms.adaptive_effort {
            true => {
                let team = &self.teams[self.seats.team[seat] as usize];
                let person = (traits.stage[row], traits.taste[row]);
                newcomers_split(step.model, self.seats, person, team, structure, seat)
            }
            false => all_of_own_task(role),
        };
        let worth = match role {
            Role::Researcher => step.model.structures[structure]
                .offer
                .worth(traits.preference[row], research_effort),
            // Engineers find the same everywhere.
            Role::Engineer => 0.0,
        };
        Newcomer {
            contentment: traits.contentment[row],
            worth,
            research_effort,
            accepts: self.accepts(step, seat, worth, applicants.offer[row]),
        }
    }

    /// Gives a seat's new occupant the traits of an applicant, and the mind of a newcomer who
    /// was told which reward to expect.
    pub(crate) fn seat(
        &mut self,
        step: &Step,
        seat: usize,
        (applicants, row): (&Applicants, usize),
        newcomer: &Newcomer,
        told: f64,
    ) {
        self.traits.copy(seat, &applicants.traits, row);
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let parameters = &step.model.structures[structure].parameters;
        self.seats.tenure[seat] = 0;
        let minds = &mut *self.minds;
        minds.satisfaction[seat] = 0.0;
        minds.paper_outcome[seat] = 1.0;
        minds.own_score[seat] = NEWCOMERS_SCORE;
        minds.product_score[seat] = NEWCOMERS_SCORE;
        minds.reward_expectation[seat] = told;
        // What people are promised when they join is the structure they join.
        minds.autonomy_expectation[seat] = match self.seats.role[seat] {
            Role::Researcher => 1.0 - parameters.technical_control,
            Role::Engineer => 1.0,
        };
        minds.research_effort[seat] = newcomer.research_effort;
    }

    /// What lasts in the satisfaction of somebody in a seat: pay, disposition, and what the job
    /// and the employer are like.
    pub(crate) fn lasting_satisfaction(
        &self,
        step: &Step,
        seat: usize,
        newcomer: &Newcomer,
    ) -> f64 {
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let (scenario, role) = (&step.model.scenario, self.seats.role[seat]);
        let instability = match role {
            Role::Researcher => step.model.structures[structure].instability,
            Role::Engineer => 0.0,
        };
        let unit = &step.model.units[self.seats.unit[seat] as usize];
        let load = vacancies(scenario) * unit.vacant[role as usize];
        newcomer.contentment + newcomer.worth + prestige(scenario, role, step.model.reputation)
            - load
            - scenario.satisfaction.stability * instability
    }

    /// Whether the researcher who is considered for a seat accepts it, by a draw: the more
    /// likely, the less the job costs in satisfaction compared with others.
    ///
    /// Equation (M74).
    fn accepts(&self, step: &Step, seat: usize, worth: f64, u: f64) -> bool {
        let scenario = &step.model.scenario;
        if !scenario.mechanisms.sorting || self.seats.role[seat] == Role::Engineer {
            return true;
        }
        let unit = &self.units[self.seats.unit[seat] as usize];
        let pay = unit.pay[Role::Researcher as usize].worth;
        u < exp(scenario.hiring.sorting * (worth + pay))
    }
}

//! Hiring: vacancies are filled, and reputation follows what is published.

use super::settling::{Settling, Shifts};
use crate::measures::Role;
use crate::model::event::Event;
use crate::model::state::{Effects, Minds, PaperPipeline, Seats, Team, Traits, UnitState};
use crate::model::step::Step;
use crate::random::Stream;

/// Who is hired.
pub(crate) struct Hiring<'a> {
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) effects: &'a Effects,
    pub(crate) papers: &'a PaperPipeline,
    pub(crate) seats: &'a mut Seats,
    pub(crate) traits: &'a mut Traits,
    pub(crate) minds: &'a mut Minds,
    pub(crate) reputation: &'a mut f64,
}

impl Hiring<'_> {
    /// Fills the vacancies whose time has come; then reputation moves.
    pub(crate) fn run(mut self, step: &Step, happened: &mut Vec<Event>) {
        let scenario = &step.model.scenario;
        if scenario.mechanisms.hiring {
            let quality = scenario.hiring.quality_reputation * (*self.reputation - 1.0);
            for seat in 0..self.seats.count() {
                if self.seats.occupied[seat] {
                    continue;
                }
                // What is missing of the time to fill a vacancy when a freeze begins is
                // missing afterwards.
                let (unit, role) = (self.seats.unit[seat] as usize, self.seats.role[seat]);
                if self.effects.hiring_is_frozen(unit, role) {
                    self.seats.fill_quarter[seat].0 += 1;
                } else if self.seats.fill_quarter[seat] <= step.quarter && self.may_hire(step, seat)
                {
                    self.hire(step, happened, seat, quality);
                }
            }
        }
        if scenario.mechanisms.reputation {
            self.move_reputation(step);
        }
    }

    /// Whether a vacancy whose time has come may be filled: the seat is funded, and
    /// product approves where it controls the budget.
    fn may_hire(&self, step: &Step, seat: usize) -> bool {
        let (unit, role) = (self.seats.unit[seat] as usize, self.seats.role[seat]);
        let seats = step.model.units[unit].seats_of(role).clone();
        let funded = self.units[unit].funded[role as usize];
        if funded < seats.len() && self.seats.head_count(seats) >= funded {
            return false;
        }
        self.is_approved(step, seat)
    }

    /// Whether product approves the vacancy this quarter.
    ///
    /// Equation (M61).
    fn is_approved(&self, step: &Step, seat: usize) -> bool {
        let scenario = &step.model.scenario;
        let structure = self.units[self.seats.unit[seat] as usize].structure;
        let control = step.model.structures[structure]
            .parameters
            .product_budget_control;
        if !scenario.mechanisms.budget_control
            || self.seats.role[seat] == Role::Engineer
            || control == 0.0
        {
            return true;
        }
        let own = self.seats.person[seat].place();
        let u = step
            .streams
            .uniform(Stream::VacancyApproval, own, step.quarter);
        u < 1.0 - control * (1.0 - scenario.hiring.product_approval)
    }

    fn hire(&mut self, step: &Step, happened: &mut Vec<Event>, seat: usize, quality: f64) {
        self.seats.occupied[seat] = true;
        let shifts = Shifts::of_hires(self.seats.role[seat], quality);
        let mut settling = Settling {
            units: self.units,
            teams: self.teams,
            seats: &mut *self.seats,
            traits: &mut *self.traits,
            minds: &mut *self.minds,
        };
        settling.settle(step, seat, &shifts);
        let vacant_since = self.seats.vacant_since[seat];
        happened.push(Event::Hired { seat, vacant_since });
    }

    /// Reputation as a research employer: a slow stock that follows accepted papers
    /// per researcher's seat.
    ///
    /// Equation (M62).
    fn move_reputation(&mut self, step: &Step) {
        let parameters = &step.model.scenario.reputation;
        let researchers = step.model.seats_of(Role::Researcher);
        if researchers == 0 {
            return;
        }
        let papers = f64::from(self.papers.accepted) / researchers as f64;
        let signal = (papers / parameters.reference_papers).min(parameters.ceiling);
        *self.reputation += parameters.adjustment * (signal - *self.reputation);
    }
}

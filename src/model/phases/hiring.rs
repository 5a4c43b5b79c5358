//! Hiring: vacancies are filled, and reputation follows what is published.

use std::ops::Range;

use super::TOGETHER;
use super::applicants::Applicants;
use super::settling::Settling;
use crate::measures::Role;
use crate::model::event::Event;
use crate::model::state::{Effects, Minds, PaperPipeline, Seats, Team, Traits, UnitState};
use crate::model::step::Step;
use crate::random::Stream;

/// Most offers that are made for a vacancy in a quarter, one after another.
const MOST_OFFERS: u32 = 4;

/// Who is hired.
pub(crate) struct Hiring<'a> {
    pub(crate) units: &'a mut [UnitState],
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
        self.follow_plans(step);
        if scenario.mechanisms.hiring {
            let quality = scenario.hiring.quality_reputation * (*self.reputation - 1.0);
            let rewards = self.mean_rewards(step);
            let mut people = self.head_counts(step);
            let due = self.due(step, &people);
            for together in due.chunks(TOGETHER) {
                let applicants = Applicants::draw(step, self.seats, together, quality);
                for (row, &seat) in together.iter().enumerate() {
                    let (unit, role) = (self.seats.unit[seat] as usize, self.seats.role[seat]);
                    let people = &mut people[unit][role as usize];
                    let told = rewards[unit][role as usize];
                    if self.is_funded(step, seat, *people)
                        && self.hire(step, happened, seat, (&applicants, row), (quality, told))
                    {
                        *people += 1;
                    }
                }
            }
        }
        if scenario.mechanisms.reputation {
            move_reputation(step, self.units, self.papers.accepted, self.reputation);
        }
    }

    /// Opens the seats that are planned for this quarter, whose search is over by then, and
    /// funds as many more or fewer.
    fn follow_plans(&mut self, step: &Step) {
        for (unit, prepared) in self.units.iter_mut().zip(&step.model.units) {
            for role in Role::ALL {
                let seats = prepared.seats_of(role);
                let planned = prepared.plan.seats(role, step.quarter);
                let before = std::mem::replace(&mut unit.planned[role as usize], planned);
                let funded = &mut unit.funded[role as usize];
                *funded = (*funded + planned).saturating_sub(before);
                for seat in seats.clone().take(planned) {
                    if !self.seats.open[seat] {
                        self.seats.open[seat] = true;
                        self.seats.vacant_since[seat] = step.quarter;
                        self.seats.fill_quarter[seat] = step.quarter;
                    }
                }
            }
        }
    }

    /// Vacancies whose time has come and which may be filled, with so many people of each role
    /// in each unit before the first of them is.
    fn due(&mut self, step: &Step, people: &[[usize; 2]]) -> Vec<usize> {
        let mut due = Vec::new();
        for seat in 0..self.seats.count() {
            if self.seats.occupied[seat] || !self.seats.open[seat] {
                continue;
            }
            let (unit, role) = (self.seats.unit[seat] as usize, self.seats.role[seat]);
            // What is missing of the time to fill a vacancy when a freeze begins is missing
            // afterwards.
            if self.effects.hiring_is_frozen(unit, role) {
                self.seats.fill_quarter[seat].0 += 1;
            } else if self.seats.fill_quarter[seat] <= step.quarter
                && self.is_funded(step, seat, people[unit][role as usize])
                && self.is_approved(step, seat)
            {
                due.push(seat);
            }
        }
        due
    }

    /// Whether there is money for one more than so many people of a seat's role in its unit.
    fn is_funded(&self, step: &Step, seat: usize, people: usize) -> bool {
        let (unit, role) = (self.seats.unit[seat] as usize, self.seats.role[seat]);
        let seats = step.model.units[unit].seats_of(role).len();
        let funded = self.units[unit].funded[role as usize];
        let open = self.units[unit].planned[role as usize];
        people < funded || (funded >= open && open >= seats)
    }

    /// People of each unit, by role.
    fn head_counts(&self, step: &Step) -> Vec<[usize; 2]> {
        let units = step.model.units.iter();
        let of = |seats: &Range<usize>| self.seats.head_count(seats.clone());
        units
            .map(|unit| Role::ALL.map(|role| of(unit.seats_of(role))))
            .collect()
    }

    /// Whether product approves the vacancy this quarter.
    ///
    /// Equation (M75).
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

    /// Mean reward of this quarter in each unit, by role: what applicants are told. It is
    /// one where nobody is.
    fn mean_rewards(&self, step: &Step) -> Vec<[f64; 2]> {
        let of_seats = |seats: &Range<usize>| {
            let (mut sum, mut people) = (0.0, 0u32);
            for seat in seats.clone() {
                if self.seats.occupied[seat] {
                    sum += self.minds.reward[seat];
                    people += 1;
                }
            }
            match people {
                0 => 1.0,
                some => sum / f64::from(some),
            }
        };
        let units = step.model.units.iter();
        units
            .map(|unit| Role::ALL.map(|role| of_seats(unit.seats_of(role))))
            .collect()
    }

    /// Offers the seat to one applicant after another, the first of whom are drawn, until one
    /// accepts, or until next quarter; whether somebody has.
    fn hire(
        &mut self,
        step: &Step,
        happened: &mut Vec<Event>,
        seat: usize,
        first: (&Applicants, usize),
        (quality, told): (f64, f64),
    ) -> bool {
        let mut settling = Settling {
            units: &*self.units,
            teams: self.teams,
            seats: &mut *self.seats,
            traits: &mut *self.traits,
            minds: &mut *self.minds,
        };
        for offer in 0..MOST_OFFERS {
            // Who considers a job sees it as one of those who do it.
            settling.seats.occupied[seat] = true;
            let accepts = match offer {
                0 => settling.settle(step, seat, first, told),
                _ => {
                    let next = Applicants::draw(step, settling.seats, &[seat], quality);
                    settling.settle(step, seat, (&next, 0), told)
                }
            };
            if accepts {
                let vacant_since = settling.seats.vacant_since[seat];
                happened.push(Event::Hired { seat, vacant_since });
                return true;
            }
            settling.seats.occupied[seat] = false;
            settling.seats.applicant[seat] += 1;
        }
        false
    }
}

/// Reputation as a research employer: a slow stock that follows accepted papers
/// per researcher's seat.
///
/// Equation (M76).
pub(crate) fn move_reputation(
    step: &Step,
    units: &[UnitState],
    accepted: u32,
    reputation: &mut f64,
) {
    let parameters = &step.model.scenario.reputation;
    let planned = units
        .iter()
        .map(|unit| unit.planned[Role::Researcher as usize]);
    let researchers: usize = planned.sum();
    if researchers == 0 {
        return;
    }
    let papers = f64::from(accepted) / researchers as f64;
    let signal = (papers / parameters.reference_papers).min(parameters.ceiling);
    *reputation += parameters.adjustment * (signal - *reputation);
}

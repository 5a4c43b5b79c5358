//! Work: from effort to effective effort.

use std::ops::Range;

use crate::measures::Role;
use crate::model::prepared::NORMAL_SPEED;
use crate::model::state::{Minds, Output, Seats, Team, Ties, Traits, UnitState};
use crate::model::step::Step;
use crate::scenario::Work as Parameters;

/// What people's effort comes to.
pub(crate) struct Work<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) traits: &'a Traits,
    pub(crate) minds: &'a Minds,
    pub(crate) ties: &'a Ties,
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) output: &'a mut Output,
}

impl Work<'_> {
    /// Effective effort of everybody: time x skill x ramp-up x what context
    /// switching and disruption leave, less what managing and mentoring take.
    ///
    /// Equation (M25).
    pub(crate) fn run(mut self, step: &Step) {
        let model = step.model;
        let mechanisms = &model.scenario.mechanisms;
        let parameters = &model.scenario.work;
        let mut experience: Vec<f64> = (0..parameters.ramp_quarters)
            .map(|tenure| match mechanisms.ramp_up {
                true => ramp_up(parameters, tenure),
                false => 1.0,
            })
            .chain([1.0])
            .collect();
        self.output.time_lost = [0.0; 2];
        for team in self.teams {
            let state = &self.units[team.unit];
            let steady = if mechanisms.reorganisation_dip {
                1.0 - parameters.reorganisation_dip * state.disruption
            } else {
                1.0
            };
            let switching = model.structures[state.structure].switch_efficiency;
            if mechanisms.mentoring {
                let experienced = parameters.ramp_quarters as usize;
                experience[experienced] = mentored_share(self.seats, team, parameters);
            }
            let pace = steady * switching;
            self.work_of(Role::Researcher, &team.researchers, &experience, pace);
            self.work_of(Role::Engineer, &team.engineers, &experience, steady);
        }
        if mechanisms.currency {
            self.fall_behind(step);
        }
    }

    /// The research skill of specialists lasts among their like (Allen 1986; Katz and Allen
    /// 1985): the faster the field and the more of their ties are to others, the more of it is
    /// out of date.
    ///
    /// Equation (M26).
    fn fall_behind(&mut self, step: &Step) {
        let scenario = &step.model.scenario;
        let speed = scenario.transfer.obsolescence_rate / NORMAL_SPEED;
        for unit in &step.model.units {
            for seat in unit.researchers.clone() {
                let (live, crossing) = (self.ties.live[seat], self.ties.crossing[seat]);
                let others = f64::from(crossing) / f64::from(live.max(1));
                let left = 1.0 - scenario.work.currency_loss * speed * others;
                self.output.research_work[seat] *= left.max(0.0);
            }
        }
    }

    /// Effective effort of people of one role in a team, at what their `experience` makes of
    /// their time, by tenure up to the last entry, and all at a common `pace`; and what is
    /// lost to ramp-up and mentoring.
    ///
    /// Equations (M20), (M21), (M22).
    fn work_of(&mut self, role: Role, seats: &Range<usize>, experience: &[f64], pace: f64) {
        let people = seats.len();
        let occupied = &self.seats.occupied[seats.clone()][..people];
        let tenure = &self.seats.tenure[seats.clone()][..people];
        let management = &self.seats.management[seats.clone()][..people];
        let effort = &self.minds.research_effort[seats.clone()][..people];
        let research_skill = &self.traits.research_skill[seats.clone()][..people];
        let product_skill = &self.traits.product_skill[seats.clone()][..people];
        let research_work = &mut self.output.research_work[seats.clone()][..people];
        let product_work = &mut self.output.product_work[seats.clone()][..people];
        let lost = &mut self.output.time_lost[role as usize];
        for i in 0..people {
            let experience = experience[(tenure[i] as usize).min(experience.len() - 1)];
            let present = f64::from(u8::from(occupied[i]));
            let time = present * (1.0 - management[i]);
            *lost += time * (1.0 - experience);
            let time = time * experience * pace;
            research_work[i] = time * effort[i] * research_skill[i];
            product_work[i] = time * (1.0 - effort[i]) * product_skill[i];
        }
    }
}

/// Productivity of a newcomer, linear in tenure up to one.
///
/// Equation (M23).
fn ramp_up(parameters: &Parameters, tenure: u32) -> f64 {
    let progress = f64::from(tenure) / f64::from(parameters.ramp_quarters);
    parameters.ramp_start + (1.0 - parameters.ramp_start) * progress
}

/// Share of time that is left to the experienced members of a team after they
/// have mentored its newcomers (Brooks 1975; Abdel-Hamid and Madnick 1991).
///
/// Equation (M24).
fn mentored_share(seats: &Seats, team: &Team, parameters: &Parameters) -> f64 {
    let (mut newcomers, mut experienced) = (0u32, 0u32);
    for range in [&team.researchers, &team.engineers] {
        let occupied = &seats.occupied[range.clone()];
        let tenure = &seats.tenure[range.clone()];
        for (&occupied, &tenure) in occupied.iter().zip(tenure) {
            let new = tenure < parameters.ramp_quarters;
            newcomers += u32::from(occupied & new);
            experienced += u32::from(occupied & !new);
        }
    }
    if newcomers == 0 || experienced == 0 {
        return 1.0;
    }
    let load = parameters.mentor_load * f64::from(newcomers) / f64::from(experienced);
    (1.0 - load).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn newcomers_become_fully_productive() {
        let work = Scenario::default().work;
        assert_eq!(ramp_up(&work, 0), 0.3);
        assert!((ramp_up(&work, work.ramp_quarters) - 1.0).abs() < 1e-15);
    }
}

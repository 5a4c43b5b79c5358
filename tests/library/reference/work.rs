//! From effort to effective effort.

use orgsim::model::Role;
use orgsim::scenario::{ContextSwitching, Work};

use super::Company;
use super::person::Person;

impl Company<'_> {
    pub(super) fn work(&mut self) {
        self.time_lost = [0.0; 2];
        for seat in 0..self.seats.len() {
            if let Some(person) = &self.seats[seat].occupant {
                let (own, experience) = self.own_time(seat, person.tenure);
                let time = own * experience * self.pace(seat);
                let kept = self.currency(person);
                self.time_lost[self.seats[seat].role as usize] += own * (1.0 - experience);
                let person = self.seats[seat].occupant.as_mut().expect("is there");
                let effort = person.research_effort;
                person.research_work = time * effort * person.research_skill;
                person.research_work *= kept;
                person.product_work = time * (1.0 - effort) * person.product_skill;
            }
        }
    }

    /// The share of a researcher's skill that is up to date.
    fn currency(&self, person: &Person) -> f64 {
        if person.role == Role::Engineer || !self.scenario.mechanisms.currency {
            return 1.0;
        }
        let (live, crossing) = self.live_ties(person);
        let others = f64::from(crossing) / f64::from(live.max(1));
        let speed = self.scenario.transfer.obsolescence_rate / 0.05;
        (1.0 - self.scenario.work.currency_loss * speed * others).max(0.0)
    }

    /// The share of a quarter that managing leaves somebody, and what experience and
    /// mentoring make of it.
    fn own_time(&self, seat: usize, tenure: u32) -> (f64, f64) {
        let (rules, mechanisms) = (&self.scenario.work, &self.scenario.mechanisms);
        let managing = match self.seats[seat].is_manager {
            true => self.scenario.teams.management_load,
            false => 0.0,
        };
        let experience = if tenure >= rules.ramp_quarters {
            match mechanisms.mentoring {
                true => 1.0 - self.mentoring(seat),
                false => 1.0,
            }
        } else if mechanisms.ramp_up {
            let learnt = f64::from(tenure) / f64::from(rules.ramp_quarters);
            rules.ramp_start + (1.0 - rules.ramp_start) * learnt
        } else {
            1.0
        };
        (1.0 - managing, experience)
    }

    /// What disruption and switching between projects leave of somebody's time.
    fn pace(&self, seat: usize) -> f64 {
        let (rules, mechanisms) = (&self.scenario.work, &self.scenario.mechanisms);
        let seat_state = &self.seats[seat];
        let unit = &self.units[seat_state.unit];
        let mut pace = match mechanisms.reorganisation_dip {
            true => 1.0 - rules.reorganisation_dip * unit.disruption,
            false => 1.0,
        };
        if seat_state.role == Role::Researcher {
            let assignments = self.structure(seat_state.unit).concurrent_assignments;
            pace *= 1.0 - switching_loss(rules, assignments);
        }
        pace
    }

    /// The share of time that an experienced member of a team gives to its
    /// newcomers.
    fn mentoring(&self, seat: usize) -> f64 {
        let rules = &self.scenario.work;
        let team = self.team_of(seat).seats();
        let (mut newcomers, mut mentors) = (0, 0);
        for person in self.people(&team) {
            if person.tenure < rules.ramp_quarters {
                newcomers += 1;
            } else {
                mentors += 1;
            }
        }
        (rules.mentor_load * f64::from(newcomers) / f64::from(mentors)).min(1.0)
    }
}

/// The share of effort lost to serving several projects at once.
pub(super) fn switching_loss(rules: &Work, projects: f64) -> f64 {
    // Percentages at 1, 2, 3, 4, 5 projects; nothing more is lost beyond.
    const WEINBERG: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.75, 0.75];
    match rules.context_switching {
        ContextSwitching::None => 0.0,
        ContextSwitching::Tregubov => rules.switching_loss * (projects - 1.0).min(1.0),
        ContextSwitching::Weinberg => {
            let beyond_one = (projects - 1.0).min(4.0);
            let whole = beyond_one.floor();
            let (here, next) = (WEINBERG[whole as usize], WEINBERG[whole as usize + 1]);
            here + (beyond_one - whole) * (next - here)
        }
    }
}

//! The organisation in krABMaga: people are agents of a schedule, the rest is its state.

use std::any::Any;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal, Normal, Open01, Poisson};

use crate::organisation::{
    FIRST_MORALE, MOOD_SPREAD, QUARTERS, REFILL, RETENTION, SEATS, SEATS_A_TEAM, SKILL_SPREAD,
    TEAMS, exit_log_odds, focus, is_researcher, logistic, mean_papers, next_morale, progress,
};
use crate::tally::Tally;

/// A replicate.
pub(crate) fn simulate(seed: u64) -> Tally {
    let mut organisation = Organisation::new(seed);
    let mut schedule = Schedule::new();
    organisation.init(&mut schedule);
    for _ in 0..QUARTERS {
        schedule.step(organisation.as_state_mut());
    }
    organisation.tally
}

#[derive(Clone)]
struct Person {
    seat: usize,
    skill: f64,
    tenure: u32,
    morale: f64,
    taste: f64,
    has_quit: bool,
}

#[derive(Clone, Default)]
struct Team {
    progress: f64,
    last_ship: u64,
    leavers: f64,
    leavers_before: f64,
}

struct Organisation {
    rng: SmallRng,
    /// Quarters that are over.
    quarters: usize,
    teams: Vec<Team>,
    vacancies: Vec<usize>,
    tally: Tally,
}

impl Organisation {
    fn new(seed: u64) -> Self {
        Self {
            rng: SmallRng::seed_from_u64(seed),
            quarters: 0,
            teams: vec![Team::default(); TEAMS],
            vacancies: Vec::new(),
            tally: Tally::default(),
        }
    }

    fn hire(&mut self, seat: usize) -> Box<Person> {
        let skill = LogNormal::new(0.0, SKILL_SPREAD).expect("a spread");
        Box::new(Person {
            seat,
            skill: skill.sample(&mut self.rng),
            tenure: 0,
            morale: FIRST_MORALE,
            taste: self.rng.sample(Open01),
            has_quit: false,
        })
    }
}

impl Agent for Person {
    fn step(&mut self, state: &mut dyn State) {
        let organisation = state
            .as_any_mut()
            .downcast_mut::<Organisation>()
            .expect("the state is the organisation");
        let counts = &mut organisation.tally[organisation.quarters];
        let team = &mut organisation.teams[self.seat / SEATS_A_TEAM];
        let rng = &mut organisation.rng;

        counts.active += 1;
        let is_researcher = is_researcher(self.seat);
        let focus = focus(is_researcher);
        if is_researcher {
            let mean = mean_papers(self.skill, focus, self.taste);
            let papers = Poisson::new(mean).expect("a mean");
            counts.papers += papers.sample(rng) as u64;
        } else {
            team.progress += progress(self.skill, rng.random_range(0.5..1.5));
        }
        let mood = Normal::new(0.0, MOOD_SPREAD).expect("a spread");
        self.morale = next_morale(self.morale, focus, self.taste, mood.sample(rng));
        let log_odds = exit_log_odds(self.morale, team.leavers_before, f64::from(self.tenure));
        if rng.random::<f64>() < logistic(log_odds) {
            self.has_quit = true;
            counts.quits += 1;
            team.leavers += 1.0;
            organisation.vacancies.push(self.seat);
        } else {
            self.tenure += 1;
            if is_researcher {
                counts.researchers += 1;
                counts.veterans += u64::from(self.tenure as usize >= RETENTION);
            }
        }
    }

    fn is_stopped(&mut self, _: &mut dyn State) -> bool {
        self.has_quit
    }
}

impl State for Organisation {
    fn init(&mut self, schedule: &mut Schedule) {
        for seat in 0..SEATS {
            let person = self.hire(seat);
            schedule.schedule_repeating(person, 0.0, 0);
        }
    }

    fn after_step(&mut self, schedule: &mut Schedule) {
        let counts = &mut self.tally[self.quarters];
        let quarter = self.quarters as u64 + 1;
        for team in &mut self.teams {
            if team.progress >= 1.0 {
                counts.ships += 1;
                counts.latency += quarter - team.last_ship;
                team.last_ship = quarter;
                team.progress = 0.0;
            }
            team.leavers_before = std::mem::take(&mut team.leavers);
        }
        for seat in std::mem::take(&mut self.vacancies) {
            if self.rng.random_bool(REFILL) {
                self.tally[self.quarters].researchers += u64::from(is_researcher(seat));
                let person = self.hire(seat);
                schedule.schedule_repeating(person, schedule.time + 1.0, 0);
            } else {
                self.vacancies.push(seat);
            }
        }
        self.quarters += 1;
    }

    fn update(&mut self, _: u64) {}

    fn reset(&mut self) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }
}

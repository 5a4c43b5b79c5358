//! The organisation in plain Rust: a column for each property, one generator.

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal, Normal, Open01, Poisson};

use crate::organisation::{
    FIRST_MORALE, MOOD_SPREAD, REFILL, RESEARCHERS_A_TEAM, RETENTION, SEATS, SEATS_A_TEAM,
    SKILL_SPREAD, TEAMS, exit_log_odds, focus, is_researcher, logistic, mean_papers, next_morale,
    progress,
};
use crate::tally::{Quarter, Tally};

struct Organisation {
    rng: SmallRng,
    active: Vec<bool>,
    skill: Vec<f64>,
    tenure: Vec<u32>,
    morale: Vec<f64>,
    taste: Vec<f64>,
    progress: [f64; TEAMS],
    last_ship: [u64; TEAMS],
    leavers: [f64; TEAMS],
}

/// A replicate.
pub(crate) fn simulate(seed: u64) -> Tally {
    let mut organisation = Organisation::new(seed);
    let mut tally = Tally::default();
    for (quarter, counts) in (1..).zip(&mut tally) {
        organisation.work(counts);
        organisation.ship(quarter, counts);
        organisation.hire();
        organisation.count(counts);
    }
    tally
}

impl Organisation {
    fn new(seed: u64) -> Self {
        let mut organisation = Self {
            rng: SmallRng::seed_from_u64(seed),
            active: vec![false; SEATS],
            skill: vec![0.0; SEATS],
            tenure: vec![0; SEATS],
            morale: vec![0.0; SEATS],
            taste: vec![0.0; SEATS],
            progress: [0.0; TEAMS],
            last_ship: [0; TEAMS],
            leavers: [0.0; TEAMS],
        };
        for seat in 0..SEATS {
            organisation.fill(seat);
        }
        organisation
    }

    fn fill(&mut self, seat: usize) {
        let skill = LogNormal::new(0.0, SKILL_SPREAD).expect("a spread");
        self.active[seat] = true;
        self.skill[seat] = skill.sample(&mut self.rng);
        self.tenure[seat] = 0;
        self.morale[seat] = FIRST_MORALE;
        self.taste[seat] = self.rng.sample(Open01);
    }

    fn work(&mut self, counts: &mut Quarter) {
        let mood = Normal::new(0.0, MOOD_SPREAD).expect("a spread");
        for team in 0..TEAMS {
            let mut leavers = 0.0;
            for place in 0..SEATS_A_TEAM {
                let seat = team * SEATS_A_TEAM + place;
                if !self.active[seat] {
                    continue;
                }
                counts.active += 1;
                let (skill, taste) = (self.skill[seat], self.taste[seat]);
                let is_researcher = place < RESEARCHERS_A_TEAM;
                let focus = focus(is_researcher);
                if is_researcher {
                    let papers = Poisson::new(mean_papers(skill, focus, taste)).expect("a mean");
                    counts.papers += papers.sample(&mut self.rng) as u64;
                } else {
                    self.progress[team] += progress(skill, self.rng.random_range(0.5..1.5));
                }
                let mood = mood.sample(&mut self.rng);
                let morale = next_morale(self.morale[seat], focus, taste, mood);
                self.morale[seat] = morale;
                let tenure = f64::from(self.tenure[seat]);
                let log_odds = exit_log_odds(morale, self.leavers[team], tenure);
                if self.rng.random::<f64>() < logistic(log_odds) {
                    self.active[seat] = false;
                    counts.quits += 1;
                    leavers += 1.0;
                } else {
                    self.tenure[seat] += 1;
                }
            }
            self.leavers[team] = leavers;
        }
    }

    fn ship(&mut self, quarter: u64, counts: &mut Quarter) {
        for team in 0..TEAMS {
            if self.progress[team] >= 1.0 {
                counts.ships += 1;
                counts.latency += quarter - self.last_ship[team];
                self.last_ship[team] = quarter;
                self.progress[team] = 0.0;
            }
        }
    }

    fn hire(&mut self) {
        for seat in 0..SEATS {
            if !self.active[seat] && self.rng.random_bool(REFILL) {
                self.fill(seat);
            }
        }
    }

    fn count(&self, counts: &mut Quarter) {
        let researchers = (0..SEATS).filter(|&seat| is_researcher(seat) && self.active[seat]);
        for seat in researchers {
            counts.researchers += 1;
            counts.veterans += u64::from(self.tenure[seat] as usize >= RETENTION);
        }
    }
}

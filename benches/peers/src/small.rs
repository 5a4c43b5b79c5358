//! The organisation as a model of one's own on orgsim: columns with addressed draws.

use std::convert::Infallible;
use std::num::NonZeroU64;

use orgsim::elementary::{exp_column, normal_quantile_column};
use orgsim::engine::{MonteCarlo, Next, Signals};
use orgsim::random::{Entity, Poisson, Purpose, Streams};
use orgsim::units;

use crate::organisation::{
    FIRST_MORALE, MOOD_SPREAD, REFILL, RESEARCHERS, RESEARCHERS_A_TEAM, RETENTION, SEATS,
    SEATS_A_TEAM, SKILL_SPREAD, TEAMS, exit_log_odds, focus, is_researcher, mean_papers,
    next_morale, progress,
};
use crate::tally::{Quarter, Tally};

/// What draws are for. Two neighbours are drawn for the price of one.
#[derive(Clone, Copy)]
enum Luck {
    Output,
    Mood,
    Exit,
    Refill,
    Skill,
    Taste,
}

impl Purpose for Luck {
    fn number(self) -> u8 {
        self as u8
    }
}

/// Replicates of a seed, on one thread.
pub(crate) fn simulate(seed: u64, replicates: u64) -> Vec<Tally> {
    let batch = NonZeroU64::new(100).expect("more than none");
    let engine = MonteCarlo::new(batch, 1).expect("a thread");
    let mut tallies = Vec::new();
    let Ok(_) = engine.run(
        replicates,
        &Signals::default(),
        || Box::new(Organisation::new()),
        |organisation, run| organisation.simulate(Streams::new(seed, run)),
        |_, results| {
            tallies.extend(results);
            Ok::<_, Infallible>(Next::Continue)
        },
    );
    tallies
}

/// The seats in the order of the teams; a vacant one has a person without skill.
struct Organisation {
    /// Whom the draws of a quarter are for.
    seats: [Entity; SEATS],
    /// Who has the seat, or had it last.
    people: [Entity; SEATS],
    is_vacant: [bool; SEATS],
    vacancies: Vec<usize>,
    focus: [f64; SEATS],
    skill: [f64; SEATS],
    taste: [f64; SEATS],
    morale: [f64; SEATS],
    tenure: [f64; SEATS],
    progress: [f64; TEAMS],
    last_ship: [u64; TEAMS],
    leavers: [f64; TEAMS],
    luck: Columns,
    hires: Hires,
}

/// What is drawn for all seats in a quarter.
struct Columns {
    output: [f64; SEATS],
    mood: [f64; SEATS],
    exit: [f64; SEATS],
    refill: [f64; SEATS],
    /// Odds against leaving.
    odds: [f64; SEATS],
}

/// Who comes, and what is drawn for them.
#[derive(Default)]
struct Hires {
    people: Vec<Entity>,
    skill: Vec<f64>,
    taste: Vec<f64>,
}

impl Organisation {
    fn new() -> Self {
        let seats = std::array::from_fn(|id| Entity {
            id: id as u32,
            generation: 0,
        });
        let column = [0.0; SEATS];
        Self {
            seats,
            people: seats,
            is_vacant: [true; SEATS],
            vacancies: Vec::new(),
            focus: std::array::from_fn(|seat| focus(is_researcher(seat))),
            skill: column,
            taste: column,
            morale: column,
            tenure: column,
            progress: [0.0; TEAMS],
            last_ship: [0; TEAMS],
            leavers: [0.0; TEAMS],
            luck: Columns {
                output: column,
                mood: column,
                exit: column,
                refill: column,
                odds: column,
            },
            hires: Hires::default(),
        }
    }

    fn simulate(&mut self, streams: Streams) -> Tally {
        self.found(&streams);
        let mut tally = Tally::default();
        for (quarter, counts) in (1..).zip(&mut tally) {
            counts.active = (SEATS - self.vacancies.len()) as u64;
            self.luck.draw(&streams, quarter, &self.seats);
            self.change_morale();
            self.work(counts);
            self.ship(quarter, counts);
            self.leave(counts);
            self.hire(&streams);
            self.count(counts);
        }
        tally
    }

    fn found(&mut self, streams: &Streams) {
        self.people = self.seats;
        self.vacancies.clear();
        self.hires.people.clear();
        self.progress = [0.0; TEAMS];
        self.last_ship = [0; TEAMS];
        self.leavers = [0.0; TEAMS];
        self.hires.people.extend_from_slice(&self.seats);
        self.settle(streams);
    }

    fn change_morale(&mut self) {
        let moods = self.luck.mood.iter().zip(&self.focus).zip(&self.taste);
        for (morale, ((mood, focus), taste)) in self.morale.iter_mut().zip(moods) {
            *morale = next_morale(*morale, *focus, *taste, MOOD_SPREAD * mood);
        }
    }

    fn work(&mut self, counts: &mut Quarter) {
        for team in 0..TEAMS {
            let all = team * SEATS_A_TEAM..(team + 1) * SEATS_A_TEAM;
            let engineers = all.start + RESEARCHERS_A_TEAM..all.end;
            for seat in all.start..engineers.start {
                let mean = mean_papers(self.skill[seat], self.focus[seat], self.taste[seat]);
                let u = self.luck.output[seat];
                // there is no paper up to exp(-mean), which is above 1 - mean
                if u > 1.0 - mean {
                    counts.papers += Poisson::new(mean).quantile(u);
                }
            }
            for seat in engineers {
                self.progress[team] += progress(self.skill[seat], 0.5 + self.luck.output[seat]);
            }
            for seat in all {
                self.luck.odds[seat] =
                    -exit_log_odds(self.morale[seat], self.leavers[team], self.tenure[seat]);
            }
        }
        exp_column(&mut self.luck.odds);
    }

    fn ship(&mut self, quarter: u16, counts: &mut Quarter) {
        let quarter = u64::from(quarter);
        for (progress, last_ship) in self.progress.iter_mut().zip(&mut self.last_ship) {
            if *progress >= 1.0 {
                counts.ships += 1;
                counts.latency += quarter - *last_ship;
                *last_ship = quarter;
                *progress = 0.0;
            }
        }
    }

    fn leave(&mut self, counts: &mut Quarter) {
        self.leavers = [0.0; TEAMS];
        for seat in 0..SEATS {
            self.tenure[seat] += 1.0;
            let leaves = self.luck.exit[seat] * (1.0 + self.luck.odds[seat]) < 1.0;
            if leaves && !self.is_vacant[seat] {
                counts.quits += 1;
                self.leavers[seat / SEATS_A_TEAM] += 1.0;
                self.skill[seat] = 0.0;
                self.is_vacant[seat] = true;
                self.vacancies.push(seat);
            }
        }
    }

    fn hire(&mut self, streams: &Streams) {
        self.hires.people.clear();
        self.vacancies.retain(|&seat| {
            self.tenure[seat] = 0.0;
            let stays = self.luck.refill[seat] >= REFILL;
            if !stays {
                self.people[seat].generation += 1;
                self.hires.people.push(self.people[seat]);
            }
            stays
        });
        self.settle(streams);
    }

    /// Puts those who come into their seats.
    fn settle(&mut self, streams: &Streams) {
        self.hires.draw(streams);
        let hires = self.hires.skill.iter().zip(&self.hires.taste);
        for (person, (skill, taste)) in self.hires.people.iter().zip(hires) {
            let seat = person.id as usize;
            self.is_vacant[seat] = false;
            self.skill[seat] = *skill;
            self.taste[seat] = *taste;
            self.morale[seat] = FIRST_MORALE;
            self.tenure[seat] = 0.0;
        }
    }

    fn count(&self, counts: &mut Quarter) {
        let vacant = self.vacancies.iter().filter(|&&seat| is_researcher(seat));
        counts.researchers = (RESEARCHERS - vacant.count()) as u64;
        for team in self.tenure.chunks_exact(SEATS_A_TEAM) {
            let researchers = &team[..RESEARCHERS_A_TEAM];
            let veterans = researchers
                .iter()
                .filter(|tenure| **tenure >= RETENTION as f64);
            counts.veterans += veterans.count() as u64;
        }
    }
}

impl Columns {
    fn draw(&mut self, streams: &Streams, quarter: u16, seats: &[Entity]) {
        let quarter = units::Quarter(i32::from(quarter));
        let pair = |purposes, first, second| {
            streams.pair_columns(purposes, quarter, seats, first, second);
        };
        pair([Luck::Output, Luck::Mood], &mut self.output, &mut self.mood);
        pair([Luck::Exit, Luck::Refill], &mut self.exit, &mut self.refill);
        normal_quantile_column(&mut self.mood);
    }
}

impl Hires {
    fn draw(&mut self, streams: &Streams) {
        let Self {
            people,
            skill,
            taste,
        } = self;
        skill.resize(people.len(), 0.0);
        taste.resize(people.len(), 0.0);
        let purposes = [Luck::Skill, Luck::Taste];
        streams.pair_columns(purposes, units::Quarter(0), people, skill, taste);
        normal_quantile_column(skill);
        skill.iter_mut().for_each(|z| *z *= SKILL_SPREAD);
        exp_column(skill);
    }
}

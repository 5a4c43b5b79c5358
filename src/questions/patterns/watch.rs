//! What is seen of a run beside the measures of the program.

use crate::metrics::{Measure, Recorder};
use crate::model::{Event, Observer, Organization, Role};
use crate::random::Entity;
use crate::units::Quarter;

/// Tenures that are told apart, in completed quarters; the last stands for all
/// longer ones.
pub(super) const TENURES: usize = 9;
/// Breakthroughs made before this quarter are followed to the product.
const MADE_BEFORE: i32 = 8;
const YEAR: i32 = 4;

/// What is seen of a run, from its first observed quarter on.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Person-quarters at risk and exits, by tenure.
    pub(super) risk: [Share; TENURES],
    /// Research skill at work and papers submitted, by tenure.
    pub(super) papers: [Share; TENURES],
    /// Quarters from breakthrough to product of those that were made in the
    /// first two years and shipped.
    pub(super) latencies: Vec<f64>,
    /// Variance of exits among teams relative to a binomial, year by year.
    pub(super) dispersion: Vec<f64>,
    /// Researchers of the top and of the bottom third of skill and how many of
    /// them left, quarter by quarter.
    pub(super) thirds: Vec<[Share; 2]>,
}

/// A whole and a part of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    pub(super) whole: f64,
    pub(super) part: f64,
}

impl Share {
    pub(super) fn add(&mut self, whole: f64, part: f64) {
        self.whole += whole;
        self.part += part;
    }

    /// Not a number for a part of nothing.
    pub(super) fn ratio(self) -> f64 {
        self.part / self.whole
    }
}

impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), |mut sum, share| {
            sum.add(share.whole, share.part);
            sum
        })
    }
}

/// Who sits in a seat.
#[derive(Clone, Copy, Debug)]
struct Seat {
    person: Option<Entity>,
    role: Role,
    tenure: usize,
    skill: f64,
    team: usize,
}

/// Listens to a run for the measures and for what is seen beside them.
pub(super) struct Watch<'a> {
    recorder: Recorder<'a>,
    seen: Seen,
    /// Seats at the end of the last quarter, and at the start of the year.
    last: Vec<Seat>,
    year_start: Vec<Seat>,
    /// Papers submitted in this quarter, by seat.
    papers: Vec<f64>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(recorder: Recorder<'a>) -> Self {
        Self {
            recorder,
            seen: Seen::default(),
            last: Vec::new(),
            year_start: Vec::new(),
            papers: Vec::new(),
        }
    }

    pub(super) fn into_parts(self) -> (Recorder<'a>, Seen) {
        (self.recorder, self.seen)
    }

    fn count_exits(&mut self, now: &[Seat]) {
        let mut skills: Vec<f64> = researchers(&self.last).map(|seat| seat.skill).collect();
        skills.sort_by(f64::total_cmp);
        let third = skills.len() / 3;
        let (low, high) = (skills.get(third), skills.iter().rev().nth(third));
        let ends = low.copied().zip(high.copied());
        let mut thirds = [Share::default(); 2];
        for (place, (before, after)) in self.last.iter().zip(now).enumerate() {
            if before.person.is_none() {
                continue;
            }
            let left = f64::from(u8::from(before.person != after.person));
            self.seen.risk[before.tenure].add(1.0, left);
            if before.role != Role::Researcher {
                continue;
            }
            self.seen.papers[before.tenure].add(before.skill, self.papers[place]);
            match ends {
                Some((_, high)) if before.skill > high => thirds[0].add(1.0, left),
                Some((low, _)) if before.skill < low => thirds[1].add(1.0, left),
                _ => {}
            }
        }
        self.seen.thirds.push(thirds);
    }
}

fn researchers(seats: &[Seat]) -> impl Iterator<Item = &Seat> {
    let present = |seat: &&Seat| seat.person.is_some() && seat.role == Role::Researcher;
    seats.iter().filter(present)
}

fn seats(organization: &Organization) -> Vec<Seat> {
    let seat = |seat| Seat {
        person: organization
            .occupied(seat)
            .then(|| organization.person(seat)),
        role: organization.role(seat),
        tenure: (organization.tenure(seat) as usize).min(TENURES - 1),
        skill: organization.research_skill(seat),
        team: organization.team(seat),
    };
    (0..organization.seats()).map(seat).collect()
}

/// Sum over teams of (x - n p)^2 relative to the sum of n p (1 - p), with the
/// share p of the teams' role that has gone within the year; corrected for p
/// being that share itself. Not a number if nobody or everybody has gone.
fn dispersion(start: &[Seat], end: &[Seat]) -> f64 {
    let (mut spread, mut expected) = (0.0, 0.0);
    for role in [Role::Researcher, Role::Engineer] {
        let mut teams = vec![Share::default(); start.len()];
        for (before, after) in start.iter().zip(end) {
            if before.person.is_some() && before.role == role {
                let left = before.person != after.person;
                teams[before.team].add(1.0, f64::from(u8::from(left)));
            }
        }
        let all: Share = teams.iter().copied().sum();
        if all.whole < 2.0 {
            continue;
        }
        let p = all.ratio();
        for team in &teams {
            let deviation = team.part - team.whole * p;
            spread += deviation * deviation;
        }
        let own: f64 = teams.iter().map(|team| team.whole * team.whole).sum();
        let correction = all.whole / (all.whole - 1.0);
        expected += p * (1.0 - p) * (all.whole - own / all.whole) * correction;
    }
    spread / expected
}

impl Observer for Watch<'_> {
    fn started(&mut self, organization: &Organization) {
        self.recorder.started(organization);
        self.last = seats(organization);
        self.papers = vec![0.0; self.last.len()];
    }

    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization) {
        self.recorder.happened(quarter, event, organization);
        match event {
            Event::PapersSubmitted { seat, papers } => self.papers[seat] = f64::from(papers),
            Event::Shipped { made, .. } if (0..MADE_BEFORE).contains(&made.0) => {
                self.seen.latencies.push(f64::from(quarter.0 - made.0));
            }
            _ => {}
        }
    }

    fn reading(&self, measure: &Measure, quarter: Quarter) -> f64 {
        self.recorder.reading(measure, quarter)
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        self.recorder.quarter_ended(quarter, organization);
        let now = seats(organization);
        if quarter.0 >= 0 {
            if quarter.0 == 0 {
                self.year_start.clone_from(&self.last);
            }
            self.count_exits(&now);
            if (quarter.0 + 1) % YEAR == 0 {
                self.seen
                    .dispersion
                    .push(dispersion(&self.year_start, &now));
                self.year_start.clone_from(&now);
            }
        }
        self.last = now;
        self.papers.fill(0.0);
    }
}

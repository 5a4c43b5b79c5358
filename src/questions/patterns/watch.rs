//! What is seen of a run beside the measures of the program.

use std::ops::Range;

use crate::metrics::{Measure, Recorder};
use crate::model::{Event, Observer, Organization, ProjectOutcome, Role};
use crate::random::Entity;
use crate::units::Quarter;

/// Tenures that are told apart, in completed quarters; the last stands for all
/// longer ones.
pub(super) const TENURES: usize = 9;
/// Breakthroughs made before this quarter are followed to the product.
const MADE_BEFORE: i32 = 8;
const YEAR: i32 = 4;
/// The quarter at whose start a star may leave.
pub(super) const STAR_LEAVES: u32 = 4;

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
    /// Researchers with a taste for research and those without, and how many of them left,
    /// quarter by quarter.
    pub(super) tastes: Vec<[Share; 2]>,
    /// What crews with ties to the star of the first year, and those without, bring about,
    /// quarter by quarter; the star's own crew is neither.
    pub(super) beside_star: Vec<[CrewsQuarter; 2]>,
}

/// A quarter of some crews.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CrewsQuarter {
    /// Finished projects and their quality.
    pub(super) quality: Share,
    /// Seats and the papers that are submitted from them.
    pub(super) papers: Share,
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
    /// Preference for research.
    preference: f64,
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
    /// Projects that were finished in this quarter, and their quality.
    finished: Vec<(usize, f64)>,
    /// Crews beside the star: of its collaborators, and the others.
    beside_star: [Vec<Crew>; 2],
}

/// Seats and project slots of a crew.
type Crew = (Range<usize>, Range<usize>);

impl<'a> Watch<'a> {
    pub(super) fn new(recorder: Recorder<'a>) -> Self {
        Self {
            recorder,
            seen: Seen::default(),
            last: Vec::new(),
            year_start: Vec::new(),
            papers: Vec::new(),
            finished: Vec::new(),
            beside_star: [Vec::new(), Vec::new()],
        }
    }

    /// Before the quarter in which a star may leave: sorts the crews by whether they are tied
    /// to the star.
    fn note_star(&mut self, organization: &Organization) {
        let researchers = (0..organization.seats()).filter(|&seat| {
            organization.occupied(seat) && organization.role(seat) == Role::Researcher
        });
        let standing = |seat: &usize| organization.standing(*seat);
        let first = researchers.max_by(|a, b| {
            // Of equals, the first.
            standing(a).total_cmp(&standing(b)).then(b.cmp(a))
        });
        let Some(star) = first else { return };
        self.beside_star = [Vec::new(), Vec::new()];
        for (seats, slots) in organization.crews() {
            if seats.contains(&star) {
                continue;
            }
            let members = seats.clone().filter(|&seat| organization.occupied(seat));
            let mut partners = members.flat_map(|seat| organization.partners(seat));
            let is_tied = partners.any(|(partner, _)| partner == star);
            self.beside_star[usize::from(!is_tied)].push((seats, slots));
        }
    }

    fn count_crews(&mut self) {
        let counts = self.beside_star.each_ref().map(|crews| {
            let mut quarter = CrewsQuarter::default();
            for (seats, slots) in crews {
                let papers = self.papers[seats.clone()].iter().sum();
                quarter.papers.add(seats.len() as f64, papers);
                for (_, quality) in self.finished.iter().filter(|own| slots.contains(&own.0)) {
                    quarter.quality.add(1.0, *quality);
                }
            }
            quarter
        });
        self.seen.beside_star.push(counts);
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
        let mut tastes = [Share::default(); 2];
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
            tastes[usize::from(before.preference == 0.0)].add(1.0, left);
            match ends {
                Some((_, high)) if before.skill > high => thirds[0].add(1.0, left),
                Some((low, _)) if before.skill < low => thirds[1].add(1.0, left),
                _ => {}
            }
        }
        self.seen.thirds.push(thirds);
        self.seen.tastes.push(tastes);
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
        preference: organization.preference(seat),
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
            Event::ProjectEnded {
                project,
                outcome: ProjectOutcome::Finished { quality, .. },
                ..
            } => self.finished.push((project, quality)),
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
            self.count_crews();
            if (quarter.0 + 1) % YEAR == 0 {
                self.seen
                    .dispersion
                    .push(dispersion(&self.year_start, &now));
                self.year_start.clone_from(&now);
            }
        }
        if quarter.0 + 1 == STAR_LEAVES as i32 {
            self.note_star(organization);
        }
        self.last = now;
        self.papers.fill(0.0);
        self.finished.clear();
    }
}

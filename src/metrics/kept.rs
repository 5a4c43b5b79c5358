//! The records that a simulated organisation would keep of itself.

use crate::measures::Role;
use crate::model::{Event, ExitReason, Observer, Organization};
use crate::random::{Entity, Stream, Streams};
use crate::records::{
    Change, ChangeKind, Ended, Level, Paper, Post, Reason, Records, Stay, Vacancy, Work,
};
use crate::scenario::{Action, Reach, Scenario};
use crate::units::{CalendarQuarter, Day, Quarter};

/// Keeps records of one run, from its first observed quarter on.
///
/// The model counts in quarters. What happens in one gets a day of it by chance; people begin
/// on the last day of the quarter in which they were found, since they are at work from the next
/// one on, and posts change with the quarter. Seats that a plan opens are filled at once, after
/// a search that is not seen, and make no vacancy; those that were vacant when the records
/// begin make none either, nor do papers and breakthroughs from before.
pub struct RecordKeeper<'a> {
    scenario: &'a Scenario,
    streams: Streams,
    first: CalendarQuarter,
    records: Records,
    /// By seat: the present stay, and who it is of.
    present: Vec<Option<(usize, Entity)>>,
    /// By seat: the vacancy that is open.
    vacancy: Vec<Option<usize>>,
    /// Papers that may still be accepted: who submitted them when, and their numbers.
    under_review: Vec<(Entity, Quarter, usize)>,
    /// Numbers of breakthroughs, in the order in which they were made in the run.
    work: Vec<Option<usize>>,
    /// Number of the first team of the present composition.
    first_team: usize,
    teams_changed: bool,
}

impl<'a> RecordKeeper<'a> {
    /// Of a run with its streams, whose first observed quarter is a quarter of a year.
    pub fn new(scenario: &'a Scenario, streams: Streams, first: CalendarQuarter) -> Self {
        let begin = Day::first_of(first);
        let quarters = i64::from(scenario.simulation.quarters);
        Self {
            scenario,
            streams,
            first,
            records: Records {
                begin,
                until: Day::first_of(first.after(quarters)).after(-1),
                units: scenario.units.keys().cloned().collect(),
                teams: 0,
                stays: Vec::new(),
                papers: Some(Vec::new()),
                topics: scenario.topics.keys().cloned().collect(),
                venues: scenario.venues.keys().cloned().collect(),
                work: Some(Vec::new()),
                vacancies: Some(Vec::new()),
                changes: Vec::new(),
            },
            present: Vec::new(),
            vacancy: Vec::new(),
            under_review: Vec::new(),
            work: Vec::new(),
            first_team: 0,
            teams_changed: false,
        }
    }

    /// The records of a run that is over.
    pub fn records(mut self) -> Records {
        self.records.stays.sort_by_key(Stay::first_day);
        if let Some(papers) = &mut self.records.papers {
            papers.sort_by_key(|paper| paper.submitted);
        }
        if let Some(work) = &mut self.records.work {
            work.sort_by_key(|work| work.found);
        }
        if let Some(vacancies) = &mut self.records.vacancies {
            vacancies.sort_by_key(|vacancy| vacancy.opened);
        }
        self.records
    }

    fn first_day(&self, quarter: Quarter) -> Day {
        Day::first_of(self.first.after(i64::from(quarter.0)))
    }

    fn last_day(&self, quarter: Quarter) -> Day {
        self.first_day(Quarter(quarter.0 + 1)).after(-1)
    }

    /// A day of a quarter, not before another one.
    fn day(&self, quarter: Quarter, whose: Entity, nth: u32, earliest: Option<Day>) -> Day {
        let first = self.first_day(quarter);
        let first = earliest.map_or(first, |earliest| earliest.max(first));
        let last = self.last_day(quarter);
        let days = f64::from(last.since(first).max(0) + 1);
        let u = self
            .streams
            .pair_uniform(Stream::RecordedDay, whose, quarter, nth);
        first.after((u * days) as i32)
    }

    fn post(&self, organization: &Organization, seat: usize, from: Day) -> Post {
        let seats = &organization.seats;
        Post {
            from,
            role: seats.role[seat],
            unit: Some(u32::from(seats.unit[seat])),
            team: Some((self.first_team + seats.team[seat] as usize) as u32),
            level: Some(match organization.traits.stage[seat] {
                0 => Level::Junior,
                1 => Level::Mid,
                _ => Level::Senior,
            }),
        }
    }

    /// Writes down everybody who is there before a quarter and every vacancy, since when, and
    /// forgets what was written down before.
    fn begin(&mut self, organization: &Organization, next: Quarter) {
        let seats = &organization.seats;
        self.records.stays.clear();
        self.present = vec![None; seats.count()];
        self.vacancy = vec![None; seats.count()];
        self.records.teams = organization.teams.len();
        self.records.vacancies = Some(Vec::new());
        for seat in 0..seats.count() {
            if seats.occupied[seat] {
                let begun = Quarter(next.0 - seats.tenure[seat] as i32);
                let start = self.first_day(begun).after(-1);
                self.settle(organization, seat, start);
            }
        }
        self.note_vacancies(organization, Quarter(next.0 - 1));
    }

    /// Writes down the vacancies at the end of a quarter that nobody has left behind: those from
    /// before the records, and new seats.
    fn note_vacancies(&mut self, organization: &Organization, last: Quarter) {
        let seats = &organization.seats;
        for seat in 0..seats.count() {
            if seats.occupied[seat] || !seats.open[seat] || self.vacancy[seat].is_some() {
                continue;
            }
            let since = Quarter(seats.vacant_since[seat].0.min(last.0));
            let opened = self.day(since, seats.person[seat], 0, None);
            let vacancies = self.records.vacancies.get_or_insert_default();
            self.vacancy[seat] = Some(vacancies.len());
            vacancies.push(Vacancy {
                opened,
                filled: None,
                role: Some(seats.role[seat]),
                unit: Some(u32::from(seats.unit[seat])),
            });
        }
    }

    fn settle(&mut self, organization: &Organization, seat: usize, start: Day) {
        let person = self.records.stays.len();
        self.present[seat] = Some((person, organization.seats.person[seat]));
        let post = self.post(organization, seat, start);
        self.records.stays.push(Stay {
            person: person as u32,
            start: Some(start),
            ended: None,
            posts: vec![post],
        });
    }

    fn left(&mut self, quarter: Quarter, seat: usize, reason: ExitReason, role: Role, unit: u32) {
        let Some((stay, who)) = self.present[seat].take() else {
            return;
        };
        let day = self.day(quarter, who, 0, Some(self.records.stays[stay].first_day()));
        let reason = match reason {
            ExitReason::Layoff => Reason::Layoff,
            ExitReason::Shock | ExitReason::NoShock | ExitReason::Named => Reason::Quit,
        };
        self.records.stays[stay].ended = Some(Ended { day, reason });
        // A dismissal takes the seat along.
        if reason != Reason::Layoff {
            let vacancies = self.records.vacancies.get_or_insert_default();
            self.vacancy[seat] = Some(vacancies.len());
            vacancies.push(Vacancy {
                opened: day.after(1),
                filled: None,
                role: Some(role),
                unit: Some(unit),
            });
        }
    }

    fn submitted(&mut self, quarter: Quarter, seat: usize, topic: usize, papers: u32) {
        let Some((_, author)) = self.present[seat] else {
            return;
        };
        for paper in 0..papers {
            let day = self.day(quarter, author, 1 + paper, None);
            let all = self.records.papers.get_or_insert_default();
            self.under_review.push((author, quarter, all.len()));
            all.push(Paper {
                submitted: day,
                accepted: None,
                topic: Some(topic as u32),
                venue: None,
            });
        }
    }

    fn accepted(&mut self, quarter: Quarter, author: Entity, submitted: Quarter, venue: usize) {
        let mut open = self.under_review.iter();
        let Some(place) = open.position(|own| (own.0, own.1) == (author, submitted)) else {
            return;
        };
        let (_, _, paper) = self.under_review.remove(place);
        let since = self.records.papers.as_ref().map(|all| all[paper].submitted);
        let day = self.day(quarter, author, 1000 + paper as u32, since);
        if let Some(papers) = &mut self.records.papers {
            papers[paper].accepted = Some(day);
            papers[paper].venue = Some(venue as u32);
        }
    }

    /// Notes what became of a breakthrough, on a day of the quarter.
    fn note(&mut self, quarter: Quarter, breakthrough: usize, nth: u32, note: fn(&mut Work, Day)) {
        let Some(&Some(number)) = self.work.get(breakthrough) else {
            return;
        };
        let last = self.records.work.as_ref().map(|all| {
            let work = all[number];
            work.adopted.unwrap_or(work.found)
        });
        let day = self.day(quarter, numbered(breakthrough), nth, last);
        if let Some(work) = &mut self.records.work {
            note(&mut work[number], day);
        }
    }

    fn made(&mut self, quarter: Quarter, breakthrough: usize) {
        self.work.resize(breakthrough + 1, None);
        if quarter.0 >= 0 {
            let found = self.day(quarter, numbered(breakthrough), 0, None);
            let all = self.records.work.get_or_insert_default();
            self.work[breakthrough] = Some(all.len());
            all.push(Work {
                found,
                adopted: None,
                shipped: None,
                abandoned: None,
            });
        }
    }

    /// Freezes and layoffs; changes of structure are noted when they happen.
    fn began(&mut self, quarter: Quarter, event: usize) {
        let (kind, units, role, lasts, share) = match &self.scenario.events[event].action {
            Action::Layoff(own) => (
                ChangeKind::Layoff,
                &own.units,
                own.role,
                None,
                Some(own.share),
            ),
            Action::HiringFreeze(own) => {
                let lasts = Some(own.quarters as i32);
                (ChangeKind::Freeze, &own.units, own.role, lasts, None)
            }
            _ => return,
        };
        let number = |name: &String| self.scenario.units.get_index_of(name);
        let named = units.iter().filter_map(number);
        let mut reached: Vec<Option<u32>> = named.map(|unit| Some(unit as u32)).collect();
        if reached.is_empty() {
            reached.push(None);
        }
        let role = match role {
            Reach::All => None,
            Reach::Researcher => Some(Role::Researcher),
            Reach::Engineer => Some(Role::Engineer),
        };
        let until = lasts.map(|lasts| self.last_day(Quarter(quarter.0 + lasts - 1)));
        let day = self.first_day(quarter);
        self.records
            .changes
            .extend(reached.into_iter().map(|unit| Change {
                day,
                kind,
                until,
                unit,
                role,
                structure: None,
                share,
            }));
    }

    fn reorganised(&mut self, quarter: Quarter, unit: usize, organization: &Organization) {
        self.teams_changed = true;
        let structure = organization.units[unit].structure;
        let name = self.scenario.structures.get_index(structure);
        self.records.changes.push(Change {
            day: self.first_day(quarter),
            kind: ChangeKind::Reorganisation,
            until: None,
            unit: Some(unit as u32),
            role: None,
            structure: name.map(|(name, _)| name.clone()),
            share: None,
        });
    }

    /// Writes down where everybody is now, after teams were composed anew.
    fn move_all(&mut self, quarter: Quarter, organization: &Organization) {
        self.first_team = self.records.teams;
        self.records.teams += organization.teams.len();
        let from = self.first_day(quarter);
        for seat in 0..self.present.len() {
            let Some((stay, _)) = self.present[seat] else {
                continue;
            };
            let post = self.post(organization, seat, from);
            let stay = &mut self.records.stays[stay];
            match stay.start {
                // Who was found for this quarter begins there.
                Some(start) if start >= from => {
                    stay.posts = vec![Post {
                        from: start,
                        ..post
                    }];
                }
                _ => stay.posts.push(post),
            }
        }
    }
}

/// A breakthrough by its number in the run.
fn numbered(breakthrough: usize) -> Entity {
    Entity {
        id: breakthrough as u32,
        generation: u32::from(u16::MAX),
    }
}

impl Observer for RecordKeeper<'_> {
    fn started(&mut self, organization: &Organization) {
        self.begin(organization, Quarter(0));
    }

    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization) {
        if let Event::BreakthroughMade { breakthrough, .. } = event {
            self.made(quarter, breakthrough);
        }
        if quarter.0 < 0 {
            return;
        }
        let seats = &organization.seats;
        match event {
            Event::Began { event } => self.began(quarter, event),
            Event::Reorganised { unit } => self.reorganised(quarter, unit, organization),
            Event::Left { seat, reason, .. } => {
                let (role, unit) = (seats.role[seat], u32::from(seats.unit[seat]));
                self.left(quarter, seat, reason, role, unit);
            }
            Event::Hired { seat, .. } => {
                if let Some(vacancy) = self.vacancy[seat].take() {
                    let found = self.last_day(quarter);
                    if let Some(vacancies) = &mut self.records.vacancies {
                        vacancies[vacancy].filled = Some(found);
                    }
                }
                self.settle(organization, seat, self.last_day(quarter));
            }
            Event::PapersSubmitted { seat, papers } => {
                let crew = seats.crew[seat] as usize;
                let topic = organization.research.crews[crew].topic;
                self.submitted(quarter, seat, topic, papers);
            }
            Event::PaperAccepted {
                author,
                submitted,
                venue,
                ..
            } => self.accepted(quarter, author, submitted, venue),
            Event::Adopted { breakthrough } => {
                self.note(quarter, breakthrough, 1, |work, day| {
                    work.adopted = Some(day)
                });
            }
            Event::Shipped { breakthrough, .. } => {
                self.note(quarter, breakthrough, 2, |work, day| {
                    work.shipped = Some(day)
                });
            }
            Event::Abandoned { breakthrough, .. } => {
                self.note(quarter, breakthrough, 3, |work, day| {
                    work.abandoned = Some(day);
                });
            }
            _ => {}
        }
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        if quarter.0 == -1 {
            self.begin(organization, Quarter(0));
        } else if quarter.0 >= 0 && self.teams_changed {
            self.move_all(quarter, organization);
            self.teams_changed = false;
        }
        if quarter.0 >= 0 {
            self.note_vacancies(organization, quarter);
        }
    }
}

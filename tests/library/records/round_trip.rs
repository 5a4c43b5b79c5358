//! Records that are written and read again are the same.

use std::collections::BTreeMap;
use std::fs;

use orgsim::records::reading::{Settings, files, read};
use orgsim::records::{
    Change, ChangeKind, Ended, Level, Paper, Post, Reason, Records, Stay, Vacancy, Work,
};
use orgsim::scenario::Role;
use orgsim::units::Day;
use proptest::prelude::*;

const BEGIN: Day = Day(18_000);
const UNTIL: Day = Day(20_000);

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![Just(Role::Researcher), Just(Role::Engineer)]
}

/// A post and how many days it lasts.
fn post() -> impl Strategy<Value = (i32, Post)> {
    let level = prop::option::of(prop::sample::select(Level::ALL));
    let unit = prop::option::of(0..3_u32);
    let team = prop::option::of(0..5_u32);
    (1..500_i32, role(), unit, team, level).prop_map(|(days, role, unit, team, level)| {
        let from = BEGIN;
        (
            days,
            Post {
                from,
                role,
                unit,
                team,
                level,
            },
        )
    })
}

/// Stays of a person: days before each, its posts, why it ends.
fn person() -> impl Strategy<Value = Vec<Stay>> {
    let reason = prop::sample::select(Reason::ALL);
    let stay = (2..400_i32, prop::collection::vec(post(), 1..4), reason);
    let stays = prop::collection::vec(stay, 1..4);
    (stays, -900..900_i32, any::<bool>()).prop_map(|(stays, first, is_there)| {
        let mut day = BEGIN.after(if is_there { 0 } else { first });
        let mut found = Vec::new();
        for (number, (gap, parts, reason)) in stays.into_iter().enumerate() {
            day = day.after(if number == 0 { 0 } else { gap });
            let start = Some(day).filter(|_| number > 0 || !is_there);
            let mut posts: Vec<Post> = Vec::new();
            for (days, post) in parts {
                if posts.last().is_none_or(|last| {
                    Post {
                        from: last.from,
                        ..post.clone()
                    } != *last
                }) {
                    posts.push(Post { from: day, ..post });
                }
                day = day.after(days);
            }
            let ended = Some(Ended { day, reason });
            found.push(Stay {
                person: 0,
                start,
                ended,
                posts,
            });
        }
        found
    })
}

fn later(from: Day, days: Option<i32>) -> Option<Day> {
    days.map(|days| from.after(days))
        .filter(|day| *day <= UNTIL)
}

prop_compose! {
    fn paper()(
        day in 0..2000_i32, accepted in prop::option::of(0..400_i32),
        topic in prop::option::of(0..3_u32), venue in prop::option::of(0..3_u32),
    ) -> Paper {
        let submitted = BEGIN.after(day);
        Paper { submitted, accepted: later(submitted, accepted), topic, venue }
    }
}

prop_compose! {
    fn work()(
        day in 0..2000_i32, adopted in prop::option::of(0..400_i32),
        end in prop::option::of(0..400_i32), is_shipped in any::<bool>(),
    ) -> Work {
        let found = BEGIN.after(day);
        let adopted = later(found, adopted);
        let end = later(adopted.unwrap_or(found), end);
        let (shipped, abandoned) = if is_shipped { (end, None) } else { (None, end) };
        Work { found, adopted, shipped, abandoned }
    }
}

prop_compose! {
    fn vacancy()(
        day in 0..2000_i32, filled in prop::option::of(0..400_i32),
        role in prop::option::of(role()), unit in prop::option::of(0..4_u32),
    ) -> Vacancy {
        let opened = BEGIN.after(day);
        Vacancy { opened, filled: later(opened, filled), role, unit }
    }
}

prop_compose! {
    fn change()(
        day in 0..2000_i32, kind in prop::sample::select(ChangeKind::ALL),
        until in prop::option::of(0..400_i32), unit in prop::option::of(0..4_u32),
        role in prop::option::of(role()), name in "[a-z,\" #]{0,9}x",
        share in prop::option::of(0.001..=1.0_f64),
    ) -> Change {
        let day = BEGIN.after(day);
        Change {
            day, kind, unit, role,
            until: until.map(|days| day.after(days)).filter(|_| kind == ChangeKind::Freeze),
            structure: Some(format!("x{name}")).filter(|_| kind == ChangeKind::Reorganisation),
            share: share.filter(|_| kind == ChangeKind::Layoff),
        }
    }
}

prop_compose! {
    fn records()(
        people in prop::collection::vec(person(), 1..12),
        papers in prop::option::of(prop::collection::vec(paper(), 0..8)),
        work in prop::option::of(prop::collection::vec(work(), 0..8)),
        vacancies in prop::option::of(prop::collection::vec(vacancy(), 0..8)),
        changes in prop::collection::vec(change(), 0..4),
    ) -> Records {
        let mut stays = Vec::new();
        for (number, own) in (0..).zip(people) {
            stays.extend(own.into_iter().map(|stay| Stay { person: number, ..stay }));
        }
        stays.retain(|stay| stay.ended.is_none_or(|ended| ended.day >= BEGIN));
        let names = |kind: &str| (0..4).map(|number| format!("{kind} {number}, \"x\"")).collect();
        let records = Records {
            begin: BEGIN,
            until: UNTIL,
            units: names("unit"),
            teams: 5,
            stays,
            papers,
            topics: names("topic"),
            venues: names("venue"),
            work,
            vacancies,
            changes,
        };
        canonical(records.known_at(UNTIL))
    }
}

/// A number for each that is met, in their order.
#[derive(Default)]
struct Anew(BTreeMap<u32, u32>);

impl Anew {
    fn meet(&mut self, old: &mut u32) {
        let next = self.0.len() as u32;
        *old = *self.0.entry(*old).or_insert(next);
    }

    fn names(&self, names: &[String]) -> Vec<String> {
        let mut found = vec![String::new(); self.0.len()];
        for (&old, &new) in &self.0 {
            found[new as usize] = names[old as usize].clone();
        }
        found
    }
}

/// The same records in the order of time, with numbers in the order in which they are met.
fn canonical(mut records: Records) -> Records {
    records
        .stays
        .sort_by_key(|stay| (stay.first_day(), stay.start.is_some()));
    let [mut persons, mut units, mut teams, mut topics, mut venues]: [Anew; 5] = Default::default();
    for stay in &mut records.stays {
        persons.meet(&mut stay.person);
        for post in &mut stay.posts {
            post.unit.iter_mut().for_each(|unit| units.meet(unit));
            post.team.iter_mut().for_each(|team| teams.meet(team));
        }
    }
    if let Some(papers) = &mut records.papers {
        papers.sort_by_key(|paper| paper.submitted);
        for paper in papers {
            paper.topic.iter_mut().for_each(|topic| topics.meet(topic));
            paper.venue.iter_mut().for_each(|venue| venues.meet(venue));
        }
    }
    if let Some(work) = &mut records.work {
        work.sort_by_key(|work| work.found);
    }
    if let Some(vacancies) = &mut records.vacancies {
        vacancies.sort_by_key(|vacancy| vacancy.opened);
        for vacancy in vacancies {
            vacancy.unit.iter_mut().for_each(|unit| units.meet(unit));
        }
    }
    records.changes.sort_by_key(|change| change.day);
    for change in &mut records.changes {
        change.unit.iter_mut().for_each(|unit| units.meet(unit));
    }
    records.units = units.names(&records.units);
    records.topics = topics.names(&records.topics);
    records.venues = venues.names(&records.venues);
    records.teams = teams.0.len();
    records
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read_again(known in records()) {
        prop_assume!(!known.stays.is_empty());
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files(&known) {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let told = read(folder.path(), &Settings::as_of(UNTIL));
        let told = told.unwrap_or_else(|faults| panic!("{faults}"));
        prop_assert_eq!(told.records, known);
    }
}

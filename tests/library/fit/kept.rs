//! The records that a simulated organisation keeps say what happened in it.

use crate::trace::Trace;
use orgsim::model::Event;
use orgsim::records::{ChangeKind, Reason, Records};
use orgsim::scenario::{Scenario, load_str};
use orgsim::simulation::Simulation;
use orgsim::units::Day;

const BUSY: &str = r#"
simulation = { quarters = 16, burn_in_quarters = 4, start = "2020-Q1" }
units.lab = { researchers = 20, engineers = 20, growth = 0.05 }
units.shop = { researchers = 10, engineers = 30 }
events.fuse = { quarter = 5, reorganise = { structure = "fusion-teams", units = ["lab"] } }
events.freeze = { quarter = 7, hiring_freeze = { quarters = 2 } }
events.layoff = { quarter = 10, layoff = { share = 0.1, units = ["shop"] } }
"#;

fn kept() -> (Scenario, Records, Trace) {
    let scenario = load_str(BUSY).unwrap().scenario;
    let records = Simulation::new(&scenario).records(3, "2020-Q1".parse().unwrap());
    let trace = Trace::of(&scenario, 3);
    (scenario, records, trace)
}

fn quarter(records: &Records, day: Day) -> i64 {
    day.quarter().since(records.begin.quarter())
}

#[test]
fn people_are_there_when_they_are() {
    let (_, records, trace) = kept();
    for (end, moment) in trace.quarters.iter().zip(&trace.moments[1..]) {
        if end.0 < 0 {
            continue;
        }
        let last = Day::first_of(records.begin.quarter().after(i64::from(end.0) + 1)).after(-1);
        let there = records.stays.iter().filter(|stay| stay.is_there(last));
        assert_eq!(there.count(), moment.people().count(), "{end:?}");
    }
    // In quarter 0 everybody has the tenure that the model gives them.
    let first = trace.quarters.iter().position(|end| end.0 == -1).unwrap();
    let mut tenures: Vec<u32> = trace.moments[first + 1]
        .people()
        .map(|own| own.tenure)
        .collect();
    let before = records
        .stays
        .iter()
        .filter(|stay| stay.is_there(records.begin));
    let mut recorded: Vec<u32> = before
        .map(|stay| {
            let start = stay.start.unwrap().after(1).quarter();
            records.begin.quarter().since(start) as u32
        })
        .collect();
    tenures.sort_unstable();
    recorded.sort_unstable();
    assert_eq!(recorded, tenures);
}

/// Where nothing grows, whoever is hired fills a vacancy, be it from before the records or not.
/// For a seat that is planned, somebody has been found when it comes.
#[test]
fn every_search_is_recorded() {
    let still = BUSY
        .replace(", growth = 0.05 }", ", past_growth = 0 }")
        .replace("engineers = 30 }", "engineers = 30, past_growth = 0 }");
    let scenario = load_str(&still).unwrap().scenario;
    let mut from_before = 0;
    for run in 0..5 {
        let records = Simulation::new(&scenario).records(run, "2020-Q1".parse().unwrap());
        let trace = Trace::of(&scenario, run);
        let events = trace.events.iter();
        let hired = events.filter(|(at, event)| at.0 >= 0 && matches!(event, Event::Hired { .. }));
        let vacancies = || records.vacancies.iter().flatten();
        let filled = vacancies().filter(|own| own.filled.is_some());
        assert_eq!(filled.count(), hired.count());
        let before = vacancies().filter(|own| own.opened < records.begin);
        from_before += before.count();
    }
    assert!(from_before > 0);
}

#[test]
fn every_exit_paper_and_breakthrough_is_recorded_in_its_quarter() {
    let (_, records, trace) = kept();
    let told = |pick: fn(&Event) -> bool, when: i64| {
        let events = trace.events.iter();
        let own = events.filter(|(at, event)| i64::from(at.0) == when && pick(event));
        own.count()
    };
    let mut accepted = 0;
    for when in 0..16 {
        let ended = records.stays.iter().filter_map(|stay| stay.ended);
        let ended = ended.filter(|end| quarter(&records, end.day) == when);
        assert_eq!(
            ended.count(),
            told(|event| matches!(event, Event::Left { .. }), when)
        );
        let work = || records.work.iter().flatten();
        let found = work().filter(|own| quarter(&records, own.found) == when);
        assert_eq!(
            found.count(),
            told(
                |event| matches!(event, Event::BreakthroughMade { .. }),
                when
            )
        );
        let papers = || records.papers.iter().flatten();
        let submitted = papers().filter(|own| quarter(&records, own.submitted) == when);
        let events = trace
            .events
            .iter()
            .filter(|(at, _)| i64::from(at.0) == when);
        let of_model: u32 = events
            .map(|(_, event)| match event {
                Event::PapersSubmitted { papers, .. } => *papers,
                _ => 0,
            })
            .sum();
        assert_eq!(submitted.count() as u32, of_model);
        accepted += papers()
            .filter(|own| {
                own.accepted
                    .is_some_and(|day| quarter(&records, day) == when)
            })
            .count();
        for own in papers() {
            assert!(own.accepted.is_none_or(|day| own.submitted <= day));
        }
        for own in work() {
            let order = [Some(own.found), own.adopted, own.shipped.or(own.abandoned)];
            assert!(order.iter().flatten().is_sorted(), "{own:?}");
        }
    }
    // Those submitted before the records are not in them.
    let of_model = trace.events.iter().filter(|(at, event)| {
        at.0 >= 0 && matches!(event, Event::PaperAccepted { submitted, .. } if submitted.0 >= 0)
    });
    assert_eq!(accepted, of_model.count());
}

#[test]
fn changes_are_recorded_and_move_people() {
    let (_, records, _) = kept();
    let kinds: Vec<ChangeKind> = records.changes.iter().map(|own| own.kind).collect();
    assert_eq!(
        kinds,
        [
            ChangeKind::Reorganisation,
            ChangeKind::Freeze,
            ChangeKind::Layoff
        ]
    );
    assert_eq!(
        records.changes[0].structure.as_deref(),
        Some("fusion-teams")
    );
    let until = records.changes[1].until.unwrap();
    assert_eq!(until.to_string(), "2022-03-31");
    let laid_off = records.stays.iter().filter_map(|stay| stay.ended);
    let laid_off: Vec<i64> = laid_off
        .filter(|end| end.reason == Reason::Layoff)
        .map(|end| quarter(&records, end.day))
        .collect();
    assert!(!laid_off.is_empty() && laid_off.iter().all(|&when| when == 10));
    let moved = records.stays.iter().filter(|stay| stay.posts.len() > 1);
    assert!(moved.count() > 20);
    // Nobody is hired while nobody may be.
    let starts = records.stays.iter().filter_map(|stay| stay.start);
    assert!(starts.filter(|&day| day >= records.begin).all(|day| {
        let when = quarter(&records, day);
        !(7..9).contains(&when)
    }));
}

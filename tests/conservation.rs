//! Nothing is lost and nothing comes from nowhere, whatever the scenario.
//!
//! Scenarios are drawn from the allowed ranges of all parameters, as the program
//! itself describes them, with a liking for their ends: no rate at all and the
//! highest, nobody of a role, no ties, mechanisms on and off.

pub mod common;

use common::trace::{Moment, Trace};
use orgsim::model::{Event, Imbalance, Model, Observer, Organization, ProjectOutcome};
use orgsim::random::{Entity, Streams};
use orgsim::scenario::{self, Interval, Parameter, Range, Scenario, Type};
use orgsim::units::Quarter;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use std::cell::Cell;

const CASES: u32 = 400;

/// What every drawn scenario changes further.
const BASE: &str = r#"
[simulation]
quarters = 9
burn_in_quarters = 3

[units.core]
structure = "loose-coupling"

[units.other]
structure = "fusion-teams"
researcher_incentive = "ranked"

[incentives.ranked]
like = "publication"
form = "relative"

[structures.between]
like = "loose-coupling"
mixed_teams = 0.5

[events.first]
quarter = 2
reorganise = { structure = "fusion-teams", units = ["core"] }

[events.second]
quarter = 4
reorganise = { structure = "between" }

[events.third]
quarter = 6
restore_autonomy = { units = ["core"] }
"#;

/// Names that a star in the path of a parameter stands for.
fn names(key: &str) -> &'static [&'static str] {
    match key.split('.').next() {
        Some("units") => &["core", "other"],
        Some("structures") => &["loose-coupling", "fusion-teams", "between"],
        Some("incentives") => &["publication", "product", "ranked"],
        _ => &[""],
    }
}

/// Parameters that may be drawn one by one: those of the model, but for those
/// that must add up with others.
fn drawn() -> Vec<(String, &'static Parameter)> {
    let together = |key: &str| {
        key.starts_with("incentives.") && !key.contains(".quota") && !key.ends_with(".form")
            || key.starts_with("labour_market.to_")
    };
    let parameters = scenario::registry().parameters().iter();
    parameters
        .filter(|parameter| {
            let key = parameter.key();
            let choice = matches!(parameter.range, Range::Interval(_) | Range::Choices(_));
            (choice || parameter.kind == Type::Switch)
                && !key.starts_with("simulation.")
                && !key.starts_with("events.")
                && !together(&key)
        })
        .flat_map(|parameter| {
            let key = parameter.key();
            names(&key)
                .iter()
                .map(|name| (key.replace('*', name), parameter))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// A value that a parameter may have, for a place `u` between 0 and 1; the
/// further up, the more unusual.
fn value(key: &str, parameter: &Parameter, u: f64) -> String {
    let (least, most) = limits(key);
    match &parameter.range {
        Range::Interval(interval) => {
            let x = number(interval, u).clamp(least, most);
            match parameter.kind {
                Type::Integer => format!("{}", x.round() as i64),
                _ => format!("{x:?}"),
            }
        }
        Range::Choices(choices) => {
            format!("{:?}", choices[(u * choices.len() as f64) as usize])
        }
        _ => format!("{}", u < 0.5),
    }
}

/// Narrower limits: few people are as good as many, and faster; and values that
/// must fit together shall do so, mostly.
fn limits(key: &str) -> (f64, f64) {
    let all = (f64::NEG_INFINITY, f64::INFINITY);
    match key {
        "people.junior_share" => (0.0, 0.6),
        "people.senior_share" => (0.0, 0.4),
        "effort.own_cost" => (1.0, 100.0),
        "effort.substitution" => (0.0, 0.9),
        "teams.crew_size" => (1.0, 7.0),
        "teams.team_size" => (7.0, 500.0),
        "teams.managers_per_team" => (0.0, 6.0),
        "research.flop_quality" => (0.0, 0.4),
        "research.hit_quality" | "research.breakthrough_quality" => (0.5, 100.0),
        unit if unit.ends_with(".researchers") => (0.0, 12.0),
        unit if unit.ends_with(".engineers") => (0.0, 20.0),
        _ => all,
    }
}

fn number(interval: &Interval, u: f64) -> f64 {
    let (low, high) = (interval.low, interval.high);
    let step = 1e-3 * (high - low).min(1.0);
    if u > 0.85 {
        if interval.includes_high {
            high
        } else {
            high - step
        }
    } else if u > 0.65 {
        if interval.includes_low {
            low
        } else {
            low + step
        }
    } else {
        let share = u / 0.65;
        low + step + (high - low - 2.0 * step) * share * share * share
    }
}

/// Listens, and looks at the balances that only the organisation itself sees.
#[derive(Default)]
struct Auditor {
    trace: Trace,
    imbalance: Option<(Quarter, Imbalance)>,
}

impl Observer for Auditor {
    fn started(&mut self, organization: &Organization) {
        self.trace.started(organization);
    }

    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization) {
        self.trace.happened(quarter, event, organization);
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        let found = organization.imbalance().map(|found| (quarter, found));
        self.imbalance = self.imbalance.or(found);
        self.trace.quarter_ended(quarter, organization);
    }
}

#[test]
fn everything_balances_in_every_scenario() {
    let parameters = drawn();
    assert!(parameters.len() > 150, "{} parameters", parameters.len());
    let draws = prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), parameters.len());
    let config = Config {
        cases: CASES,
        max_global_rejects: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (made, hired) = (Cell::new(0), Cell::new(0));
    let result = runner.run(&draws, |draws| {
        let pairs = parameters.iter().zip(&draws);
        let overrides: Vec<String> = pairs
            .filter(|(_, (whether, _))| *whether > 0.7)
            .map(|((key, parameter), (_, u))| format!("{key}={}", value(key, parameter, *u)))
            .collect();
        match scenario::load_bytes("drawn", BASE.into(), &overrides) {
            Ok(loaded) => {
                let ledger = audit(&loaded.scenario)?;
                made.set(made.get() + ledger.made);
                hired.set(hired.get() + ledger.hired);
                Ok(())
            }
            // Values that do not fit together.
            Err(faults) => Err(TestCaseError::reject(faults.to_string())),
        }
    });
    match result {
        Ok(()) => {
            let (made, hired) = (made.get(), hired.get());
            let busy = made > 2000 && hired > 2000;
            assert!(busy, "{made} breakthroughs and {hired} hires are no test");
        }
        Err(TestError::Fail(reason, draws)) => {
            let pairs = parameters.iter().zip(&draws);
            let changed: Vec<String> = pairs
                .filter(|(_, (whether, _))| *whether > 0.7)
                .map(|((key, parameter), (_, u))| format!("{key}={}", value(key, parameter, *u)))
                .collect();
            panic!("{reason}\nwith {changed:#?}");
        }
        Err(TestError::Abort(reason)) => panic!("too few scenarios are valid: {reason}"),
    }
}

fn audit(scenario: &Scenario) -> Result<Ledger, TestCaseError> {
    let mut auditor = Auditor::default();
    Model::new(scenario).run(&Streams::new(1, 0), &mut auditor);
    prop_assert_eq!(auditor.imbalance, None);
    let trace = &auditor.trace;
    let people: u32 = scenario
        .units
        .values()
        .map(|u| u.researchers + u.engineers)
        .sum();
    let ties = scenario.teams.ties_per_person;
    let mut ledger = Ledger::default();
    let first = trace.moments[0].seats.iter();
    let mut last: Vec<Entity> = first.map(|seat| seat.person).collect();
    let mut events = trace.events.iter().peekable();
    for (quarter, start, end) in trace.steps() {
        prop_assert_eq!(end.seats.len(), people as usize);
        let (mut hires, mut exits) = (0, 0);
        while let Some((when, event)) = events.next_if(|(when, _)| *when <= quarter) {
            prop_assert_eq!(*when, quarter);
            hires += usize::from(matches!(event, Event::Hired { .. }));
            exits += usize::from(matches!(event, Event::Left { .. }));
            ledger.enter(quarter, event, start)?;
        }
        let (before, after) = (start.people().count(), end.people().count());
        prop_assert_eq!(before + hires, after + exits);
        prop_assert_eq!(ledger.made, ledger.ended + end.open_transfers);
        prop_assert!(ledger.accepted <= ledger.submitted);
        careers(start, end, &mut last)?;
        for seat in &end.seats {
            prop_assert!(seat.satisfaction.is_finite(), "{:?}", seat);
            prop_assert!(seat.research_skill.is_finite() && seat.research_skill > 0.0);
            prop_assert!((0.0..=1.0).contains(&seat.research_effort), "{:?}", seat);
            prop_assert!(
                seat.ties.1 <= seat.ties.0 && seat.ties.0 <= ties,
                "{:?}",
                seat
            );
        }
        prop_assert!(end.reputation.is_finite() && end.reputation >= 0.0);
    }
    prop_assert!(events.next().is_none(), "an event after the last quarter");
    Ok(ledger)
}

/// Each seat keeps its occupant, loses or gains one. `last` is who sits there or
/// sat there last.
fn careers(start: &Moment, end: &Moment, last: &mut [Entity]) -> Result<(), TestCaseError> {
    for ((before, after), last) in start.seats.iter().zip(&end.seats).zip(last) {
        prop_assert_eq!(before.role, after.role);
        match (before.occupied, after.occupied) {
            (true, true) => {
                // Nobody is replaced in the quarter of leaving.
                prop_assert_eq!(before.person, after.person);
                prop_assert_eq!(before.tenure + 1, after.tenure);
                prop_assert_eq!(before.research_skill, after.research_skill);
            }
            (false, true) => {
                prop_assert_eq!(after.person.id, last.id);
                prop_assert_eq!(after.person.generation, last.generation + 1);
                prop_assert_eq!(after.tenure, 0);
                *last = after.person;
            }
            (_, false) => {}
        }
    }
    Ok(())
}

/// What has come and gone so far.
#[derive(Default)]
struct Ledger {
    made: usize,
    hired: usize,
    ended: usize,
    submitted: u64,
    accepted: u64,
    /// Slots of projects that were seen to start and not to end.
    started: Vec<usize>,
    /// Breakthroughs in transfer.
    open: Vec<(usize, Quarter)>,
}

impl Ledger {
    fn enter(&mut self, now: Quarter, event: &Event, start: &Moment) -> Result<(), TestCaseError> {
        match *event {
            Event::BreakthroughMade { breakthrough, .. } => {
                prop_assert_eq!(breakthrough, self.made);
                self.open.push((breakthrough, now));
                self.made += 1;
            }
            Event::Shipped {
                breakthrough,
                made,
                value,
            } => {
                prop_assert!(value.is_finite() && value >= 0.0, "{}", value);
                self.close(breakthrough, made, now)?;
            }
            Event::Abandoned { breakthrough, made } => self.close(breakthrough, made, now)?,
            Event::PapersSubmitted { papers, .. } => self.submitted += u64::from(papers),
            Event::PaperAccepted { .. } => self.accepted += 1,
            Event::ProjectStarted { project, .. } => {
                prop_assert!(
                    !self.started.contains(&project),
                    "slot {} is taken",
                    project
                );
                self.started.push(project);
            }
            Event::ProjectEnded {
                project,
                started,
                outcome,
                ..
            } => {
                prop_assert!(started <= now);
                self.started.retain(|&slot| slot != project);
                if let ProjectOutcome::Finished { quality, hit, flop } = outcome {
                    prop_assert!(quality.is_finite() && quality > 0.0, "{}", quality);
                    prop_assert!(!(hit && flop), "{} is a hit and a flop", quality);
                }
            }
            Event::Left { seat, tenure, .. } => {
                prop_assert!(start.seats[seat].occupied);
                prop_assert_eq!(start.seats[seat].tenure, tenure);
            }
            Event::Hired { seat, vacant_since } => {
                prop_assert!(!start.seats[seat].occupied && vacant_since < now);
                self.hired += 1;
            }
            Event::Pivoted { .. } | Event::FeaturesShipped { .. } | Event::Reorganised { .. } => {}
        }
        Ok(())
    }

    fn close(&mut self, item: usize, made: Quarter, now: Quarter) -> Result<(), TestCaseError> {
        prop_assert!(self.open.contains(&(item, made)) && made < now);
        self.open.retain(|&open| open != (item, made));
        self.ended += 1;
        Ok(())
    }
}

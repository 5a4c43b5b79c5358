//! Nothing is lost and nothing comes from nowhere, whatever the scenario.
//!
//! Scenarios are drawn from the allowed ranges of all parameters, as the program
//! itself describes them, with a liking for their ends: no rate at all and the
//! highest, nobody of a role, no ties, mechanisms on and off.

use crate::happenings::{self, Choices, Known};
use crate::trace::{Moment, Trace};
use ::csv::StringRecord;
use orgsim::experiment::{Ensemble, tables};
use orgsim::metrics::{Layout, Measure, Recorder, RunRecord};
use orgsim::model::{Event, Imbalance, Model, Observer, Organization, ProjectOutcome};
use orgsim::output::csv;
use orgsim::random::{Entity, Streams};
use orgsim::scenario::{self, Interval, Parameter, Range, Scenario, Type};
use orgsim::table::{self, Table};
use orgsim::units::Quarter;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use rayon::prelude::*;
use std::cell::Cell;

/// Valid scenarios that are audited, and the parts in which they are.
const VALID: u32 = 4_000;
const PARTS: u8 = 20;
/// One scenario of so many has its tables written and read again.
const WRITTEN: u8 = 50;

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

[topics.video]
share = 0.3

[topics.language]
share = 0.7

[venues.conferences]
share = 0.6

[venues.journals]
share = 0.4

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
        Some("topics") => &["video", "language"],
        Some("venues") => &["conferences", "journals"],
        _ => &[""],
    }
}

/// Parameters that may be drawn one by one: those of the model, but for those
/// that must add up with others.
fn drawn() -> Vec<(String, &'static Parameter)> {
    let together = |key: &str| {
        key.starts_with("incentives.") && !key.contains(".quota") && !key.ends_with(".form")
            || key.starts_with("labour_market.to_")
            || key.ends_with(".share")
    };
    let parameters = scenario::registry().parameters().iter();
    parameters
        .filter(|parameter| {
            let key = parameter.key();
            let choice = matches!(parameter.range, Range::Interval(_) | Range::Choices(_));
            (choice || parameter.kind == Type::Switch)
                && parameter.kind != Type::Integers
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
        // Thousands of papers, requests and models take long and show no more.
        factor if factor.ends_with("_factor") => (0.0, 2.0),
        "flagship.restarts" => (0.0, 20.0),
        "papers.submission_rate" => (0.0, 0.3),
        "papers.progress_elasticity" => (0.0, 1.0),
        "papers.most_rounds" => (1.0, 6.0),
        "people.research_skill_sigma" => (0.0, 1.0),
        "market.release_rate" => (0.0, 1.0),
        "market.competitor_releases" => (0.0, 100.0),
        "compute.gpus" => (0.0, 5000.0),
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

/// What drawn events speak of.
const KNOWN: Known = Known {
    units: ["core", "other"],
    structures: &[
        "loose-coupling",
        "fusion-teams",
        "between",
        "unified",
        "research-led",
    ],
    measures: &[
        ("reputation", 0.0, 2.0),
        ("papers_accepted", 0.0, 10.0),
        ("researcher_exits", 0.0, 3.0),
        ("researcher_head_count", 0.0, 24.0),
        ("gpu_utilisation", 0.0, 1.0),
        ("flagship_readiness", 0.0, 1.0),
        ("engineer_satisfaction", -1.0, 1.0),
    ],
    quarters: 9,
};

/// The base with further events.
fn with_events(events: &[Choices]) -> String {
    let mut text = BASE.to_owned();
    for (place, event) in events.iter().enumerate() {
        text += &event.text(&format!("drawn{place}"), &KNOWN);
    }
    text
}

/// The record of a run has a place for all that it promises, and no number that
/// is none.
fn record_is_complete(layout: &Layout, record: &RunRecord) -> Result<(), TestCaseError> {
    prop_assert_eq!(record.values.len(), layout.values().len());
    let numbers = layout.series().len() * layout.quarters() as usize;
    prop_assert_eq!(record.series.len(), numbers);
    let quarters = layout.quarters() as usize;
    let series = record.series.chunks(quarters).zip(layout.series());
    let series = series.flat_map(|(numbers, series)| {
        let key = series.measure.key();
        numbers
            .iter()
            .map(move |&x| (x, series.measure.is_share(), key.clone()))
    });
    let values = record.values.iter().zip(layout.values());
    let values = values.map(|(&x, value)| (x, value.measure.is_share(), value.key.clone()));
    for (number, is_share, key) in series.chain(values) {
        prop_assert!(!number.is_infinite(), "{} is infinite", key);
        // Sums of many parts are rounded.
        let in_range = number.is_nan() || (-1e-9..=1.0 + 1e-9).contains(&number);
        prop_assert!(!is_share || in_range, "{} is {}", key, number);
    }
    Ok(())
}

/// The tables over some runs have a row for each number, each row counts the runs
/// that had one, and their text says the same.
fn tables_are_written(layout: &Layout, records: &[RunRecord]) -> Result<(), TestCaseError> {
    let mut ensemble = Ensemble::new(layout, 0.95);
    for record in records {
        ensemble.fold(record);
    }
    let had = |number: &dyn Fn(&RunRecord) -> f64| {
        records.iter().filter(|run| !number(run).is_nan()).count()
    };
    let summary = tables::summary(layout, &ensemble, None).table();
    prop_assert_eq!(summary.rows().len(), layout.values().len());
    for (place, n_runs) in column(&summary, "n_runs").enumerate() {
        prop_assert_eq!(
            n_runs,
            &table::Cell::from(had(&|run| run.values[place]) as u64)
        );
    }
    let by_quarter = tables::quarters(layout, &ensemble).table();
    let (quarters, series) = (layout.quarters() as usize, layout.series().len());
    prop_assert_eq!(by_quarter.rows().len(), quarters * series);
    for (row, n_runs) in column(&by_quarter, "n_runs").enumerate() {
        let place = row % series * quarters + row / series;
        prop_assert_eq!(
            n_runs,
            &table::Cell::from(had(&|run| run.series[place]) as u64)
        );
    }
    let mut by_run = tables::runs(layout);
    tables::push_runs(&mut by_run, 0, records);
    prop_assert_eq!(by_run.rows().len(), records.len());
    for table in [&summary, &by_quarter, &by_run] {
        reads_back(table)?;
    }
    Ok(())
}

/// The cells of a column by its name.
fn column<'a>(table: &'a Table, name: &str) -> impl Iterator<Item = &'a table::Cell> {
    let place = table.columns().iter().position(|known| known.name == name);
    let place = place.expect("the table has the column");
    table.rows().map(move |row| &row[place])
}

/// The text of a table has its rows, all of the length of the header, and the
/// same values.
fn reads_back(table: &Table) -> Result<(), TestCaseError> {
    let text = csv::to_string(table);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let rows: Result<Vec<StringRecord>, _> = reader.records().collect();
    let rows = rows.map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(rows.len(), table.rows().len());
    for (read, row) in rows.iter().zip(table.rows()) {
        prop_assert_eq!(read.len(), row.len());
        for (field, cell) in read.iter().zip(row) {
            let same = match cell {
                table::Cell::Missing => field.is_empty(),
                table::Cell::Count(count) => field.parse() == Ok(*count),
                table::Cell::Integer(integer) => field.parse() == Ok(*integer),
                table::Cell::Number(number) => field.parse() == Ok(*number),
                table::Cell::Text(text) => field == text,
            };
            prop_assert!(same, "{:?} is written as {:?}", cell, field);
        }
    }
    Ok(())
}

/// Listens, measures, and looks at the balances that only the organisation itself
/// sees.
struct Auditor<'a> {
    trace: Trace,
    recorder: Recorder<'a>,
    imbalance: Option<(Quarter, Imbalance)>,
}

impl Observer for Auditor<'_> {
    fn started(&mut self, organization: &Organization) {
        self.trace.started(organization);
        self.recorder.started(organization);
    }

    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization) {
        self.trace.happened(quarter, event, organization);
        self.recorder.happened(quarter, event, organization);
    }

    fn reading(&self, measure: &Measure, quarter: Quarter) -> f64 {
        self.recorder.reading(measure, quarter)
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        let found = organization.imbalance().map(|found| (quarter, found));
        self.imbalance = self.imbalance.or(found);
        self.trace.quarter_ended(quarter, organization);
        self.recorder.quarter_ended(quarter, organization);
    }
}

#[test]
fn everything_balances_in_every_scenario() {
    // Each part draws scenarios of its own.
    let parts = (0..PARTS).into_par_iter().map(hold);
    let [made, hired] = parts.reduce(|| [0; 2], |a, b| [a[0] + b[0], a[1] + b[1]]);
    let busy = made > 8_000 && hired > 8_000;
    assert!(busy, "{made} breakthroughs and {hired} hires are no test");
}

/// Audits a part of the valid scenarios; returns the breakthroughs and hires in
/// them.
fn hold(part: u8) -> [usize; 2] {
    let parameters = drawn();
    assert!(parameters.len() > 150, "{} parameters", parameters.len());
    let draws = (
        prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), parameters.len()),
        prop::collection::vec(happenings::choices(), 0..5),
        0..WRITTEN,
    );
    let cases = VALID / u32::from(PARTS);
    let config = Config {
        cases,
        max_global_rejects: 4 * cases,
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    };
    let overrides = |draws: &[(f64, f64)]| -> Vec<String> {
        let pairs = parameters.iter().zip(draws);
        pairs
            .filter(|(_, (whether, _))| *whether > 0.7)
            .map(|((key, parameter), (_, u))| format!("{key}={}", value(key, parameter, *u)))
            .collect()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[part; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (made, hired) = (Cell::new(0), Cell::new(0));
    let result = runner.run(&draws, |(draws, events, written)| {
        let text = with_events(&events).into();
        match scenario::load_bytes("drawn", text, &overrides(&draws)) {
            Ok(loaded) => {
                let scenario = loaded.scenario;
                let layout = Layout::new(&scenario);
                let (ledger, record) = audit(&scenario, &layout, 0)?;
                if written == 0 {
                    let (_, other) = audit(&scenario, &layout, 1)?;
                    tables_are_written(&layout, &[record, other])?;
                }
                made.set(made.get() + ledger.made);
                hired.set(hired.get() + ledger.hired);
                Ok(())
            }
            // Values that do not fit together.
            Err(faults) => Err(TestCaseError::reject(faults.to_string())),
        }
    });
    match result {
        Ok(()) => [made.get(), hired.get()],
        Err(TestError::Fail(reason, (draws, events, _))) => panic!(
            "{reason}\nwith {:#?}\nin {}",
            overrides(&draws),
            with_events(&events)
        ),
        Err(TestError::Abort(reason)) => panic!("too few scenarios are valid: {reason}"),
    }
}

/// What came and went in a run, and what was measured in it.
fn audit(
    scenario: &Scenario,
    layout: &Layout,
    run: u64,
) -> Result<(Ledger, RunRecord), TestCaseError> {
    let mut auditor = Auditor {
        trace: Trace::default(),
        recorder: Recorder::new(layout),
        imbalance: None,
    };
    Model::new(scenario).run(&Streams::new(1, run), &mut auditor);
    prop_assert_eq!(auditor.imbalance, None);
    let record = auditor.recorder.record();
    record_is_complete(layout, &record)?;
    let trace = &auditor.trace;
    let seats = trace.moments[0].seats.len();
    let ties = scenario.teams.ties_per_person;
    let mut ledger = Ledger::default();
    let first = trace.moments[0].seats.iter();
    let mut next: Vec<Entity> = first
        .map(|seat| match seat.occupied {
            true => Entity {
                generation: seat.person.generation + 1,
                ..seat.person
            },
            false => seat.person,
        })
        .collect();
    let mut events = trace.events.iter().peekable();
    for (quarter, start, end) in trace.steps() {
        prop_assert_eq!(end.seats.len(), seats);
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
        careers(start, end, &mut next)?;
        for seat in &end.seats {
            prop_assert!(seat.satisfaction.is_finite(), "{:?}", seat);
            let skilled = seat.research_skill.is_finite() && seat.research_skill > 0.0;
            prop_assert!(skilled || !seat.occupied);
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
    Ok((ledger, record))
}

/// Each seat keeps its occupant, loses or gains one. `next` is who comes next.
fn careers(start: &Moment, end: &Moment, next: &mut [Entity]) -> Result<(), TestCaseError> {
    for ((before, after), next) in start.seats.iter().zip(&end.seats).zip(next) {
        prop_assert_eq!(before.role, after.role);
        match (before.occupied, after.occupied) {
            (true, true) => {
                // Nobody is replaced in the quarter of leaving.
                prop_assert_eq!(before.person, after.person);
                prop_assert_eq!(before.tenure + 1, after.tenure);
                prop_assert_eq!(before.research_skill, after.research_skill);
            }
            (false, true) => {
                prop_assert_eq!(after.person, *next);
                prop_assert_eq!(after.tenure, 0);
                next.generation += 1;
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
                // A seat that opens as planned is not vacant before.
                prop_assert!(!start.seats[seat].occupied && vacant_since <= now);
                self.hired += 1;
            }
            Event::TrainingStarted { planned, days, .. } => {
                prop_assert!(planned <= now && days > 0.0 && days.is_finite());
            }
            Event::TrainingEnded {
                started,
                capability,
                ..
            } => prop_assert!(started < now && capability.is_finite()),
            Event::Began { .. }
            | Event::Adopted { .. }
            | Event::PapersSubmitted { .. }
            | Event::PaperAccepted { .. }
            | Event::Announced { .. }
            | Event::Pivoted { .. }
            | Event::FeaturesShipped { .. }
            | Event::Reorganised { .. }
            | Event::RetentionGranted { .. }
            | Event::ModelsReleased { .. }
            | Event::CompetitorsReleased { .. }
            | Event::StartupFounded { .. }
            | Event::CompetitorEmerged => {}
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

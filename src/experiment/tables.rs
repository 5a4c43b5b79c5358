//! The results of a study as tables.

use super::Ensemble;
pub use super::curve_tables::{incidence, survival};
pub use super::picture_tables::{teams, ties};
use crate::metrics::{Group, Layout, Measure, RunRecord, Value, measures, role_name};
use crate::stats::Estimate;
use crate::table::{Cell, Column, Kind, Table};

const NO_RUN: &str = "no run had a value";
const NO_INTERVAL: &str = "fewer than two runs had a value, or all had the same";
const NO_ITEMS: &str = "the measure is not made of items";
const NO_ROLE: &str = "the measure is not about the people of one role";

/// Estimates of all values: `summary.csv`.
pub fn summary(layout: &Layout, ensemble: &Ensemble) -> Table {
    let mut columns = vec![
        metric_column(),
        role_column(),
        group_column(),
        window_column(),
        unit_column(),
        Column::new("estimate", Kind::Number, AS_UNIT, "Mean over runs.").or_empty(NO_RUN),
    ];
    columns.extend(precision_columns(AS_UNIT));
    columns.extend([
        n_runs_column(),
        Column::new(
            "n_items",
            Kind::Count,
            "items",
            "Items of which the values are made, over all runs that had a value. What is an item \
             stands in the definition of the measure: people, breakthroughs, projects.",
        )
        .or_empty(NO_ITEMS),
        Column::new(
            "n_censored",
            Kind::Count,
            "items",
            "How many of the items were still open when observation ended.",
        )
        .or_empty("items of the measure cannot be censored"),
    ]);
    let mut table = Table::new(columns);
    for (place, value) in layout.values().iter().enumerate() {
        let estimate = ensemble.value(place);
        let (items, censored) = ensemble.items(place);
        let head = [
            Cell::text(value.measure.id),
            role(value.measure),
            group(value.group.as_ref()),
            Cell::text(value.window.name()),
            Cell::text(value.measure.unit),
        ];
        let tail = [
            Cell::from(estimate.n),
            Cell::from(value.measure.items.map(|_| items)),
            Cell::from(value.measure.censored.map(|_| censored)),
        ];
        table.push(
            head.into_iter()
                .chain(estimate_cells(&estimate))
                .chain(tail),
        );
    }
    table
}

/// Estimates of all quarterly series: `quarters.csv`.
pub fn quarters(layout: &Layout, ensemble: &Ensemble) -> Table {
    let sampled = ensemble.sampled_runs();
    let quantile = |name, percent| {
        let meaning = format!(
            "Value below which {percent} percent of the runs lie, exact over the first {sampled} \
             runs."
        );
        Column::new(name, Kind::Number, AS_UNIT, &meaning).or_empty(NO_RUN)
    };
    let mut table = Table::new(vec![
        Column::new(
            "quarter",
            Kind::Count,
            "quarter",
            "Number of the observed quarter, from 0.",
        ),
        metric_column(),
        role_column(),
        group_column(),
        unit_column(),
        Column::new("mean", Kind::Number, AS_UNIT, "Mean over runs.").or_empty(NO_RUN),
        std_error_column(AS_UNIT),
        ci_column("ci_low", "Lower", AS_UNIT),
        ci_column("ci_high", "Upper", AS_UNIT),
        quantile("p05", 5),
        quantile("p25", 25),
        quantile("p50", 50),
        quantile("p75", 75),
        quantile("p95", 95),
        n_runs_column(),
    ]);
    for quarter in 0..layout.quarters() {
        for (index, series) in layout.series().iter().enumerate() {
            let place = index * layout.quarters() as usize + quarter as usize;
            let estimate = ensemble.quarter(place);
            let spread = ensemble.spread(place);
            let head = [
                Cell::from(u64::from(quarter)),
                Cell::text(series.measure.id),
                role(series.measure),
                group(series.group.as_ref()),
                Cell::text(series.measure.unit),
                Cell::from(estimate.value),
                Cell::from(estimate.std_error),
                Cell::from(estimate.ci_low),
                Cell::from(estimate.ci_high),
            ];
            let quantiles = (0..5).map(|i| Cell::from(spread.map(|spread| spread[i])));
            table.push(head.into_iter().chain(quantiles).chain([estimate.n.into()]));
        }
    }
    table
}

/// Whether and when the events of the scenario happened: `events.csv`.
pub fn events(layout: &Layout, ensemble: &Ensemble) -> Table {
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let count = |name, meaning| Column::new(name, Kind::Count, "runs", meaning);
    let first = |name, percent| {
        let meaning = format!(
            "Quarter by which it had first happened in {percent} percent of the runs in which it \
             happened. An announced event happens when it is announced."
        );
        Column::new(name, Kind::Count, "quarter", &meaning).or_empty("it happened in no run")
    };
    let mut table = Table::new(vec![
        text("event", "Name of the event in the scenario."),
        text("action", "What it does, by the key in the scenario."),
        text(
            "trigger",
            "What brings it about: a quarter, or a condition on a quarterly measure.",
        ),
        Column::new(
            "repeat_quarters",
            Kind::Count,
            "quarters",
            "Quarters after which it may happen again.",
        )
        .or_empty("it happens once at most"),
        count("n_runs", "How many runs there are."),
        count("n_happened", "In how many of them the event happened."),
        Column::new(
            "share",
            Kind::Number,
            "share of runs",
            "In which share of them.",
        )
        .or_empty("there are no runs"),
        Column::new(
            "ci_low",
            Kind::Number,
            "share of runs",
            "Lower end of Wilson's interval.",
        )
        .or_empty("there are no runs"),
        Column::new(
            "ci_high",
            Kind::Number,
            "share of runs",
            "Upper end of Wilson's interval.",
        )
        .or_empty("there are no runs"),
        ci_level_column(),
        Column::new(
            "mean_times",
            Kind::Number,
            "times",
            "How often it happened in a run, on average over all runs.",
        )
        .or_empty("there are no runs"),
        first("first_p05", 5),
        first("first_p25", 25),
        first("first_p50", 50),
        first("first_p75", 75),
        first("first_p95", 95),
    ]);
    for (place, (name, event)) in layout.events().iter().enumerate() {
        let totals = ensemble.event(place);
        let share = totals.share(ensemble.level());
        let head = [
            Cell::text(name.clone()),
            Cell::text(event.action.name()),
            Cell::text(event.trigger.to_string()),
            Cell::from(event.repeat_quarters.map(u64::from)),
            Cell::from(totals.runs()),
            Cell::from(totals.happened()),
            Cell::from(share.value),
            Cell::from(share.ci_low),
            Cell::from(share.ci_high),
            Cell::from(share.level),
            Cell::from(totals.mean_times()),
        ];
        let firsts = totals.first_quarters();
        let firsts = (0..5).map(|i| Cell::from(firsts.map(|quarters| quarters[i])));
        table.push(head.into_iter().chain(firsts));
    }
    table
}

/// The values of each run, without rows: `runs.csv`.
pub fn runs(layout: &Layout) -> Table {
    let run = Column::new("run", Kind::Count, "", "Number of the run, from 0.");
    let column = |value: &Value| {
        let meaning = match value.window.is_whole() {
            true => value.measure.definition.clone(),
            false => format!("In {}: {}", value.window.name(), value.measure.definition),
        };
        Column::new(&value.key, Kind::Number, value.measure.unit, &meaning)
            .or_empty("the run has no value")
    };
    Table::new(
        [run]
            .into_iter()
            .chain(layout.values().iter().map(column))
            .collect(),
    )
}

/// Adds the rows of a batch to the table of [`runs`].
pub fn push_runs(table: &mut Table, first_run: u64, records: &[RunRecord]) {
    for (run, record) in (first_run..).zip(records) {
        let values = record.values.iter().map(|&value| Cell::from(value));
        table.push([Cell::from(run)].into_iter().chain(values));
    }
}

/// All spells of each run, without rows: `spells.csv`.
pub fn spells() -> Table {
    let quarter = |name, meaning| Column::new(name, Kind::Integer, "quarter", meaning);
    Table::new(vec![
        Column::new("run", Kind::Count, "", "Number of the run, from 0."),
        Column::new(
            "kind",
            Kind::Text,
            "",
            "`employment` (a person's work, from the first quarter at work to the exit), \
             `transfer` (a breakthrough's way into the product), `project` (a research project) \
             or `vacancy` (from the exit to the hire).",
        ),
        Column::new(
            "entity",
            Kind::Text,
            "",
            "Whom or what the spell is about: of people the seat and the number of its occupant, \
             as in 17:2, of vacancies the seat, of projects their slot, of breakthroughs their \
             number.",
        ),
        Column::new("role", Kind::Text, "", "Role of the person or seat.")
            .or_empty("projects and transfers have no role"),
        Column::new(
            "team",
            Kind::Count,
            "",
            "Number of the team at the end of the spell; of a breakthrough, where it was made.",
        )
        .or_empty("projects belong to crews, not to teams"),
        quarter(
            "entry_quarter",
            "First quarter in which the end would have been observed: later than the start for \
             what began before quarter 0 (left truncation).",
        ),
        quarter(
            "start_quarter",
            "First quarter of the spell; negative before the observation.",
        ),
        quarter(
            "end_quarter",
            "Quarter in which the spell ended, or the last observed one. The duration is the end \
             less the start.",
        ),
        Column::new(
            "outcome",
            Kind::Text,
            "",
            "How it ended: `resigned`, `shipped`, `abandoned`, `finished`, `cancelled`, `filled`, \
             or `censored` (open at the end of the last observed quarter).",
        ),
    ])
}

/// Adds the spells of a batch to the table of [`spells`].
pub fn push_spells(table: &mut Table, first_run: u64, records: &[RunRecord]) {
    use crate::metrics::SpellKind;
    for (run, record) in (first_run..).zip(records) {
        for spell in record.spells.iter().flatten() {
            let entity = match spell.kind {
                SpellKind::Employment => {
                    format!("{}:{}", spell.entity.id, spell.entity.generation)
                }
                _ => spell.entity.id.to_string(),
            };
            table.push([
                Cell::from(run),
                Cell::text(spell.kind.name()),
                Cell::text(entity),
                spell
                    .role
                    .map_or(Cell::Missing, |r| Cell::text(role_name(r))),
                Cell::from(spell.team.map(|team| team as u64)),
                Cell::Integer(spell.entry.0.into()),
                Cell::Integer(spell.start.0.into()),
                Cell::Integer(spell.end.0.into()),
                Cell::text(spell.outcome.name()),
            ]);
        }
    }
}

/// All measures with their definitions.
pub fn registry() -> Table {
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let mut table = Table::new(vec![
        text("key", "Name in `runs.csv` and in `--precision`."),
        text("metric", "Name in `summary.csv` and `quarters.csv`."),
        role_column(),
        text("unit", "Unit of the numbers."),
        text("kind", "Which numbers there are."),
        text("better", "Which direction is better."),
        text("label", "What it is, in a few words."),
        text("definition", "What it is exactly."),
        text("items", "What the items are that are counted.").or_empty(NO_ITEMS),
        text("censored", "Which of them are censored.").or_empty("none can be"),
    ]);
    let optional = |text: Option<&'static str>| text.map_or(Cell::Missing, Cell::text);
    for measure in measures() {
        table.push([
            Cell::text(measure.key()),
            Cell::text(measure.id),
            role(measure),
            Cell::text(measure.unit),
            Cell::text(measure.kind()),
            Cell::text(measure.better.name()),
            Cell::text(measure.label.clone()),
            Cell::text(measure.definition.clone()),
            optional(measure.items),
            optional(measure.censored),
        ]);
    }
    table
}

const AS_UNIT: &str = "as in unit";

fn role(measure: &Measure) -> Cell {
    measure
        .role
        .map_or(Cell::Missing, |role| Cell::text(role_name(role)))
}

fn group(group: Option<&Group>) -> Cell {
    group.map_or(Cell::Missing, |group| Cell::text(group.name.clone()))
}

fn group_column() -> Column {
    Column::new(
        "group",
        Kind::Text,
        "",
        "The topic or venue that the number is about, by its name in the scenario.",
    )
    .or_empty("the measure is not by topic or venue")
}

fn metric_column() -> Column {
    Column::new(
        "metric",
        Kind::Text,
        "",
        "Name of the measure. With the role before it, it is the name in `runs.csv` and in \
         `--precision`.",
    )
}

fn role_column() -> Column {
    Column::new("role", Kind::Text, "", "Whose measure it is.").or_empty(NO_ROLE)
}

fn unit_column() -> Column {
    Column::new("unit", Kind::Text, "", "Unit of the numbers in the row.")
}

pub(super) fn window_column() -> Column {
    Column::new(
        "window",
        Kind::Text,
        "",
        "Observed quarters that the value is about: `all`, or from and to, both included.",
    )
}

/// How sure an estimate of a unit is.
pub(super) fn precision_columns(unit: &str) -> [Column; 5] {
    [
        std_error_column(unit),
        ci_column("ci_low", "Lower", unit),
        ci_column("ci_high", "Upper", unit),
        ci_level_column(),
        ci_method_column(),
    ]
}

/// An estimate, and how sure it is.
pub(super) fn estimate_cells(estimate: &Estimate) -> [Cell; 6] {
    [
        Cell::from(estimate.value),
        Cell::from(estimate.std_error),
        Cell::from(estimate.ci_low),
        Cell::from(estimate.ci_high),
        Cell::from(estimate.level),
        Cell::text(estimate.method.id()),
    ]
}

fn std_error_column(unit: &str) -> Column {
    Column::new(
        "std_error",
        Kind::Number,
        unit,
        "Standard error of the mean over independent runs.",
    )
    .or_empty("fewer than two runs had a value")
}

fn ci_column(name: &str, end: &str, unit: &str) -> Column {
    let meaning = format!("{end} end of the confidence interval of the mean.");
    Column::new(name, Kind::Number, unit, &meaning).or_empty(NO_INTERVAL)
}

fn ci_method_column() -> Column {
    Column::new(
        "ci_method",
        Kind::Text,
        "",
        "How the interval was made: `t` (Student's t over runs), `wilson` (a proportion of \
         runs), `constant` (none: all runs gave the same value) or `none` (none: fewer than \
         two runs had a value).",
    )
}

fn ci_level_column() -> Column {
    let meaning = "Confidence level of the interval.";
    Column::new("ci_level", Kind::Number, "share", meaning)
}

pub(super) fn n_runs_column() -> Column {
    Column::new("n_runs", Kind::Count, "runs", "How many runs had a value.")
}

//! A selection: what each alternative is worth, which one is selected, when the
//! others were dropped, and how they stand to the constraints.

use super::Made;
use super::charts::{Chart, Charts};
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::drawing::{Axis, Entry, Figure, Forest, Mark, Shape};
use crate::experiment::Measure;
use crate::numerals::Shown;
use crate::result::{Frame, ResultFolder, Row};

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "select", "`orgsim select`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = filled(result, "selection.csv")?;
    if !table.rows().any(|row| row.number("mean").is_some()) {
        return Err(empty("no run has a value of the measure"));
    }
    let mut figures = vec![alternatives(result, subject, &table)];
    if let Some(constraints) = result.table("constraints.csv")? {
        figures.extend(bounds(result, subject, &constraints));
    }
    Ok(figures)
}

/// The measure by which alternatives are compared: the column of the mean says it.
fn measure(result: &ResultFolder, table: &Frame) -> Measure {
    let meaning = table.column("mean").map_or("", |column| &column.meaning);
    let key = meaning.strip_prefix("Mean of ").unwrap_or_default();
    result.measure(key.split(',').next().unwrap_or_default())
}

fn alternatives(result: &ResultFolder, subject: &Subject, table: &Frame) -> Box<dyn Figure> {
    let measure = measure(result, table);
    let unit = Shown::of(&measure.unit);
    let is_selected = |row: &Row<'_>| row.text("status") == Some("selected");
    let mut rows: Vec<Row<'_>> = table.rows().collect();
    let mean = |row: &Row<'_>| row.number("mean").unwrap_or(f64::NEG_INFINITY);
    // the selected first, then those that were kept longest
    let runs = |row: &Row<'_>| row.count("runs");
    rows.sort_by(|a, b| {
        let order = is_selected(b)
            .cmp(&is_selected(a))
            .then(runs(b).cmp(&runs(a)));
        order.then(mean(b).total_cmp(&mean(a)))
    });
    let estimate = |row: &Row<'_>, what: &str| {
        let ends = [format!("{what}_ci_low"), format!("{what}_ci_high")];
        (row.number(what), row.interval(&ends[0], &ends[1]))
    };
    let entry = |row: &Row<'_>, what: &str| {
        let (value, interval) = estimate(row, what);
        let told = match what {
            "mean" => unit.estimate(value, interval),
            _ => unit.difference(value, interval),
        };
        let name = row.text("variant").unwrap_or_default();
        let series = if is_selected(row) { 0 } else { 6 };
        let shape = match row.text("status") {
            Some("worse" | "infeasible") => Shape::Ring,
            _ => Shape::Dot,
        };
        let tip = format!("{name}: {told}; {}", fate(row));
        Entry {
            name: format!("{name} ({})", fate(row)),
            marks: vec![Mark::new(series, shape, value, tip).interval(interval)],
            told,
            leads: is_selected(row),
        }
    };
    let zone = rows.first().and_then(|row| row.number("indifference"));
    let zone = zone.map(|zone| (-zone, zone));
    let ends = zone.into_iter().flat_map(|(low, high)| [low, high]);
    let means: Vec<Entry> = rows.iter().map(|row| entry(row, "mean")).collect();
    let others = rows.iter().filter(|row| !is_selected(row));
    let others = others.filter(|row| row.number("difference").is_some());
    let differences: Vec<Entry> = others.map(|row| entry(row, "difference")).collect();
    let label = measure.heading();
    let mut charts = vec![Chart::Forest(Forest {
        title: format!("{label}, means"),
        axis: Axis::of("", &measure.unit, Entry::numbers(&means), 4),
        entries: means,
        zone: None,
        lines: Vec::new(),
    })];
    if !differences.is_empty() {
        let numbers = Entry::numbers(&differences).chain(ends);
        charts.push(Chart::Forest(Forest {
            title: format!("{label}, differences from the selected"),
            axis: Axis::of_differences("", &measure.unit, numbers, 4),
            entries: differences,
            zone,
            lines: Vec::new(),
        }));
    }
    let words = rows.iter().map(|row| {
        let (value, interval) = estimate(row, "mean");
        let name = row.text("variant").unwrap_or_default();
        format!("{name} {}, {}", unit.estimate(value, interval), fate(row))
    });
    let zone = match zone {
        Some(_) => " Grey: differences that are stated not to matter.",
        None => "",
    };
    boxed(Charts {
        name: subject.name("selection", ""),
        title: subject.title("Which alternative is best"),
        description: format!("{label}: {}.", words.collect::<Vec<_>>().join("; ")),
        note: format!(
            "Dots: means over the runs that were looked at; whiskers: 95% intervals, each for itself: \
             the choice rests on runs with the same luck, not on whether whiskers overlap. Rings: \
             alternatives that were dropped, after so many runs.{zone}"
        ),
        charts,
        least: 420.0,
        ..Charts::default()
    })
}

/// What became of an alternative, in words.
fn fate(row: &Row<'_>) -> String {
    let runs = row.count("runs").unwrap_or(0);
    match row.text("status").unwrap_or_default() {
        "selected" => format!("selected, {runs} runs"),
        "worse" => format!("dropped after {runs} runs"),
        "infeasible" => format!("breaks a constraint, {runs} runs"),
        status => format!("{status}, {runs} runs"),
    }
}

/// How alternatives stand to each constraint.
fn bounds(result: &ResultFolder, subject: &Subject, table: &Frame) -> Option<Box<dyn Figure>> {
    let mut charts = Vec::new();
    let mut words = Vec::new();
    for name in distinct(table.rows().filter_map(|row| row.text("constraint"))) {
        let rows: Vec<Row<'_>> = table
            .rows()
            .filter(|row| row.text("constraint") == Some(&name))
            .collect();
        let first = rows.first()?;
        let measure = result.measure(first.text("measure").unwrap_or_default());
        let unit = Shown::of(&measure.unit);
        let bound = first.number("bound")?;
        let side = first.text("side").unwrap_or_default();
        let entries = rows.iter().map(|row| {
            let variant = row.text("variant").unwrap_or_default();
            let interval = row.interval("ci_low", "ci_high");
            let told = unit.estimate(row.number("mean"), interval);
            let verdict = row.text("verdict").unwrap_or_default();
            let (series, shape) = match verdict {
                "feasible" => (0, Shape::Dot),
                "infeasible" => (1, Shape::Ring),
                _ => (6, Shape::Dot),
            };
            let tip = format!("{variant}: {told}; {verdict}");
            words.push(format!("{name}, {variant}: {told}, {verdict}."));
            Entry {
                name: format!("{variant} ({verdict})"),
                marks: vec![Mark::new(series, shape, row.number("mean"), tip).interval(interval)],
                told,
                leads: false,
            }
        });
        let entries: Vec<Entry> = entries.collect();
        let numbers = Entry::numbers(&entries).chain([bound]);
        charts.push(Chart::Forest(Forest {
            title: format!(
                "{}, {side} {}",
                measure.heading(),
                unit.significant(bound, 4)
            ),
            axis: Axis::of("", &measure.unit, numbers, 4),
            entries,
            zone: None,
            lines: vec![(bound, format!("{side} {}", unit.significant(bound, 4)))],
        }));
    }
    let broken = table
        .rows()
        .any(|row| row.text("verdict") == Some("infeasible"));
    let rings = match broken {
        true => " Rings: alternatives that surely break it.",
        false => "",
    };
    (!charts.is_empty()).then(|| {
        boxed(Charts {
            name: subject.name("selection", "constraints"),
            title: subject.title("What keeps to the constraints"),
            description: words.join(" "),
            note: format!(
                "Dots: means; whiskers: their intervals at the last look, wide enough for all looks \
                 together. Dashed: the bound.{rings}"
            ),
            charts,
            least: 420.0,
            ..Charts::default()
        })
    })
}

//! A calibration: whether parameters can be estimated back, what is left of them,
//! and whether what was observed is predicted.

use super::Made;
use super::charts::{Chart, Charts};
use super::subject::{Subject, boxed, distinct, each, empty};
use crate::drawing::{Axis, Entry, Figure, Forest, Key, Mark, Shape};
use crate::metrics::split_window;
use crate::numerals::{Shown, significant};
use crate::result::{Frame, ResultFolder, Row};

/// The predictivity from which a parameter is called identified.
const IDENTIFIED: f64 = 0.3;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "calibrate", "`orgsim calibrate`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let rows = |file| {
        let table = result.table(file);
        table.map(|table| table.filter(|table| table.rows().len() > 0))
    };
    let mut figures = Vec::new();
    figures.extend(rows("recovery.csv")?.map(|table| recovery(result, subject, &table)));
    figures.extend(rows("posterior.csv")?.map(|table| posterior(result, subject, &table)));
    figures.extend(rows("predictive.csv")?.map(|table| predictive(result, subject, &table)));
    match figures.is_empty() {
        true => Err(empty(
            "nothing was estimated: no parameter set came near the targets, or runs were too few",
        )),
        false => Ok(figures),
    }
}

fn label(result: &ResultFolder, row: &Row<'_>) -> String {
    result
        .factor(row.text("parameter").unwrap_or_default())
        .label
}

fn recovery(result: &ResultFolder, subject: &Subject, table: &Frame) -> Box<dyn Figure> {
    let is_identified = |row: &Row<'_>| row.text("is_identified") == Some("yes");
    let series = |row: &Row<'_>| if is_identified(row) { 0 } else { 6 };
    let shape = |row: &Row<'_>| {
        if is_identified(row) {
            Shape::Dot
        } else {
            Shape::Ring
        }
    };
    let share = Shown::of("share");
    let predictivity = table.rows().map(|row| {
        let name = label(result, &row);
        let value = row.number("predictivity");
        let told = value.map_or("no value".to_owned(), |value| significant(value, 2));
        let verdict = if is_identified(&row) { "" } else { "not " };
        let tip = format!("{name}: predictivity {told}, {verdict}identified");
        Entry {
            name,
            marks: vec![Mark::new(series(&row), shape(&row), value, tip)],
            told,
            leads: is_identified(&row),
        }
    });
    let predictivity: Vec<Entry> = predictivity.collect();
    let coverage = table.rows().map(|row| {
        let name = label(result, &row);
        let interval = row.interval("coverage_ci_low", "coverage_ci_high");
        let told = share.estimate(row.number("coverage"), interval);
        let tip = format!("{name}: interval holds the true value in {told}");
        let mark = Mark::new(series(&row), shape(&row), row.number("coverage"), tip);
        Entry {
            name,
            marks: vec![mark.interval(interval)],
            told,
            leads: is_identified(&row),
        }
    });
    let coverage: Vec<Entry> = coverage.collect();
    let level = result.manifest()["confidence_level"]
        .as_f64()
        .unwrap_or(0.95);
    let sets = table.rows().filter_map(|row| row.count("sets")).max();
    let words = predictivity
        .iter()
        .zip(&coverage)
        .map(|(told, covered)| format!("{}, coverage {}", told.marks[0].tip, covered.told));
    let description = format!("{}.", words.collect::<Vec<_>>().join("; "));
    let charts = vec![
        Chart::Forest(Forest {
            title: "Predictivity: how much the targets tell".to_owned(),
            axis: Axis::with_zero(
                "predictivity",
                "",
                Entry::numbers(&predictivity).chain([1.0]),
                5,
            ),
            entries: predictivity,
            zone: None,
            lines: vec![(IDENTIFIED, "identified from here".to_owned())],
        }),
        Chart::Forest(Forest {
            title: "Coverage: how often intervals hold the truth".to_owned(),
            axis: Axis::of(
                "coverage",
                "share",
                Entry::numbers(&coverage).chain([level]),
                5,
            ),
            entries: coverage,
            zone: None,
            lines: vec![(level, format!("wanted: {}", share.significant(level, 3)))],
        }),
    ];
    boxed(Charts {
        name: subject.name("calibration", "recovery"),
        title: subject.title("Can the parameters be estimated back?"),
        description,
        note: format!(
            "{} parameter sets of the prior, each run once and estimated from its own targets. \
             Predictivity: 1 if the targets tell a parameter exactly, 0 if no more than the prior. \
             Coverage with 95% intervals. Rings: not identified.",
            sets.unwrap_or(0)
        ),
        charts,
        least: 320.0,
        ..Charts::default()
    })
}

/// What is left of the prior of each parameter; all priors have the same length.
fn posterior(result: &ResultFolder, subject: &Subject, table: &Frame) -> Box<dyn Figure> {
    let mut words = Vec::new();
    let entries = table.rows().filter_map(|row| {
        let (low, high) = row.interval("prior_low", "prior_high")?;
        let share = |value: f64| (value - low) / (high - low);
        let ends = |interval: (f64, f64)| (share(interval.0), share(interval.1));
        let name = label(result, &row);
        let interval = row.interval("ci_low", "ci_high");
        let told = Shown::of("").estimate(row.number("mean"), interval);
        let [from, to] = [low, high].map(|end| significant(end, 3));
        let told = format!("{told} of {from} to {to}");
        words.push(format!("{name} {told}"));
        let mark = Mark::new(
            0,
            Shape::Dot,
            row.number("mean").map(share),
            format!("{name}: {told}"),
        );
        let left = row.interval("left_low", "left_high").map(ends);
        Some(Entry {
            name,
            marks: vec![mark.interval(interval.map(ends)).range(left)],
            told,
            leads: false,
        })
    });
    let entries: Vec<Entry> = entries.collect();
    let mut charts = Vec::new();
    if !entries.is_empty() {
        charts.push(Chart::Forest(Forest {
            title: String::new(),
            axis: Axis::of("place in the prior range", "share", [0.0, 1.0], 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    let categories: Vec<Row<'_>> = table
        .rows()
        .filter(|row| row.text("category").is_some())
        .collect();
    for parameter in distinct(categories.iter().filter_map(|row| row.text("parameter"))) {
        let own = categories
            .iter()
            .filter(|row| row.text("parameter") == Some(&parameter));
        let entries = own.map(|row| {
            let name = row.text("category").unwrap_or_default().to_owned();
            let value = row.number("probability");
            let told = Shown::of("share").estimate(value, None);
            words.push(format!("{parameter} {name} {told}"));
            Entry {
                marks: vec![Mark::new(0, Shape::Bar, value, format!("{name}: {told}"))],
                name,
                told,
                leads: false,
            }
        });
        let entries: Vec<Entry> = entries.collect();
        charts.push(Chart::Forest(Forest {
            title: result.factor(&parameter).label,
            axis: Axis::of("posterior probability", "share", [0.0, 1.0], 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    boxed(Charts {
        name: subject.name("calibration", "posterior"),
        title: subject.title("What the targets leave of the parameters"),
        description: format!("{}.", words.join("; ")),
        note: "Each axis runs over the prior of a parameter, from its lower to its upper end. Dots: \
               posterior means; whiskers: central 95% of the posterior; pale: what history matching \
               left. A whisker as long as the axis: the targets tell nothing of the parameter."
            .to_owned(),
        charts,
        least: 420.0,
        ..Charts::default()
    })
}

/// What was observed beside what is predicted, a chart a measure.
fn predictive(result: &ResultFolder, subject: &Subject, table: &Frame) -> Box<dyn Figure> {
    let mut charts = Vec::new();
    let mut words = Vec::new();
    let base = |key: &str| split_window(key).0.to_owned();
    let measures = table.rows().filter_map(|row| row.text("measure")).map(base);
    let measures: Vec<String> = measures.collect();
    for key in distinct(measures.iter().map(String::as_str)) {
        let own = |row: &Row<'_>| row.text("measure").map(base).as_deref() == Some(&*key);
        let measure = result.measure(&key);
        let unit = Shown::of(&measure.unit);
        let entries = table.rows().filter(own).map(|row| {
            let name = row.text("target").unwrap_or_default().replace('_', " ");
            let held = if row.text("role") == Some("holdout") {
                ", held out"
            } else {
                ""
            };
            let interval = row.interval("predicted_low", "predicted_high");
            let predicted = unit.estimate(row.number("predicted"), interval);
            let observed = row.number("observed");
            let told = unit.estimate(observed, None);
            let missed = match row.text("is_predicted") {
                Some("no") => ", missed",
                _ => "",
            };
            words.push(format!(
                "{name}{held}: observed {told}, predicted {predicted}{missed}."
            ));
            let error = row
                .number("sd")
                .zip(observed)
                .map(|(sd, at)| (at - sd, at + sd));
            let mark = Mark::new(
                0,
                Shape::Dot,
                row.number("predicted"),
                format!("{name}: predicted {predicted}"),
            );
            let seen = format!("{name}{held}: observed {told}{missed}");
            Entry {
                name: format!("{name}{held}{missed}"),
                marks: vec![
                    mark.interval(interval),
                    Mark::new(1, Shape::Stroke, observed, seen).interval(error),
                ],
                told: String::new(),
                leads: !missed.is_empty(),
            }
        });
        let entries: Vec<Entry> = entries.collect();
        charts.push(Chart::Forest(Forest {
            title: measure.heading(),
            axis: Axis::of("", &measure.unit, Entry::numbers(&entries), 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    let key = |series, shape, name: &str| Key {
        series,
        shape: Some(shape),
        name: name.to_owned(),
    };
    boxed(Charts {
        name: subject.name("calibration", "predictive"),
        title: subject.title("What was observed, and what is predicted"),
        description: words.join(" "),
        note: "Predicted: mean and central 95% over the posterior, with luck and errors of \
               observation. Observed: the value and one standard deviation of its error. Held out: \
               not read in fitting. Missed, in bold: farther in the tail than luck lets expect, over \
               all targets together."
            .to_owned(),
        keys: vec![
            key(0, Shape::Dot, "predicted"),
            key(1, Shape::Stroke, "observed"),
        ],
        charts,
        least: 300.0,
        ..Charts::default()
    })
}

//! A calibration: whether parameters can be estimated back, what is left of them,
//! and whether what was observed is predicted.

use super::rows::{ParameterPosterior, Predicted, Recovered};
use super::settings::Role;
use crate::analysis::calibration::ParameterRecovery;
use crate::drawing::{Axis, Entry, Figure, Forest, Key, Mark, Shape};
use crate::experiment::Measure;
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, distinct, each, empty};
use crate::metrics::split_window;
use crate::numerals::{Shown, percent, significant};
use crate::result::{ResultError, ResultFolder};
use crate::row::{At, Row, Rows};

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "calibrate", "`orgsim calibrate`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let mut figures = Vec::new();
    figures.extend(filled(result)?.map(|rows| recovery(result, subject, &rows)));
    figures.extend(filled(result)?.map(|rows| posterior(result, subject, &rows)));
    figures.extend(filled(result)?.map(|rows| predictive(result, subject, &rows)));
    match figures.is_empty() {
        true => Err(empty(
            "nothing was estimated: no parameter set came close to the targets, or there were too \
            few runs",
        )),
        false => Ok(figures),
    }
}

/// Rows of a table that is there and has some.
fn filled<R: Row>(result: &ResultFolder) -> Result<Option<Rows<R>>, ResultError> {
    Ok(result.rows()?.filter(|rows: &Rows<R>| !rows.is_empty()))
}

fn recovery(result: &ResultFolder, subject: &Subject, rows: &Rows<Recovered>) -> Box<dyn Figure> {
    let level = result.level();
    let share = Shown::of("share");
    let mark = |row: &Recovered, value, tip| match row.is_identified {
        true => Mark::new(0, Shape::Dot, value, tip),
        false => Mark::new(6, Shape::Ring, value, tip),
    };
    let predictivity = rows.iter().map(|row| {
        let name = result.factor(&row.parameter).label;
        let told = row
            .predictivity
            .map_or("no value".to_owned(), |value| significant(value, 2));
        let verdict = if row.is_identified { "" } else { "not " };
        let tip = format!("{name}: predictivity {told}, {verdict}identified");
        Entry {
            name,
            marks: vec![mark(row, row.predictivity, tip)],
            told,
            leads: row.is_identified,
        }
    });
    let predictivity: Vec<Entry> = predictivity.collect();
    let coverage = rows.iter().map(|row| {
        let name = result.factor(&row.parameter).label;
        let interval = row.coverage.interval();
        let told = share.estimate(row.coverage.value, interval);
        let tip = format!("{name}: interval holds the true value in {told}");
        Entry {
            name,
            marks: vec![mark(row, row.coverage.value, tip).interval(interval)],
            told,
            leads: row.is_identified,
        }
    });
    let coverage: Vec<Entry> = coverage.collect();
    let words = predictivity
        .iter()
        .zip(&coverage)
        .map(|(told, covered)| format!("{}, coverage {}", told.marks[0].tip, covered.told));
    let description = format!("{}.", words.collect::<Vec<_>>().join("; "));
    let charts = vec![
        Chart::Forest(Forest {
            title: "Predictivity: how much the targets say".to_owned(),
            axis: Axis::with_zero(
                "predictivity",
                "",
                Entry::numbers(&predictivity).chain([1.0]),
                5,
            ),
            entries: predictivity,
            zone: None,
            lines: vec![(
                ParameterRecovery::IDENTIFIED,
                "identified from here".to_owned(),
            )],
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
            lines: vec![(level, format!("nominal: {}", percent(level)))],
        }),
    ];
    let sets = rows.iter().map(|row| row.sets).max().unwrap_or(0);
    boxed(Charts {
        name: subject.name("calibration", "recovery"),
        title: subject.title("Can the parameters be estimated back?"),
        description,
        note: format!(
            "{sets} parameter sets from the prior, each simulated once and re-estimated from its \
             own targets. Predictivity: 1 if the targets determine a parameter exactly, 0 if they \
             say no more than the prior. Coverage with {} intervals. Rings: not identified.",
            percent(level)
        ),
        charts,
        least: 320.0,
        ..Charts::default()
    })
}

/// What is left of the prior of each parameter; all priors have the same length.
fn posterior(
    result: &ResultFolder,
    subject: &Subject,
    rows: &Rows<ParameterPosterior>,
) -> Box<dyn Figure> {
    let mut words = Vec::new();
    let entries = rows.iter().filter_map(|row| {
        let (low, high) = row.prior()?;
        let share = |value: f64| (value - low) / (high - low);
        let ends = |interval: (f64, f64)| (share(interval.0), share(interval.1));
        let name = result.factor(&row.parameter).label;
        let told = Shown::of("").estimate(row.mean, row.interval());
        let [from, to] = [low, high].map(|end| significant(end, 3));
        let told = format!("{told} of {from} to {to}");
        words.push(format!("{name} {told}"));
        let mark = Mark::new(
            0,
            Shape::Dot,
            row.mean.map(share),
            format!("{name}: {told}"),
        );
        Some(Entry {
            name,
            marks: vec![
                mark.interval(row.interval().map(ends))
                    .range(row.left().map(ends)),
            ],
            told,
            leads: false,
        })
    });
    let entries: Vec<Entry> = entries.collect();
    let mut charts = Vec::new();
    if !entries.is_empty() {
        let label = "place in the prior range";
        charts.push(Chart::Forest(shares(String::new(), label, entries)));
    }
    let categories = rows.iter().filter(|row| row.category.is_some());
    for parameter in distinct(categories.map(|row| row.parameter.as_str())) {
        let own = rows.iter().filter(|row| row.parameter == parameter);
        let entries = own.filter_map(|row| {
            let name = row.category.clone()?;
            let told = Shown::of("share").estimate(row.probability, None);
            words.push(format!("{parameter} {name} {told}"));
            let tip = format!("{name}: {told}");
            Some(Entry {
                marks: vec![Mark::new(0, Shape::Bar, row.probability, tip)],
                name,
                told,
                leads: false,
            })
        });
        let title = result.factor(&parameter).label;
        let forest = shares(title, "posterior probability", entries.collect());
        charts.push(Chart::Forest(forest));
    }
    boxed(Charts {
        name: subject.name("calibration", "posterior"),
        title: subject.title("Parameter values consistent with the targets"),
        description: format!("{}.", words.join("; ")),
        note: format!(
            "Each axis is the prior of a parameter, from its lower to its upper end. Dots: \
             posterior means; whiskers: central {} of the posterior; pale: range left by history \
             matching. A whisker as long as the axis: the targets say nothing about the \
             parameter.",
            percent(result.level())
        ),
        charts,
        least: 420.0,
        ..Charts::default()
    })
}

/// Rows on an axis from 0 to 1.
fn shares(title: String, label: &str, entries: Vec<Entry>) -> Forest {
    Forest {
        title,
        axis: Axis::of(label, "share", [0.0, 1.0], 4),
        entries,
        zone: None,
        lines: Vec::new(),
    }
}

/// What was observed beside what is predicted, a chart a measure.
fn predictive(result: &ResultFolder, subject: &Subject, rows: &Rows<Predicted>) -> Box<dyn Figure> {
    let mut charts = Vec::new();
    let mut words = Vec::new();
    let base = |row: &At<Predicted>| split_window(&row.measure).0.to_owned();
    let measures: Vec<String> = rows.iter().map(base).collect();
    for key in distinct(measures.iter().map(String::as_str)) {
        let measure = result.measure(&key);
        let own = rows.iter().filter(|row| base(row) == key);
        let entries: Vec<Entry> = own
            .map(|row| {
                let (entry, said) = target(&result.measure(&row.measure), row);
                words.push(said);
                entry
            })
            .collect();
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
        title: subject.title("Observed and predicted"),
        description: words.join(" "),
        note: format!(
            "Predicted: mean and central {} over the posterior, with chance and observation \
             error. Observed: the value and one standard deviation of its error. Held out: not \
             used in fitting. Both end where a measure can have no values. Missed, in bold: farther in the tail than expected by chance, over \
             all targets together.",
            percent(result.level())
        ),
        keys: vec![
            key(0, Shape::Dot, "predicted"),
            key(1, Shape::Stroke, "observed"),
        ],
        charts,
        least: 300.0,
        ..Charts::default()
    })
}

/// A target as a row of a chart, and in words.
fn target(measure: &Measure, row: &Predicted) -> (Entry, String) {
    let name = row.target.replace('_', " ");
    let held = match row.role {
        Role::Holdout => ", held out",
        Role::Fit => "",
    };
    let missed = if row.is_predicted { "" } else { ", missed" };
    // errors of observation are symmetric, what is observed need not be
    let unit = Shown::of(&measure.unit);
    let possible = |ends| measure.within(ends);
    let interval = row.interval().map(possible);
    let mean = row.predicted.map(|mean| possible((mean, mean)).0);
    let predicted = unit.estimate(mean, interval);
    let told = unit.estimate(Some(row.observed), None);
    let error = possible((row.observed - row.sd, row.observed + row.sd));
    let mark = Mark::new(
        0,
        Shape::Dot,
        mean,
        format!("{name}: predicted {predicted}"),
    );
    let seen = format!("{name}{held}: observed {told}{missed}");
    let entry = Entry {
        name: format!("{name}{held}{missed}"),
        marks: vec![
            mark.interval(interval),
            Mark::new(1, Shape::Stroke, Some(row.observed), seen).interval(Some(error)),
        ],
        told: String::new(),
        leads: !row.is_predicted,
    };
    let words = format!("{name}{held}: observed {told}, predicted {predicted}{missed}.");
    (entry, words)
}

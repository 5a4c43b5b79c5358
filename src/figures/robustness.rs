//! How variants do over all points: their regret, and how often they are good
//! enough.

use super::Made;
use super::charts::{Chart, Charts};
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::drawing::{Axis, Entry, Forest, Key, Mark, Shape};
use crate::numerals::Shown;
use crate::result::{ResultFolder, Row};

const COMMAND: &str = "discover";
const SAID: &str = "`orgsim discover`";

pub(super) fn regret(results: &[ResultFolder]) -> Made {
    each(results, COMMAND, SAID, regret_of)
}

pub(super) fn satisficing(results: &[ResultFolder]) -> Made {
    each(results, COMMAND, SAID, satisficing_of)
}

/// Columns of regret, with what they are called.
const REGRETS: [(&str, Shape, &str); 4] = [
    ("regret_max", Shape::Bar, "greatest"),
    ("regret_p90", Shape::Dot, "exceeded at one point in ten"),
    ("regret_mean", Shape::Ring, "mean"),
    (
        "regret_max_of_noise",
        Shape::Stroke,
        "greatest of noise alone",
    ),
];

fn regret_of(result: &ResultFolder, subject: &Subject) -> Made {
    let table = filled(result, "regret.csv")?;
    let measures = distinct(table.rows().filter_map(|row| row.text("measure")));
    let mut charts = Vec::new();
    let mut words = Vec::new();
    for key in measures {
        let measure = result.measure(&key);
        let unit = Shown::of(&measure.unit);
        let own = table.rows().filter(|row| row.text("measure") == Some(&key));
        let entries: Vec<Entry> = own
            .map(|row| {
                let name = row.text("variant").unwrap_or_default();
                let marks = REGRETS
                    .iter()
                    .enumerate()
                    .map(|(place, &(column, shape, what))| {
                        let value = row.number(column);
                        let tip = format!("{name}, {what}: {}", unit.estimate(value, None));
                        Mark::new(place, shape, value, tip)
                    });
                let marks: Vec<Mark> = marks.collect();
                let told = marks.iter().map(|mark| mark.tip.clone());
                words.push(format!("{}.", told.collect::<Vec<_>>().join("; ")));
                Entry {
                    name: name.to_owned(),
                    marks,
                    told: String::new(),
                    leads: false,
                }
            })
            .collect();
        let numbers: Vec<f64> = Entry::numbers(&entries).collect();
        if numbers.is_empty() {
            continue;
        }
        charts.push(Chart::Forest(Forest {
            title: measure.heading(),
            axis: Axis::with_zero("", &measure.unit, numbers, 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    if charts.is_empty() {
        return Err(empty("at no point do all variants have a value"));
    }
    let keys = REGRETS
        .iter()
        .enumerate()
        .map(|(series, &(_, shape, name))| Key {
            series,
            shape: Some(shape),
            name: name.to_owned(),
        });
    Ok(vec![boxed(Charts {
        name: subject.name("regret", ""),
        title: subject.title("Regret: how far each variant falls short of the best one"),
        description: words.join(" "),
        note: "Over the points of the design, which count alike. Noise alone: what the greatest \
               regret would exceed with a chance of 5% if all variants were as good."
            .to_owned(),
        keys: keys.collect(),
        charts,
        least: 420.0,
        ..Charts::default()
    })])
}

fn satisficing_of(result: &ResultFolder, subject: &Subject) -> Made {
    let table = filled(result, "satisficing.csv")?;
    let share = Shown::of("share");
    let mut charts = Vec::new();
    let mut words = Vec::new();
    for threshold in distinct(table.rows().filter_map(|row| row.text("threshold"))) {
        let own = table
            .rows()
            .filter(|row| row.text("threshold") == Some(&threshold));
        let own: Vec<Row<'_>> = own.collect();
        let rule = own
            .first()
            .and_then(|row| row.text("rule"))
            .unwrap_or_default();
        let entries = own.iter().map(|row| {
            let name = row.text("variant").unwrap_or_default();
            let interval = row.interval("share_ci_low", "share_ci_high");
            let told = share.estimate(row.number("share"), interval);
            words.push(format!("{name}, {threshold}: {told}."));
            let tip = format!("{name}, {threshold}: {told} of the points");
            let mark = Mark::new(0, Shape::Bar, row.number("share"), tip);
            Entry {
                name: name.to_owned(),
                marks: vec![mark.interval(interval)],
                told,
                leads: false,
            }
        });
        let entries = entries.collect();
        charts.push(Chart::Forest(Forest {
            title: match &*threshold {
                "all" => "All at once".to_owned(),
                _ => in_words(result, rule),
            },
            axis: Axis::of("of the points", "share", [0.0, 1.0], 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    Ok(vec![boxed(Charts {
        name: subject.name("satisficing", ""),
        title: subject.title("How often each variant is good enough"),
        description: words.join(" "),
        note: "Bars: share of the points of the design at which the mean reaches what was asked; \
               whiskers: Wilson's 95% intervals, for points that are independent draws; wider than \
               need be for an even design."
            .to_owned(),
        charts,
        least: 420.0,
        ..Charts::default()
    })])
}

/// What a threshold asks: the labels of measures for their keys, and bounds in
/// their units.
fn in_words(result: &ResultFolder, rule: &str) -> String {
    let words = |part: &str| {
        let (key, bound) = part.split_once(' ')?;
        let (side, number) = bound.rsplit_once(' ')?;
        let measure = result.measure(key);
        let bound = Shown::of(&measure.unit).significant(number.parse().ok()?, 4);
        Some(format!("{}, {side} {bound}", measure.heading()))
    };
    let parts = rule.split(" and ");
    let parts = parts.map(|part| words(part).unwrap_or_else(|| part.to_owned()));
    parts.collect::<Vec<_>>().join("; ")
}

//! How variants do over all points: their regret, and how often they are good
//! enough.

use super::Made;
use super::charts::{Chart, Charts};
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::figure::{Axis, Entry, Forest, Key, Mark, Shape};
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
const REGRETS: [(&str, Shape, &str); 3] = [
    ("regret_max", Shape::Bar, "greatest"),
    ("regret_p90", Shape::Dot, "exceeded at one point in ten"),
    ("regret_mean", Shape::Ring, "mean"),
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
                let noise = row.number("regret_max_of_noise").map(|noise| (0.0, noise));
                let marks = REGRETS
                    .iter()
                    .enumerate()
                    .map(|(place, &(column, shape, what))| {
                        let value = row.number(column);
                        let tip = format!("{name}, {what}: {}", unit.estimate(value, None));
                        let mark = Mark::new(place, shape, value, tip);
                        mark.range(noise.filter(|_| place == 0))
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
        let numbers = entries.iter().flat_map(|entry| &entry.marks);
        let numbers: Vec<f64> = numbers.flat_map(Mark::numbers).collect();
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
        note:
            "Over the points of the design, which count alike. Pale: what noise alone would give \
               the greatest regret with a chance of 5%."
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
            title: format!("{threshold}: {}", in_words(result, rule)),
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

/// A rule with the labels of measures for their keys.
fn in_words(result: &ResultFolder, rule: &str) -> String {
    let parts = rule.split(" and ").map(|part| match part.split_once(' ') {
        Some((key, bound)) => {
            let measure = result.measure(key);
            let unit = match &*measure.unit {
                "" | "share" | "index" => String::new(),
                unit => format!(" {unit}"),
            };
            format!("{} {bound}{unit}", measure.heading())
        }
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(" and ")
}

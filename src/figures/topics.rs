//! Papers, people and projects by topic, and papers by venue.

use super::charts::{Chart, Charts};
use super::moments::tables;
use super::subject::distinct;
use super::windows::{Over, Side, over_windows, sides};
use super::{Made, NothingToDraw};
use crate::drawing::{Axis, Entry, Forest, Key, Mark, Shape};
use crate::experiment::tables::OverWindow;
use crate::metrics::{Grouping, Measure, measures};
use crate::numerals::{Shown, capitalised};
use crate::result::{ResultFolder, levels};
use crate::row::Rows;

/// A group with its numbers in each result.
struct Group {
    name: String,
    over: Vec<Vec<Over>>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let summaries = tables::<OverWindow>(results)?;
    let sides = sides(results, summaries.iter().flatten().map(|row| row.window));
    let grouped = measures()
        .iter()
        .filter(|measure| measure.grouping.is_some());
    let mut charts = Vec::new();
    let mut words = Vec::new();
    for measure in grouped {
        let groups = groups(measure, &summaries);
        if !groups.is_empty() {
            charts.push(Chart::Forest(forest(measure, &groups, &sides)));
            words.push(in_words(measure, &groups, &sides));
        }
    }
    if charts.is_empty() {
        let reason = "the scenario has a single topic and a single venue, for which \
                      `trajectories` has the papers";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    let mut rows = summaries.iter().flatten();
    let bars = match rows.any(|row| row.group.is_some() && row.estimate.interval().is_some()) {
        true => format!("Lines: {} intervals of the means.", levels(results)),
        false => "A single run has no interval.".to_owned(),
    };
    let keys = sides.iter().enumerate().map(|(series, side)| Key {
        series,
        shape: Some(shape(series)),
        name: side.name.clone(),
    });
    let keys: Vec<Key> = keys.collect();
    Ok(vec![Box::new(Charts {
        name: "topics".to_owned(),
        title: "Topics and venues".to_owned(),
        description: words.join(" "),
        note: format!("Dots: means over the runs and the quarters. {bars}"),
        keys: if keys.len() > 1 { keys } else { Vec::new() },
        charts,
        least: 300.0,
        ..Charts::default()
    })])
}

/// The groups of a measure in any of the results, in their order.
fn groups(measure: &Measure, summaries: &[Rows<OverWindow>]) -> Vec<Group> {
    let key = measure.key();
    let rows = summaries.iter().flatten();
    let own = rows.filter(|row| row.measure == key);
    let group = |name: String| Group {
        over: summaries
            .iter()
            .map(|summary| over_windows(summary, measure, Some(&name)))
            .collect(),
        name,
    };
    let names = distinct(own.filter_map(|row| row.group.as_deref()));
    names.into_iter().map(group).collect()
}

fn shape(series: usize) -> Shape {
    match series % 2 {
        0 => Shape::Dot,
        _ => Shape::Ring,
    }
}

fn title(measure: &Measure) -> String {
    let by = match measure.grouping {
        Some(Grouping::Venue) => "venue",
        _ => "topic",
    };
    format!("{} by {by}", capitalised(&measure.label))
}

fn forest(measure: &Measure, groups: &[Group], sides: &[Side]) -> Forest {
    let mark = |group: &Group, series: usize, side: &Side| {
        let over = side.of(&group.over[side.result]);
        let value = over.and_then(|over| over.value);
        let estimate = told(measure, over);
        let tip = match sides.len() {
            1 => format!("{}: {estimate}", group.name),
            _ => format!("{}, {}: {estimate}", group.name, side.name),
        };
        let mark = Mark::new(series, shape(series), value, tip);
        mark.interval(over.and_then(|over| over.interval))
    };
    let entry = |group: &Group| Entry {
        name: group.name.clone(),
        marks: sides
            .iter()
            .enumerate()
            .map(|(series, side)| mark(group, series, side))
            .collect(),
        told: match sides {
            [only] => told(measure, only.of(&group.over[only.result])),
            _ => String::new(),
        },
        leads: false,
    };
    let entries: Vec<Entry> = groups.iter().map(entry).collect();
    let numbers = Entry::numbers(&entries);
    Forest {
        title: title(measure),
        axis: Axis::with_zero("", measure.unit, numbers, 4),
        entries,
        zone: None,
        lines: Vec::new(),
    }
}

fn told(measure: &Measure, over: Option<&Over>) -> String {
    let over = over.map(|over| (over.value, over.interval));
    let (value, interval) = over.unwrap_or_default();
    Shown::of(measure.unit).estimate(value, interval)
}

fn in_words(measure: &Measure, groups: &[Group], sides: &[Side]) -> String {
    let of_group = |group: &Group| {
        let estimates = sides.iter().map(|side| {
            let estimate = told(measure, side.of(&group.over[side.result]));
            match sides.len() {
                1 => estimate,
                _ => format!("{estimate} in {}", side.name),
            }
        });
        let estimates: Vec<String> = estimates.collect();
        format!("{} {}", group.name, estimates.join(", "))
    };
    let groups: Vec<String> = groups.iter().map(of_group).collect();
    format!("{}: {}.", title(measure), groups.join("; "))
}

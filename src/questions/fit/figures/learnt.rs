//! What was learnt of parameters, beside what is assumed without records.

use crate::drawing::{Axis, Entry, Forest, Mark, Shape};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, distinct, empty};
use crate::numerals::{listed, percent, significant};
use crate::questions::fit::rows::{LearntParameter, Standing};
use crate::result::ResultFolder;

/// Half of the width at which a single value is drawn, in shares of the prior.
const THIN: f64 = 0.01;

pub(super) fn make(result: &ResultFolder, subject: &Subject) -> Made {
    let table = result.rows::<LearntParameter>()?.unwrap_or_default();
    let all: Vec<&LearntParameter> = table.iter().map(|at| &at.row).collect();
    let of = |standing: Standing| {
        all.iter()
            .copied()
            .filter(move |row| row.standing == standing)
    };
    let placed: Vec<Entry> = of(Standing::Learnt).filter_map(in_prior).collect();
    let measured: Vec<&LearntParameter> = of(Standing::Learnt)
        .filter(|row| row.prior_low.is_none())
        .collect();
    if placed.is_empty() && measured.is_empty() {
        return Err(empty("nothing was learnt of parameters"));
    }
    let unidentified: Vec<&str> = of(Standing::NotIdentified)
        .map(|row| row.parameter.as_str())
        .collect();
    let others = of(Standing::Assumed).count();
    let rest = match unidentified.as_slice() {
        [] => format!("{others} other parameters keep the ranges that are assumed for them."),
        keys => format!(
            "Not identified, so that they keep the ranges that are assumed for them, as {others} \
             others do: {}.",
            listed(keys.iter().copied())
        ),
    };
    let mut charts = Vec::new();
    if !placed.is_empty() {
        charts.push(Forest {
            title: String::new(),
            axis: Axis::of("place in the weak prior", "share", [0.0, 1.0], 4),
            entries: placed,
            zone: None,
            lines: Vec::new(),
        });
    }
    for unit in distinct(measured.iter().map(|row| row.unit.as_str())) {
        let own = measured.iter().filter(|row| row.unit == unit);
        charts.push(of_measured(&unit, own.copied()));
    }
    let marks = charts.iter().flat_map(|forest| &forest.entries);
    let words: Vec<&str> = marks.map(|entry| entry.marks[0].tip.as_str()).collect();
    let description = format!("{}. {rest}", words.join("; "));
    let is_measured = match measured.is_empty() {
        true => "",
        false => " What is measured without any simulation has no prior, and axes of its own.",
    };
    Ok(vec![boxed(Charts {
        name: subject.name("learnt", ""),
        title: subject.title("What the records teach of parameters"),
        description,
        note: format!(
            "Each axis is the weak prior of a parameter, from its lower to its upper end, on the \
             scale on which it is even. Dots: posterior medians; lines: central {} of the \
             posterior; pale: what is assumed without records. A line as long as the axis: the \
             records say nothing.{is_measured} {rest}",
            percent(result.level())
        ),
        charts: charts.into_iter().map(Chart::Forest).collect(),
        least: 420.0,
        ..Charts::default()
    })])
}

fn number(number: f64) -> String {
    significant(number, 3)
}

/// A value or a range.
fn ends(low: f64, high: f64) -> String {
    match low == high {
        true => number(low),
        false => format!("{} to {}", number(low), number(high)),
    }
}

/// What was learnt of a parameter, and all that is known of it in a sentence.
fn told(row: &LearntParameter) -> Option<(String, String)> {
    let ((low, high), median) = row.interval().zip(row.median)?;
    let unit = match row.unit.as_str() {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    let told = format!("{} ({}){unit}", number(median), ends(low, high));
    let assumed = ends(row.assumed_low, row.assumed_high);
    let tip = format!("{}: {told}, assumed {assumed}", row.parameter);
    Some((told, tip))
}

/// A parameter where it lies in its weak prior.
fn in_prior(row: &LearntParameter) -> Option<Entry> {
    let (low, high) = row.interval()?;
    let (told, tip) = told(row)?;
    let place = |value| row.place(value);
    let [from, to] = [place(row.assumed_low)?, place(row.assumed_high)?];
    let assumed = match from < to {
        true => (from, to),
        false => ((from - THIN).max(0.0), (from + THIN).min(1.0)),
    };
    let mark = Mark::new(0, Shape::Dot, place(row.median?), tip);
    Some(Entry {
        name: row.parameter.clone(),
        marks: vec![
            mark.interval(place(low).zip(place(high)))
                .range(Some(assumed)),
        ],
        told,
        leads: false,
    })
}

/// Parameters of a unit that have no prior.
fn of_measured<'a>(unit: &str, rows: impl Iterator<Item = &'a LearntParameter>) -> Forest {
    let rows: Vec<&LearntParameter> = rows.collect();
    let entries = rows.iter().filter_map(|row| {
        let (told, tip) = told(row)?;
        let mark = Mark::new(0, Shape::Dot, row.median, tip);
        let assumed = (row.assumed_low, row.assumed_high);
        Some(Entry {
            name: row.parameter.clone(),
            marks: vec![
                mark.interval(row.interval())
                    .range(Some(assumed).filter(|(low, high)| low < high)),
            ],
            told,
            leads: false,
        })
    });
    let entries: Vec<Entry> = entries.collect();
    let one =
        |row: &&LearntParameter| (row.assumed_low == row.assumed_high).then_some(row.assumed_low);
    let mut values: Vec<f64> = rows.iter().filter_map(one).collect();
    values.dedup();
    let lines: Vec<(f64, String)> = match values.as_slice() {
        [value] => vec![(*value, "assumed without records".to_owned())],
        _ => Vec::new(),
    };
    let numbers = Entry::numbers(&entries).chain(values);
    let mut axis = Axis::of("", "", numbers, 4);
    // as scenarios have it: a share is not in percent
    axis.label = unit.to_owned();
    Forest {
        title: "Measured".to_owned(),
        axis,
        entries,
        zone: None,
        lines,
    }
}

//! What would have been predicted of the last quarters of records, and what happened.

use crate::drawing::{Axis, Entry, Forest, Key, Mark, Shape};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, empty};
use crate::numerals::{capitalised, fixed};
use crate::questions::fit::backtest::Counted;
use crate::questions::fit::rows::Backtested;
use crate::result::ResultFolder;
use crate::units::CalendarQuarter;

pub(super) fn make(result: &ResultFolder, subject: &Subject) -> Made {
    let table = result.rows::<Backtested>()?.unwrap_or_default();
    let all: Vec<&Backtested> = table.iter().map(|at| &at.row).collect();
    if all.is_empty() {
        return Err(empty("no prediction was tested"));
    }
    let of = |counted: Counted, together: bool| -> Vec<&Backtested> {
        let own = all.iter().filter(|row| row.counted == counted);
        let own = own.filter(|row| (row.quarters > 1) == together);
        own.copied().collect()
    };
    let mut forests = Vec::new();
    for together in [false, true] {
        for &counted in Counted::ALL {
            let rows = of(counted, together);
            forests.extend((!rows.is_empty()).then(|| forest(counted, &rows, together)));
        }
    }
    let one_by_one = Counted::ALL.iter().map(|&counted| of(counted, false));
    let held: Vec<String> = one_by_one
        .filter(|rows| !rows.is_empty())
        .map(|rows| held(&rows))
        .collect();
    let held = match held.is_empty() {
        true => String::new(),
        false => format!(
            " {} Intervals that are right hold half and nine tenths in the long run.",
            held.join(" ")
        ),
    };
    let marks = forests.iter().flat_map(|forest| &forest.entries);
    let words: Vec<String> = marks
        .map(|entry| format!("{}; {}", entry.marks[0].tip, entry.marks[1].tip))
        .collect();
    let key = |series, shape, name: &str| Key {
        series,
        shape: Some(shape),
        name: name.to_owned(),
    };
    Ok(vec![boxed(Charts {
        name: subject.name("backtest", ""),
        title: subject.title("Predicted and recorded"),
        description: format!("{}.{held}", words.join(". ")),
        note: format!(
            "Each prediction is made from what was known before its first quarter. Strokes: \
             medians; pale: the middle half; lines: nine tenths. Names in bold: what happened is \
             outside of nine tenths.{held}"
        ),
        keys: vec![
            key(0, Shape::Stroke, "predicted"),
            key(1, Shape::Dot, "happened"),
        ],
        charts: forests.into_iter().map(Chart::Forest).collect(),
        least: 300.0,
        ..Charts::default()
    })])
}

/// How often intervals of single quarters held what happened.
fn held(rows: &[&Backtested]) -> String {
    let count = |is: fn(&Backtested) -> bool| rows.iter().filter(|row| is(row)).count();
    format!(
        "{}: the middle half held {}, nine tenths {} of {} quarters.",
        capitalised(rows[0].counted.name()),
        count(Backtested::is_within_half),
        count(Backtested::is_within),
        rows.len()
    )
}

fn forest(counted: Counted, rows: &[&Backtested], together: bool) -> Forest {
    let entries: Vec<Entry> = rows.iter().map(|row| entry(row)).collect();
    let name = capitalised(counted.name());
    Forest {
        title: match together {
            true => format!("{name} in all"),
            false => format!("{name} of a quarter"),
        },
        axis: Axis::with_zero("", "people", Entry::numbers(&entries), 4),
        entries,
        zone: None,
        lines: Vec::new(),
    }
}

fn entry(row: &Backtested) -> Entry {
    // of people
    let number = |number| fixed(number, 0);
    let [p05, p25, p50, p75, p95] = [
        row.predicted_p05,
        row.predicted_p25,
        row.predicted_p50,
        row.predicted_p75,
        row.predicted_p95,
    ]
    .map(number);
    let when = when(row);
    let what = row.counted.name();
    let predicted = format!(
        "{what}, {when}: predicted {p50}, half of the prediction {p25} to {p75}, nine tenths \
         {p05} to {p95}"
    );
    let place = match (row.is_within_half(), row.is_within()) {
        (true, _) => "within the middle half",
        (false, true) => "within nine tenths",
        (false, false) => "outside of nine tenths",
    };
    let happened = format!("{what}, {when}: {} happened, {place}", number(row.observed));
    let mark = Mark::new(0, Shape::Stroke, Some(row.predicted_p50), predicted);
    Entry {
        name: when,
        marks: vec![
            mark.interval(Some((row.predicted_p05, row.predicted_p95)))
                .range(Some((row.predicted_p25, row.predicted_p75))),
            Mark::new(1, Shape::Dot, Some(row.observed), happened),
        ],
        told: String::new(),
        leads: !row.is_within(),
    }
}

/// The quarters of a prediction.
fn when(row: &Backtested) -> String {
    let first: Option<CalendarQuarter> = row.quarter.parse().ok();
    let more = i64::try_from(row.quarters).unwrap_or(1) - 1;
    match first {
        Some(first) if more > 0 => format!("{first} to {}", first.after(more)),
        _ => row.quarter.clone(),
    }
}

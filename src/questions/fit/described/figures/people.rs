//! People, hires, exits and retention by quarter.

use crate::drawing::{Axis, Curves, Moment};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, empty, rows};
use crate::numerals::percent;
use crate::questions::fit::described::{Bounded, Grouping, HeadCount};
use crate::result::ResultFolder;
use crate::units::{Calendar, CalendarQuarter};

/// What a panel shows: its title, unit and number.
type Shows = (&'static str, &'static str, fn(&HeadCount) -> Bounded);

const SHOWN: [Shows; 4] = [
    ("People at the end of the quarter", "people", |row| {
        counted(row.end)
    }),
    ("Hires", "people", |row| of_whole(row, row.hires)),
    ("Exits", "people", |row| of_whole(row, row.exits)),
    ("Retained over twelve months", "share", |row| {
        row.retained_year
    }),
];

fn counted(count: u64) -> Bounded {
    Bounded::new(Some(count as f64), None)
}

/// A count of a quarter that is covered as a whole.
fn of_whole(row: &HeadCount, count: u64) -> Bounded {
    match row.covered < 1.0 {
        true => Bounded::default(),
        false => counted(count),
    }
}

pub(super) fn head_count(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<HeadCount>(result)?;
    let all: Vec<&HeadCount> = table
        .iter()
        .map(|at| &at.row)
        .filter(|row| row.grouping == Grouping::All)
        .collect();
    let quarters: Result<Vec<CalendarQuarter>, _> =
        all.iter().map(|row| row.quarter.parse()).collect();
    let Ok(quarters) = quarters else {
        return Err(empty("head_count.csv has a quarter that is none"));
    };
    let calendar = Calendar {
        start: quarters.first().copied(),
    };
    let last = all.len().saturating_sub(1) as f64;
    let curves = SHOWN.map(|(title, unit, number)| {
        let moments = all.iter().enumerate().map(|(place, row)| {
            let number = number(row);
            Moment {
                x: place as f64,
                name: row.quarter.clone(),
                value: number.value,
                interval: number.interval(),
            }
        });
        Curves {
            title: title.to_owned(),
            x: Axis::dates(calendar, "quarter", 0.0, last, 5),
            unit: unit.to_owned(),
            differences: false,
            threshold: None,
            names: vec![title.to_owned()],
            series: vec![moments.collect()],
            marks: Vec::new(),
        }
    });
    let words = curves.iter().filter_map(|curves| {
        let mut known = curves.series[0]
            .iter()
            .filter(|moment| moment.value.is_some());
        let first = known.next()?;
        let last = known.next_back().unwrap_or(first);
        Some(format!(
            "{}: {} in {}, {} in {}",
            curves.title,
            curves.told(first),
            first.name,
            curves.told(last),
            last.name
        ))
    });
    let description = words.collect::<Vec<_>>().join("; ") + ".";
    let charts: Vec<Chart> = curves
        .into_iter()
        .filter(Curves::any)
        .map(Chart::Curves)
        .collect();
    if charts.is_empty() {
        return Err(empty("nobody was ever there"));
    }
    Ok(vec![boxed(Charts {
        name: subject.name("head-count", ""),
        title: subject.title("People by quarter, as recorded"),
        description,
        note: format!(
            "Hires and exits of quarters that the records cover as a whole. Retained: share of those \
             there twelve months before the end of the quarter who were there at its end, with {} \
             intervals (Wilson).",
            percent(result.level())
        ),
        charts,
        least: 260.0,
        ..Charts::default()
    })])
}

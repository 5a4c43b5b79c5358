//! How long people stay, and at which tenure they leave.

use super::entries::{PER_YEAR, entry, words};
use crate::drawing::{Axis, Curves, Entry, Forest, Moment};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::steps::steps;
use crate::figures::subject::{Subject, boxed, empty, rows};
use crate::numerals::{percent, significant};
use crate::questions::fit::described::{Bounded, Grouping, Hazard, Tenure};
use crate::result::ResultFolder;
use crate::row::Rows;

pub(super) fn tenure(result: &ResultFolder, subject: &Subject) -> Made {
    let survival = rows::<Tenure>(result)?;
    let bands = forest(&rows::<Hazard>(result)?);
    let curves = curves(&survival);
    if !curves.any() {
        return Err(empty(
            "too few people whose start is known were there at any tenure",
        ));
    }
    let description = format!(
        "{} Exits a year by tenure: {}.",
        told(&curves),
        words(&bands.entries)
    );
    Ok(vec![boxed(Charts {
        name: subject.name("tenure", ""),
        title: subject.title("How long people stay, as recorded"),
        description,
        note: format!(
            "Still there: share of people who stay for longer, Kaplan-Meier estimates at whole quarters of \
             tenure with {} intervals; who was there before the records begin enters at the tenure \
             that they had then, and who is still there at their end is censored. Exit rate: exits in a \
             year of a person, by completed tenure, with exact intervals. People whose start is not \
             known are in neither.",
            percent(result.level())
        ),
        charts: vec![Chart::Curves(curves), Chart::Forest(bands)],
        least: 300.0,
        ..Charts::default()
    })])
}

/// The curves of roles, or of everybody where roles are not told apart.
fn curves(table: &Rows<Tenure>) -> Curves {
    let has_roles = table.iter().any(|row| row.grouping == Grouping::Role);
    let told = match has_roles {
        true => Grouping::Role,
        false => Grouping::All,
    };
    let mut names: Vec<String> = Vec::new();
    let mut points: Vec<Vec<(f64, Bounded)>> = Vec::new();
    for row in table.iter().filter(|row| row.grouping == told) {
        let name = row.group.as_deref().unwrap_or("everybody");
        let place = names.iter().position(|known| known == name);
        let place = place.unwrap_or_else(|| {
            names.push(name.to_owned());
            points.push(Vec::new());
            names.len() - 1
        });
        points[place].push((row.years, row.survival));
    }
    let moment = |(years, number): (f64, Bounded)| Moment {
        x: years,
        name: format!("{} years", significant(years, 4)),
        value: number.value,
        interval: number.interval(),
    };
    let series = points
        .iter()
        .map(|of| steps(of).into_iter().map(moment).collect());
    let last = points
        .iter()
        .flatten()
        .map(|(years, _)| *years)
        .fold(0.0, f64::max);
    Curves {
        title: "Still there".to_owned(),
        x: Axis::whole("years of tenure", 0.0, last, 5),
        unit: "share".to_owned(),
        differences: false,
        threshold: None,
        series: series.collect(),
        names,
        marks: Vec::new(),
    }
}

/// The shares that stay for a year, for two and for five.
fn told(curves: &Curves) -> String {
    let of_series = curves
        .names
        .iter()
        .zip(&curves.series)
        .map(|(name, series)| {
            let at = [1.0, 2.0, 5.0].into_iter().filter_map(|years| {
                let moment = series.iter().rev().find(|moment| moment.x == years)?;
                moment.value?;
                let unit = if years == 1.0 { "year" } else { "years" };
                Some(format!("{} for {years} {unit}", curves.told(moment)))
            });
            let at: Vec<String> = at.collect();
            match at.is_empty() {
                true => format!("{name}: none is known for a year"),
                false => format!("{name}: {}", at.join(", ")),
            }
        });
    format!(
        "People who stay: {}.",
        of_series.collect::<Vec<_>>().join("; ")
    )
}

/// The rates of everybody by band.
fn forest(table: &Rows<Hazard>) -> Forest {
    let all = table.iter().filter(|row| row.grouping == Grouping::All);
    let entries: Vec<Entry> = all
        .filter(|row| row.exit_rate.value.is_some())
        .map(|row| {
            let name = match row.to_years {
                Some(to) => format!("{} to {to} years", row.from_years),
                None => format!("{} years and more", row.from_years),
            };
            let exits = row.exits.unwrap_or(0);
            entry(&name, &row.exit_rate, PER_YEAR, &format!(", {exits} exits"))
        })
        .collect();
    Forest {
        title: "Exit rate by tenure".to_owned(),
        axis: Axis::with_zero("exits", PER_YEAR, Entry::numbers(&entries), 4),
        entries,
        zone: None,
        lines: Vec::new(),
    }
}

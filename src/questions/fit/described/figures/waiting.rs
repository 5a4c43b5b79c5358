//! How long things take: vacancies until they are filled, breakthroughs until they are shipped.

use super::entries::words;
use crate::drawing::{Axis, Curves, Entry, Forest, Mark, Moment, Shape};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::steps::steps;
use crate::figures::subject::{Subject, boxed, empty, rows};
use crate::numerals::percent;
use crate::questions::fit::described::{Bounded, Fate, Incidence, TimeToFill};
use crate::result::ResultFolder;

pub(super) fn time_to_fill(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<TimeToFill>(result)?;
    let known = table.iter().filter(|row| row.median.is_some());
    let entries: Vec<Entry> = known
        .map(|row| {
            let name = row.group.as_deref().unwrap_or("all vacancies");
            let days = |days: Option<u64>| days.map(|days| days as f64);
            let word = |days: Option<u64>| days.map_or("not reached".to_owned(), |d| d.to_string());
            let [low, median, high] = [row.lower_quartile, row.median, row.upper_quartile];
            let told = format!("{} days ({} to {})", word(median), word(low), word(high));
            let tip = format!("{name}: {told}, {} of {} filled", row.filled, row.vacancies);
            let quartiles = days(low).zip(days(high));
            Entry {
                name: name.to_owned(),
                marks: vec![Mark::new(0, Shape::Dot, days(median), tip).range(quartiles)],
                told,
                leads: false,
            }
        })
        .collect();
    if entries.is_empty() {
        return Err(empty(
            "fewer than half of the vacancies were filled in the time that is known",
        ));
    }
    Ok(vec![boxed(Charts {
        name: subject.name("time-to-fill", ""),
        title: subject.title("How long vacancies are open, as recorded"),
        description: format!("Days until half of the vacancies are filled: {}.", words(&entries)),
        note: "Dots: days until half are filled, Kaplan-Meier estimates over those that are filled \
               and those still open. Pale: from the quarter that is filled first to three quarters, \
               where these are reached."
            .to_owned(),
        charts: vec![Chart::Forest(Forest {
            title: String::new(),
            axis: Axis::with_zero("", "days", Entry::numbers(&entries), 5),
            entries,
            zone: None,
            lines: Vec::new(),
        })],
        least: 320.0,
        ..Charts::default()
    })])
}

pub(super) fn breakthroughs(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<Incidence>(result)?;
    let points = |fate: Fate| -> Vec<(f64, Bounded)> {
        let own = table.iter().filter(|row| row.fate == fate);
        own.map(|row| (row.quarters as f64, row.share)).collect()
    };
    let moment = |(quarters, share): (f64, Bounded)| Moment {
        x: quarters,
        name: format!("{quarters} quarters"),
        value: share.value,
        interval: share.interval(),
    };
    let all = Fate::ALL.iter().map(|&fate| points(fate));
    let last = all
        .clone()
        .flatten()
        .map(|(quarters, _)| quarters)
        .fold(0.0, f64::max);
    let curves = Curves {
        title: String::new(),
        x: Axis::quarters("quarters since it was made", 0.0, last, 5),
        unit: "share".to_owned(),
        differences: false,
        threshold: None,
        names: Fate::ALL
            .iter()
            .map(|fate| fate.name().to_owned())
            .collect(),
        series: all
            .map(|of| steps(&of).into_iter().map(moment).collect())
            .collect(),
        marks: Vec::new(),
    };
    if !curves.any() {
        return Err(empty("no breakthrough was watched for any time"));
    }
    let told = curves
        .names
        .iter()
        .zip(&curves.series)
        .filter_map(|(name, series)| {
            let last = series.iter().rev().find(|moment| moment.value.is_some())?;
            Some(format!("{name}: {} after {}", curves.told(last), last.name))
        });
    Ok(vec![boxed(Charts {
        name: subject.name("breakthroughs", ""),
        title: subject.title("What becomes of breakthroughs, as recorded"),
        description: told.collect::<Vec<_>>().join("; ") + ".",
        note: format!(
            "Shares by quarters since a breakthrough was made, estimates of Aalen and Johansen with \
             {} intervals: shipped, abandoned and open add up to all. Adopted: taken up by the \
             product side, whatever came later.",
            percent(result.level())
        ),
        charts: vec![Chart::Curves(curves)],
        least: 320.0,
        ..Charts::default()
    })])
}

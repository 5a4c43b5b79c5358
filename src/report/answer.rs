//! The answer in sentences: those of an experiment as it found them, those of a
//! run composed from its main measures.

use super::summary::{Summary, Value};
use crate::experiment::Weight;
use crate::metrics::{Measure, find, window_words};
use crate::numerals::{Shown, capitalised, decimals, fixed, significant};
use crate::prose::Prose;
use crate::questions;
use crate::result::{ResultError, ResultFolder, Row};

/// The measures of the answer, by their keys: people, papers, shipping, money.
const MEASURES: [&str; 7] = [
    "researcher_retention_12m",
    "engineer_retention_12m",
    "papers_accepted",
    "latency_restricted_mean",
    "shipped_by_4q",
    "shipped_value",
    "net_value",
];

/// What a question found: its warnings, and its results in words.
///
/// # Errors
/// If the manifest cannot be read.
pub(super) fn of_question(result: &ResultFolder) -> Result<(Vec<String>, Vec<Prose>), ResultError> {
    let (mut warnings, mut told) = (Vec::new(), Vec::new());
    let findings = questions::findings(result)?;
    let measures = result.measures();
    for finding in findings {
        match finding.weight() {
            Weight::Warning => warnings.push(finding.tell(&measures).to_string()),
            Weight::Result => told.push(finding.tell(&measures)),
            // here are figures
            Weight::Letters => {}
        }
    }
    Ok((warnings, told))
}

/// What a run found: before and after, if its structure changes, and its events.
///
/// # Errors
/// If its tables cannot be read.
pub(super) fn of_run(result: &ResultFolder, summary: &Summary) -> Result<Vec<Prose>, ResultError> {
    let known = MEASURES.iter().filter_map(|key| find(key));
    let mut sentences: Vec<Prose> = known
        .filter_map(|measure| sentence(measure, summary))
        .collect();
    sentences.extend(events(result)?.into_iter().map(Prose::from));
    Ok(sentences)
}

/// Which windows the sentences of a run compare, if there are several.
pub(super) fn windows(summary: &Summary) -> Option<String> {
    let parts: Vec<&String> = parts(summary).collect();
    let [early, .., late] = parts.as_slice() else {
        return None;
    };
    let [early, late] = [early, late].map(|window| window_words(window));
    Some(format!(
        "From {early}, before the structure changed, to {late}, after it:"
    ))
}

/// One sentence a measure: where it is highest, and where lowest.
pub(super) fn of_several(results: &[(&str, Summary, u64)]) -> Vec<Prose> {
    let known = MEASURES.iter().filter_map(|key| find(key));
    let sentence = |measure: &Measure| {
        let values = results.iter().filter_map(|(name, summary, _)| {
            let value = summary.value(measure, "all")?;
            value.mean.map(|mean| (*name, mean, value))
        });
        let mut values: Vec<(&str, f64, Value)> = values.collect();
        // the highest first; equal ones as they were named
        values.sort_by(|a, b| b.1.total_cmp(&a.1));
        let [highest, .., lowest] = values.as_slice() else {
            return None;
        };
        let unit = Shown::of(measure.unit);
        let [highest, lowest] = [highest, lowest].map(|(name, _, value)| {
            format!("in {name}, {}", unit.estimate(value.mean, value.interval))
        });
        let words = format!(": highest {highest}; lowest {lowest}.");
        Some(Prose::default().stressed(name(measure)).plain(words))
    };
    known.filter_map(sentence).collect()
}

fn name(measure: &Measure) -> String {
    match measure.role {
        Some(_) => format!("{} {}", capitalised(measure.group()), measure.label),
        None => capitalised(&measure.label),
    }
}

/// The windows between changes of structure.
fn parts(summary: &Summary) -> impl Iterator<Item = &String> {
    summary.windows.iter().filter(|window| *window != "all")
}

fn sentence(measure: &Measure, summary: &Summary) -> Option<Prose> {
    let unit = Shown::of(measure.unit);
    let start = Prose::default().stressed(name(measure));
    let estimate = |value: Value| unit.estimate(value.mean, value.interval);
    let values: Vec<Option<Value>> = parts(summary)
        .map(|window| {
            summary
                .value(measure, window)
                .filter(|value| value.mean.is_some())
        })
        .collect();
    if let [Some(before), .., Some(after)] = values.as_slice() {
        return Some(start.plain(change(&unit, *before, *after)));
    }
    let value = summary.value(measure, "all")?;
    let whole = match parts(summary).next() {
        Some(_) => " over all quarters",
        None => "",
    };
    Some(start.plain(match value.mean {
        Some(_) => format!("{whole}: {}.", estimate(value)),
        None => format!(
            "{whole}: unknown, since no run had a value{}.",
            match (value.items, value.censored) {
                (Some(items), Some(censored)) if items > 0 =>
                    format!("; of {items} items {censored} were still open at the end"),
                _ => String::new(),
            }
        ),
    }))
}

/// How two windows differ, as far as their own intervals tell.
fn change(unit: &Shown, before: Value, after: Value) -> String {
    let words = |value: Value| unit.estimate(value.mean, value.interval);
    let [one, other] = [before, after].map(words);
    let (Some(first), Some(last)) = (before.mean, after.mean) else {
        return format!(": {one}, then {other}.");
    };
    match (before.interval, after.interval) {
        (Some((low, high)), Some((low_after, high_after))) => {
            if low <= high_after && low_after <= high {
                return format!(": {one}, then {other}; the intervals overlap.");
            }
            let width = (high - low).max(high_after - low_after) / 2.0;
            let places = decimals(unit.factor * width);
            let difference = fixed(unit.factor * (last - first).abs(), places);
            let verb = if last > first { "rose" } else { "fell" };
            let of = unit.unit_of_differences();
            format!(" {verb} from {one} to {other}, by {difference} {of}.")
        }
        _ => format!(": {one}, then {other}."),
    }
}

/// What happened, and how often.
fn events(result: &ResultFolder) -> Result<Vec<String>, ResultError> {
    let Some(events) = result.table("events.csv")? else {
        return Ok(Vec::new());
    };
    let sentence = |row: Row<'_>| {
        let name = row.text("event").unwrap_or_default();
        let action = row.text("action").unwrap_or_default();
        let trigger = row.text("trigger").unwrap_or_default();
        let share = Shown::of("share");
        let often = match (row.count("n_happened"), row.count("n_runs")) {
            (Some(0), _) => "happened in no run".to_owned(),
            (Some(happened), Some(runs)) if happened == runs => "happened in all runs".to_owned(),
            _ => format!(
                "happened in {} of the runs",
                share.estimate(row.number("share"), row.interval("ci_low", "ci_high"))
            ),
        };
        let when = match row.number("first_p50") {
            Some(quarter) if !trigger.starts_with("quarter") => {
                format!(", first in quarter {} (median)", significant(quarter, 4))
            }
            _ => String::new(),
        };
        format!("Event “{name}” ({action}; {trigger}) {often}{when}.")
    };
    Ok(events.rows().map(sentence).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(mean: f64, low: f64, high: f64) -> Value {
        Value {
            mean: Some(mean),
            interval: Some((low, high)),
            runs: 100,
            items: None,
            censored: None,
        }
    }

    #[test]
    fn a_change_is_told_only_where_intervals_part() {
        let unit = Shown::of("share");
        let (high, low) = (value(0.9, 0.89, 0.91), value(0.8, 0.78, 0.82));
        assert_eq!(
            change(&unit, high, low),
            " fell from 90.0% (89.0 to 91.0) to 80.0% (78.0 to 82.0), by 10.0 pp."
        );
        assert!(change(&unit, low, high).starts_with(" rose from 80.0%"));
        let near = value(0.9, 0.8, 1.0);
        assert!(change(&unit, high, near).ends_with("; the intervals overlap."));
    }

    #[test]
    fn the_measures_of_the_answer_exist() {
        for key in MEASURES {
            assert!(find(key).is_some_and(|measure| measure.headline), "{key}");
        }
    }
}

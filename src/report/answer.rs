//! The answer in sentences: those of an experiment as it found them, those of a
//! run composed from its main measures.

use super::summary::{Summary, Value};
use crate::experiment::Weight;
use crate::experiment::tables::EventSummary;
use crate::metrics::{Measure, Span, find};
use crate::numerals::{Shown, capitalised, decimals, fixed, listed};
use crate::prose::Prose;
use crate::questions;
use crate::result::{ResultError, ResultFolder};
use crate::scenario::{Condition, Trigger};

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
    sentences.extend(events(result)?);
    Ok(sentences)
}

/// Which windows the sentences of a run compare, if there are several.
pub(super) fn windows(summary: &Summary) -> Option<String> {
    let parts: Vec<Span> = summary.parts().collect();
    let [early, .., late] = parts.as_slice() else {
        return None;
    };
    Some(format!(
        "Before the structure first changed ({}), and after it last did ({}):",
        early.words(),
        late.words()
    ))
}

/// One sentence a measure: where it is highest, and where lowest.
pub(super) fn of_several(results: &[Summary]) -> Vec<Prose> {
    let known = MEASURES.iter().filter_map(|key| find(key));
    let sentence = |measure: &Measure| {
        let values = results.iter().filter_map(|summary| {
            let value = summary.value(measure, Span::All)?;
            value.mean.map(|mean| (&summary.name, mean, value))
        });
        let mut values: Vec<(&String, f64, Value)> = values.collect();
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

fn sentence(measure: &Measure, summary: &Summary) -> Option<Prose> {
    let unit = Shown::of(measure.unit);
    let start = Prose::default().stressed(name(measure));
    let estimate = |value: Value| unit.estimate(value.mean, value.interval);
    let values: Vec<Option<Value>> = summary
        .parts()
        .map(|window| {
            summary
                .value(measure, window)
                .filter(|value| value.mean.is_some())
        })
        .collect();
    if let [Some(before), .., Some(after)] = values.as_slice() {
        return Some(start.plain(change(&unit, *before, *after)));
    }
    let value = summary.value(measure, Span::All)?;
    let whole = match values.as_slice() {
        [] => "",
        _ => " over all quarters",
    };
    Some(start.plain(match value.mean {
        Some(_) => format!("{whole}: {}.", estimate(value)),
        None => format!(
            "{whole}: unknown, because no run had a value{}.",
            match (value.items, value.censored) {
                (Some(items), Some(censored)) if items > 0 =>
                    format!("; {censored} of {items} items were still open at the end"),
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
fn events(result: &ResultFolder) -> Result<Vec<Prose>, ResultError> {
    let events = result.rows::<EventSummary>()?.unwrap_or_default();
    Ok(events.iter().map(|row| event(row)).collect())
}

fn event(row: &EventSummary) -> Prose {
    let often = match row.n_happened {
        0 => "happened in no run".to_owned(),
        happened if happened == row.n_runs => "happened in all runs".to_owned(),
        _ => {
            let value = row.share.value.unwrap_or(0.0);
            let (share, interval) = Shown::of("share").apart(value, row.share.interval());
            let interval = interval.map_or_else(String::new, |ends| format!(" ({ends})"));
            format!("happened in {share}% of the runs{interval}")
        }
    };
    let start = Prose::from(format!("Event “{}” (", row.event))
        .code(&row.action)
        .plain(", ");
    let trigger = match &row.trigger {
        Trigger::Quarter(quarter) => start.plain(format!("in quarter {quarter}")),
        Trigger::When(condition) => start
            .plain("when ")
            .code(&condition.measure)
            .plain(format!(" is {}", bounds(condition))),
    };
    let first = match (&row.trigger, row.first_p50) {
        (Trigger::When(_), Some(quarter)) => format!(", first in quarter {quarter} (median)"),
        _ => String::new(),
    };
    trigger.plain(format!(") {often}{first}."))
}

/// `below 0.8 for 2 quarters`.
fn bounds(condition: &Condition) -> String {
    let above = condition.above.map(|bound| format!("above {bound}"));
    let below = condition.below.map(|bound| format!("below {bound}"));
    let bounds = listed(above.into_iter().chain(below));
    match condition.for_quarters {
        1 => bounds,
        quarters => format!("{bounds} for {quarters} quarters"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Estimated;

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
    fn an_event_on_a_condition_is_told_with_it() {
        let row = EventSummary {
            event: "cut".to_owned(),
            action: "layoff".to_owned(),
            trigger: Trigger::When(Condition {
                measure: "reputation".to_owned(),
                below: Some(0.8),
                above: Some(0.1),
                for_quarters: 2,
            }),
            repeat_quarters: None,
            n_runs: 4,
            n_happened: 4,
            share: Estimated::default(),
            ci_level: 0.95,
            mean_times: Some(1.0),
            first_p05: Some(3),
            first_p25: Some(3),
            first_p50: Some(4),
            first_p75: Some(5),
            first_p95: Some(5),
        };
        assert_eq!(
            event(&row).to_string(),
            "Event “cut” (layoff, when reputation is above 0.1 and below 0.8 for 2 quarters) \
             happened in all runs, first in quarter 4 (median)."
        );
        let scheduled = EventSummary {
            trigger: Trigger::Quarter(4),
            n_happened: 0,
            ..row
        };
        assert_eq!(
            event(&scheduled).to_string(),
            "Event “cut” (layoff, in quarter 4) happened in no run."
        );
    }

    #[test]
    fn the_measures_of_the_answer_exist() {
        for key in MEASURES {
            assert!(find(key).is_some_and(|measure| measure.headline), "{key}");
        }
    }
}

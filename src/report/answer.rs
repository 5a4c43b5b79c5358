//! The answer in sentences: those of an experiment as it found them, those of a
//! run composed from the measures of its overview.

use super::summary::{Summary, Value};
use crate::experiment::Weight;
use crate::experiment::tables::{EventSummary, OverWindow, in_all};
use crate::figures::overview::MEASURES;
use crate::metrics::{Measure, Span, find};
use crate::numerals::{Shown, capitalised, listed};
use crate::output::DrawnParameters;
use crate::prose::Prose;
use crate::questions;
use crate::result::{ResultError, ResultFolder};
use crate::scenario::{Condition, Trigger};
use crate::units::Calendar;
use std::ops::Deref;

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

/// What a run found: before and after, if its structure changes, then what one
/// organisation may see, and what it may see if its parameters differ.
pub(super) fn of_run(summary: &Summary) -> Vec<Prose> {
    let known = MEASURES.iter().filter_map(|key| find(key));
    known
        .filter_map(|measure| sentence(measure, summary))
        .collect()
}

/// What the words of the sentences of a run stand for.
pub(super) fn meaning(summary: &Summary, drawn: Option<DrawnParameters>) -> String {
    let parts: Vec<Span> = summary.parts().collect();
    let (mut text, of) = match parts.as_slice() {
        [early, .., late] => (
            format!(
                "Before is {}, after {}. ",
                early.words(summary.calendar),
                late.words(summary.calendar)
            ),
            " after the change",
        ),
        _ => (String::new(), ""),
    };
    if summary.runs > 1 {
        text += &format!("90% of organisations lie within the ranges{of}. ");
    }
    if let Some(drawn) = drawn {
        text += &format!("If parameters differ: draws of {}.", drawn.words());
    }
    text.trim_end().to_owned()
}

/// What came in all over the last window.
///
/// # Errors
/// If its table cannot be read.
pub(super) fn totals(
    result: &ResultFolder,
    summary: &Summary,
) -> Result<Option<String>, ResultError> {
    let rows = result.rows::<OverWindow>()?.unwrap_or_default();
    let rows: Vec<&OverWindow> = rows.iter().map(Deref::deref).collect();
    let quarters = &result.manifest()["scenario"]["simulation"]["quarters"];
    let quarters = quarters
        .as_u64()
        .and_then(|count| u32::try_from(count).ok());
    let last = summary.parts().last().unwrap_or(Span::All);
    Ok(quarters.and_then(|quarters| in_all(&rows, last, quarters, summary.calendar)))
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
        let [highest, lowest] = [highest, lowest].map(|(name, mean, value)| {
            let ranges = ranges(&unit, value).map_or_else(String::new, |words| {
                format!(" ({}{})", words[..1].to_lowercase(), &words[1..])
            });
            format!("in {name}, {}{ranges}", in_unit(&unit, *mean, value.one))
        });
        let words = format!(": highest {highest}; lowest {lowest}.");
        Some(Prose::default().stressed(name(measure)).plain(words))
    };
    known.filter_map(sentence).collect()
}

fn name(measure: &Measure) -> String {
    capitalised(&measure.title())
}

/// A mean with its unit, and the digits that the range of one organisation bears.
fn in_unit(unit: &Shown, mean: f64, one: Option<(f64, f64)>) -> String {
    let number = unit.apart(mean, one).0;
    match (&*unit.unit, unit.sign()) {
        ("", _) => number,
        ("%", sign) => number + sign,
        (unit, _) => format!("{number} {unit}"),
    }
}

/// What one organisation may see, and what it may see if its parameters differ.
fn ranges(unit: &Shown, value: &Value) -> Option<String> {
    let ends = |range: Option<(f64, f64)>| {
        let ends = range.and_then(|(low, high)| unit.apart(low, Some((low, high))).1);
        ends.map(|ends| ends + unit.sign())
    };
    match (ends(value.one), ends(value.differ)) {
        (Some(one), Some(differ)) => Some(format!(
            "One organisation: {one}; if parameters differ: {differ}"
        )),
        (Some(one), None) => Some(format!("One organisation: {one}")),
        (None, _) => None,
    }
}

fn sentence(measure: &Measure, summary: &Summary) -> Option<Prose> {
    let unit = Shown::of(measure.unit);
    let start = Prose::default().stressed(name(measure));
    let values: Vec<Option<Value>> = summary
        .parts()
        .map(|window| summary.value(measure, window))
        .collect();
    let whole = summary.value(measure, Span::All)?;
    let (means, told) = match values.as_slice() {
        [Some(before), .., Some(after)] if before.mean.is_some() && after.mean.is_some() => {
            let before = in_unit(&unit, before.mean.unwrap_or_default(), after.one);
            let after_it = unit.apart(after.mean.unwrap_or_default(), after.one).0;
            (
                format!("{before} before, {after_it}{} after", unit.sign()),
                *after,
            )
        }
        _ => match whole.mean {
            Some(mean) => (in_unit(&unit, mean, whole.one), whole),
            None => return Some(start.plain(format!(": {}", unknown(whole)))),
        },
    };
    Some(match ranges(&unit, &told) {
        Some(ranges) => start.plain(format!(": {means}. {ranges}.")),
        None => start.plain(format!(": {means}.")),
    })
}

fn unknown(value: Value) -> String {
    let open = match (value.items, value.censored) {
        (Some(items), Some(censored)) if items > 0 => {
            format!("; {censored} of {items} items were still open at the end")
        }
        _ => String::new(),
    };
    format!("unknown, because no run had a value{open}.")
}

/// What happened, and how often.
///
/// # Errors
/// If its table cannot be read.
pub(super) fn events(result: &ResultFolder) -> Result<Vec<Prose>, ResultError> {
    let events = result.rows::<EventSummary>()?.unwrap_or_default();
    let calendar = result.calendar();
    Ok(events.iter().map(|row| event(row, calendar)).collect())
}

fn event(row: &EventSummary, calendar: Calendar) -> Prose {
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
        Trigger::Quarter(quarter) => {
            start.plain(format!("in {}", calendar.words((*quarter).into())))
        }
        Trigger::When(condition) => start
            .plain("when ")
            .code(&condition.measure)
            .plain(format!(" is {}", bounds(condition))),
    };
    let first = match (&row.trigger, row.first_p50) {
        (Trigger::When(_), Some(quarter)) => {
            format!(", first in {} (median)", calendar.words(quarter as i64))
        }
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
    use crate::report::summary::Line;
    use crate::stats::Estimated;

    fn value(mean: f64, one: (f64, f64), differ: Option<(f64, f64)>) -> Value {
        Value {
            mean: Some(mean),
            interval: Some((mean - 1e-3, mean + 1e-3)),
            one: Some(one),
            differ,
            runs: 100,
            items: None,
            censored: None,
        }
    }

    fn summary(windows: &[Span], values: &[Value]) -> Summary {
        Summary {
            windows: windows.to_vec(),
            lines: vec![Line {
                measure: find("researcher_retention_12m").unwrap(),
                group: None,
                values: values.iter().copied().map(Some).collect(),
            }],
            ..Summary::default()
        }
    }

    #[test]
    fn a_sentence_tells_before_after_and_both_ranges() {
        let windows = [Span::All, Span::Quarters(0, 3), Span::Quarters(4, 7)];
        let before = value(0.896, (0.86, 0.93), None);
        let after = value(0.835, (0.79, 0.87), Some((0.6, 0.92)));
        let told = of_run(&summary(&windows, &[after, before, after]));
        assert_eq!(
            told[0].to_string(),
            "Researchers: retained over 12 months: 89.6% before, 83.5% after. One organisation: \
             79.0 to 87.0%; if parameters differ: 60 to 92%."
        );
        let told = of_run(&summary(&windows[..1], &[before]));
        assert!(
            told[0]
                .to_string()
                .ends_with(": 89.6%. One organisation: 86.0 to 93.0%.")
        );
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
            event(&row, Calendar::default()).to_string(),
            "Event “cut” (layoff, when reputation is above 0.1 and below 0.8 for 2 quarters) \
             happened in all runs, first in quarter 4 (median)."
        );
        let scheduled = EventSummary {
            trigger: Trigger::Quarter(4),
            n_happened: 0,
            ..row
        };
        assert_eq!(
            event(&scheduled, Calendar::default()).to_string(),
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

//! Differences between variants under the same luck: over the whole with their three doubts,
//! and quarter by quarter.

use super::rows::{Difference, DifferenceSpread, QuarterDifference, Spread};
use crate::drawing::{Axis, Curves, Moment, paint};
use crate::experiment::Measure;
use crate::figures::alternatives::names;
use crate::figures::charts::{Chart, Charts};
use crate::figures::doubts::{Doubts, Ranges, Strip};
use crate::figures::marks::{marks_of_variants, note_on};
use crate::figures::subject::{Subject, boxed, distinct, each, empty, rows};
use crate::figures::{Made, NothingToDraw};
use crate::metrics::Better;
use crate::numerals::percent;
use crate::result::ResultFolder;
use crate::row::{At, Rows};
use crate::units::Calendar;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "compare", "`orgsim compare`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<Difference>(result)?;
    let baselines = distinct(table.iter().map(|row| row.baseline.as_str()));
    let baseline = baselines.join(", ");
    let mut figures = vec![boxed(overview(result, subject, &table, &baseline)?)];
    if let Some(quarters) = result.rows::<QuarterDifference>()? {
        figures.extend(by_quarter(result, subject, &table, &quarters, &baseline).map(boxed));
    }
    Ok(figures)
}

/// A measure of a comparison; its threshold as the table says.
fn measure(result: &ResultFolder, table: &Rows<Difference>, key: &str) -> Measure {
    let mut measure = result.measure(key);
    let mut own = table.iter().filter(|row| row.measure == key);
    measure.threshold = own.find_map(|row| row.threshold).or(measure.threshold);
    measure
}

fn overview(
    result: &ResultFolder,
    subject: &Subject,
    table: &Rows<Difference>,
    baseline: &str,
) -> Result<Charts, NothingToDraw> {
    if !table.iter().any(|row| row.difference.value.is_some()) {
        return Err(empty("no pair of runs has a value of a measure in both"));
    }
    let spreads = result.rows::<DifferenceSpread>()?.unwrap_or_default();
    let keys = distinct(table.iter().map(|row| row.measure.as_str()));
    let name = names(table, |row| &row.variant);
    // names of rows leave out a variant that is alone
    let title = match distinct(table.iter().map(|row| row.variant.as_str())).as_slice() {
        [only] if table.iter().any(|row| name(row) != *only) => {
            format!("Differences of {only} from {baseline}")
        }
        _ => format!("Differences from {baseline}"),
    };
    let ranges = keys.iter().map(|key| {
        let measure = measure(result, table, key);
        let own = table.iter().filter(|row| row.measure == *key);
        let strips = own
            .map(|row| strip(&measure, name(row), row, &spreads))
            .collect();
        Ranges::of_differences(measure.heading(), &measure.unit, measure.threshold, strips)
    });
    let ranges: Vec<Ranges> = ranges.collect();
    let words: Vec<String> = ranges.iter().map(in_words).collect();
    Ok(Charts {
        name: subject.name("differences", ""),
        title: subject.title(&title),
        description: words.join(" "),
        note: note(&ranges, baseline, result.level()),
        charts: ranges.into_iter().map(Chart::Ranges).collect(),
        least: 520.0,
        ..Charts::default()
    })
}

/// A variant at a point of the design, with how its difference spreads.
fn strip(
    measure: &Measure,
    name: String,
    row: &At<Difference>,
    spreads: &Rows<DifferenceSpread>,
) -> Strip {
    let mut own = spreads.iter();
    let own = own.find(|spread| {
        spread.place == row.place
            && [&spread.measure, &spread.baseline, &spread.variant]
                == [&row.measure, &row.baseline, &row.variant]
    });
    let (runs, drawn) = own.map_or_else(Default::default, |own| (own.runs, own.parameters));
    Strip {
        name,
        told: better(measure.better, runs, drawn),
        series: 0,
        doubts: Doubts {
            mean: row.difference.value,
            interval: row.difference.interval(),
            one: ends(runs),
            differ: ends(drawn),
        },
    }
}

/// Within which 90% of pairs lie; of several.
fn ends(spread: Spread) -> Option<(f64, f64)> {
    spread.p05.zip(spread.p95).filter(|_| spread.n > 1)
}

/// In how many pairs a variant is better, and in how many if parameters differ.
fn better(better: Better, runs: Spread, drawn: Spread) -> String {
    let word = match better {
        Better::Higher | Better::Lower => "better",
        Better::Neither => "higher",
    };
    let share = |spread: Spread| spread.better.filter(|_| spread.n > 1);
    let percent = |share: f64| format!("{:.0}%", 100.0 * share);
    match (share(runs), share(drawn)) {
        (None, _) => String::new(),
        (Some(runs), None) => format!("{word} in {}", percent(runs)),
        (Some(runs), Some(drawn)) => {
            format!("{word} in {} / {}", percent(runs), percent(drawn))
        }
    }
}

fn note(ranges: &[Ranges], baseline: &str, level: f64) -> String {
    let mut note = format!("Differences from {baseline} under the same luck. ");
    if ranges.iter().any(Ranges::differ) {
        note += "Wide bands: if parameters differ, 90% of organisations lie within. ";
    }
    if ranges.iter().any(Ranges::one) {
        note += "Narrow bars: 90% of organisations with the parameters of the variants lie within. \
                 Better in: the share of organisations in which the variant is better";
        note += match ranges.iter().any(Ranges::differ) {
            true => "; behind the stroke, if parameters differ. ",
            false => ". ",
        };
    }
    note += &format!(
        "Upright: the mean difference; its cap is the {} interval of the mean, the error of the \
         simulation. Grey line: no difference; grey: less than what matters in practice, where that \
         is stated. Each measure has its own scale.",
        percent(level)
    );
    note
}

fn in_words(ranges: &Ranges) -> String {
    let words = ranges.strips.iter().map(|strip| {
        let words = ranges.in_words(strip).replace("; ", ", ");
        let told = match &*strip.told {
            "" => String::new(),
            told => format!(", {told}"),
        };
        format!("{} {}{told}", strip.name, words.trim_start_matches("mean "))
    });
    let words = words.collect::<Vec<_>>().join("; ");
    format!("{}: {words}.", ranges.title)
}

/// Differences quarter by quarter, a line a variant and design point; none if no measure has any,
/// or if there are more lines than can be told apart.
fn by_quarter(
    result: &ResultFolder,
    subject: &Subject,
    table: &Rows<Difference>,
    quarters: &Rows<QuarterDifference>,
    baseline: &str,
) -> Option<Charts> {
    let name = names(quarters, |row| &row.variant);
    let all: Vec<String> = quarters.iter().map(&name).collect();
    let series = distinct(all.iter().map(String::as_str));
    if series.len() > paint::SERIES.len() {
        return None;
    }
    let variants = distinct(quarters.iter().map(|row| row.variant.as_str()));
    let last = quarters.iter().map(|row| row.quarter).max().unwrap_or(0);
    let calendar = result.calendar();
    let events = marks_of_variants(result);
    let mut panels: Vec<Curves> = Vec::new();
    for key in distinct(quarters.iter().map(|row| row.measure.as_str())) {
        let measure = measure(result, table, &key);
        let moments = |series: &String| {
            let own = quarters.iter().zip(&all);
            let own = own.filter(|(row, name)| row.measure == key && *name == series);
            own.map(|(row, _)| moment(row, calendar)).collect()
        };
        let x = Axis::dates(calendar, "quarter", 0.0, last as f64, 5);
        let marks = events.iter();
        let marks = marks.filter_map(|mark| Some((mark.at(&x)?, mark.label.clone())));
        let curves = Curves {
            title: measure.heading(),
            marks: marks.collect(),
            x,
            unit: measure.unit,
            differences: true,
            threshold: measure.threshold,
            names: series.clone(),
            series: series.iter().map(moments).collect(),
        };
        panels.extend(Some(curves).filter(Curves::any));
    }
    let words: Vec<String> = panels.iter().map(greatest).collect();
    // names of lines leave out a variant that is alone
    let whose = match variants.as_slice() {
        [only] if series != variants => format!(" of {only}"),
        _ => String::new(),
    };
    let lines = match series.as_slice() {
        [only] => format!("Line: mean difference of {only} from {baseline}"),
        _ => format!("Lines: mean differences{whose} from {baseline}"),
    };
    (!panels.is_empty()).then(|| Charts {
        name: subject.name("differences", "by quarter"),
        title: subject.title(&format!(
            "Differences{whose} from {baseline}, quarter by quarter"
        )),
        description: words.join(" "),
        note: format!(
            "{lines} over pairs of runs with the same luck; bands: {} intervals, quarter by \
             quarter. Grey: less than what matters in practice, where that is stated; it may go \
             beyond the axis.{}",
            percent(result.level()),
            note_on(&events)
        ),
        charts: panels.into_iter().map(Chart::Curves).collect(),
        least: 300.0,
        ..Charts::default()
    })
}

fn moment(row: &QuarterDifference, calendar: Calendar) -> Moment {
    Moment {
        x: row.quarter as f64,
        name: calendar.words(row.quarter as i64),
        value: row.difference.value,
        interval: row.difference.interval(),
    }
}

/// The greatest difference of each variant, in words.
fn greatest(curves: &Curves) -> String {
    let words = curves
        .names
        .iter()
        .zip(&curves.series)
        .map(|(name, series)| {
            let size = |moment: &Moment| moment.value.unwrap_or(0.0).abs();
            // the first of those that are as great
            let most = series
                .iter()
                .rev()
                .max_by(|a, b| size(a).total_cmp(&size(b)));
            match most.filter(|moment| size(moment) > 0.0) {
                Some(most) => format!("{name} at most {} in {}", curves.told(most), most.name),
                None => format!("{name} does not differ in any quarter"),
            }
        });
    format!(
        "{}: {}.",
        curves.title,
        words.collect::<Vec<_>>().join("; ")
    )
}

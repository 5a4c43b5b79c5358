//! Differences between variants under the same luck: over the whole, and quarter
//! by quarter.

use super::rows::{Difference, QuarterDifference};
use crate::drawing::{Axis, Curves, Entry, Forest, Mark, Moment, Shape};
use crate::experiment::Measure;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, distinct, each, empty, rows};
use crate::figures::{Made, NothingToDraw};
use crate::numerals::{Shown, percent};
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
    let mut charts = Vec::new();
    let mut words = Vec::new();
    for key in distinct(table.iter().map(|row| row.measure.as_str())) {
        let measure = measure(result, table, &key);
        let rows: Vec<&At<Difference>> = table.iter().filter(|row| row.measure == key).collect();
        words.push(in_words(&measure, &rows));
        charts.push(Chart::Forest(forest(&measure, &rows)));
    }
    Ok(Charts {
        name: subject.name("differences", ""),
        title: subject.title(&format!("Differences from {baseline}")),
        description: words.join(" "),
        note: format!(
            "Dots: mean difference from {baseline} over pairs of runs with the same luck; whiskers: \
             {} intervals. Grey: less than what matters in practice, where that is stated. Each \
             measure has its own axis.",
            percent(result.level())
        ),
        charts,
        least: 300.0,
        ..Charts::default()
    })
}

fn forest(measure: &Measure, rows: &[&At<Difference>]) -> Forest {
    let entries: Vec<Entry> = (0..)
        .zip(rows)
        .map(|(place, row)| entry(measure, place, row))
        .collect();
    let zone = measure.threshold.map(|threshold| (-threshold, threshold));
    let numbers = Entry::numbers(&entries);
    let ends = zone.into_iter().flat_map(|(low, high)| [low, high]);
    Forest {
        title: measure.heading(),
        axis: Axis::of_differences("", &measure.unit, numbers.chain(ends), 4),
        entries,
        zone,
        lines: Vec::new(),
    }
}

fn entry(measure: &Measure, place: usize, row: &Difference) -> Entry {
    let interval = row.difference.interval();
    let told = Shown::of(&measure.unit).difference(row.difference.value, interval);
    let tip = format!(
        "{}, {}: {told}; {}",
        measure.heading(),
        row.variant,
        row.verdict
    );
    let mark = Mark::new(place, Shape::Dot, row.difference.value, tip);
    Entry {
        name: row.variant.clone(),
        marks: vec![mark.interval(interval)],
        told,
        leads: false,
    }
}

fn in_words(measure: &Measure, rows: &[&At<Difference>]) -> String {
    let unit = Shown::of(&measure.unit);
    let words = rows.iter().map(|row| {
        let told = unit.difference(row.difference.value, row.difference.interval());
        format!("{} {told}", row.variant)
    });
    let words = words.collect::<Vec<_>>().join("; ");
    format!("{}: {words}.", measure.heading())
}

/// Differences quarter by quarter; none if no measure has any.
fn by_quarter(
    result: &ResultFolder,
    subject: &Subject,
    table: &Rows<Difference>,
    quarters: &Rows<QuarterDifference>,
    baseline: &str,
) -> Option<Charts> {
    let variants = distinct(quarters.iter().map(|row| row.variant.as_str()));
    let last = quarters.iter().map(|row| row.quarter).max().unwrap_or(0);
    let calendar = result.calendar();
    let mut panels: Vec<Curves> = Vec::new();
    for key in distinct(quarters.iter().map(|row| row.measure.as_str())) {
        let measure = measure(result, table, &key);
        let moments = |variant: &String| {
            let own = quarters.iter();
            let own = own.filter(|row| row.measure == key && row.variant == *variant);
            own.map(|row| moment(row, calendar)).collect()
        };
        let curves = Curves {
            title: measure.heading(),
            x: Axis::dates(calendar, "quarter", 0.0, last as f64, 5),
            unit: measure.unit,
            differences: true,
            threshold: measure.threshold,
            names: variants.clone(),
            series: variants.iter().map(moments).collect(),
        };
        panels.extend(Some(curves).filter(Curves::any));
    }
    let words: Vec<String> = panels.iter().map(greatest).collect();
    let lines = match variants.as_slice() {
        [only] => format!("Line: mean difference of {only} from {baseline}"),
        _ => format!("Lines: mean differences from {baseline}"),
    };
    (!panels.is_empty()).then(|| Charts {
        name: subject.name("differences", "by quarter"),
        title: subject.title(&format!("Differences from {baseline}, quarter by quarter")),
        description: words.join(" "),
        note: format!(
            "{lines} over pairs of runs with the same luck; bands: {} intervals, quarter by \
             quarter. Grey: less than what matters in practice, where that is stated; it may go \
             beyond the axis.",
            percent(result.level())
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

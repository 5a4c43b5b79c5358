//! Differences between variants under the same luck: over the whole, and quarter
//! by quarter.

use super::charts::{Chart, Charts};
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use super::{Made, NothingToDraw};
use crate::drawing::{Axis, Curves, Entry, Forest, Mark, Moment, Shape};
use crate::numerals::Shown;
use crate::result::{Frame, Measure, ResultFolder, Row};

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "compare", "`orgsim compare`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = filled(result, "differences.csv")?;
    let baselines = distinct(table.rows().filter_map(|row| row.text("baseline")));
    let baseline = baselines.join(", ");
    let mut figures = vec![boxed(overview(result, subject, &table, &baseline)?)];
    if let Some(quarters) = result.table("quarters.csv")? {
        figures.extend(by_quarter(result, subject, &table, &quarters, &baseline).map(boxed));
    }
    Ok(figures)
}

/// A measure of a comparison; its threshold as the table says.
fn measure(result: &ResultFolder, table: &Frame, key: &str) -> Measure {
    let mut measure = result.measure(key);
    let mut own = table.rows().filter(|row| row.text("measure") == Some(key));
    measure.threshold = own
        .find_map(|row| row.number("threshold"))
        .or(measure.threshold);
    measure
}

fn overview(
    result: &ResultFolder,
    subject: &Subject,
    table: &Frame,
    baseline: &str,
) -> Result<Charts, NothingToDraw> {
    if !table.rows().any(|row| row.number("difference").is_some()) {
        return Err(empty("no pair of runs has a value of a measure in both"));
    }
    let mut charts = Vec::new();
    let mut words = Vec::new();
    for key in distinct(table.rows().filter_map(|row| row.text("measure"))) {
        let measure = measure(result, table, &key);
        let rows = table.rows().filter(|row| row.text("measure") == Some(&key));
        let rows: Vec<Row<'_>> = rows.collect();
        words.push(in_words(&measure, &rows));
        charts.push(Chart::Forest(forest(&measure, &rows)));
    }
    Ok(Charts {
        name: subject.name("differences", ""),
        title: subject.title(&format!("Differences from {baseline}")),
        description: words.join(" "),
        note: format!(
            "Dots: mean difference from {baseline} over pairs of runs with the same luck; whiskers: \
             95% intervals. Grey: less than what matters in practice, where that is stated. Each \
             measure has its own axis."
        ),
        charts,
        least: 300.0,
        ..Charts::default()
    })
}

fn forest(measure: &Measure, rows: &[Row<'_>]) -> Forest {
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

fn entry(measure: &Measure, place: usize, row: &Row<'_>) -> Entry {
    let name = row.text("variant").unwrap_or_default();
    let interval = row.interval("difference_ci_low", "difference_ci_high");
    let value = row.number("difference");
    let told = Shown::of(&measure.unit).difference(value, interval);
    let verdict = row
        .text("verdict")
        .map_or(String::new(), |v| format!("; {v}"));
    let tip = format!("{}, {name}: {told}{verdict}", measure.heading());
    Entry {
        name: name.to_owned(),
        marks: vec![Mark::new(place, Shape::Dot, value, tip).interval(interval)],
        told,
        leads: false,
    }
}

/// The differences of a measure, in words.
fn in_words(measure: &Measure, rows: &[Row<'_>]) -> String {
    let unit = Shown::of(&measure.unit);
    let words = rows.iter().map(|row| {
        let interval = row.interval("difference_ci_low", "difference_ci_high");
        let told = unit.difference(row.number("difference"), interval);
        format!("{} {told}", row.text("variant").unwrap_or_default())
    });
    let words = words.collect::<Vec<_>>().join("; ");
    format!("{}: {words}.", measure.heading())
}

/// Differences quarter by quarter; none if no measure has any.
fn by_quarter(
    result: &ResultFolder,
    subject: &Subject,
    table: &Frame,
    quarters: &Frame,
    baseline: &str,
) -> Option<Charts> {
    let variants = distinct(quarters.rows().filter_map(|row| row.text("variant")));
    let last = quarters.rows().filter_map(|row| row.number("quarter"));
    let last = last.fold(0.0, f64::max);
    let mut panels: Vec<Curves> = Vec::new();
    for key in distinct(quarters.rows().filter_map(|row| row.text("measure"))) {
        let measure = measure(result, table, &key);
        let moments = |variant: &String| {
            let own = quarters.rows().filter(|row| {
                row.text("measure") == Some(&key) && row.text("variant") == Some(variant)
            });
            own.map(|row| moment(&row)).collect()
        };
        let curves = Curves {
            title: measure.heading(),
            x: Axis::whole("quarter", 0.0, last, 5),
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
            "{lines} over pairs of runs with the same luck; bands: 95% intervals, quarter by \
             quarter. Grey: less than what matters in practice, where that is stated; it may go \
             beyond the axis."
        ),
        charts: panels.into_iter().map(Chart::Curves).collect(),
        least: 300.0,
        ..Charts::default()
    })
}

fn moment(row: &Row<'_>) -> Moment {
    let quarter = row.number("quarter").unwrap_or(0.0);
    Moment {
        x: quarter,
        name: format!("quarter {quarter}"),
        value: row.number("difference"),
        interval: row.interval("difference_ci_low", "difference_ci_high"),
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

//! Results as a table to read: the measures to look at first, in groups, with
//! as many digits as the intervals bear.

use std::collections::BTreeSet;

use comfy_table::{CellAlignment, ContentArrangement, Row, Table, presets};
use orgsim::experiment::{Ensemble, FewRuns, Measures};
use orgsim::metrics::{Layout, Measure, Value};
use orgsim::numerals::{Shown, decimals, fixed, percent, significant};
use orgsim::output::{Head, Legible};
use orgsim::scenario::Trigger;
use orgsim::stats::Estimate;
use orgsim::table::Table as Data;
use orgsim::units::Calendar;

use crate::cli::sparkline::sparkline;
use crate::cli::wrap::wrap;

/// The main results of a study; with the course of each measure over the quarters
/// where a terminal is wide enough for it.
pub(crate) fn results(layout: &Layout, ensemble: &Ensemble, courses: bool) -> String {
    let (text, widest) = measures(layout, ensemble, courses);
    // known of terminals only
    let room = Table::new().width().map_or(usize::MAX, usize::from);
    let text = match courses && widest > room {
        true => measures(layout, ensemble, false).0,
        false => text,
    };
    let warning = few_runs(ensemble.few_runs());
    match events(layout, ensemble) {
        Some(events) => format!("{text}\n{events}{warning}"),
        None => text + &warning,
    }
}

/// The warning that there are fewer runs than intervals need; nothing if there are enough.
pub(crate) fn few_runs(few: Option<FewRuns>) -> String {
    few.map_or_else(String::new, |few| {
        let words = few.words(&Measures::default());
        format!("\n{}", wrap(&format!("warning: {words}"), 0))
    })
}

fn interval_header(ensemble: &Ensemble) -> String {
    format!("{} interval", percent(ensemble.level()))
}

/// The table of measures, and how wide it is.
fn measures(layout: &Layout, ensemble: &Ensemble, courses: bool) -> (String, usize) {
    let several_windows = layout.values().iter().any(|v| !v.window.is_whole());
    let interval = interval_header(ensemble);
    let mut header = vec!["", "estimate", &interval, "unit", "runs"];
    if several_windows {
        header.insert(1, "window");
    }
    if courses {
        header.push("by quarter");
    }
    let mut table = table(&header);
    // no blank before the first column
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 1));
    }
    for column in [1, 2, 4].map(|c| c + usize::from(several_windows)) {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut group = "";
    for measure in orgsim::metrics::measures().iter().filter(|m| m.headline) {
        if measure.group() != group {
            group = measure.group();
            table.add_row(Row::from(vec![group]));
        }
        let values = layout.values().iter().enumerate();
        let windows = values.filter(|(_, value)| value.measure == measure);
        let mut labelled = BTreeSet::new();
        for (place, value) in windows {
            let of = value.group.as_ref().map(|group| group.name.as_str());
            let first = labelled.insert(of);
            let label = match of {
                _ if !first => String::new(),
                None => format!("  {}", measure.label),
                Some(name) => format!("  {}, {name}", measure.label),
            };
            let windowed = several_windows.then(|| layout.calendar());
            let mut row = row(label, windowed, value, &ensemble.value(place));
            if courses && first {
                row.push(course(layout, ensemble, value));
            }
            table.add_row(row);
        }
    }
    let text = lines(&table);
    let widest = text.lines().map(|line| line.chars().count()).max();
    (text, widest.unwrap_or(0))
}

/// The means of a measure over the quarters; nothing if it is not quarterly.
fn course(layout: &Layout, ensemble: &Ensemble, value: &Value) -> String {
    let series = layout.series().iter();
    let mut series = series.map(|series| (series.measure, &series.group));
    let Some(place) = series.position(|of| of == (value.measure, &value.group)) else {
        return String::new();
    };
    let quarters = layout.quarters() as usize;
    let quarters = place * quarters..(place + 1) * quarters;
    let means = quarters.map(|quarter| ensemble.quarter(quarter).value);
    sparkline(&means.collect::<Vec<_>>())
}

/// Whether and when the events of the scenario happened; none if all of them
/// have a quarter.
pub(crate) fn events(layout: &Layout, ensemble: &Ensemble) -> Option<String> {
    let interval = &interval_header(ensemble);
    let mut triggers = layout.events().values().map(|event| &event.trigger);
    if triggers.all(|trigger| matches!(trigger, Trigger::Quarter(_))) {
        return None;
    }
    let header = [
        "events",
        "% of runs",
        interval,
        "first quarter",
        "times",
        "on",
    ];
    let mut table = table(&header);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 1));
    }
    let percents = Shown::of("share");
    for (place, (name, event)) in layout.events().iter().enumerate() {
        let totals = ensemble.event(place);
        let share = totals.share(ensemble.level());
        let interval = share.ci_low.zip(share.ci_high);
        let share = share.value.map(|value| percents.apart(value, interval));
        let (share, interval) = share.unzip();
        let first = totals.first_quarters();
        let told = |quarter: u64| layout.calendar().name(quarter as i64);
        let first = first.map(|[low, .., high]| match low == high {
            true => told(low),
            false => format!("{} to {}", told(low), told(high)),
        });
        let times = totals.mean_times().map(|times| significant(times, 3));
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        table.add_row(vec![
            format!("  {name}"),
            or_none(share),
            or_none(interval.flatten()),
            or_none(first),
            or_none(times),
            match &event.trigger {
                Trigger::Quarter(quarter) => layout.calendar().words((*quarter).into()),
                condition => condition.to_string(),
            },
        ]);
    }
    Some(lines(&table))
}

/// An estimate in a few characters, for the progress display.
pub(crate) fn brief(measure: &Measure, estimate: &Estimate) -> String {
    let Shown { factor, unit } = Shown::of(measure.unit);
    match (estimate.value, estimate.half_width()) {
        (Some(value), Some(half_width)) => {
            let decimals = decimals(factor * half_width);
            let [value, half_width] = [value, half_width].map(|x| fixed(factor * x, decimals));
            format!("{value} ± {half_width} {unit}")
        }
        (Some(value), None) => format!("{} {unit}", significant(factor * value, 3)),
        (None, _) => "no value yet".to_owned(),
    }
}

/// A half-width in the unit in which it is shown.
pub(crate) fn width(measure: &Measure, half_width: f64) -> String {
    Shown::of(measure.unit).distance(Some(half_width), None)
}

fn row(
    label: String,
    windowed: Option<Calendar>,
    value: &Value,
    estimate: &Estimate,
) -> Vec<String> {
    let shown = Shown::of(value.measure.unit);
    let mut row = vec![label];
    if let Some(calendar) = windowed {
        row.push(match calendar.is_empty() {
            true => value.window.span().name(),
            false => value.window.span().short(calendar),
        });
    }
    let interval = estimate.ci_low.zip(estimate.ci_high);
    let (mean, interval) = match estimate.value {
        None => ("–".to_owned(), None),
        Some(mean) => shown.apart(mean, interval),
    };
    row.extend([
        mean,
        interval.unwrap_or_default(),
        shown.unit.into_owned(),
        estimate.n.to_string(),
    ]);
    row
}

/// A table with all of its rows, as a report shows it; texts and names of columns are
/// those of files.
pub(crate) fn plain(data: &Data, measures: &Measures) -> String {
    let legible = Legible::of(data, measures);
    let heads = legible.heads();
    let names: Vec<&str> = heads.iter().map(Head::name).collect();
    let mut text = table(&names);
    for (place, head) in heads.iter().enumerate() {
        if let Some(column) = text.column_mut(place) {
            if head.numeric {
                column.set_cell_alignment(CellAlignment::Right);
            }
            if place == 0 {
                column.set_padding((0, 1));
            }
        }
    }
    for row in data.rows() {
        let fields = heads.iter().zip(legible.fields(row));
        text.add_row(fields.map(|(head, field)| match head.numeric {
            true => field.in_a_line(),
            false => field.exact(),
        }));
    }
    lines(&text)
}

/// A table without lines but for one below the header.
pub(crate) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header.iter().copied());
    table
}

/// A table as lines without blanks at their ends.
pub(crate) fn lines(table: &Table) -> String {
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

//! Results as a table to read: the measures to look at first, in groups, with
//! as many digits as the intervals bear.

use std::collections::BTreeSet;

use comfy_table::{CellAlignment, ContentArrangement, Row, Table, presets};
use orgsim::experiment::Ensemble;
use orgsim::metrics::{Layout, Measure, Value};
use orgsim::numerals::{Shown, decimals, fixed, significant};
use orgsim::scenario::Trigger;
use orgsim::stats::Estimate;
use orgsim::table::{Cell, Kind, Table as Data};

use crate::cli::sparkline::sparkline;

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
    let interval = interval_header(ensemble);
    match events(layout, ensemble, &interval) {
        Some(events) => format!("{text}\n{events}"),
        None => text,
    }
}

fn interval_header(ensemble: &Ensemble) -> String {
    format!("{}% interval", significant(100.0 * ensemble.level(), 4))
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
            let mut row = row(label, several_windows, value, &ensemble.value(place));
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
fn events(layout: &Layout, ensemble: &Ensemble, interval: &str) -> Option<String> {
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
    for (place, (name, event)) in layout.events().iter().enumerate() {
        let totals = ensemble.event(place);
        let share = totals.share(ensemble.level());
        let percent = |x: f64| fixed(100.0 * x, 1);
        let ends = share.ci_low.zip(share.ci_high);
        let ends = ends.map(|(low, high)| format!("{} to {}", percent(low), percent(high)));
        let first = totals.first_quarters();
        let first = first.map(|[low, .., high]| match low == high {
            true => low.to_string(),
            false => format!("{low} to {high}"),
        });
        let times = totals.mean_times().map(|times| significant(times, 3));
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        table.add_row(vec![
            format!("  {name}"),
            or_none(share.value.map(percent)),
            or_none(ends),
            or_none(first),
            or_none(times),
            event.trigger.to_string(),
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
    let shown = Shown::of(measure.unit);
    let half_width = significant(shown.factor * half_width, 3);
    format!("{half_width} {}", shown.unit_of_differences())
}

fn row(label: String, several_windows: bool, value: &Value, estimate: &Estimate) -> Vec<String> {
    let Shown { factor, unit } = Shown::of(value.measure.unit);
    let mut row = vec![label];
    if several_windows {
        row.push(value.window.name());
    }
    let ends = estimate.ci_low.zip(estimate.ci_high);
    let (mean, interval) = match (estimate.value, ends) {
        (None, _) => ("-".to_owned(), String::new()),
        (Some(mean), None) => (significant(factor * mean, 3), String::new()),
        (Some(mean), Some((low, high))) => {
            let decimals = decimals(factor * (high - low) / 2.0);
            let [mean, low, high] = [mean, low, high].map(|x| fixed(factor * x, decimals));
            (mean, format!("{low} to {high}"))
        }
    };
    row.extend([mean, interval, unit.into_owned(), estimate.n.to_string()]);
    row
}

/// A table with all of its rows; numbers have four digits. Standard errors,
/// which intervals say better, and empty columns are left to the files.
pub(crate) fn plain(data: &Data) -> String {
    let says_something = |place: &usize| {
        let is_error = data.columns()[*place].name.ends_with("_std_error");
        !is_error && data.rows().any(|row| row[*place] != Cell::Missing)
    };
    let places: Vec<usize> = (0..data.columns().len()).filter(says_something).collect();
    let names = places
        .iter()
        .map(|&place| data.columns()[place].name.as_str());
    let mut text = table(&names.collect::<Vec<_>>());
    for (shown, &place) in places.iter().enumerate() {
        if let Some(column) = text.column_mut(shown) {
            if data.columns()[place].kind != Kind::Text {
                column.set_cell_alignment(CellAlignment::Right);
            }
            if shown == 0 {
                column.set_padding((0, 1));
            }
        }
    }
    for row in data.rows() {
        text.add_row(places.iter().map(|&place| match &row[place] {
            Cell::Number(number) if *number != 0.0 && number.abs() < 1e-3 => {
                format!("{number:.1e}")
            }
            Cell::Number(number) => significant(*number, 4),
            cell => cell.to_string(),
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

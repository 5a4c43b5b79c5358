//! Results in a dozen lines: what to expect, what one organisation may see, what it may see
//! if nobody knows the parameters, and last the error of the simulation.

use std::ops::Deref;

use comfy_table::{CellAlignment, Table};
use orgsim::experiment::tables::{OverWindow, in_all, summary, told_first};
use orgsim::experiment::{Study, StudyResult};
use orgsim::metrics::{Measure, Span, split_window};
use orgsim::numerals::{Shown, capitalised, percent};
use orgsim::output::DrawnParameters;
use orgsim::scenario::Scenario;
use orgsim::units::Calendar;

use crate::cli::terminal::{events, few_runs, lines, table};
use crate::cli::wrap::wrap;

/// Columns where no terminal says how many it has.
const WIDTH: usize = 100;

/// The main measures of a study in the width of the terminal.
pub(crate) fn results(scenario: &Scenario, study: &Study, found: &StudyResult) -> String {
    let rows = summary(study.layout(), &found.ensemble, found.parameters.as_ref());
    let rows = rows.iter().map(Deref::deref);
    let rows: Vec<&OverWindow> = rows.filter(|row| row.group.is_none()).collect();
    let windows = windows(study);
    let last = windows.last().copied().unwrap_or(Span::All);
    let calendar = study.layout().calendar();
    let runs = found.ensemble.runs();
    let title = format!(
        "{} ({runs} runs, seed {})\n\n",
        scenario.title, scenario.simulation.seed
    );
    // known of terminals only
    let room = Table::new().width().map_or(WIDTH, usize::from);
    let table = |with_error| measures(&rows, &windows, found, calendar, with_error);
    let with_error = table(true);
    let widest = with_error.lines().map(|line| line.chars().count()).max();
    let fits = widest.is_none_or(|widest| widest <= room);
    let table = match fits {
        true => with_error,
        false => table(false),
    };
    let mut notes = notes(found, last, calendar, fits);
    if let Some(totals) = in_all(&rows, last, study.layout().quarters(), calendar) {
        notes.insert_str(0, &wrap(&totals, 0));
    }
    let first = told_first(&rows, last);
    let is_first = |key: &str| {
        let mut first = first.iter();
        first.any(|measure| measure.key() == split_window(key).0)
    };
    let few = found.ensemble.few_runs();
    let warning = few_runs(few.and_then(|few| few.among(is_first)));
    match events(study.layout(), &found.ensemble) {
        Some(events) => format!("{title}{table}\n{events}\n{notes}{warning}"),
        None => format!("{title}{table}\n{notes}{warning}"),
    }
}

/// The windows that are told: those between changes of a structure, else all quarters.
fn windows(study: &Study) -> Vec<Span> {
    let spans = study.layout().windows().iter().map(|window| window.span());
    let (whole, parts): (Vec<Span>, Vec<Span>) = spans.partition(|span| *span == Span::All);
    if parts.is_empty() { whole } else { parts }
}

fn measures(
    rows: &[&OverWindow],
    windows: &[Span],
    found: &StudyResult,
    calendar: Calendar,
    with_error: bool,
) -> String {
    let mut header: Vec<String> = vec![String::new()];
    header.extend(windows.iter().map(|window| match window {
        Span::All => "mean".to_owned(),
        window => window.short(calendar),
    }));
    header.push("one organisation".to_owned());
    if found.parameters.is_some() {
        header.push("if parameters differ".to_owned());
    }
    if with_error {
        header.push("±".to_owned());
    }
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = table(&names);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 1));
    }
    for column in 1..=windows.len() {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let last = windows.last().copied().unwrap_or(Span::All);
    for measure in told_first(rows, last) {
        let of = |window: &Span| {
            let key = measure.key();
            let mut rows = rows.iter();
            rows.find(|row| row.measure == key && row.window == *window)
        };
        let Some(last) = of(&last) else {
            continue;
        };
        let shown = Shown::of(measure.unit);
        let spread = last.p05.zip(last.p95).filter(|(low, high)| low < high);
        let told = |value: Option<f64>| match value {
            Some(value) => shown.apart(value, spread).0 + shown.sign(),
            None => "–".to_owned(),
        };
        let ends = |low: Option<f64>, high: Option<f64>| {
            let text = low.zip(high).and_then(|(low, high)| match low < high {
                true => shown.apart(low, Some((low, high))).1,
                false => Some(shown.significant_number(low, 3)),
            });
            text.map_or_else(|| "–".to_owned(), |text| text + shown.sign())
        };
        let mut row = vec![label(measure, &shown)];
        let estimates = windows.iter().map(|window| of(window)?.estimate.value);
        row.extend(estimates.map(told));
        row.push(ends(last.p05, last.p95));
        if found.parameters.is_some() {
            row.push(ends(last.parameters_p05, last.parameters_p95));
        }
        if with_error {
            let half = last
                .estimate
                .interval()
                .map(|(low, high)| (high - low) / 2.0);
            let half = half.map(|half| shown.significant_number(half, 2));
            row.push(half.unwrap_or_default());
        }
        table.add_row(row);
    }
    lines(&table)
}

/// What a row is about: whose, what, and the unit where the numbers do not say it.
fn label(measure: &Measure, shown: &Shown) -> String {
    let title = capitalised(&measure.title()).replace(": ", " ");
    match (&*shown.unit, shown.unit.strip_suffix("/quarter")) {
        (_, Some(money)) if money.starts_with('$') => format!("{title}, {money} a quarter"),
        (_, Some(_)) => format!("{title} a quarter"),
        ("quarters", None) => format!("{title}, quarters"),
        _ => title,
    }
}

/// What the columns are.
fn notes(found: &StudyResult, last: Span, calendar: Calendar, with_error: bool) -> String {
    let about = match last {
        Span::All => String::new(),
        span => format!(", {}", span.words(calendar)),
    };
    let mut text = format!("one organisation: 90% of organisations lie within{about}\n");
    if let Some(parameters) = &found.parameters {
        let drawn = DrawnParameters::from(parameters);
        let words = format!(
            "if parameters differ: the same in {} draws of {}",
            drawn.draws,
            drawn.words()
        );
        text += &wrap(&words, 0);
    }
    if with_error {
        text += &format!(
            "±: error of the mean from simulating {1} runs, half of its {0} interval\n",
            percent(found.ensemble.level()),
            found.ensemble.runs()
        );
    }
    text
}

//! The main measures as tables: the windows of one result, or several results
//! side by side.

use super::sheet::{Group, Sheet};
use super::summary::{Line, Summary, Value};
use crate::metrics::{Measure, Span};
use crate::numerals::{Shown, capitalised};
use crate::output::{Field, Head};

/// The main measures of one result, a column a window; with its confidence level.
pub(super) fn of_one(summary: &Summary, level: &str) -> Sheet {
    let windows = summary.windows.iter();
    let names: Vec<String> = windows.map(|span| capitalised(&span.words())).collect();
    let caption = match summary.runs {
        1 => "What happened in the single run".to_owned(),
        runs => format!("Means over {runs} runs, with {level} intervals below"),
    };
    let mut sheet = sheet(&caption, &names);
    sheet.note = "– means no value.".to_owned();
    for line in &summary.lines {
        let fields = line
            .values
            .iter()
            .map(|value| field(line.measure, *value, summary.runs));
        push(&mut sheet, line.measure, row(line, None, fields.collect()));
    }
    sheet
}

/// The main measures of several results, a column each, and a row for each window
/// that all of them have; with their confidence levels.
pub(super) fn of_several(results: &[Summary], levels: &str) -> Sheet {
    let names: Vec<String> = results.iter().map(|summary| summary.name.clone()).collect();
    let caption = format!("Means over the runs of each result, with {levels} intervals below");
    let mut sheet = sheet(&caption, &names);
    sheet.note = "– means no value. Each interval is about one result alone; orgsim compare \
                  pairs runs and gives the interval of a difference."
        .to_owned();
    let Some(first) = results.first() else {
        return sheet;
    };
    let shared = |window: &Span| results.iter().all(|s| s.windows.contains(window));
    let windows: Vec<Span> = first.windows.iter().copied().filter(shared).collect();
    for line in first.lines.iter().filter(|line| line.group.is_none()) {
        for window in &windows {
            let values = results.iter().map(|summary| {
                let value = summary.value(line.measure, *window);
                field(line.measure, value, summary.runs)
            });
            let name = (windows.len() > 1).then(|| window.words());
            push(&mut sheet, line.measure, row(line, name, values.collect()));
        }
    }
    sheet
}

fn sheet(caption: &str, columns: &[String]) -> Sheet {
    let mut heads = vec![Head {
        parts: vec!["Measure".to_owned(), "Unit".to_owned()],
        ..Head::text("Measure")
    }];
    heads.extend(columns.iter().map(|name| {
        Head {
            parts: ["", " low", " high"]
                .map(|end| format!("{name}{end}"))
                .into(),
            ..Head::number(name)
        }
    }));
    Sheet {
        caption: caption.to_owned(),
        heads,
        stacks: true,
        ..Sheet::default()
    }
}

/// Appends a row to the group of its measure.
fn push(sheet: &mut Sheet, measure: &Measure, row: Vec<Field>) {
    let title = capitalised(measure.group());
    match sheet.groups.last_mut() {
        Some(group) if group.title == title => group.rows.push(row),
        _ => sheet.groups.push(Group {
            title,
            rows: vec![row],
        }),
    }
}

fn row(line: &Line, window: Option<String>, values: Vec<Field>) -> Vec<Field> {
    let unit = Shown::of(line.measure.unit).unit;
    let name = capitalised(&line.label());
    let below = match &window {
        Some(window) => format!("{unit}, {window}"),
        None => unit.to_string(),
    };
    let label = Field {
        copied: vec![
            window.map_or(name.clone(), |window| format!("{name}, {window}")),
            unit.into(),
        ],
        ..Field::text(name).below(below)
    };
    [label].into_iter().chain(values).collect()
}

/// A value in the unit in which it is shown. What is copied is exact and in the
/// same unit.
fn field(measure: &Measure, value: Option<Value>, runs: u64) -> Field {
    let unit = Shown::of(measure.unit);
    let Some((value, mean)) = value.and_then(|value| value.mean.map(|mean| (value, mean))) else {
        return Field {
            copied: vec![String::new(); 3],
            ..Field::text("–")
        };
    };
    let (shown, interval) = unit.apart(mean, value.interval);
    let mut below = match interval {
        Some(interval) => interval,
        None if value.runs > 1 => "in all runs".to_owned(),
        None => "one run".to_owned(),
    };
    if value.runs < runs && value.runs > 1 {
        below += &format!(" ({} runs)", value.runs);
    }
    let exact = |x: f64| (unit.factor * x).to_string();
    let (low, high) = value
        .interval
        .map_or_else(Default::default, |(low, high)| (exact(low), exact(high)));
    Field {
        shown,
        below,
        order: Some(mean),
        copied: vec![exact(mean), low, high],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::find;

    fn value(mean: f64, interval: Option<(f64, f64)>, runs: u64) -> Option<Value> {
        Some(Value {
            mean: Some(mean),
            interval,
            runs,
            items: None,
            censored: None,
        })
    }

    #[test]
    fn a_field_says_in_how_many_runs_there_was_a_value() {
        let measure = find("researcher_retention_12m").unwrap();
        let shown = field(measure, value(0.25, Some((0.24, 0.26)), 7), 9);
        assert_eq!(shown.shown, "25.0");
        assert_eq!(shown.below, "24.0 to 26.0 (7 runs)");
        assert_eq!(shown.copied, ["25", "24", "26"]);
        assert_eq!(field(measure, value(1.0, None, 9), 9).below, "in all runs");
        assert_eq!(field(measure, value(1.0, None, 1), 1).below, "one run");
        assert_eq!(field(measure, None, 9).shown, "–");
    }
}

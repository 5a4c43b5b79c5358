//! The main measures as tables: the windows of one result, or several results
//! side by side.

use super::sheet::{Group, Sheet};
use super::summary::{Line, Summary, Value};
use crate::metrics::{FIRST, Measure, Span};
use crate::numerals::{Shown, capitalised, percent};
use crate::output::{Field, Head};

/// The main measures of one result: what one organisation may see in the last of its
/// windows, what it may see if its parameters differ, and then the means.
pub(super) fn of_one(summary: &Summary) -> Sheet {
    let parts: Vec<Span> = summary.parts().collect();
    let windows = parts.iter().rev().copied();
    let windows: Vec<Span> = windows.chain([Span::All]).collect();
    of_lines(summary, &windows, summary.lines.iter(), true)
}

/// The same of the measures that are told first, with means before and after alone.
pub(super) fn of_first(summary: &Summary) -> Sheet {
    let lines = FIRST.iter().filter_map(|key| {
        let mut lines = summary.lines.iter();
        lines.find(|line| line.group.is_none() && line.measure.key() == *key)
    });
    let parts: Vec<Span> = summary.parts().collect();
    let windows = match parts.as_slice() {
        [before, .., after] => vec![*after, *before],
        _ => vec![Span::All],
    };
    of_lines(summary, &windows, lines, false)
}

/// The measures of these lines: ranges in the first of these windows, means in all. A
/// handful of measures needs no groups, and each of them says whose it is.
fn of_lines<'a>(
    summary: &Summary,
    windows: &[Span],
    lines: impl Iterator<Item = &'a Line>,
    grouped: bool,
) -> Sheet {
    let when = |window: &Span| match (window, windows) {
        (Span::All, [_]) => String::new(),
        (window, _) => format!(", {}", window.short(summary.calendar)),
    };
    let mut heads = vec![Head {
        parts: vec!["Measure".to_owned(), "Unit".to_owned()],
        ..Head::text("Measure")
    }];
    let mut values = summary
        .lines
        .iter()
        .flat_map(|line| line.values.iter().flatten());
    let differ = values.any(|value| value.differ.is_some());
    let ranges = ["One organisation", "If parameters differ"];
    let ranges = ranges.into_iter().take(if differ { 2 } else { 1 });
    heads.extend(ranges.map(|name| {
        let name = format!("{name}{}", windows.first().map_or_else(String::new, when));
        Head {
            parts: [" low", " high"].map(|end| format!("{name}{end}")).into(),
            ..Head::number(&name)
        }
    }));
    heads.extend(windows.iter().map(|window| {
        let name = format!("Mean{}", when(window));
        Head {
            parts: ["", " low", " high"]
                .map(|end| format!("{name}{end}"))
                .into(),
            ..Head::number(&name)
        }
    }));
    let mut sheet = Sheet {
        caption: "What one organisation may see, and the mean".to_owned(),
        note: note(summary, differ),
        heads,
        stacks: true,
        ..Sheet::default()
    };
    for line in lines {
        let values: Vec<Option<Value>> = windows
            .iter()
            .map(|window| {
                let place = summary.windows.iter().position(|known| known == window);
                place.and_then(|place| line.values[place])
            })
            .collect();
        let first = values.first().copied().flatten();
        let mut fields = vec![range(line.measure, first.and_then(|value| value.one))];
        if differ {
            fields.push(range(line.measure, first.and_then(|value| value.differ)));
        }
        fields.extend(values.iter().enumerate().map(|(place, value)| {
            let mut field = mean(line.measure, *value, summary.runs);
            if place == 0 && field.below.starts_with('±') {
                field.below += " of the mean";
            }
            field
        }));
        let mut row = row(line, None, fields);
        if grouped {
            push(&mut sheet, line.measure, row);
        } else {
            row[0].shown = capitalised(&line.measure.title());
            sheet.groups.resize_with(1, Group::default);
            sheet.groups[0].rows.push(row);
        }
    }
    sheet
}

fn note(summary: &Summary, differ: bool) -> String {
    let runs = summary.runs;
    if runs == 1 {
        return "A single run. – means no value.".to_owned();
    }
    let drawn = match differ {
        true => "; if parameters differ, those of organisations with drawn parameters",
        false => "",
    };
    format!(
        "90% of organisations lie within a range{drawn}. ± is of the mean alone: half of its {} \
         interval, the error of simulating {runs} runs. – means no value.",
        percent(summary.level)
    )
}

/// A range in the unit in which it is shown, ordered by its middle.
fn range(measure: &Measure, range: Option<(f64, f64)>) -> Field {
    let unit = Shown::of(measure.unit);
    let Some((low, high)) = range else {
        return Field {
            copied: vec![String::new(); 2],
            ..Field::text("–")
        };
    };
    let shown = unit.apart(low, Some((low, high))).1.unwrap_or_default();
    Field {
        order: Some((low + high) / 2.0),
        copied: [low, high].map(|x| (unit.factor * x).to_string()).into(),
        ..Field::text(shown)
    }
}

/// A mean with the digits that the range of one organisation bears, and below it the
/// error of the simulation.
fn mean(measure: &Measure, value: Option<Value>, runs: u64) -> Field {
    let unit = Shown::of(measure.unit);
    let Some((value, mean)) = value.and_then(|value| value.mean.map(|mean| (value, mean))) else {
        return Field {
            copied: vec![String::new(); 3],
            ..Field::text("–")
        };
    };
    let below = match value.interval {
        Some((low, high)) => {
            let half = unit.significant_number((high - low) / 2.0, 2);
            format!("± {half}")
        }
        None if value.runs > 1 => "the same in all runs".to_owned(),
        None if runs > 1 => "in one run".to_owned(),
        None => String::new(),
    };
    let exact = |x: f64| (unit.factor * x).to_string();
    let (low, high) = value
        .interval
        .map_or_else(Default::default, |(low, high)| (exact(low), exact(high)));
    Field {
        shown: unit.apart(mean, value.one).0,
        below,
        order: Some(mean),
        copied: vec![exact(mean), low, high],
    }
}

/// The main measures of several results, a column each, and a row for each window
/// that all of them have.
pub(super) fn of_several(results: &[Summary]) -> Sheet {
    let names: Vec<String> = results.iter().map(|summary| summary.name.clone()).collect();
    let mut sheet = sheet(
        "Means of each result, and below what one organisation may see",
        &names,
    );
    sheet.note = "90% of organisations lie within a range; – means no value. orgsim compare pairs \
                  runs and says how far results differ."
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
                field(line.measure, value)
            });
            let name = (windows.len() > 1).then(|| window.words(first.calendar));
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
            parts: ["", ", one organisation, low", ", one organisation, high"]
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

/// A mean with what one organisation may see below it. What is copied is exact and in
/// the same unit.
fn field(measure: &Measure, value: Option<Value>) -> Field {
    let unit = Shown::of(measure.unit);
    let Some((value, mean)) = value.and_then(|value| value.mean.map(|mean| (value, mean))) else {
        return Field {
            copied: vec![String::new(); 3],
            ..Field::text("–")
        };
    };
    let (shown, below) = unit.apart(mean, value.one);
    let exact = |x: f64| (unit.factor * x).to_string();
    let (low, high) = value
        .one
        .map_or_else(Default::default, |(low, high)| (exact(low), exact(high)));
    Field {
        shown,
        below: below.unwrap_or_default(),
        order: Some(mean),
        copied: vec![exact(mean), low, high],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::find;

    #[test]
    fn a_mean_has_the_error_of_the_simulation_below() {
        let measure = find("researcher_retention_12m").unwrap();
        let value = Value {
            mean: Some(0.25),
            interval: Some((0.24, 0.26)),
            one: Some((0.2, 0.3)),
            differ: None,
            runs: 7,
            items: None,
            censored: None,
        };
        let shown = mean(measure, Some(value), 9);
        assert_eq!((&*shown.shown, &*shown.below), ("25.0", "± 1"));
        assert_eq!(shown.copied, ["25", "24", "26"]);
        assert_eq!(range(measure, value.one).shown, "20.0 to 30.0");
        assert_eq!(field(measure, Some(value)).below, "20.0 to 30.0");
        let same = Value {
            interval: None,
            ..value
        };
        assert_eq!(mean(measure, Some(same), 9).below, "the same in all runs");
        let one = Value { runs: 1, ..same };
        assert_eq!(mean(measure, Some(one), 1).below, "");
        assert_eq!(mean(measure, None, 9).shown, "–");
    }
}

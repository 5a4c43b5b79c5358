//! Effects of the factors of a sweep, and of their products.

use super::Made;
use super::charts::{Chart, Charts};
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::drawing::{Axis, Entry, Figure, Forest, Key, Mark, Shape};
use crate::experiment::Measure;
use crate::numerals::Shown;
use crate::result::{Frame, ResultFolder, Row};

/// Most effects in a chart: the strongest.
const MOST: usize = 16;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sweep", "`orgsim sweep`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = filled(result, "effects.csv")?;
    if !table.rows().any(|row| row.number("effect").is_some()) {
        return Err(empty("no run has a value of a measure at every point"));
    }
    let variants = match result.table("means.csv")? {
        Some(means) => distinct(means.rows().filter_map(|row| row.text("variant"))),
        None => Vec::new(),
    };
    let all = distinct(table.rows().filter_map(|row| row.text("of")));
    let (levels, differences): (Vec<String>, Vec<String>) =
        all.into_iter().partition(|of| variants.contains(of));
    let mut figures = Vec::new();
    for (part, of) in [("", levels), ("on differences", differences)] {
        if !of.is_empty() {
            figures.push(figure(result, subject, &table, part, &of));
        }
    }
    Ok(figures)
}

fn figure(
    result: &ResultFolder,
    subject: &Subject,
    table: &Frame,
    part: &str,
    of: &[String],
) -> Box<dyn Figure> {
    let mut charts = Vec::new();
    let mut words = Vec::new();
    let mut cut = false;
    let all_runs = table.rows().filter_map(|row| row.count("runs")).max();
    for key in distinct(table.rows().filter_map(|row| row.text("measure"))) {
        let measure = result.measure(&key);
        let rows = table.rows().filter(|row| {
            row.text("measure") == Some(&key)
                && row
                    .text("of")
                    .is_some_and(|own| of.iter().any(|of| of == own))
        });
        let rows: Vec<Row<'_>> = rows.collect();
        if !rows.iter().any(|row| row.number("effect").is_some()) {
            let label = measure.heading();
            words.push(format!("{label}: no run has a value at every point."));
            continue;
        }
        let runs = all_runs.map_or(String::new(), |all| few_runs(&rows, all));
        let terms = strongest_first(rows);
        cut |= terms.len() > MOST;
        let entries: Vec<Entry> = terms
            .iter()
            .take(MOST)
            .map(|(term, rows)| entry(result, &measure, term, rows, of))
            .collect();
        if let Some(strongest) = entries.first() {
            let told = strongest.marks.iter().map(|mark| mark.tip.clone());
            words.push(format!("{}.", told.collect::<Vec<_>>().join("; ")));
        }
        let numbers = Entry::numbers(&entries);
        charts.push(Chart::Forest(Forest {
            title: format!("{}{runs}", measure.heading()),
            axis: Axis::of_differences("", &measure.unit, numbers, 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    let keys = (0..).zip(of).map(|(series, name)| Key {
        series,
        shape: Some(Shape::Dot),
        name: name.clone(),
    });
    boxed(Charts {
        name: subject.name("effects", part),
        title: subject.title(match (part, of) {
            ("", _) => "Effects of the factors",
            _ => "Effects of the factors on differences between variants",
        }),
        description: format!("Strongest effects. {}", words.join(" ")),
        note: note(table, cut, all_runs),
        keys: keys.collect(),
        charts,
        least: 320.0,
        ..Charts::default()
    })
}

/// How many runs effects are of, if it is not all.
fn few_runs(rows: &[Row<'_>], all: u64) -> String {
    let runs = rows.iter().filter_map(|row| row.count("runs"));
    let (least, most) = runs.fold((all, 0), |(least, most), runs| {
        (least.min(runs), most.max(runs))
    });
    match (least, most) {
        (least, _) if least == all => String::new(),
        (1, 1) => format!(" (1 run of {all})"),
        (least, most) if least == most => format!(" ({most} runs of {all})"),
        (least, most) => format!(" ({least} to {most} runs of {all})"),
    }
}

/// How to read it: of products, charts that are cut, and few runs where there are any.
fn note(table: &Frame, cut: bool, all_runs: Option<u64>) -> String {
    let any = |is: &dyn Fn(&Row<'_>) -> bool| table.rows().any(|row| is(&row));
    let products = match any(&|row| row.text("term").is_some_and(|term| term.contains(" x "))) {
        true => {
            ", averaged over the others; of a product of two factors, half of what one changes of \
             the effect of the other"
        }
        false => "",
    };
    let order = match cut {
        true => format!(" The strongest {MOST}, in their order."),
        false => " The strongest first.".to_owned(),
    };
    let few = match any(&|row| row.count("runs") < all_runs) {
        true => {
            " Effects are of runs that have a value at every point; where some have none, the \
             heading says how many have. Rings: of one run, which has no interval."
        }
        false => "",
    };
    format!(
        "Dots: half of the change of the mean from the lowest to the highest value of a \
         factor{products}. Whiskers: 95% intervals.{order}{few}"
    )
}

/// Terms with their rows, those with the strongest effects first.
fn strongest_first(rows: Vec<Row<'_>>) -> Vec<(String, Vec<Row<'_>>)> {
    let terms = distinct(rows.iter().filter_map(|row| row.text("term")));
    let mut terms: Vec<(String, Vec<Row<'_>>)> = terms
        .into_iter()
        .map(|term| {
            let own = rows.iter().filter(|row| row.text("term") == Some(&term));
            let own = own.copied().collect();
            (term, own)
        })
        .collect();
    let strength = |rows: &[Row<'_>]| {
        let sizes = rows.iter().filter_map(|row| row.number("effect"));
        sizes.map(f64::abs).fold(0.0, f64::max)
    };
    terms.sort_by(|a, b| strength(&b.1).total_cmp(&strength(&a.1)));
    terms
}

fn entry(
    result: &ResultFolder,
    measure: &Measure,
    term: &str,
    rows: &[Row<'_>],
    of: &[String],
) -> Entry {
    let factors = term.split(" x ").map(|name| result.factor(name).label);
    let name = factors.collect::<Vec<_>>().join(" × ");
    let unit = Shown::of(&measure.unit);
    let mut told = Vec::new();
    let marks = of.iter().enumerate().filter_map(|(series, of)| {
        let row = rows.iter().find(|row| row.text("of") == Some(of))?;
        let interval = row.interval("effect_ci_low", "effect_ci_high");
        let value = row.number("effect");
        told.push(unit.difference(value, interval));
        let label = measure.heading();
        let tip = format!("{label}, {name}, {of}: {}", told.last()?);
        let shape = match interval {
            Some(_) => Shape::Dot,
            None => Shape::Ring,
        };
        Some(Mark::new(series, shape, value, tip).interval(interval))
    });
    let marks = marks.collect();
    Entry {
        name: name.clone(),
        marks,
        told: match told.as_slice() {
            [only] => only.clone(),
            _ => String::new(),
        },
        leads: false,
    }
}

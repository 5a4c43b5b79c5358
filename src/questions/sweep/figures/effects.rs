//! Effects of the factors of a sweep, and of their products.

use super::super::rows::Effect;
use super::super::term::Term;
use crate::drawing::{Axis, Entry, Figure, Forest, Key, Mark, Shape};
use crate::experiment::Measure;
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts, tell_alike};
use crate::figures::subject::{Subject, boxed, distinct, each, empty, rows};
use crate::numerals::{Shown, percent};
use crate::result::ResultFolder;
use crate::row::{At, Rows};

/// Most effects in a chart: the strongest.
const MOST: usize = 16;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sweep", "`orgsim sweep`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<Effect>(result)?;
    if !table.iter().any(|row| row.effect.value.is_some()) {
        return Err(empty("no run has a value of a measure at every point"));
    }
    let mut figures = Vec::new();
    for on_differences in [false, true] {
        let all = table.iter();
        let own = all.filter(|row| row.baseline.is_some() == on_differences);
        let own: Vec<&At<Effect>> = own.collect();
        if !own.is_empty() {
            figures.push(figure(result, subject, &table, on_differences, &own));
        }
    }
    Ok(figures)
}

/// What an effect is on.
fn on(row: &Effect) -> String {
    match &row.baseline {
        None => row.variant.clone(),
        Some(baseline) => format!("{} minus {baseline}", row.variant),
    }
}

fn figure(
    result: &ResultFolder,
    subject: &Subject,
    table: &Rows<Effect>,
    on_differences: bool,
    own: &[&At<Effect>],
) -> Box<dyn Figure> {
    let mut charts = Vec::new();
    let mut words = Vec::new();
    let mut cut = false;
    let all_runs = table.iter().map(|row| row.runs).max().unwrap_or(0);
    let names: Vec<String> = own.iter().map(|row| on(row)).collect();
    let names = distinct(names.iter().map(String::as_str));
    for key in distinct(table.iter().map(|row| row.measure.as_str())) {
        let measure = result.measure(&key);
        let rows = own.iter().copied().filter(|row| row.measure == key);
        let rows: Vec<&At<Effect>> = rows.collect();
        if !rows.iter().any(|row| row.effect.value.is_some()) {
            let label = measure.heading();
            words.push(format!(
                "{label}: no run has a value at every design point."
            ));
            continue;
        }
        let runs = few_runs(&rows, all_runs);
        let terms = strongest_first(&rows);
        cut |= terms.len() > MOST;
        let entries: Vec<Entry> = terms
            .iter()
            .take(MOST)
            .map(|(term, rows)| entry(result, &measure, term, rows, &names))
            .collect();
        if let Some(strongest) = entries.first() {
            let told = strongest.marks.iter().map(|mark| mark.tip.clone());
            words.push(format!("{}.", told.collect::<Vec<_>>().join("; ")));
        }
        let entries = tell_alike(entries, &measure.unit, true);
        let numbers = Entry::numbers(&entries);
        charts.push(Chart::Forest(Forest {
            title: format!("{}{runs}", measure.heading()),
            axis: Axis::of_differences("", &measure.unit, numbers, 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    let (part, title) = match on_differences {
        false => ("", "Effects of the factors"),
        true => (
            "on differences",
            "Effects of the factors on differences between variants",
        ),
    };
    let keys = (0..).zip(&names).map(|(series, name)| Key {
        series,
        shape: Some(Shape::Dot),
        name: name.clone(),
    });
    boxed(Charts {
        name: subject.name("effects", part),
        title: subject.title(title),
        description: format!("Strongest effects. {}", words.join(" ")),
        note: note(result, table, cut, all_runs),
        keys: keys.collect(),
        charts,
        least: 320.0,
        ..Charts::default()
    })
}

/// How many runs effects are of, if it is not all.
fn few_runs(rows: &[&At<Effect>], all: u64) -> String {
    let runs = rows.iter().map(|row| row.runs);
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
fn note(result: &ResultFolder, table: &Rows<Effect>, cut: bool, all_runs: u64) -> String {
    let mut terms = table.iter().map(|row| &row.term);
    let products = match terms.any(|term| matches!(term, Term::Product(..))) {
        true => {
            ", averaged over the others; for a product of two factors, half of the change in the \
             effect of one over the range of the other"
        }
        false => "",
    };
    let order = match cut {
        true => format!(" The strongest {MOST}, in order."),
        false => " The strongest first.".to_owned(),
    };
    let few = match table.iter().any(|row| row.runs < all_runs) {
        true => {
            " Effects are of runs that have a value at every design point; the heading says how \
             many if some have none. Rings: a single run, without an interval."
        }
        false => "",
    };
    format!(
        "Dots: half of the change of the mean from the lowest to the highest level of a \
         factor{products}. Whiskers: {} intervals.{order}{few}",
        percent(result.level())
    )
}

/// Terms with their rows, those with the strongest effects first.
fn strongest_first<'a>(rows: &[&'a At<Effect>]) -> Vec<(&'a Term, Vec<&'a At<Effect>>)> {
    let mut terms: Vec<(&Term, Vec<&At<Effect>>)> = Vec::new();
    for row in rows {
        match terms.iter_mut().find(|(term, _)| **term == row.term) {
            Some((_, own)) => own.push(row),
            None => terms.push((&row.term, vec![row])),
        }
    }
    let strength = |rows: &[&At<Effect>]| {
        let sizes = rows.iter().filter_map(|row| row.effect.value);
        sizes.map(f64::abs).fold(0.0, f64::max)
    };
    terms.sort_by(|a, b| strength(&b.1).total_cmp(&strength(&a.1)));
    terms
}

fn entry(
    result: &ResultFolder,
    measure: &Measure,
    term: &Term,
    rows: &[&At<Effect>],
    names: &[String],
) -> Entry {
    let name = term.label(|factor| result.factor(factor).label);
    let unit = Shown::of(&measure.unit);
    let mut told = Vec::new();
    let marks = names.iter().enumerate().filter_map(|(series, own)| {
        let row = rows.iter().find(|row| on(row) == *own)?;
        let interval = row.effect.interval();
        told.push(unit.difference(row.effect.value, interval));
        let label = measure.heading();
        let tip = format!("{label}, {name}, {own}: {}", told.last()?);
        let shape = match interval {
            Some(_) => Shape::Dot,
            None => Shape::Ring,
        };
        Some(Mark::new(series, shape, row.effect.value, tip).interval(interval))
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

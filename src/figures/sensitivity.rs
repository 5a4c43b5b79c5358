//! What outcomes rest on: indices of factors, pairs of them, and the two sides of
//! elementary effects.

use super::Made;
use super::charts::{Chart, Charts};
use super::pairs;
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::drawing::{Axis, Entry, Figure, Forest, Key, Mark, Scatter, Shape, Spot};
use crate::experiment::Measure;
use crate::numerals::Shown;
use crate::result::{Frame, ResultFolder, Row};

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sensitivity", "`orgsim sensitivity`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = filled(result, "sensitivity.csv")?;
    if !table.rows().any(|row| row.number("estimate").is_some()) {
        return Err(empty(
            "no outcome differed, so that nothing rests on any factor",
        ));
    }
    let outcomes = outcomes(result, &table);
    let mut figures = vec![indices(result, subject, &table, &outcomes)];
    figures.extend(elementary_effects(result, subject, &outcomes));
    if let Some(pairs) = result
        .table("pairs.csv")?
        .filter(|pairs| pairs.rows().len() > 0)
    {
        figures.push(pairs::figure(result, subject, &pairs));
    }
    Ok(figures)
}

/// The unit of indices that say what a factor changes.
const CHANGE: &str = "unit of the measure";
/// The series of what chance alone gives, and its name.
const CRITICAL: usize = 6;
const CHANCE: &str = "largest distance by chance, at 5%";

/// What indices are about: a measure of a variant, or of a difference.
pub(super) struct Outcome<'a> {
    pub(super) measure: Measure,
    pub(super) title: String,
    pub(super) rows: Vec<Row<'a>>,
}

/// The outcomes of a table of indices, each with its rows.
pub(super) fn outcomes<'a>(result: &ResultFolder, table: &'a Frame) -> Vec<Outcome<'a>> {
    let of = |row: &Row<'_>| ["measure", "variant"].map(|c| row.text(c).unwrap_or("").to_owned());
    let several = distinct(table.rows().filter_map(|row| row.text("variant"))).len() > 1;
    let mut outcomes: Vec<([String; 2], Outcome<'a>)> = Vec::new();
    for row in table.rows() {
        let key = of(&row);
        if let Some((_, outcome)) = outcomes.iter_mut().find(|(known, _)| *known == key) {
            outcome.rows.push(row);
            continue;
        }
        let measure = result.measure(&key[0]);
        let title = match several {
            true => format!("{}: {}", measure.heading(), key[1]),
            false => measure.heading(),
        };
        let rows = vec![row];
        outcomes.push((
            key,
            Outcome {
                measure,
                title,
                rows,
            },
        ));
    }
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// The name of a row's factor; of what is none, in words.
pub(super) fn name(result: &ResultFolder, factor: &str) -> String {
    match factor {
        "(luck)" => "luck of the runs".to_owned(),
        "(dummy)" => "dummy (no influence)".to_owned(),
        factor => result.factor(factor).label,
    }
}

fn is_factor(row: &Row<'_>) -> bool {
    row.text("factor")
        .is_some_and(|name| !name.starts_with('('))
}

fn index_words(index: &str) -> String {
    match index {
        "total" => "total, with interactions".to_owned(),
        "first" => "first order, alone".to_owned(),
        "mu_star" => "mean size of the change (μ*)".to_owned(),
        "mu" => "mean change (μ)".to_owned(),
        "sigma" => "how much it differs (σ)".to_owned(),
        index => index.replace('_', " "),
    }
}

/// The shape of the n-th index.
fn shape(place: usize) -> Shape {
    [Shape::Bar, Shape::Dot, Shape::Ring][place.min(2)]
}

fn indices(
    result: &ResultFolder,
    subject: &Subject,
    table: &Frame,
    outcomes: &[Outcome<'_>],
) -> Box<dyn Figure> {
    let indices = distinct(table.rows().filter_map(|row| row.text("index")));
    let kind = table.column("estimate").map_or("", |column| &column.unit);
    let charts: Vec<Chart> = outcomes
        .iter()
        .map(|outcome| Chart::Forest(forest(result, outcome, &indices, kind)))
        .collect();
    let words = outcomes.iter().map(|outcome| strongest(result, outcome));
    let keys = indices.iter().enumerate().map(|(place, index)| Key {
        series: place,
        shape: Some(shape(place)),
        name: index_words(index),
    });
    let critical = table.column("critical").map(|_| Key {
        series: CRITICAL,
        shape: Some(Shape::Stroke),
        name: CHANCE.to_owned(),
    });
    let variants = distinct(table.rows().filter_map(|row| row.text("variant")));
    boxed(Charts {
        name: subject.name("sensitivity", ""),
        title: subject.title(&match variants.as_slice() {
            [only] => format!("What {only} rests on"),
            _ => "What outcomes rest on".to_owned(),
        }),
        description: words.collect::<Vec<_>>().join(" "),
        note: format!(
            "{}; the largest first. Whiskers: bootstrap 95% intervals. Names in bold: surely more \
             than an input that does nothing.",
            match kind {
                "share of the variance" => "Shares of the variance that rest on each factor",
                CHANGE => "What each factor changes over its whole range",
                _ => "How far each factor moves the distribution of the outcome, from 0 to 1",
            }
        ),
        keys: keys.chain(critical).collect(),
        charts,
        least: 320.0,
        ..Charts::default()
    })
}

fn forest(result: &ResultFolder, outcome: &Outcome<'_>, indices: &[String], kind: &str) -> Forest {
    // the table has the factors in the order of the first index, what is none last
    let factors = distinct(outcome.rows.iter().filter_map(|row| row.text("factor")));
    // what a factor changes is a difference; all other indices are shares
    let is_change = kind == CHANGE;
    let unit = if is_change {
        &outcome.measure.unit
    } else {
        kind
    };
    let shown = Shown::of(unit);
    let entries: Vec<Entry> = factors
        .iter()
        .map(|factor| {
            let name = name(result, factor);
            let own = |index: &String| {
                let mut rows = outcome.rows.iter();
                rows.find(|row| {
                    row.text("factor") == Some(factor) && row.text("index") == Some(index)
                })
            };
            let mut leads = false;
            let marks = indices.iter().enumerate().filter_map(|(place, index)| {
                let row = own(index)?;
                leads |= row.text("verdict") == Some("matters");
                let interval = row.interval("estimate_ci_low", "estimate_ci_high");
                let value = row.number("estimate");
                let told = match is_change {
                    true => shown.difference(value, interval),
                    false => shown.estimate(value, interval),
                };
                let verdict = row
                    .text("verdict")
                    .map_or(String::new(), |v| format!("; {v}"));
                let tip = format!("{name}, {}: {told}{verdict}", index_words(index));
                Some(Mark::new(place, shape(place), value, tip).interval(interval))
            });
            let mut marks: Vec<Mark> = marks.collect();
            let critical = indices
                .iter()
                .find_map(|index| own(index)?.number("critical"));
            if let Some(critical) = critical {
                let told = shown.significant(critical, 3);
                let tip = format!("{name}, {CHANCE}: {told}");
                marks.push(Mark::new(CRITICAL, Shape::Stroke, Some(critical), tip));
            }
            Entry {
                name: name.clone(),
                marks,
                told: String::new(),
                leads,
            }
        })
        .collect();
    let numbers = Entry::numbers(&entries);
    Forest {
        title: outcome.title.clone(),
        axis: Axis::of_differences("", unit, numbers, 4),
        entries,
        zone: None,
        lines: Vec::new(),
    }
}

/// The three strongest factors of an outcome, in words.
fn strongest(result: &ResultFolder, outcome: &Outcome<'_>) -> String {
    let first = outcome.rows.first().and_then(|row| row.text("index"));
    let own = outcome
        .rows
        .iter()
        .filter(|row| row.text("index") == first && is_factor(row));
    let told = own.take(3).map(|row| {
        let interval = row.interval("estimate_ci_low", "estimate_ci_high");
        let value = row.number("estimate");
        let told = match first {
            Some("mu_star") => Shown::of(&outcome.measure.unit).difference(value, interval),
            _ => Shown::of("").estimate(value, interval),
        };
        format!(
            "{} {told}",
            name(result, row.text("factor").unwrap_or_default())
        )
    });
    let told = told.collect::<Vec<_>>().join("; ");
    let index = index_words(first.unwrap_or_default());
    format!("{}, strongest factors ({index}): {told}.", outcome.title)
}

/// Size against spread of elementary effects, if there are such.
fn elementary_effects(
    result: &ResultFolder,
    subject: &Subject,
    outcomes: &[Outcome<'_>],
) -> Option<Box<dyn Figure>> {
    let value = |outcome: &Outcome<'_>, index: &str, factor: &str| {
        let mut rows = outcome
            .rows
            .iter()
            .filter(|row| row.text("index") == Some(index));
        rows.find(|row| row.text("factor") == Some(factor))?
            .number("estimate")
    };
    let mut charts = Vec::new();
    for outcome in outcomes {
        let own = outcome.rows.iter().filter(|row| is_factor(row));
        let spots: Vec<Spot> = distinct(own.filter_map(|row| row.text("factor")))
            .iter()
            .filter_map(|factor| {
                let (x, y) = (
                    value(outcome, "mu_star", factor)?,
                    value(outcome, "sigma", factor)?,
                );
                let name = name(result, factor);
                let unit = Shown::of(&outcome.measure.unit);
                let [size, spread] = [x, y].map(|value| unit.difference(Some(value), None));
                let tip = format!("{name}: μ* {size}, σ {spread}");
                Some(Spot {
                    series: 0,
                    x,
                    y,
                    name,
                    tip,
                    leads: false,
                })
            })
            .collect();
        if spots.is_empty() {
            return None;
        }
        let unit = &outcome.measure.unit;
        charts.push(Chart::Scatter(Scatter {
            title: outcome.title.clone(),
            x: Axis::of_differences(
                "mean size of the change, μ*",
                unit,
                spots.iter().map(|s| s.x),
                4,
            ),
            y: Axis::of_differences("standard deviation, σ", unit, spots.iter().map(|s| s.y), 4),
            spots,
            joined: false,
            diagonal: true,
        }));
    }
    Some(boxed(Charts {
        name: subject.name("sensitivity", "elementary effects"),
        title: subject.title("Elementary effects: size and spread"),
        description: outcomes
            .iter()
            .map(|outcome| strongest(result, outcome))
            .collect::<Vec<_>>()
            .join(" "),
        note:
            "Right: factors that change much over their range. Up: factors whose change depends on \
               where the others stand, or is not in proportion. Above the dashed line the spread \
               exceeds the mean size."
                .to_owned(),
        charts,
        least: 320.0,
        ..Charts::default()
    }))
}

//! What outcomes rest on: indices of factors, pairs of them, and the two sides of
//! elementary effects.

use super::Made;
use super::charts::{Chart, Charts, Scale};
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::figure::paint;
use crate::figure::{Axis, Entry, Figure, Forest, Key, Mark, Matrix, Scatter, Shape, Spot, Square};
use crate::numerals::{Shown, fixed};
use crate::result::{Frame, Measure, ResultFolder, Row};

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
        figures.push(interactions(result, subject, &pairs));
    }
    Ok(figures)
}

/// What indices are about: a measure of a variant, or of a difference.
struct Outcome<'a> {
    measure: Measure,
    title: String,
    rows: Vec<Row<'a>>,
}

fn outcomes<'a>(result: &ResultFolder, table: &'a Frame) -> Vec<Outcome<'a>> {
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
fn name(result: &ResultFolder, factor: &str) -> String {
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
    let unit = table.column("estimate").map_or("", |column| &column.unit);
    let unit = |outcome: &Outcome<'_>| match unit {
        "unit of the measure" => outcome.measure.unit.clone(),
        unit => unit.to_owned(),
    };
    let charts: Vec<Chart> = outcomes
        .iter()
        .map(|outcome| Chart::Forest(forest(result, outcome, &indices, &unit(outcome))))
        .collect();
    let words = outcomes.iter().map(|outcome| strongest(result, outcome));
    let keys = indices.iter().enumerate().map(|(place, index)| Key {
        series: place,
        shape: Some(shape(place)),
        name: index_words(index),
    });
    let variants = distinct(table.rows().filter_map(|row| row.text("variant")));
    let critical = table.column("critical").map_or("", |_| {
        " Pale: what the distance of one slice exceeds with a chance of 5% if the factor does not \
         matter."
    });
    boxed(Charts {
        name: subject.name("sensitivity", ""),
        title: subject.title(&match variants.as_slice() {
            [only] => format!("What {only} rests on"),
            _ => "What outcomes rest on".to_owned(),
        }),
        description: words.collect::<Vec<_>>().join(" "),
        note: format!(
            "Each factor's share in what varies, the largest first; whiskers: bootstrap 95% \
             intervals. Names in bold: surely more than an input that does nothing.{critical}"
        ),
        keys: keys.collect(),
        charts,
        least: 320.0,
        ..Charts::default()
    })
}

fn forest(result: &ResultFolder, outcome: &Outcome<'_>, indices: &[String], unit: &str) -> Forest {
    // the table has the factors in the order of the first index, what is none last
    let factors = distinct(outcome.rows.iter().filter_map(|row| row.text("factor")));
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
                let told = shown.estimate(value, interval);
                let verdict = row
                    .text("verdict")
                    .map_or(String::new(), |v| format!("; {v}"));
                let tip = format!("{name}, {}: {told}{verdict}", index_words(index));
                let critical = row.number("critical").map(|critical| (0.0, critical));
                let mark = Mark::new(place, shape(place), value, tip).interval(interval);
                Some(mark.range(critical))
            });
            let marks = marks.collect();
            Entry {
                name: name.clone(),
                marks,
                told: String::new(),
                leads,
            }
        })
        .collect();
    let numbers = entries.iter().flat_map(|entry| &entry.marks);
    let numbers = numbers.flat_map(Mark::numbers);
    Forest {
        title: outcome.title.clone(),
        axis: Axis::with_zero("", unit, numbers, 4),
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
        let told = Shown::of("").estimate(row.number("estimate"), interval);
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
                let [size, spread] = [x, y].map(|value| unit.significant(value, 3));
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
            x: Axis::with_zero(
                "mean size of the change, μ*",
                unit,
                spots.iter().map(|s| s.x),
                4,
            ),
            y: Axis::with_zero("standard deviation, σ", unit, spots.iter().map(|s| s.y), 4),
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

/// What pairs of factors do together, as a triangle of cells.
fn interactions(result: &ResultFolder, subject: &Subject, pairs: &Frame) -> Box<dyn Figure> {
    let outcomes = outcomes(result, pairs);
    let size = |row: &Row<'_>| row.number("estimate").unwrap_or(0.0);
    let most = pairs.rows().map(|row| size(&row)).fold(1e-9, f64::max);
    let share = Shown::of("share");
    let charts = outcomes.iter().map(|outcome| {
        let names = |column| distinct(outcome.rows.iter().filter_map(|row| row.text(column)));
        let (rows, columns) = (names("first_factor"), names("second_factor"));
        let mut squares = vec![vec![None; columns.len()]; rows.len()];
        for row in &outcome.rows {
            let place = |of: &[String], column| {
                of.iter()
                    .position(|name| Some(name.as_str()) == row.text(column))
            };
            let places = place(&rows, "first_factor").zip(place(&columns, "second_factor"));
            let (Some((first, second)), Some(value)) = (places, row.number("estimate")) else {
                continue;
            };
            let interval = row.interval("estimate_ci_low", "estimate_ci_high");
            // rows run from the bottom; the first factor stands on top
            squares[rows.len() - 1 - first][second] = Some(Square {
                colour: paint::sequential(value / most),
                text: fixed(100.0 * value, 1),
                sure: interval.is_some_and(|(low, _)| low > 0.0),
                tip: format!(
                    "{} × {}: {}",
                    name(result, &rows[first]),
                    name(result, &columns[second]),
                    share.estimate(Some(value), interval)
                ),
            });
        }
        let label = |name: &String| self::name(result, name);
        Chart::Matrix(Matrix {
            title: outcome.title.clone(),
            x: String::new(),
            y: String::new(),
            columns: columns.iter().map(label).collect(),
            rows: rows.iter().rev().map(label).collect(),
            squares,
            crossings: Vec::new(),
        })
    });
    let strongest = outcomes.iter().filter_map(|outcome| {
        let most = outcome
            .rows
            .iter()
            .max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let interval = most.interval("estimate_ci_low", "estimate_ci_high");
        let names = ["first_factor", "second_factor"].map(|c| most.text(c).unwrap_or_default());
        let [first, second] = names.map(|factor| name(result, factor));
        let told = share.estimate(most.number("estimate"), interval);
        Some(format!(
            "{}, strongest pair: {first} and {second}, {told}.",
            outcome.title
        ))
    });
    boxed(Charts {
        name: subject.name("sensitivity", "pairs"),
        title: subject.title("What pairs of factors do together"),
        description: strongest.collect::<Vec<_>>().join(" "),
        note: "Cells: share of the variance by the interaction of just these two factors, in percent. \
               Hatched: the bootstrap 95% interval covers 0."
            .to_owned(),
        scale: Some(Scale {
            label: "share of the variance (%)".to_owned(),
            colour: paint::sequential,
            values: [0.0, most / 2.0, most].map(|value| fixed(100.0 * value, 1)),
        }),
        charts: charts.collect(),
        least: 340.0,
        ..Charts::default()
    })
}

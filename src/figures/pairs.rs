//! What pairs of factors do together: interactions of second order.

use super::charts::{Chart, Charts, Scale};
use super::sensitivity::{name, outcomes};
use super::subject::{Subject, boxed, distinct};
use crate::drawing::{Figure, Matrix, Square, paint};
use crate::numerals::{Shown, fixed};
use crate::result::{Frame, ResultFolder, Row};

/// What pairs of factors do together, as a triangle of cells.
pub(super) fn figure(result: &ResultFolder, subject: &Subject, pairs: &Frame) -> Box<dyn Figure> {
    let outcomes = outcomes(result, pairs);
    let size = |row: &Row<'_>| row.number("estimate").unwrap_or(0.0);
    let most = pairs.rows().map(|row| size(&row)).fold(0.01, f64::max);
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
        let label = |factor: &String| name(result, factor);
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

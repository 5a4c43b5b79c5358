//! Interactions of pairs of factors: interactions of second order.

use super::group::Group;
use crate::drawing::{Matrix, Square, paint};
use crate::figures::charts::{Chart, Charts, Scale};
use crate::figures::subject::{Subject, distinct};
use crate::numerals::{Shown, fixed, percent};
use crate::questions::sensitivity::rows::Interaction;
use crate::result::ResultFolder;

/// Interactions of pairs of factors, as a triangle of cells.
pub(super) fn figure(
    result: &ResultFolder,
    subject: &Subject,
    groups: &[Group<'_, Interaction>],
) -> Charts {
    let rows = groups.iter().flat_map(|group| &group.rows);
    let most = rows.map(|row| size(row)).fold(0.01, f64::max);
    let charts = groups.iter().map(|group| {
        let matrix = matrix(result, group, most);
        Chart::Matrix(matrix)
    });
    let strongest = groups.iter().filter_map(|group| {
        let rows = group.rows.iter();
        let most = rows.max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let [first, second] = labels(result, most);
        Some(format!(
            "{}, strongest pair: {first} and {second}, {}.",
            group.title,
            share(most)
        ))
    });
    Charts {
        name: subject.name("sensitivity", "pairs"),
        title: subject.title("Interactions of pairs of factors"),
        description: strongest.collect::<Vec<_>>().join(" "),
        note: format!(
            "Cells: share of the variance due to the interaction of just these two factors, from 0 \
             to 1. Hatched: the bootstrap {} interval includes 0.",
            percent(result.level())
        ),
        scale: Some(Scale {
            label: "share of the variance".to_owned(),
            colour: paint::sequential,
            values: [0.0, most / 2.0, most].map(|value| fixed(value, 3)),
        }),
        charts: charts.collect(),
        least: 340.0,
        ..Charts::default()
    }
}

fn size(row: &Interaction) -> f64 {
    row.estimate.value.unwrap_or(0.0)
}

fn share(row: &Interaction) -> String {
    Shown::of("").estimate(row.estimate.value, row.estimate.interval())
}

fn labels(result: &ResultFolder, row: &Interaction) -> [String; 2] {
    [&row.first_factor, &row.second_factor].map(|factor| result.factor(factor).label)
}

fn matrix(result: &ResultFolder, group: &Group<'_, Interaction>, most: f64) -> Matrix {
    let rows = distinct(group.rows.iter().map(|row| row.first_factor.as_str()));
    let columns = distinct(group.rows.iter().map(|row| row.second_factor.as_str()));
    let mut squares = vec![vec![None; columns.len()]; rows.len()];
    for row in &group.rows {
        let place = |of: &[String], name: &String| of.iter().position(|known| known == name);
        let first = place(&rows, &row.first_factor);
        let places = first.zip(place(&columns, &row.second_factor));
        let (Some((first, second)), Some(value)) = (places, row.estimate.value) else {
            continue;
        };
        let interval = row.estimate.interval();
        let [one, other] = labels(result, row);
        // rows run from the bottom; the first factor stands on top
        squares[rows.len() - 1 - first][second] = Some(Square {
            colour: paint::sequential(value / most),
            text: fixed(value, 3),
            sure: interval.is_some_and(|(low, _)| low > 0.0),
            tip: format!("{one} × {other}: {}", share(row)),
        });
    }
    let label = |factor: &String| result.factor(factor).label;
    Matrix {
        title: group.title.clone(),
        x: String::new(),
        y: String::new(),
        columns: columns.iter().map(label).collect(),
        rows: rows.iter().rev().map(label).collect(),
        squares,
        crossings: Vec::new(),
    }
}

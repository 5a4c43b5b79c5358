//! The cells of a map of a sweep, and the boundary between them.

use super::super::rows::{self, Mean};
use super::grid::Levels;
use super::heat_map::{Map, Value};
use crate::drawing::{Crossing, Matrix, Square, paint};
use crate::figures::charts::Chart;
use crate::numerals::{Shown, capitalised};
use crate::row::At;

impl Map<'_> {
    /// A matrix for each combination of the further factors.
    pub(super) fn matrices(&self, values: &[Value<'_>], ends: (f64, f64)) -> Vec<Chart> {
        let [x, y, further @ ..] = self.grid.factors.as_slice() else {
            return Vec::new();
        };
        let combinations: usize = further.iter().map(Levels::len).product();
        let chart = |combination: usize| {
            let mut rest = combination;
            let at: Vec<usize> = further
                .iter()
                .map(|factor| {
                    let place = rest % factor.len();
                    rest /= factor.len();
                    place
                })
                .collect();
            let here = |row: &At<Mean>| {
                let mut both = further.iter().zip(&at);
                both.all(|(factor, &place)| factor.of_mean(row) == Some(place))
            };
            let mut squares = vec![vec![None; x.len()]; y.len()];
            for value in values.iter().filter(|value| here(value.row)) {
                if let (Some(column), Some(row)) = (x.of_mean(value.row), y.of_mean(value.row)) {
                    squares[row][column] = Some(self.square(value, ends));
                }
            }
            let titles = further.iter().zip(&at);
            let titles = titles.map(|(f, &place)| format!("{}: {}", f.label, f.names()[place]));
            Chart::Matrix(Matrix {
                title: capitalised(&titles.collect::<Vec<_>>().join(", ")),
                x: x.label.clone(),
                y: y.label.clone(),
                columns: x.names(),
                rows: y.names(),
                squares,
                crossings: self.crossings(x, y, further, &at),
            })
        };
        (0..combinations).map(chart).collect()
    }

    fn square(&self, value: &Value<'_>, (low, high): (f64, f64)) -> Square {
        let unit = Shown::of(&self.measure.unit);
        let places = self.grid.factors.iter().filter_map(|factor| {
            let place = factor.of_mean(value.row)?;
            Some(format!("{} {}", factor.label, factor.names()[place]))
        });
        let told = match self.baseline {
            Some(_) => unit.difference(Some(value.value), value.estimate.interval()),
            None => unit.estimate(Some(value.value), value.estimate.interval()),
        };
        let share = (value.value - low) / (high - low);
        Square {
            colour: match self.baseline {
                Some(_) => paint::diverging(self.direction() * (2.0 * share - 1.0)),
                None => paint::sequential(share),
            },
            text: self.short(value.value, high - low),
            sure: self.baseline.is_none() || value.estimate.sign() != 0,
            tip: format!("{}: {told}", places.collect::<Vec<_>>().join(", ")),
        }
    }

    /// Where the better variant changes along the first factor, at these levels of
    /// the further ones.
    fn crossings(&self, x: &Levels, y: &Levels, further: &[Levels], at: &[usize]) -> Vec<Crossing> {
        let crossing = |row: &At<rows::Crossing>| {
            let mut held = further.iter().zip(at);
            let here = held.all(|(factor, &level)| factor.of_crossing(row) == Some(level));
            if row.along != x.name || !here {
                return None;
            }
            let end = |place: Option<f64>| x.position(place?);
            Some(Crossing {
                row: y.of_crossing(row)?,
                at: x.position(row.at)?,
                between: (
                    end(row.significant_below).unwrap_or(-0.5),
                    end(row.significant_above).unwrap_or(x.len() as f64 - 0.5),
                ),
            })
        };
        let mut crossings: Vec<Crossing> = self.own_crossings().filter_map(crossing).collect();
        crossings.sort_by(|a, b| a.row.cmp(&b.row).then(a.at.total_cmp(&b.at)));
        crossings
    }
}

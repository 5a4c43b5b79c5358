//! The factors of a sweep, their levels, and which point has which.

use super::super::rows::{Crossing, Mean};
use crate::drawing::Axis;
use crate::numerals::significant;
use crate::result::ResultFolder;
use crate::row::{At, Rows};
use crate::table::Cell;

/// Most levels of a factor in a map.
const MOST: usize = 24;

/// A factor and its levels in a table, numbers in their order.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    /// The factor's name.
    pub(super) name: String,
    /// What it is, with its unit.
    pub(super) label: String,
    /// Its place among the factors.
    place: usize,
    cells: Vec<Cell>,
}

/// The factors of a sweep.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Each factor with its levels.
    pub(super) factors: Vec<Levels>,
    points: usize,
}

impl Grid {
    /// The factors of the means: what tells their design points, but for the number of
    /// the point.
    pub(super) fn of(result: &ResultFolder, means: &Rows<Mean>) -> Self {
        let factors = means.place().iter().skip(1).enumerate();
        let factors = factors.map(|(place, column)| {
            let factor = result.factor(&column.name);
            let label = match &*factor.unit {
                "" => factor.label,
                unit => format!("{} ({unit})", factor.label),
            };
            Levels {
                name: factor.name,
                label,
                place,
                cells: levels(means.iter().map(|row| &row.place[place + 1])),
            }
        });
        let mut points: Vec<&Cell> = means.iter().filter_map(|row| row.place.first()).collect();
        points.dedup();
        Self {
            factors: factors.collect(),
            points: points.len(),
        }
    }

    /// Whether every combination of levels is a point, and a map is not too large.
    pub(super) fn is_full(&self) -> bool {
        let levels = self.factors.iter().map(|factor| factor.cells.len());
        levels.clone().product::<usize>() == self.points && levels.max() <= Some(MOST)
    }
}

/// The different levels among some.
fn levels<'a>(all: impl Iterator<Item = &'a Cell>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for cell in all {
        if !cells.contains(cell) {
            cells.push(cell.clone());
        }
    }
    cells.sort_by(|a, b| match (number(a), number(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        // the order of the file
        _ => std::cmp::Ordering::Equal,
    });
    cells
}

fn number(cell: &Cell) -> Option<f64> {
    match *cell {
        Cell::Number(number) => Some(number),
        _ => None,
    }
}

impl Levels {
    /// How many levels there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The names of the levels.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |cell: &Cell| match number(cell) {
            Some(number) => significant(number, 4),
            None => cell.to_string(),
        };
        self.cells.iter().map(name).collect()
    }

    /// The place of the level at which a mean is.
    pub(super) fn of_mean(&self, row: &At<Mean>) -> Option<usize> {
        self.place_of(&row.place[self.place + 1])
    }

    /// The place of the level that is held at a crossing; none along the factor itself.
    pub(super) fn of_crossing(&self, row: &At<Crossing>) -> Option<usize> {
        self.place_of(&row.place[self.place])
    }

    fn place_of(&self, level: &Cell) -> Option<usize> {
        self.cells.iter().position(|own| own == level)
    }

    /// Where a value stands among levels of numbers: a whole number at a level, and
    /// between two of them in proportion.
    pub(super) fn position(&self, value: f64) -> Option<f64> {
        let numbers: Vec<f64> = self.cells.iter().filter_map(number).collect();
        let above = numbers.iter().position(|&level| level >= value)?;
        if numbers[above] == value {
            return Some(above as f64);
        }
        let below = numbers[above.checked_sub(1)?];
        Some(above as f64 - (numbers[above] - value) / (numbers[above] - below))
    }

    /// The axis of its levels, and where a level of a place stands on it.
    pub(super) fn axis(&self) -> (Axis, Vec<f64>) {
        let numbers: Vec<f64> = self.cells.iter().filter_map(number).collect();
        if numbers.len() == self.cells.len() {
            let (low, high) = (numbers[0], numbers[numbers.len() - 1]);
            let axis = match numbers.iter().all(|number| number.fract() == 0.0) {
                true => Axis::whole(&self.label, low, high, 5),
                false => Axis::of(&self.label, "", [low, high], 5).between(low, high),
            };
            return (axis, numbers);
        }
        let names = self.names();
        let axis = Axis::names(&self.label, names.iter().map(String::as_str));
        (axis, (0..names.len()).map(|place| place as f64).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels_of(cells: Vec<Cell>) -> Levels {
        let [name, label] = ["a", "a"].map(str::to_owned);
        Levels {
            name,
            label,
            place: 0,
            cells,
        }
    }

    #[test]
    fn a_value_stands_in_proportion_between_levels() {
        let levels = levels_of([4.0, 8.0, 16.0].map(Cell::from).to_vec());
        assert_eq!(levels.position(4.0), Some(0.0));
        assert_eq!(levels.position(6.0), Some(0.5));
        assert_eq!(levels.position(10.0), Some(1.25));
        assert_eq!(levels.position(2.0), None);
        assert_eq!(levels.position(17.0), None);
        assert_eq!(levels.place_of(&Cell::Number(8.0)), Some(1));
    }

    #[test]
    fn texts_have_no_position() {
        let levels = levels_of(["low", "1"].map(Cell::text).to_vec());
        assert_eq!(levels.place_of(&Cell::text("1")), Some(1));
        assert_eq!(levels.place_of(&Cell::text("high")), None);
        assert_eq!(levels.position(1.0), None);
    }
}

//! The factors of a sweep, their levels, and which point has which.

use crate::drawing::Axis;
use crate::numerals::significant;
use crate::result::{Frame, ResultFolder, Row};
use crate::table::Cell;

/// Most levels of a factor in a map.
const MOST: usize = 24;

/// A factor and its levels in a table, numbers in their order.
#[derive(Clone, Debug)]
pub(crate) struct Levels {
    /// The factor's name, which is that of its column.
    pub(crate) name: String,
    /// What it is, with its unit.
    pub(crate) label: String,
    cells: Vec<Cell>,
}

/// The factors of a sweep.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Each factor with its levels.
    pub(crate) factors: Vec<Levels>,
    points: usize,
}

impl Grid {
    /// The factors of `means.csv`: its columns between the point and the variant.
    pub(crate) fn of(result: &ResultFolder, means: &Frame) -> Self {
        let names = means.table().columns().iter().map(|c| c.name.as_str());
        let names = names.skip_while(|name| *name != "point").skip(1);
        let factors = names.take_while(|name| *name != "variant").map(|name| {
            let factor = result.factor(name);
            let label = match &*factor.unit {
                "" => factor.label,
                unit => format!("{} ({unit})", factor.label),
            };
            Levels {
                name: name.to_owned(),
                label,
                cells: levels(means, name),
            }
        });
        let points = means.rows().filter_map(|row| row.count("point"));
        Self {
            factors: factors.collect(),
            points: points.max().map_or(0, |last| last as usize + 1),
        }
    }

    /// Whether every combination of levels is a point, and a map is not too large.
    pub(crate) fn is_full(&self) -> bool {
        let levels = self.factors.iter().map(|factor| factor.cells.len());
        levels.clone().product::<usize>() == self.points && levels.max() <= Some(MOST)
    }
}

fn levels(table: &Frame, name: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for row in table.rows() {
        let cell = row.cell(name);
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
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The names of the levels.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |cell: &Cell| match number(cell) {
            Some(number) => significant(number, 4),
            None => cell.to_string(),
        };
        self.cells.iter().map(name).collect()
    }

    /// The place of a row's level.
    pub(crate) fn place(&self, row: &Row<'_>) -> Option<usize> {
        let own = row.cell(&self.name);
        self.cells.iter().position(|cell| cell == own)
    }

    /// The place of the level that a text tells.
    pub(crate) fn place_of_text(&self, text: &str) -> Option<usize> {
        let told = text.parse::<f64>().ok();
        self.cells
            .iter()
            .position(|cell| match (number(cell), told) {
                (Some(own), Some(told)) => own == told,
                _ => cell.to_string() == text,
            })
    }

    /// Where a value stands among levels of numbers: a whole number at a level, and
    /// between two of them in proportion.
    pub(crate) fn position(&self, value: f64) -> Option<f64> {
        let numbers: Vec<f64> = self.cells.iter().filter_map(number).collect();
        let above = numbers.iter().position(|&level| level >= value)?;
        if numbers[above] == value {
            return Some(above as f64);
        }
        let below = numbers[above.checked_sub(1)?];
        Some(above as f64 - (numbers[above] - value) / (numbers[above] - below))
    }

    /// The axis of its levels, and where a level of a place stands on it.
    pub(crate) fn axis(&self) -> (Axis, Vec<f64>) {
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
        Levels { name, label, cells }
    }

    #[test]
    fn a_value_stands_in_proportion_between_levels() {
        let levels = levels_of([4.0, 8.0, 16.0].map(Cell::from).to_vec());
        assert_eq!(levels.position(4.0), Some(0.0));
        assert_eq!(levels.position(6.0), Some(0.5));
        assert_eq!(levels.position(10.0), Some(1.25));
        assert_eq!(levels.position(2.0), None);
        assert_eq!(levels.position(17.0), None);
        assert_eq!(levels.place_of_text("8"), Some(1));
    }

    #[test]
    fn texts_are_found_as_they_are() {
        let levels = levels_of(["low", "1"].map(Cell::text).to_vec());
        assert_eq!(levels.place_of_text("low"), Some(0));
        assert_eq!(levels.place_of_text("1"), Some(1));
        assert_eq!(levels.place_of_text("high"), None);
        assert_eq!(levels.position(1.0), None);
    }
}

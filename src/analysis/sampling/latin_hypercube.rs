//! The Latin hypercube (McKay, Beckman & Conover 1979).

use crate::analysis::draw::Draw;
use crate::random::{Entity, Purpose, Streams};
use crate::units::Quarter;

/// The largest number below 1.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

/// A Latin hypercube: of n points, each of the n strata of each input holds
/// exactly one, at a random place within it. It cannot be extended: with more
/// points the strata are others.
///
/// A draw is addressed by row and column, so that points depend on the seed and
/// their number only.
///
/// ```
/// use orgsim::analysis::sampling::LatinHypercube;
/// let points = LatinHypercube::new(1, 10, 3).points();
/// let mut strata: Vec<f64> = points.iter().map(|row| (row[2] * 10.0).floor()).collect();
/// strata.sort_by(f64::total_cmp);
/// assert!(strata.into_iter().eq((0..10).map(f64::from)));
/// ```
#[derive(Clone, Debug)]
pub struct LatinHypercube {
    streams: Streams,
    purpose: Number,
    rows: usize,
    /// For each column, the stratum of each row.
    strata: Vec<Vec<usize>>,
}

/// A purpose of which only the number is known.
#[derive(Clone, Copy, Debug)]
struct Number(u8);

impl Purpose for Number {
    fn number(self) -> u8 {
        self.0
    }
}

impl LatinHypercube {
    /// A design of so many points, the rows, for so many inputs, the columns.
    pub fn new(seed: u64, rows: usize, columns: usize) -> Self {
        Self::with_streams(Streams::new(seed, 0), Draw::LatinHypercube, rows, columns)
    }

    /// The same from streams and for a purpose of the caller, who draws for it
    /// nothing else.
    pub fn with_streams(
        streams: Streams,
        purpose: impl Purpose,
        rows: usize,
        columns: usize,
    ) -> Self {
        let mut design = Self {
            streams,
            purpose: Number(purpose.number()),
            rows,
            strata: Vec::new(),
        };
        design.strata = (0..columns)
            .map(|column| design.permutation(column))
            .collect();
        design
    }

    /// All points: rows of numbers in `[0, 1)`.
    pub fn points(&self) -> Vec<Vec<f64>> {
        let columns = 0..self.strata.len();
        (0..self.rows)
            .map(|row| {
                columns
                    .clone()
                    .map(|column| self.coordinate(row, column))
                    .collect()
            })
            .collect()
    }

    /// One coordinate of a point, in `[0, 1)`.
    ///
    /// # Panics
    /// If the design has no such row or column.
    pub fn coordinate(&self, row: usize, column: usize) -> f64 {
        let stratum = self.strata[column][row] as f64;
        let place = (stratum + self.uniform(row, column, 1)) / self.rows as f64;
        // the place within the last stratum may round to its end
        place.min(BELOW_ONE)
    }

    /// The coordinate of a point, anywhere in the cube, that stands in for one
    /// that could not be used; attempts count from 1.
    pub fn replacement(&self, row: usize, column: usize, attempt: u16) -> f64 {
        self.uniform(row, column, attempt.saturating_add(1))
    }

    /// The rows in the order of random numbers: for each the number of the row
    /// that takes this place.
    fn permutation(&self, column: usize) -> Vec<usize> {
        let mut order: Vec<(f64, usize)> = (0..self.rows)
            .map(|row| (self.uniform(row, column, 0), row))
            .collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        order.into_iter().map(|(_, row)| row).collect()
    }

    fn uniform(&self, row: usize, column: usize, draw: u16) -> f64 {
        let entity = Entity {
            id: column as u32,
            generation: 0,
        };
        self.streams
            .nth_uniform(self.purpose, entity, Quarter(0), row as u32, draw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_stratum_of_each_column_is_hit_once(
            seed: u64, rows in 1..80usize, columns in 1..6usize,
        ) {
            let points = LatinHypercube::new(seed, rows, columns).points();
            for column in 0..columns {
                let mut hit = vec![0; rows];
                for row in &points {
                    prop_assert!((0.0..1.0).contains(&row[column]));
                    hit[(row[column] * rows as f64) as usize] += 1;
                }
                prop_assert_eq!(hit, vec![1; rows]);
            }
        }
    }

    #[test]
    fn columns_seeds_and_replacements_differ() {
        let design = LatinHypercube::new(1, 20, 2);
        let column = |design: &LatinHypercube, column| -> Vec<f64> {
            (0..20).map(|row| design.coordinate(row, column)).collect()
        };
        assert_ne!(column(&design, 0), column(&design, 1));
        assert_ne!(
            column(&design, 0),
            column(&LatinHypercube::new(2, 20, 2), 0)
        );
        let stand_ins = [1, 2].map(|attempt| design.replacement(3, 0, attempt));
        assert_ne!(stand_ins[0], stand_ins[1]);
    }

    #[test]
    fn a_design_without_rows_or_columns_is_empty() {
        assert!(LatinHypercube::new(1, 0, 2).points().is_empty());
        assert_eq!(LatinHypercube::new(1, 2, 0).points(), [[0.0; 0]; 2]);
    }
}

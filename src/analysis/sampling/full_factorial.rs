//! The full factorial design: every combination of levels.

use super::DesignError;

/// All combinations of the levels of several factors, in the order of an
/// odometer: the last factor changes fastest.
///
/// ```
/// use orgsim::analysis::sampling::FullFactorial;
/// let design = FullFactorial::new(&[2, 3]).unwrap();
/// assert_eq!(design.len(), 6);
/// assert_eq!(design.indices().nth(4), Some(vec![1, 1]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullFactorial {
    levels: Vec<usize>,
    len: usize,
}

impl FullFactorial {
    /// The design for factors with so many levels each.
    ///
    /// # Errors
    /// Without a factor, for a factor without levels, and for more combinations
    /// than can be counted.
    pub fn new(levels: &[usize]) -> Result<Self, DesignError> {
        if levels.is_empty() {
            return Err(DesignError::Empty);
        }
        if let Some(factor) = levels.iter().position(|&levels| levels == 0) {
            return Err(DesignError::Levels { factor });
        }
        let len = levels
            .iter()
            .try_fold(1usize, |product, &levels| product.checked_mul(levels))
            .ok_or(DesignError::Points)?;
        Ok(Self {
            levels: levels.to_vec(),
            len,
        })
    }

    /// The number of combinations.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The combinations: for each factor the index of its level, from 0.
    pub fn indices(&self) -> impl Iterator<Item = Vec<usize>> {
        (0..self.len).map(|point| {
            let mut rest = point;
            let mut indices: Vec<usize> = self
                .levels
                .iter()
                .rev()
                .map(|levels| {
                    let index = rest % levels;
                    rest /= levels;
                    index
                })
                .collect();
            indices.reverse();
            indices
        })
    }

    /// The combinations as points of the unit cube: the middle of the cell of
    /// each level, from which [`level`](super::level) finds it again.
    pub fn points(&self) -> Vec<Vec<f64>> {
        let middle = |(index, &levels): (usize, &usize)| (index as f64 + 0.5) / levels as f64;
        self.indices()
            .map(|row| row.into_iter().zip(&self.levels).map(middle).collect())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::level;
    use super::*;

    #[test]
    fn every_combination_stands_once_in_order() {
        let design = FullFactorial::new(&[3, 1, 2]).unwrap();
        let rows: Vec<Vec<usize>> = design.indices().collect();
        let expected = [
            [0, 0, 0],
            [0, 0, 1],
            [1, 0, 0],
            [1, 0, 1],
            [2, 0, 0],
            [2, 0, 1],
        ];
        assert_eq!(rows, expected);
        let from_points: Vec<Vec<usize>> = design
            .points()
            .iter()
            .map(|row| {
                row.iter()
                    .zip([3, 1, 2])
                    .map(|(&u, k)| level(u, k))
                    .collect()
            })
            .collect();
        assert_eq!(from_points, rows);
    }

    #[test]
    fn what_has_no_combinations_is_refused() {
        assert_eq!(FullFactorial::new(&[]), Err(DesignError::Empty));
        let none = FullFactorial::new(&[2, 0]);
        assert_eq!(none, Err(DesignError::Levels { factor: 1 }));
        let many = FullFactorial::new(&[usize::MAX, 2]);
        assert_eq!(many, Err(DesignError::Points));
    }
}

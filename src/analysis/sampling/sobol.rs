//! The Sobol' sequence, plain or scrambled.

use super::DesignError;
use super::direction_numbers::{BITS, Directions, directions};
use super::scrambling::Scrambling;

/// The Sobol' sequence with the direction numbers of Joe & Kuo (2008), in the
/// order of the Gray code, from its first point on.
///
/// The number of points is a power of two, and no point is skipped: in each
/// dimension, 2^m points hit each interval of length 2^-m exactly once. Without
/// the first point, or with a thousand points instead of 1,024, the error of a
/// mean is many times as large (Owen 2020, "On dropping the first Sobol'
/// point"). Points can be doubled: the first n of 2n are the same.
///
/// ```
/// use orgsim::analysis::sampling::Sobol;
/// let points = Sobol::new(2).unwrap().points(4).unwrap();
/// assert_eq!(points, [[0.0, 0.0], [0.5, 0.5], [0.75, 0.25], [0.25, 0.75]]);
/// assert!(Sobol::new(2).unwrap().points(1000).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Sobol {
    directions: Vec<Directions>,
    scrambling: Option<Scrambling>,
}

impl Sobol {
    /// The sequence as it stands; its first point is the origin.
    ///
    /// # Errors
    /// Without a dimension, and for more than 1,000.
    pub fn new(dimensions: usize) -> Result<Self, DesignError> {
        Ok(Self {
            directions: directions(dimensions)?,
            scrambling: None,
        })
    }

    /// The sequence under nested uniform scrambling (Owen 1995): each point is
    /// uniform in the cube, together they stay balanced, and the error of the
    /// mean of a smooth function falls as n^-1.5.
    ///
    /// Scramblings with different numbers under one seed are independent.
    ///
    /// # Errors
    /// Without a dimension, and for more than 1,000.
    pub fn scrambled(dimensions: usize, seed: u64, scrambling: u64) -> Result<Self, DesignError> {
        Ok(Self {
            directions: directions(dimensions)?,
            scrambling: Some(Scrambling::new(seed, scrambling)),
        })
    }

    /// The first `n` points: rows of numbers in `[0, 1)`.
    ///
    /// # Errors
    /// If `n` is not a power of two from 1 to 2^30.
    pub fn points(&self, n: usize) -> Result<Vec<Vec<f64>>, DesignError> {
        if !n.is_power_of_two() || n > 1 << BITS {
            return Err(DesignError::PowerOfTwo { points: n });
        }
        Ok((0..n as u32).map(|number| self.point(number)).collect())
    }

    fn point(&self, number: u32) -> Vec<f64> {
        let gray = number ^ (number >> 1);
        let dimensions = self.directions.iter().enumerate();
        dimensions
            .map(|(dimension, directions)| {
                let digits = directions
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| gray >> bit & 1 == 1)
                    .fold(0, |sum, (_, direction)| sum ^ direction);
                match &self.scrambling {
                    None => f64::from(digits) / f64::from(1u32 << BITS),
                    Some(scrambling) => scrambling.coordinate(dimension, digits),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_points_that_is_no_power_of_two_is_refused() {
        let sequence = Sobol::scrambled(3, 1, 0).unwrap();
        for points in [0, 3, 1000, (1 << BITS) + 1, 1 << (BITS + 1)] {
            let error = sequence.points(points).unwrap_err();
            assert_eq!(error, DesignError::PowerOfTwo { points });
        }
        let error = sequence.points(1000).unwrap_err().to_string();
        assert!(error.starts_with("1000 points: a Sobol' sequence is balanced after"));
    }

    #[test]
    fn dimensions_end_with_the_table() {
        assert_eq!(Sobol::new(0).unwrap_err(), DesignError::Empty);
        let error = Sobol::scrambled(1001, 1, 0).unwrap_err();
        assert!(matches!(error, DesignError::Dimensions { most: 1000, .. }));
        assert_eq!(Sobol::new(1000).unwrap().points(1).unwrap()[0].len(), 1000);
    }

    #[test]
    fn doubling_keeps_the_points() {
        let sequence = Sobol::scrambled(7, 3, 1).unwrap();
        let (few, many) = (sequence.points(64).unwrap(), sequence.points(128).unwrap());
        assert_eq!(few, many[..64]);
    }

    #[test]
    fn scramblings_differ_and_repeat() {
        let points = |seed, number| {
            Sobol::scrambled(2, seed, number)
                .unwrap()
                .points(8)
                .unwrap()
        };
        assert_eq!(points(1, 0), points(1, 0));
        assert_ne!(points(1, 0), points(1, 1));
        assert_ne!(points(1, 0), points(2, 0));
    }
}

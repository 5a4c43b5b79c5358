//! Direction numbers of the Sobol' sequence (Joe & Kuo 2008).

use super::DesignError;

/// Bits of a coordinate before scrambling, and so of the number of a point.
pub(super) const BITS: u32 = 30;

/// The generating matrix of one dimension: column k is what bit k of a point's
/// number contributes, as an integer in units of 2^-[`BITS`].
pub(super) type Directions = [u32; BITS as usize];

/// Beginning of the file `new-joe-kuo-6.21201`, behind comments.
const TABLE: &str = include_str!("new-joe-kuo-6.1000.txt");

/// The largest dimension of the table.
pub(super) const MOST_DIMENSIONS: usize = 1000;

/// The generating matrices of the first dimensions.
pub(super) fn directions(dimensions: usize) -> Result<Vec<Directions>, DesignError> {
    if dimensions == 0 {
        return Err(DesignError::Empty);
    }
    if dimensions > MOST_DIMENSIONS {
        return Err(DesignError::Dimensions {
            dimensions,
            most: MOST_DIMENSIONS,
        });
    }
    // the first dimension is the van der Corput sequence
    let first = std::array::from_fn(|k| 1 << (BITS - 1 - k as u32));
    let others = TABLE
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .map(of_line);
    Ok(std::iter::once(first)
        .chain(others)
        .take(dimensions)
        .collect())
}

/// The matrix of a line of the table: dimension, degree s of a primitive
/// polynomial over the integers modulo 2, its inner coefficients a, and the
/// initial numbers m; further ones follow by the recurrence of Bratley & Fox
/// (1988).
fn of_line(line: &str) -> Directions {
    let numbers: Vec<u32> = line
        .split(' ')
        .skip(1)
        .map(|number| number.parse().expect("the table holds numbers"))
        .collect();
    let (degree, coefficients, initial) = (numbers[0] as usize, numbers[1], &numbers[2..]);
    let mut directions = Directions::default();
    for k in 0..BITS as usize {
        directions[k] = if k < degree {
            initial[k] << (BITS - 1 - k as u32)
        } else {
            let oldest = directions[k - degree];
            (1..degree)
                .filter(|i| coefficients >> (degree - 1 - i) & 1 == 1)
                .fold(oldest ^ (oldest >> degree), |v, i| v ^ directions[k - i])
        };
    }
    directions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_are_unit_triangular() {
        // then 2^k points hit each interval of length 2^-k once, in any dimension
        let all = directions(MOST_DIMENSIONS).unwrap();
        assert_eq!(all.len(), MOST_DIMENSIONS);
        for matrix in all {
            for (k, column) in matrix.iter().enumerate() {
                assert_eq!(column.trailing_zeros(), BITS - 1 - k as u32);
            }
        }
    }

    #[test]
    fn no_matrix_stands_twice() {
        let mut all = directions(MOST_DIMENSIONS).unwrap();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), MOST_DIMENSIONS);
    }
}

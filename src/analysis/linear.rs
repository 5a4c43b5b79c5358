//! Symmetric systems of a few equations. Written here since libraries of linear
//! algebra choose operations by CPU, and with them last digits.

/// The lower triangle `L` with `L L' = matrix`, by rows; none if the matrix is
/// not positive definite.
pub(crate) fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let mut lower = vec![vec![0.0; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let left = matrix[row][column] - known;
            if row != column {
                lower[row][column] = left / lower[column][column];
            } else if left > 1e-12 * matrix[row][row] {
                lower[row][row] = left.sqrt();
            } else {
                return None;
            }
        }
    }
    Some(lower)
}

/// The `x` with `L x = right`.
pub(crate) fn forward(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut solution: Vec<f64> = Vec::with_capacity(right.len());
    for (row, &value) in lower.iter().zip(right) {
        let known: f64 = row.iter().zip(&solution).map(|(a, x)| a * x).sum();
        solution.push((value - known) / row[solution.len()]);
    }
    solution
}

/// The `x` with `L L' x = right`.
pub(crate) fn solve(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut solution = forward(lower, right);
    for row in (0..solution.len()).rev() {
        let known: f64 = (row + 1..solution.len())
            .map(|k| lower[k][row] * solution[k])
            .sum();
        solution[row] = (solution[row] - known) / lower[row][row];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let matrix = [
            vec![4.0, 12.0, -16.0],
            vec![12.0, 37.0, -43.0],
            vec![-16.0, -43.0, 98.0],
        ];
        let lower = cholesky(&matrix).unwrap();
        let known = [
            vec![2.0, 0.0, 0.0],
            vec![6.0, 1.0, 0.0],
            vec![-8.0, 5.0, 3.0],
        ];
        assert_eq!(lower, known);
        assert_eq!(forward(&lower, &[2.0, 7.0, 0.0]), [1.0, 1.0, 1.0]);
        let solution = solve(&lower, &[0.0, 6.0, 39.0]);
        for (found, expected) in solution.iter().zip([1.0, 1.0, 1.0]) {
            assert!((found - expected).abs() < 1e-9, "{solution:?}");
        }
        assert_eq!(cholesky(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
    }
}

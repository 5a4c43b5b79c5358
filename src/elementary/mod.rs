//! Elementary functions that give the same bits on every CPU.
//!
//! The standard library's `exp` and `ln` come from the C library of the
//! machine, which picks different code, and sometimes different last digits,
//! for different CPUs. A result that must be reproducible uses the functions of
//! this module (or `libm` for what is not here): only additions,
//! multiplications, divisions and square roots, all of which IEEE 754 fixes to
//! the bit, in one fixed order, never fused.
//!
//! `exp` and `ln` have no branches, so that a loop over a column compiles to
//! vector instructions. Vectors of any width run the same operations on every
//! element, hence give the same bits as the scalar functions.
//!
//! ```
//! use orgsim::elementary::{exp, exp_column};
//!
//! let mut column = [0.0, 1.0, -2.5];
//! exp_column(&mut column);
//! assert_eq!(column, [exp(0.0), exp(1.0), exp(-2.5)]);
//! ```

mod exp;
mod ln;
mod normal;
pub(crate) mod width;

pub use exp::{exp, exp_column};
pub use ln::{ln, ln_column};
pub use normal::{normal_quantile, normal_quantile_column};
pub use width::{force_vector_level, vector_levels};

/// `x` raised to the power `y`, to one unit in the last place over the whole
/// range, which `exp(y * ln(x))` is not.
#[inline]
pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

#[cfg(test)]
mod tests {
    use super::width::at_every_width;
    use super::*;

    /// Each function over columns that cross all its cases, at every width,
    /// against the same function for one number.
    #[test]
    fn same_bits_at_every_width() {
        let any_bits =
            (0..40_000u64).map(|i| f64::from_bits(i.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let powers = (-10_000..10_000).map(|i| f64::from(i) * 0.079);
        let shares = (1..20_000).map(|i| f64::from(i) / 20_000.0);
        let tails = (1..300).flat_map(|i| [powf(0.1, f64::from(i)), 1.0 - powf(0.8, f64::from(i))]);
        let edges = [0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        let columns: [Vec<f64>; 5] = [
            any_bits.collect(),
            powers.collect(),
            shares.collect(),
            tails.collect(),
            edges.into(),
        ];
        type Function = (fn(f64) -> f64, fn(&mut [f64]));
        let functions: [Function; 3] = [
            (exp, exp_column),
            (ln, ln_column),
            (normal_quantile, normal_quantile_column),
        ];
        for (scalar, of_column) in functions {
            at_every_width(|arch| {
                for arguments in &columns {
                    let mut results = arguments.clone();
                    of_column(&mut results);
                    for (x, result) in arguments.iter().zip(results) {
                        let expected = scalar(*x);
                        assert!(
                            result.to_bits() == expected.to_bits()
                                || result.is_nan() && expected.is_nan(),
                            "{x}: {result} instead of {expected} with {arch:?}"
                        );
                    }
                }
            });
        }
    }
}

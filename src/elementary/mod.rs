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
//! use orgsim::elementary::{at_full_width, exp, exp_column};
//!
//! let mut column = [0.0, 1.0, -2.5];
//! exp_column(&mut column);
//! assert_eq!(column, [exp(0.0), exp(1.0), exp(-2.5)]);
//!
//! // a whole expression in one pass
//! let (hazards, mut chances) = ([0.1, 0.2, 0.3], [0.0; 3]);
//! at_full_width(|| {
//!     for (chance, hazard) in chances.iter_mut().zip(hazards) {
//!         *chance = 1.0 - exp(-hazard);
//!     }
//! });
//! assert_eq!(chances[1], 1.0 - exp(-0.2));
//! ```

mod exp;
mod ln;
mod normal;

pub use exp::{exp, exp_column};
pub use ln::{ln, ln_column};
pub use normal::{normal_quantile, normal_quantile_column};

/// `x` raised to the power `y`, to one unit in the last place over the whole
/// range, which `exp(y * ln(x))` is not.
#[inline]
pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Runs `work` with the widest vector instructions of the CPU.
///
/// Everything that the compiler inlines into `work` is compiled once for each
/// width and may use it; calls to functions that are not inlined stay as they
/// are. The result is the same at every width, since neither the compiler nor
/// this crate fuses or reorders floating-point operations. Worth its price of
/// about 2 ns from some twenty elements on.
#[inline]
pub fn at_full_width<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}

#[cfg(test)]
mod tests {
    use pulp::Arch;

    use super::*;

    /// The instruction sets of this machine, narrowest first.
    fn widths() -> Vec<Arch> {
        vec![
            Arch::Scalar,
            #[cfg(target_arch = "x86_64")]
            pulp::x86::V3::try_new().map_or(Arch::Scalar, Arch::V3),
            Arch::new(),
        ]
    }

    /// Each function over a column that crosses all its cases, at every width,
    /// against the same function for one number.
    #[test]
    fn same_bits_at_every_width() {
        let arguments: Vec<f64> = (0..40_000u64)
            .map(|i| f64::from_bits(i.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
            .chain((0..20_000).map(|i| f64::from(i - 10_000) * 0.079))
            .chain((1..20_000).map(|i| f64::from(i) / 20_000.0))
            .chain([0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY])
            .filter(|x| !x.is_nan())
            .collect();
        type Function = (fn(f64) -> f64, fn(&mut [f64]));
        let functions: [Function; 3] = [
            (exp, exp::in_place),
            (ln, ln::in_place),
            (normal_quantile, normal::in_place),
        ];
        for (scalar, column) in functions {
            for arch in widths() {
                let mut results = arguments.clone();
                arch.dispatch(|| column(&mut results));
                for (x, result) in arguments.iter().zip(results) {
                    let expected = scalar(*x);
                    assert!(
                        result.to_bits() == expected.to_bits()
                            || result.is_nan() && expected.is_nan(),
                        "{x}: {result} instead of {expected} with {arch:?}"
                    );
                }
            }
        }
    }
}

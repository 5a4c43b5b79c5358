//! Elementary functions that give the same bits on every CPU.
//!
//! The standard library's `exp` and `ln` come from the C library of the
//! machine, which picks different code, and sometimes different last digits,
//! for different CPUs. A result that must be reproducible uses the functions of
//! this module (or `libm` for what is not here): only additions,
//! multiplications, divisions and square roots, all of which IEEE 754 fixes to
//! the bit, in one fixed order, never fused.

mod normal;

pub use normal::normal_quantile;

/// The exponential function.
#[inline]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `x` raised to the power `y`.
///
/// Correct to one unit in the last place over the whole range, which
/// `exp(y * ln(x))` is not.
#[inline]
pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

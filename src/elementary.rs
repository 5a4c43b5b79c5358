//! Elementary functions that give the same bits on every CPU.

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

/// `x` raised to the power `y`, for positive `x`.
#[inline]
pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Quantile function of the standard normal distribution for `p` in (0, 1).
#[inline]
pub fn normal_quantile(p: f64) -> f64 {
    // placeholder accuracy until the full algorithm lands
    let t = libm::sqrt(-2.0 * libm::log(if p < 0.5 { p } else { 1.0 - p }));
    let z = t
        - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    if p < 0.5 { -z } else { z }
}

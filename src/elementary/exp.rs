//! The exponential function.
//!
//! The algorithm is that of FreeBSD's msun (`e_exp.c`, Sun Microsystems 1993):
//! x = k ln 2 + r with |r| <= ln 2 / 2, and e^r from a rational function of r
//! that a polynomial of degree 5 in r^2 gives, with an error below one unit in
//! the last place. Its branches are replaced by arithmetic.

use super::width::full_width;

/// 2^52 + 2^51: adding it to a smaller number rounds that to an integer, which
/// then stands in the low bits.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// Added to k, so that its low twelve bits are positive for all k in use and
/// hold the exponent bias twice.
const BIAS: f64 = 2046.0;
const INVERSE_LN_2: f64 = std::f64::consts::LOG2_E;
/// ln 2 in two parts; the higher has 32 bits, so that its product with k is
/// exact.
pub(super) const LN_2_HIGH: f64 = f64::from_bits(0x3FE6_2E42_FEE0_0000);
pub(super) const LN_2_LOW: f64 = f64::from_bits(0x3DEA_39EF_3579_3C76);
/// Beyond these, the result is infinite or zero.
const HIGHEST: f64 = 710.0;
const LOWEST: f64 = -746.0;

const P1: f64 = 1.666_666_666_666_660_2e-1;
const P2: f64 = -2.777_777_777_701_559_3e-3;
const P3: f64 = 6.613_756_321_437_934e-5;
const P4: f64 = -1.653_390_220_546_525_2e-6;
const P5: f64 = 4.138_136_797_057_238_5e-8;

/// The exponential function, to one unit in the last place.
///
/// Infinite from 709.79, subnormal below -708.40 (rounded as any other result),
/// zero below -745.14; NaN for NaN.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    // comparisons instead of min and max, since these lose a NaN
    let x = if x > HIGHEST { HIGHEST } else { x };
    let x = if x < LOWEST { LOWEST } else { x };

    let rounded = x * INVERSE_LN_2 + (ROUND + BIAS);
    let k = rounded - (ROUND + BIAS);
    let (high, low) = (x - k * LN_2_HIGH, k * LN_2_LOW);
    let r = high - low;
    let rr = r * r;
    let c = r - rr * (P1 + rr * (P2 + rr * (P3 + rr * (P4 + rr * P5))));
    let power = 1.0 + (r * c / (2.0 - c) - low + high);

    // 2^k in two factors, of which the first leaves the range of normal numbers
    // for no k; the second rounds once if the result is subnormal
    let biased = rounded.to_bits() & 0xFFF;
    let half = biased >> 1;
    power * f64::from_bits(half << 52) * f64::from_bits((biased - half) << 52)
}

full_width! {
    /// Replaces each number of a column by its exponential, with the bits of
    /// [`exp`].
    pub fn exp_column(column: &mut [f64]) {
        for x in column {
            *x = exp(*x);
        }
    }
}

//! The natural logarithm.
//!
//! The algorithm is that of FreeBSD's msun (`e_log.c`, Sun Microsystems 1993):
//! x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and ln(1 + f) as a
//! polynomial of degree 14 in s = f / (2 + f), with an error below one unit in
//! the last place. Its branches are replaced by selections, its conversions of
//! integers by arithmetic on bits.

use super::exp::{LN_2_HIGH, LN_2_LOW};
use super::width::full_width;

const L1: f64 = 6.666_666_666_666_735e-1;
const L2: f64 = 3.999_999_999_940_942e-1;
const L3: f64 = 2.857_142_874_366_239e-1;
const L4: f64 = 2.222_219_843_214_978_4e-1;
const L5: f64 = 1.818_357_216_161_805e-1;
const L6: f64 = 1.531_383_769_920_937_3e-1;
const L7: f64 = 1.479_819_860_511_658_6e-1;

/// The bits of sqrt(1/2), rounded down to the upper word.
const ROOT_HALF: u64 = 0x3FE6_A09E << 32;
/// Moves the bits of [`ROOT_HALF`] to those of 1.
const TO_ONE: u64 = 1.0f64.to_bits() - ROOT_HALF;
const FRACTION: u64 = (1 << 52) - 1;
/// 2^52; an integer in the low bits of its fraction is added to it.
const TWO_52: f64 = (1u64 << 52) as f64;
const TWO_54: f64 = (1u64 << 54) as f64;
const BIAS: f64 = 1023.0;

/// The natural logarithm, to one unit in the last place.
///
/// Minus infinity at 0, infinity at infinity, NaN for NaN and below 0.
/// Subnormal arguments are exact like all others.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let subnormal = x < f64::MIN_POSITIVE;
    let normal = if subnormal { x * TWO_54 } else { x };
    let bias = if subnormal { BIAS + 54.0 } else { BIAS };

    // the exponent of x / sqrt(1/2) counts how often 2 goes into x
    let shifted = normal.to_bits().wrapping_add(TO_ONE);
    let k = f64::from_bits(TWO_52.to_bits() | (shifted >> 52)) - TWO_52 - bias;
    let f = f64::from_bits((shifted & FRACTION).wrapping_add(ROOT_HALF)) - 1.0;

    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (L2 + w * (L4 + w * L6));
    let odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
    let y = s * (half_square + (odd + even)) + k * LN_2_LOW - half_square + f + k * LN_2_HIGH;

    let y = if x < f64::INFINITY { y } else { x };
    let edge = if x == 0.0 {
        f64::NEG_INFINITY
    } else {
        f64::NAN
    };
    if x > 0.0 { y } else { edge }
}

full_width! {
    /// Replaces each number of a column by its natural logarithm, with the bits of
    /// [`ln`].
    pub fn ln_column(column: &mut [f64]) {
        for x in column {
            *x = ln(*x);
        }
    }
}

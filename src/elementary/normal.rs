//! Quantile function of the standard normal distribution.
//!
//! Algorithm AS 241, routine PPND16 (Wichura 1988, Applied Statistics 37:477):
//! a ratio of two polynomials of degree 7 in each of three regions, with a
//! relative error of about 1e-16.

use super::ln;
use super::width::full_width;

/// Half-width of the central region around p = 1/2.
const CENTRAL: f64 = 0.425;
/// Square of [`CENTRAL`].
const CENTRAL_SQUARED: f64 = 0.180625;
/// Where the tail region meets the far tail, in sqrt(-ln p).
const FAR: f64 = 5.0;
/// A probability safely inside the tail region, which ends at exp(-25).
const NEAR: f64 = 1e-10;
/// Centre of the tail region, in sqrt(-ln p).
const TAIL_SHIFT: f64 = 1.6;

/// Coefficients of a ratio of polynomials, constant first; the constant of the
/// denominator is one.
struct Ratio {
    numerator: [f64; 8],
    denominator: [f64; 7],
}

const CENTRAL_RATIO: Ratio = Ratio {
    numerator: [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    denominator: [
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
};

const TAIL_RATIO: Ratio = Ratio {
    numerator: [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    denominator: [
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
};

const FAR_RATIO: Ratio = Ratio {
    numerator: [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    denominator: [
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
};

impl Ratio {
    #[inline(always)]
    fn at(&self, r: f64) -> f64 {
        let [a0, a1, a2, a3, a4, a5, a6, a7] = self.numerator;
        let [b1, b2, b3, b4, b5, b6, b7] = self.denominator;
        let above = ((((((a7 * r + a6) * r + a5) * r + a4) * r + a3) * r + a2) * r + a1) * r + a0;
        let below = ((((((b7 * r + b6) * r + b5) * r + b4) * r + b3) * r + b2) * r + b1) * r + 1.0;
        above / below
    }
}

/// Quantile function of the standard normal distribution, for `p` in (0, 1).
///
/// Relative error below 1e-15, most of it from rounding. Minus infinity at 0, plus infinity at 1, NaN
/// elsewhere.
///
/// ```
/// use orgsim::elementary::normal_quantile;
///
/// assert_eq!(normal_quantile(0.5), 0.0);
/// assert!((normal_quantile(0.975) - 1.959963984540054).abs() < 1e-15);
/// ```
#[inline]
pub fn normal_quantile(p: f64) -> f64 {
    if is_central(p) {
        return central(p);
    }
    let nearer = nearer_end(p);
    if nearer == 0.0 {
        return f64::INFINITY.copysign(p - 0.5);
    }
    let r = (-ln(nearer)).sqrt();
    if r <= FAR {
        tail(p)
    } else {
        FAR_RATIO.at(r - FAR).copysign(p - 0.5)
    }
}

#[inline(always)]
fn is_central(p: f64) -> bool {
    (p - 0.5).abs() <= CENTRAL
}

#[inline(always)]
fn central(p: f64) -> f64 {
    let q = p - 0.5;
    q * CENTRAL_RATIO.at(CENTRAL_SQUARED - q * q)
}

#[inline(always)]
fn tail(p: f64) -> f64 {
    let r = (-ln(nearer_end(p))).sqrt();
    TAIL_RATIO.at(r - TAIL_SHIFT).copysign(p - 0.5)
}

#[inline(always)]
fn nearer_end(p: f64) -> f64 {
    if p < 0.5 { p } else { 1.0 - p }
}

/// Probabilities handled together; the position of one fits a byte.
const PIECE: usize = 256;
/// Tail elements are rounded up to a whole number of the widest vectors.
const LANES: usize = 8;

full_width! {
    /// Replaces each probability of a column by its normal quantile, with the
    /// bits of [`normal_quantile`].
    pub fn normal_quantile_column(column: &mut [f64]) {
        for piece in column.chunks_mut(PIECE) {
            // the tails, 15 in 100 of uniforms, are taken out of the column, so
            // that both passes run without branches
            let (mut tails, mut places, mut count) = ([0.25; PIECE], [0u8; PIECE], 0);
            let mut all_near = true;
            for (i, &p) in piece.iter().enumerate() {
                let outside = !is_central(p);
                tails[count] = p;
                places[count] = i as u8;
                count += usize::from(outside);
            }
            for p in piece.iter_mut() {
                *p = central(*p);
            }
            let tails = &mut tails[..count.next_multiple_of(LANES)];
            for &p in tails.iter() {
                all_near &= (NEAR..=1.0 - NEAR).contains(&p);
            }
            if all_near {
                for p in tails.iter_mut() {
                    *p = tail(*p);
                }
            } else {
                for p in tails.iter_mut() {
                    *p = normal_quantile(*p);
                }
            }
            for (&place, &z) in places[..count].iter().zip(tails.iter()) {
                piece[usize::from(place)] = z;
            }
        }
    }
}

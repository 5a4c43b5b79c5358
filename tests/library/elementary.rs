//! Accuracy, special values and monotonicity of the elementary functions.

use orgsim::elementary::{exp, ln, normal_quantile, powf};
use proptest::prelude::*;

/// Distance in units in the last place, for numbers of one sign.
fn ulps(a: f64, b: f64) -> u64 {
    a.to_bits().abs_diff(b.to_bits())
}

/// Numbers spread over an interval, without a pattern in their low bits.
fn scattered(low: f64, high: f64, count: u32) -> impl Iterator<Item = f64> {
    const GOLDEN: f64 = 0.618_033_988_749_894_8;
    (1..=count).map(move |i| low + (high - low) * (f64::from(i) * GOLDEN).fract())
}

/// The `count` neighbouring numbers around `x`, in order.
fn neighbours(x: f64, count: u64) -> impl Iterator<Item = f64> {
    let middle = x.to_bits();
    let numbers = (middle - count / 2..middle + count / 2).map(f64::from_bits);
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.into_iter()
}

fn assert_monotone(function: fn(f64) -> f64, arguments: impl Iterator<Item = f64>) {
    let mut last = f64::NEG_INFINITY;
    for x in arguments {
        let y = function(x);
        assert!(y >= last, "falls from {last:e} to {y:e} at {x:e}");
        last = y;
    }
}

// `libm` is the reference: FreeBSD's msun, below one unit in the last place.

#[test]
fn exp_agrees_with_libm() {
    let whole = scattered(-745.2, 709.8, 400_000);
    let near = scattered(-3.0, 3.0, 400_000);
    for x in whole.chain(near) {
        assert!(ulps(exp(x), libm::exp(x)) <= 1, "exp({x:e})");
    }
}

#[test]
fn ln_agrees_with_libm() {
    let every_exponent = (0..2046u64).flat_map(|exponent| {
        (0..200).map(move |i| f64::from_bits((exponent << 52) | (i * 0x0000_147A_E147_AE14)))
    });
    let near = scattered(0.5, 2.0, 400_000);
    for x in every_exponent.chain(near).filter(|x| *x > 0.0) {
        assert!(ulps(ln(x), libm::log(x)) <= 1, "ln({x:e})");
    }
}

#[test]
fn exp_of_special_values() {
    assert_eq!(exp(0.0), 1.0);
    assert_eq!(exp(-0.0), 1.0);
    assert!(ulps(exp(1.0), std::f64::consts::E) <= 1);
    assert_eq!(exp(f64::INFINITY), f64::INFINITY);
    assert_eq!(exp(f64::NEG_INFINITY), 0.0);
    assert!(exp(f64::NAN).is_nan());
    assert!(exp(709.782_712_893_384).is_finite());
    assert_eq!(exp(709.782_712_893_384_1), f64::INFINITY);
    assert_eq!(exp(1e300), f64::INFINITY);
    assert_eq!(exp(-745.133_219_101_941), f64::from_bits(1));
    assert_eq!(exp(-745.133_219_101_941_2), 0.0);
    assert_eq!(exp(-1e300), 0.0);
    assert!(exp(-708.4).is_normal() != exp(-708.39).is_normal());
}

#[test]
fn ln_of_special_values() {
    assert_eq!(ln(1.0).to_bits(), 0.0f64.to_bits());
    assert_eq!(ln(0.0), f64::NEG_INFINITY);
    assert_eq!(ln(-0.0), f64::NEG_INFINITY);
    assert_eq!(ln(f64::INFINITY), f64::INFINITY);
    assert!(ln(f64::NAN).is_nan());
    assert!(ln(-1.0).is_nan());
    assert!(ln(f64::NEG_INFINITY).is_nan());
    assert_eq!(ln(2.0), std::f64::consts::LN_2);
    assert_eq!(ln(10.0), std::f64::consts::LN_10);
    assert_eq!(ln(f64::from_bits(1)), -744.440_071_921_381_2);
    assert_eq!(ln(f64::MAX), 709.782_712_893_384);
}

#[test]
fn exp_and_ln_are_monotone() {
    // neighbouring numbers where the reduction of the argument takes a step
    for k in -1075..1024 {
        let step = (f64::from(k) + 0.5) * std::f64::consts::LN_2;
        assert_monotone(exp, neighbours(step, 400));
    }
    for power in (-1022..1023).map(|k| libm::ldexp(1.0, k)) {
        assert_monotone(ln, neighbours(power * std::f64::consts::FRAC_1_SQRT_2, 400));
        assert_monotone(ln, neighbours(power, 400));
    }
    // and elsewhere
    for x in scattered(-700.0, 700.0, 2000).chain(scattered(-1.0, 1.0, 2000)) {
        assert_monotone(exp, neighbours(x, 100));
        assert_monotone(ln, neighbours(exp(x), 100));
    }
}

/// Values from 50-digit arithmetic (mpmath, `sqrt(2) * erfinv(2 p - 1)`).
const QUANTILES: [(f64, f64); 12] = [
    (0.975, 1.9599639845400538),
    (0.95, 1.6448536269514722),
    (0.995, 2.5758293035489004),
    (0.9, 1.2815515655446006),
    (0.75, 0.6744897501960817),
    (0.6, 0.2533471031357997),
    (0.3, -0.5244005127080408),
    (0.075, -1.439531470938456),
    (0.01, -2.326347874040841),
    (1e-05, -4.264890793922825),
    (1e-11, -6.706023155495136),
    (1.1102230246251565e-16, -8.209536151601387),
];

#[test]
fn normal_quantile_has_its_known_values() {
    for (p, z) in QUANTILES {
        let error = (normal_quantile(p) - z).abs();
        assert!(error <= 8e-16 * z.abs(), "{p}: off by {error:e}");
    }
}

#[test]
fn normal_quantile_of_special_values() {
    assert_eq!(normal_quantile(0.5), 0.0);
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    for outside in [-0.1, 1.1, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        assert!(normal_quantile(outside).is_nan(), "{outside}");
    }
}

#[test]
fn normal_quantile_is_monotone() {
    // uniforms next to each other: at both ends, in the middle and where the
    // regions of the algorithm meet
    let cell = 1.0 / (1u64 << 52) as f64;
    for middle in [0.0, 0.075, 0.5, 0.925, 1.0, exp(-25.0), 1.0 - exp(-25.0)] {
        let first = (middle / cell).floor() - 20_000.0;
        let grid = (0..40_000).map(|i| (first + f64::from(i) + 0.5) * cell);
        assert_monotone(normal_quantile, grid.filter(|p| *p > 0.0 && *p < 1.0));
    }
    for p in scattered(0.0, 1.0, 20_000) {
        let grid = (0..20).map(|i| ((p / cell).floor() + f64::from(i) + 0.5) * cell);
        assert_monotone(normal_quantile, grid.filter(|p| *p < 1.0));
    }
    assert_monotone(normal_quantile, (1..1_000_000).map(|i| f64::from(i) / 1e6));
}

proptest! {
    #[test]
    fn normal_quantile_is_odd(cell in 0u64..1 << 52) {
        let p = (cell as f64 + 0.5) / (1u64 << 52) as f64;
        prop_assert_eq!(normal_quantile(1.0 - p), -normal_quantile(p));
    }

    #[test]
    fn ln_inverts_exp(x in -700.0..700.0) {
        // half a unit of the exponential is what the logarithm cannot know
        prop_assert!((ln(exp(x)) - x).abs() <= 2.3e-16 + 2.3e-16 * x.abs());
    }

    #[test]
    fn powers_multiply(x in 1e-3..1e3, a in -5.0..5.0, b in -5.0..5.0) {
        let (product, sum) = (powf(x, a) * powf(x, b), powf(x, a + b));
        // the error of a + b is multiplied by ln x
        prop_assert!((product / sum - 1.0).abs() < 1e-14);
    }
}

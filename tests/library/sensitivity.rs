//! Sensitivity methods on functions whose indices are known: Ishigami's, Sobol's g,
//! sums; with offsets, noise and failures.

use std::f64::consts::PI;

use orgsim::analysis::sampling::{Sobol, level};
use orgsim::analysis::sensitivity::{
    Bootstrap, Delta, Estimator, MorrisDesign, Pawn, SaltelliDesign, SobolIndices,
};
use orgsim::elementary::normal_quantile;
use orgsim::stats::Estimate;

/// Ishigami & Homma (1990) with a = 7, b = 0.1 and x uniform on (-pi, pi)^3.
fn ishigami(u: &[f64]) -> f64 {
    let [x, y, z] = [0, 1, 2].map(|i| PI * (2.0 * u[i] - 1.0));
    let (sin_x, sin_y) = (libm::sin(x), libm::sin(y));
    sin_x + 7.0 * sin_y * sin_y + 0.1 * z * z * z * z * sin_x
}

const ISHIGAMI_VARIANCE: f64 = 13.844_588;
const ISHIGAMI_FIRST: [f64; 3] = [0.313_905, 0.442_411, 0.0];
const ISHIGAMI_TOTAL: [f64; 3] = [0.557_589, 0.442_411, 0.243_684];
/// Second order of inputs 0 and 2; the others are 0.
const ISHIGAMI_PAIR: f64 = 0.243_684;

/// Sobol's g: the product of (|4 u - 2| + a) / (1 + a).
fn g(u: &[f64], a: &[f64]) -> f64 {
    let factors = u.iter().zip(a);
    factors
        .map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a))
        .product()
}

fn outcomes(points: &[Vec<f64>], model: impl Fn(usize, &[f64]) -> Vec<f64>) -> Vec<Vec<f64>> {
    let numbered = points.iter().enumerate();
    numbered
        .map(|(number, point)| model(number, point))
        .collect()
}

/// Resamples for tests that only look at the values.
fn few() -> Bootstrap {
    Bootstrap {
        resamples: 100,
        ..Bootstrap::default()
    }
}

fn indices(
    design: &SaltelliDesign,
    estimator: Estimator,
    model: impl Fn(usize, &[f64]) -> Vec<f64>,
) -> SobolIndices {
    let outcomes = outcomes(&design.points(), model);
    design.indices(&outcomes, estimator, &few()).unwrap()
}

fn firsts(indices: &SobolIndices) -> Vec<f64> {
    indices
        .inputs
        .iter()
        .map(|input| input.first.value.unwrap())
        .collect()
}

fn totals(indices: &SobolIndices) -> Vec<f64> {
    indices
        .inputs
        .iter()
        .map(|input| input.total.value.unwrap())
        .collect()
}

#[track_caller]
fn assert_close(values: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(values.len(), expected.len());
    for (value, expected) in values.iter().zip(expected) {
        assert!(
            (value - expected).abs() < tolerance,
            "{values:?} for {expected:?}"
        );
    }
}

const ESTIMATORS: [Estimator; 3] = [Estimator::Saltelli, Estimator::Jansen, Estimator::Azzini];

/// Closed forms, at the tolerance of SciPy's test; also with an offset of 1,000,
/// which an estimator that is not centred does not survive. With 4,096 rows the
/// standard deviation of an index over scramblings is .0025, and falls as n^-1 or
/// faster, so that .01 is more than six of them.
#[test]
fn ishigami_has_its_indices_with_any_offset() {
    let design = SaltelliDesign::second_order(3, 8192, 1).unwrap();
    for estimator in ESTIMATORS {
        for offset in [0.0, 1000.0] {
            let found = indices(&design, estimator, |_, u| vec![ishigami(u) + offset]);
            assert_close(&firsts(&found), &ISHIGAMI_FIRST, 0.01);
            assert_close(&totals(&found), &ISHIGAMI_TOTAL, 0.01);
            let pairs: Vec<f64> = found.pairs.iter().map(|p| p.index.value.unwrap()).collect();
            assert_close(&pairs, &[0.0, ISHIGAMI_PAIR, 0.0], 0.02);
            let variance = found.variance.value.unwrap();
            assert!((variance / ISHIGAMI_VARIANCE - 1.0).abs() < 0.01);
            assert_eq!((found.rows, found.dropped, found.noise), (8192, 0, None));
            let total = found.dummy.total.value.unwrap();
            assert!(total.abs() < 1e-9, "{total}");
        }
    }
    assert_eq!(
        indices(&design, Estimator::Saltelli, |_, u| vec![ishigami(u)])
            .pairs
            .iter()
            .map(|pair| pair.inputs)
            .collect::<Vec<_>>(),
        [(0, 1), (0, 2), (1, 2)]
    );
}

/// Errors of 60 scramblings with 1,024 rows; elsewhere they were measured as .0081,
/// .0079 and .0043. A root mean square of 60 rows of three inputs is known to 10%
/// at worst, so that a factor of 1.6 is more than five standard deviations.
#[test]
fn errors_of_the_estimators_are_those_measured_elsewhere() {
    let none = Bootstrap {
        resamples: 0,
        ..Bootstrap::default()
    };
    let mut squares = [0.0; 3];
    for seed in 0..60 {
        let design = SaltelliDesign::second_order(3, 1024, seed).unwrap();
        let outcomes = outcomes(&design.points(), |_, u| vec![ishigami(u)]);
        for (sum, estimator) in squares.iter_mut().zip(ESTIMATORS) {
            let indices = design.indices(&outcomes, estimator, &none).unwrap();
            let pairs = firsts(&indices).into_iter().zip(ISHIGAMI_FIRST);
            *sum += pairs
                .map(|(s, expected)| (s - expected) * (s - expected))
                .sum::<f64>();
        }
    }
    let errors = squares.map(|sum| (sum / 180.0).sqrt());
    for (error, expected) in errors.iter().zip([0.0081, 0.0079, 0.0043]) {
        assert!(
            error / expected < 1.6 && expected / error < 1.6,
            "{errors:?}"
        );
    }
}

/// V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1, T_i = V_i prod_{j != i}(1 + V_j) / V.
#[test]
fn sobols_g_has_its_indices() {
    let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    let parts = a.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let product: f64 = parts.iter().map(|v| 1.0 + v).product();
    let variance = product - 1.0;
    assert!((variance - 0.465_424).abs() < 1e-6);
    let first = parts.map(|v| v / variance);
    let total = parts.map(|v| v * product / (1.0 + v) / variance);
    assert_close(
        &first[..4],
        &[0.716_192, 0.179_048, 0.023_676, 0.007_162],
        1e-6,
    );
    assert_close(
        &total[..4],
        &[0.787_144, 0.242_198, 0.034_317, 0.010_460],
        1e-6,
    );
    let design = SaltelliDesign::second_order(8, 4096, 2).unwrap();
    for estimator in ESTIMATORS {
        let found = indices(&design, estimator, |_, u| vec![g(u, &a)]);
        assert_close(&firsts(&found), &first, 0.015);
        assert_close(&totals(&found), &total, 0.015);
    }
}

#[test]
fn a_sum_of_equal_parts_gives_a_third_to_each() {
    let design = SaltelliDesign::first_order(3, 1024, 3).unwrap();
    for estimator in [Estimator::Saltelli, Estimator::Jansen] {
        let found = indices(&design, estimator, |_, u| vec![u[..3].iter().sum()]);
        assert_close(&firsts(&found), &[1.0 / 3.0; 3], 0.01);
        assert_close(&totals(&found), &[1.0 / 3.0; 3], 0.01);
    }
}

/// A standard normal number for each of `r` replicates at a point.
fn normals(point: usize, r: usize) -> Vec<f64> {
    let number = |replicate: usize| {
        let mut z = (point * 64 + replicate + 1) as u64;
        for _ in 0..2 {
            z = (z ^ (z >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        normal_quantile(((z >> 12) as f64 + 0.5) / (1u64 << 52) as f64)
    };
    (0..r).map(number).collect()
}

/// Ishigami's function with as much noise as signal; `luck` says whose.
fn noisy(r: usize, luck: impl Fn(usize) -> usize) -> impl Fn(usize, &[f64]) -> Vec<f64> {
    let deviation = ISHIGAMI_VARIANCE.sqrt();
    move |point, u| {
        let signal = ishigami(u);
        let noise = normals(luck(point), r).into_iter();
        noise.map(|z| signal + deviation * z).collect()
    }
}

/// What noise does to indices, as measured elsewhere with as much noise as signal.
/// Over scramblings and noise, the standard deviations of first and total index are
/// .017 and .020 at most for one run, .010 and .006 for means of ten, of the dummy
/// .012 and .002: tolerances are at least 5.5 of them.
#[test]
fn noise_makes_all_inputs_look_influential() {
    let design = SaltelliDesign::first_order(3, 4096, 4).unwrap();

    // one run a point: shares of everything, of which half is noise
    let found = indices(&design, Estimator::Saltelli, noisy(1, |point| point));
    assert_close(&firsts(&found), &[0.16, 0.22, 0.0], 0.1);
    assert_close(&totals(&found), &[0.78, 0.72, 0.62], 0.11);
    assert_close(&[found.dummy.total.value.unwrap()], &[0.5], 0.07);

    // means of ten runs, taken for outcomes without noise: a part of 1/11 is left
    let ten = noisy(10, |point| point);
    let means = |point: usize, u: &[f64]| vec![ten(point, u).iter().sum::<f64>() / 10.0];
    let found = indices(&design, Estimator::Saltelli, means);
    assert_close(&totals(&found), &[0.60, 0.49, 0.31], 0.04);
    assert_close(&[found.dummy.total.value.unwrap()], &[1.0 / 11.0], 0.012);
}

/// The standard deviations of first and total index are .011 and .007 for ten
/// replicates, .034 and .022 for two, and that of the dummy .002 and .019.
#[test]
fn replicates_take_the_noise_out() {
    let first = SaltelliDesign::first_order(3, 4096, 5).unwrap();
    let second = SaltelliDesign::second_order(3, 4096, 5).unwrap();
    for (design, estimator, r, of_first, of_total, of_dummy) in [
        (&first, Estimator::Saltelli, 10, 0.065, 0.04, 0.012),
        (&first, Estimator::Jansen, 10, 0.065, 0.04, 0.012),
        (&second, Estimator::Azzini, 10, 0.03, 0.025, 0.012),
        (&first, Estimator::Saltelli, 2, 0.2, 0.13, 0.11),
    ] {
        let found = indices(design, estimator, noisy(r, |point| point));
        assert_close(&firsts(&found), &ISHIGAMI_FIRST, of_first);
        assert_close(&totals(&found), &ISHIGAMI_TOTAL, of_total);
        assert_close(&[found.dummy.total.value.unwrap()], &[0.0], of_dummy);
        let (noise, variance) = (found.noise.unwrap(), found.variance.value.unwrap());
        let ratios = [noise / ISHIGAMI_VARIANCE, variance / ISHIGAMI_VARIANCE];
        assert_close(&ratios, &[1.0; 2], 0.11);
    }
}

/// The same luck at all points of a base row: with one run, shares of all variance
/// in the right order; with replicates, those of the mean outcome, since products
/// of different replicates do not care what points share. The standard deviations
/// of a total index are .0055 for one run, .0075 for four, and .002 for luck that
/// all points share.
#[test]
fn luck_may_be_shared_within_a_base_row_or_everywhere() {
    let design = SaltelliDesign::first_order(3, 4096, 6).unwrap();
    let row_len = design.row_len();
    let found = indices(
        &design,
        Estimator::Saltelli,
        noisy(1, |point| point / row_len),
    );
    assert_close(&totals(&found), &[0.28, 0.22, 0.12], 0.035);
    assert_eq!(found.dummy.total.value, Some(0.0));

    let found = indices(
        &design,
        Estimator::Saltelli,
        noisy(4, |point| point / row_len),
    );
    assert_close(&totals(&found), &ISHIGAMI_TOTAL, 0.045);
    let found = indices(&design, Estimator::Saltelli, noisy(2, |_| 7));
    assert_close(&totals(&found), &ISHIGAMI_TOTAL, 0.012);
    let variance = found.variance.value.unwrap();
    assert!(
        (variance / ISHIGAMI_VARIANCE - 1.0).abs() < 0.01,
        "{variance}"
    );
}

/// The seed as one input more: it has half of the variance, and the others are
/// shares of all, with the standard deviations of luck that a base row shares.
#[test]
fn the_seed_can_be_an_input() {
    let design = SaltelliDesign::first_order(4, 4096, 7).unwrap();
    let with_seed = |_: usize, u: &[f64]| noisy(1, |_| level(u[3], 1 << 20))(0, u);
    let found = indices(&design, Estimator::Saltelli, with_seed);
    assert_close(&totals(&found), &[0.28, 0.22, 0.12, 0.5], 0.05);
    assert_close(&firsts(&found)[3..], &[0.5], 0.1);
}

#[test]
fn failed_rows_are_left_out_and_counted() {
    let design = SaltelliDesign::first_order(3, 1024, 8).unwrap();
    let row_len = design.row_len();
    let failing = |point: usize, u: &[f64]| {
        let failed = point % (64 * row_len) == 3;
        vec![if failed { f64::NAN } else { ishigami(u) }]
    };
    let found = indices(&design, Estimator::Saltelli, failing);
    assert_eq!((found.rows, found.dropped), (1008, 16));
    assert_close(&totals(&found), &ISHIGAMI_TOTAL, 0.1);
    let all = indices(&design, Estimator::Saltelli, |_, u| vec![ishigami(u)]);
    assert_ne!(totals(&found), totals(&all));
}

#[test]
fn an_outcome_that_does_not_vary_has_no_indices() {
    let design = SaltelliDesign::second_order(2, 8, 9).unwrap();
    for estimator in ESTIMATORS {
        let found = indices(&design, estimator, |_, _| vec![3.0]);
        assert_eq!(found.variance.value, Some(0.0));
        assert_eq!(found.inputs[0].total.value, None);
        assert_eq!(found.pairs[0].index.value, None);
    }
}

/// Intervals of rows of a scrambled sequence are conservative: of 240 with a level of
/// 99%, at most 2.4 are expected to miss, and more than 15 would once in a hundred
/// million.
#[test]
fn intervals_hold_the_index() {
    let bootstrap = Bootstrap {
        resamples: 100,
        level: 0.99,
        ..Bootstrap::default()
    };
    let mut misses = 0;
    for seed in 0..40 {
        let design = SaltelliDesign::first_order(3, 256, seed).unwrap();
        let outcomes = outcomes(&design.points(), |_, u| vec![ishigami(u)]);
        let found = design
            .indices(&outcomes, Estimator::Saltelli, &bootstrap)
            .unwrap();
        for (i, input) in found.inputs.iter().enumerate() {
            for (estimate, truth) in [
                (input.first, ISHIGAMI_FIRST[i]),
                (input.total, ISHIGAMI_TOTAL[i]),
            ] {
                let (low, high) = (estimate.ci_low.unwrap(), estimate.ci_high.unwrap());
                misses += u32::from(truth < low || truth > high);
            }
        }
    }
    assert!(misses <= 15, "{misses} of 240");
}

/// Student's interval over ten designs: of 240 nominal 95% intervals 12 are expected to
/// miss, with a standard deviation below 8, since the six of a mean depend on each
/// other; 52 would be five of these. A bootstrap does not know how even rows are.
#[test]
fn intervals_over_designs_are_as_wide_as_needed() {
    let (mut misses, mut variance, mut resampled) = (0, 0.0, 0.0);
    for repetition in 0..40 {
        let designs: Vec<SobolIndices> = (0..10)
            .map(|number| {
                let design = SaltelliDesign::first_order(3, 1024, 10 * repetition + number);
                let model = |_: usize, u: &[f64]| vec![ishigami(u)];
                indices(&design.unwrap(), Estimator::Saltelli, model)
            })
            .collect();
        let mean = SobolIndices::over_designs(&designs, 0.95).unwrap();
        assert_eq!((mean.rows, mean.dropped, mean.noise), (10_240, 0, None));
        for (i, input) in mean.inputs.iter().enumerate() {
            for (estimate, truth) in [
                (input.first, ISHIGAMI_FIRST[i]),
                (input.total, ISHIGAMI_TOTAL[i]),
            ] {
                let (low, high) = (estimate.ci_low.unwrap(), estimate.ci_high.unwrap());
                misses += u32::from(truth < low || truth > high);
            }
            let square = |estimate: Estimate| estimate.std_error.map_or(0.0, |error| error * error);
            variance += 10.0 * square(input.total);
            resampled += square(designs[0].inputs[i].total);
        }
    }
    assert!(misses < 52, "{misses} of 240");
    assert!(resampled > 5.0 * variance, "{}", resampled / variance);
}

/// How often nominal 95% intervals hold the truth where luck is an input, over so many
/// designs: of first-order and total indices, and of the sum of first-order indices.
///
/// The outcome is a product of two factors and of luck that differs from row to row, so
/// that much of the variance is interaction: with mean 1 and variance `v_i` of each part,
/// the variance is the product of `1 + v_i` less 1, of which `v_i` is the first order of
/// one and `v_i` times the others' `1 + v_j` its total.
fn coverage_with_luck(designs: u64, rows: usize) -> [f64; 3] {
    let parts = [0.5, 0.3, 0.8_f64].map(|size| size * size * 4.0 / 12.0);
    let whole = parts.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
    let firsts = parts.map(|part| part / whole);
    let total = |own: usize| {
        let others = (0..3).filter(|&other| other != own);
        firsts[own] * others.map(|other| 1.0 + parts[other]).product::<f64>()
    };
    let mut held = [0u64; 3];
    for seed in 0..designs {
        let design = SaltelliDesign::first_order(2, rows, seed).unwrap();
        let (points, row_len) = (design.points(), design.row_len());
        let model = |point: usize, u: &[f64]| {
            let row = point / row_len;
            let other = u[2] != points[row * row_len][2];
            let run = 2 * row + usize::from(other);
            let luck = normals(run + 2 * rows * seed as usize, 1)[0];
            let around = |size: f64, uniform: f64| 1.0 + size * (2.0 * uniform - 1.0);
            vec![around(0.5, u[0]) * around(0.3, u[1]) * (1.0 + 0.8 / 3.0_f64.sqrt() * luck)]
        };
        let found = indices(&design, Estimator::Saltelli, model);
        let mut hold = |place: usize, estimate: Estimate, truth: f64| {
            let (low, high) = (estimate.ci_low.unwrap(), estimate.ci_high.unwrap());
            held[place] += u64::from(low <= truth && truth <= high);
        };
        let all = [found.inputs[0], found.inputs[1], found.dummy];
        for (own, index) in all.into_iter().enumerate() {
            hold(0, index.first, firsts[own]);
            hold(1, index.total, total(own));
        }
        hold(2, found.first_sum_with_dummy, firsts.iter().sum());
    }
    let counts = [3, 3, 1].map(|each| (each * designs) as f64);
    std::array::from_fn(|place| held[place] as f64 / counts[place])
}

/// Of 400 designs, 95% of the intervals are expected to hold. At most 88% would of the sum,
/// whose count is binomial, once in 30 million.
#[test]
fn intervals_hold_where_luck_is_an_input() {
    for rows in [64, 256] {
        let coverage = coverage_with_luck(400, rows);
        assert!(coverage.iter().all(|&share| share > 0.88), "{coverage:?}");
    }
}

#[test]
fn unlike_designs_have_no_mean() {
    let of = |inputs: usize| {
        let design = SaltelliDesign::first_order(inputs, 8, 1).unwrap();
        indices(&design, Estimator::Saltelli, |_, u| vec![u[0]])
    };
    assert_eq!(SobolIndices::over_designs(&[], 0.95), None);
    assert_eq!(SobolIndices::over_designs(&[of(1), of(2)], 0.95), None);
}

/// Ishigami's function is even and periodic in its second input: mu vanishes, and
/// only mu* shows that it matters.
#[test]
fn effects_of_both_signs_cancel_in_mu_only() {
    let design = MorrisDesign::new(3, 400, 4, 1).unwrap();
    let outcomes = outcomes(design.points(), |_, u| vec![ishigami(u)]);
    let found = design.effects(&outcomes, &Bootstrap::default()).unwrap();
    // steps of 2/3 between levels 0 and 2/3, or 1/3 and 1: 7 sin^2 is 0 at the ends
    // and 21/4 within
    let second = found.inputs[1];
    assert!((second.mu_star.value.unwrap() - 21.0 / 4.0 * 1.5).abs() < 1e-9);
    let (low, high) = (second.mu.ci_low.unwrap(), second.mu.ci_high.unwrap());
    assert!(low < 0.0 && high > 0.0);
    assert_eq!(found.dummy.mu_star.value, Some(0.0));
    assert_eq!((found.trajectories, found.dropped), (400, 0));
}

/// SALib 1.6.0 with 1,024 points of the plain sequence and 16 slices. It leaves the
/// largest value of each input out of the last slice, which moves a distance by
/// 1/64 at most, and the median of 16 hardly.
#[test]
fn pawn_agrees_with_salib() {
    let points = Sobol::new(3).unwrap().points(1024).unwrap();
    let outcomes = outcomes(&points, |_, u| vec![ishigami(u)]);
    let pawn = Pawn {
        slices: 16,
        alpha: 0.05,
    };
    let found = pawn.indices(&points, &outcomes, &few()).unwrap();
    let medians = [0.2432, 0.3999, 0.1099];
    let maxima = [0.3164, 0.4951, 0.2672];
    for (index, (median, maximum)) in found.inputs.iter().zip(medians.into_iter().zip(maxima)) {
        assert!(
            (index.median.value.unwrap() - median).abs() < 0.004,
            "{index:?}"
        );
        assert!(
            (index.maximum.value.unwrap() - maximum).abs() < 1.0 / 64.0,
            "{index:?}"
        );
        assert!(index.maximum.value.unwrap() > index.critical);
    }
    // c sqrt((1 - 1/16) / 64)
    assert!((found.dummy.critical - 1.3581 * (15.0f64 / 16.0 / 64.0).sqrt()).abs() < 1e-4);
    assert!(found.dummy.median.value.unwrap() < found.dummy.critical);
}

/// Slices of an input without influence exceed the critical value as often as alpha
/// says, or a little less often, since it is that of large samples. Two slices are
/// at one distance from the whole, so that of 1,000 samples 50 are expected to
/// exceed, with a standard deviation of 7; six of them are the bounds.
#[test]
fn slices_of_a_dummy_exceed_the_critical_value_rarely() {
    let none = Bootstrap {
        resamples: 0,
        ..Bootstrap::default()
    };
    let two = Pawn {
        slices: 2,
        alpha: 0.05,
    };
    let beyond = (0..1000).filter(|&seed| {
        let points = vec![Vec::new(); 100];
        let outcomes: Vec<Vec<f64>> = (0..100).map(|point| normals(point, 1)).collect();
        let bootstrap = Bootstrap { seed, ..none };
        let found = two.indices(&points, &outcomes, &bootstrap).unwrap();
        found.dummy.maximum.value.unwrap() > found.dummy.critical
    });
    let count = beyond.count();
    assert!((8..=92).contains(&count), "{count}");
}

/// SALib's regression test asserts .210, .358 and .155 within .05 for its kernel
/// densities; histograms are another approximation of the same.
#[test]
fn delta_agrees_with_salib() {
    let points = Sobol::scrambled(3, 1, 0).unwrap().points(4096).unwrap();
    let outcomes = outcomes(&points, |_, u| vec![ishigami(u)]);
    let delta = Delta::for_points(4096);
    assert_eq!((delta.slices, delta.bins), (16, 16));
    let found = delta.indices(&points, &outcomes, &few()).unwrap();
    let values: Vec<f64> = found.inputs.iter().map(|d| d.value.unwrap()).collect();
    assert_close(&values, &[0.210, 0.358, 0.155], 0.05);
    let dummy = found.dummy.value.unwrap();
    assert!(values.iter().all(|value| *value > 2.0 * dummy), "{dummy}");
}

/// An outcome with two values, of which the first input decides: the share of one
/// is 1/4, delta 2 (1/4) (3/4), and the distance from the whole 3/4 in a quarter of
/// the slices and 1/4 in the others.
#[test]
fn outcomes_that_tie_are_served() {
    let points = Sobol::scrambled(2, 2, 0).unwrap().points(1024).unwrap();
    let rare = outcomes(&points, |_, u| vec![f64::from(u[0] < 0.25)]);
    let eight = Delta { slices: 8, bins: 8 };
    let found = eight.indices(&points, &rare, &few()).unwrap();
    let values = [found.inputs[0], found.inputs[1]].map(|delta| delta.value.unwrap());
    assert_close(&values, &[0.375, 0.0], 0.03);
    let eight = Pawn {
        slices: 8,
        alpha: 0.05,
    };
    let found = eight.indices(&points, &rare, &few()).unwrap();
    assert_eq!(found.inputs[0].maximum.value, Some(0.75));
    assert_eq!(found.inputs[0].median.value, Some(0.25));
}

/// Neither depends on the scale of the outcome.
#[test]
fn distributions_are_compared_on_any_scale() {
    let points = Sobol::scrambled(3, 3, 0).unwrap().points(512).unwrap();
    let plain = outcomes(&points, |_, u| vec![ishigami(u)]);
    let bent = outcomes(&points, |_, u| vec![libm::exp(ishigami(u))]);
    let (delta, pawn) = (Delta::for_points(512), Pawn::default());
    let of = |outcomes: &[Vec<f64>]| {
        (
            delta.indices(&points, outcomes, &few()).unwrap(),
            pawn.indices(&points, outcomes, &few()).unwrap(),
        )
    };
    assert_eq!(of(&plain), of(&bent));
}

//! Statistics against published values and against another implementation.
//!
//! Values from publications are compared to the digits that were printed.

use orgsim::elementary::{exp, ln};
use orgsim::stats::{
    AalenJohansen, Estimate, KaplanMeier, Moments, PairedMoments, SpellTable, quantiles,
    student_t_cdf, student_t_quantile,
};
use statrs::distribution::{ContinuousCDF, StudentsT};

#[track_caller]
fn near(actual: f64, expected: f64, tolerance: f64) {
    let error = (actual - expected).abs();
    assert!(error <= tolerance, "{actual}, not {expected}");
}

#[track_caller]
fn relatively_near(actual: f64, expected: f64, tolerance: f64) {
    near(actual, expected, tolerance * expected.abs());
}

/// Sleep gained by ten patients with either of two drugs, in hours: Student
/// (1908), Biometrika 6:1, as the data set `sleep` in R.
const SLEEP: [(f64, f64); 10] = [
    (0.7, 1.9),
    (-1.6, 0.8),
    (-0.2, 1.1),
    (-1.2, 0.1),
    (-0.1, -0.1),
    (3.4, 4.4),
    (3.7, 5.5),
    (0.8, 1.6),
    (0.0, 4.6),
    (2.0, 3.4),
];

/// Remission of leukaemia in weeks under 6-mercaptopurine; the flag is a
/// relapse. Freireich et al. (1963), Blood 21:699.
const MERCAPTOPURINE: [(u32, bool); 21] = [
    (6, true),
    (6, true),
    (6, true),
    (6, false),
    (7, true),
    (9, false),
    (10, true),
    (10, false),
    (11, false),
    (13, true),
    (16, true),
    (17, false),
    (19, false),
    (20, false),
    (22, true),
    (23, true),
    (25, false),
    (32, false),
    (32, false),
    (34, false),
    (35, false),
];

/// The same under placebo; all relapsed.
const PLACEBO: [u32; 21] = [
    1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
];

fn mercaptopurine() -> SpellTable {
    let mut spells = SpellTable::new(1);
    for (week, relapsed) in MERCAPTOPURINE {
        spells.add(0, week, relapsed.then_some(0));
    }
    spells
}

fn placebo() -> SpellTable {
    let mut spells = SpellTable::new(1);
    PLACEBO
        .iter()
        .for_each(|&week| spells.add(0, week, Some(0)));
    spells
}

#[test]
fn variance_of_nist_numacc4() {
    // NIST StRD: 1001 values around 10 million, certified deviation 0.1
    let values = std::iter::once(10_000_000.2)
        .chain((0..1000).map(|i| 10_000_000.1 + 0.2 * f64::from(i % 2)));
    let moments: Moments = values.collect();
    assert_eq!(moments.count(), 1001);
    relatively_near(moments.mean().unwrap(), 10_000_000.2, 1e-15);
    // the data themselves are rounded to 2e-9, which moves the deviation
    relatively_near(moments.std_dev().unwrap(), 0.1, 1e-7);
}

#[test]
fn t_quantiles_of_the_tables() {
    near(student_t_quantile(0.975, 1.0), 12.706_204_736, 5e-10);
    near(student_t_quantile(0.975, 9.0), 2.262_157_163, 5e-10);
    near(
        student_t_quantile(0.975, 17.776_473_516),
        2.102_817_242,
        5e-10,
    );
}

#[test]
fn t_quantiles_agree_with_forty_digits() {
    // upper tail and quantile, by root finding with mpmath at 40 digits
    for (freedom, tail, t) in [
        (1.0, 1e-6, 318_309.886_182_743_5),
        (1.0, 0.025, 12.706_204_736_174_7),
        (1.0, 0.2, 1.376_381_920_471_173),
        (1.0, 0.45, 0.158_384_440_324_536_3),
        (2.5, 1e-6, 220.173_429_178_236_8),
        (2.5, 0.025, 3.574_654_842_003_683),
        (2.5, 0.2, 1.010_163_874_722_239),
        (2.5, 0.45, 0.138_814_767_919_469_5),
        (9.0, 1e-6, 10.720_160_409_909_5),
        (9.0, 0.025, 2.262_157_162_798_206),
        (9.0, 0.2, 0.883_403_859_685_534_5),
        (9.0, 0.45, 0.129_252_932_151_830_9),
        (17.776_473_516, 1e-6, 6.904_021_883_260_527),
        (17.776_473_516, 0.025, 2.102_817_241_571_336),
        (17.776_473_516, 0.2, 0.862_311_401_150_989_1),
        (17.776_473_516, 0.45, 0.127_469_106_121_791_4),
        (30.0, 1e-6, 5.871_117_120_418_883),
        (30.0, 0.025, 2.042_272_456_301_238),
        (30.0, 0.2, 0.853_767_261_471_297_6),
        (30.0, 0.45, 0.126_729_613_132_073_6),
        (1e3, 1e-6, 4.781_608_620_458_351),
        (1e3, 0.025, 1.962_339_080_826_408),
        (1e3, 0.2, 0.841_980_822_162_428_5),
        (1e3, 0.45, 0.125_693_262_518_716_4),
        (1e6, 1e-6, 4.753_452_348_279_681),
        (1e6, 0.025, 1.959_966_356_814_107),
        (1e6, 0.2, 0.841_621_593_013_984),
        (1e6, 0.45, 0.125_661_378_766_487_5),
    ] {
        relatively_near(student_t_quantile(tail, freedom), -t, 1e-13);
        relatively_near(student_t_quantile(1.0 - tail, freedom), t, 1e-9);
        relatively_near(student_t_cdf(-t, freedom), tail, 1e-12);
    }
}

#[test]
fn t_distribution_agrees_with_another_implementation() {
    for freedom in [1.0, 2.0, 3.0, 9.0, 17.776, 29.0, 30.5, 200.0] {
        let other = StudentsT::new(0.0, 1.0, freedom).unwrap();
        for p in [1e-6, 1e-3, 0.025, 0.1, 0.3, 0.45, 0.55, 0.8, 0.95, 0.999] {
            let t = student_t_quantile(p, freedom);
            // the other one bisects, and stops sooner
            relatively_near(t, other.inverse_cdf(p), 1e-9);
            relatively_near(student_t_cdf(t, freedom), other.cdf(t), 1e-11);
        }
    }
}

#[test]
fn interval_of_the_bank_example() {
    // ten replications with mean 2.03 and variance 0.31 give a half-width of
    // 0.32 at 90 percent (Law, Simulation Modeling and Analysis)
    let spread = (0.31_f64 * 9.0 / 10.0).sqrt();
    let values: Moments = [2.03 - spread, 2.03 + spread]
        .repeat(5)
        .into_iter()
        .collect();
    relatively_near(values.variance().unwrap(), 0.31, 1e-14);
    near(
        Estimate::of_mean(&values, 0.90).half_width().unwrap(),
        0.32,
        0.005,
    );
}

/// The first number of runs whose half-width, at the variance of the bank
/// example, is at most `target`.
fn runs_of_the_bank_example(target: f64) -> u64 {
    (2..)
        .find(|&n| {
            let n = n as f64;
            student_t_quantile(0.95, n - 1.0) * (0.31 / n).sqrt() <= target
        })
        .unwrap()
}

#[test]
fn runs_that_the_bank_example_needs() {
    // same source: 16 runs for a half-width of 0.25; 27 for a relative error of
    // 10 percent, which the mean 2.03 turns into 0.1 / 1.1 of itself
    assert_eq!(runs_of_the_bank_example(0.25), 16);
    assert_eq!(runs_of_the_bank_example(0.1 / 1.1 * 2.03), 27);
}

#[test]
fn wilson_interval_of_published_examples() {
    // Newcombe (1998), Statistics in Medicine 17:857, table I, method 3
    for (successes, n, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ] {
        let estimate = Estimate::of_proportion(successes, n, 0.95);
        near(estimate.ci_low.unwrap(), low, 5e-5);
        near(estimate.ci_high.unwrap(), high, 5e-5);
    }
}

#[test]
fn paired_differences_of_students_sleep_data() {
    let mut pairs = PairedMoments::default();
    SLEEP.iter().for_each(|&(a, b)| pairs.push(a, b));
    let difference = pairs.difference(0.95);
    let mean = difference.value.unwrap();
    near(mean, 1.58, 1e-14);
    let t = mean / difference.std_error.unwrap();
    near(t, 4.0621, 5e-5);
    near(2.0 * student_t_cdf(-t, 9.0), 0.002_833, 5e-7);
    near(difference.ci_low.unwrap(), 0.7001, 5e-5);
    near(difference.ci_high.unwrap(), 2.4599, 5e-5);
    near(pairs.correlation().unwrap(), 0.7952, 5e-5);
    near(1.0 / pairs.variance_reduction().unwrap(), 0.21, 5e-3);
}

#[test]
fn quantiles_of_the_sleep_data() {
    // R: quantile(sleep$extra, c(0, .05, .25, .5, .75, .95, 1))
    let mut extra: Vec<f64> = SLEEP.iter().flat_map(|&(a, b)| [a, b]).collect();
    let expected = [-1.6, -1.22, -0.025, 0.95, 3.4, 4.645, 5.5];
    let actual = quantiles(&mut extra, [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0]).unwrap();
    for (q, expected) in actual.into_iter().zip(expected) {
        near(q, expected, 1e-12);
    }
}

#[test]
fn kaplan_meier_of_the_leukaemia_trial() {
    let curve = KaplanMeier::new(&mercaptopurine());
    for (week, survival, std_error, low, high) in [
        (6, 0.8571, 0.0764, 0.620, 0.952),
        (7, 0.8067, 0.0869, 0.563, 0.923),
        (10, 0.7529, 0.0963, 0.503, 0.889),
        (13, 0.6902, 0.1068, 0.432, 0.849),
        (16, 0.6275, 0.1141, 0.368, 0.805),
        (22, 0.5378, 0.1282, 0.268, 0.747),
        (23, 0.4482, 0.1346, 0.188, 0.680),
    ] {
        near(curve.survival(week).unwrap(), survival, 5e-5);
        near(curve.std_error(week).unwrap(), std_error, 5.1e-5);
        let interval = curve.interval(week, 0.95).unwrap();
        near(interval.0, low, 5.1e-4);
        near(interval.1, high, 5.1e-4);
    }
    assert_eq!(curve.survival(5), Some(1.0));
    assert_eq!(curve.median(), Some(23));
    near(curve.restricted_mean(23).unwrap(), 17.9092, 5e-5);
    // followed up to week 35, and nothing is known beyond
    assert_eq!(curve.survival(35), curve.survival(23));
    assert_eq!(curve.survival(36), None);
    assert_eq!(curve.interval(36, 0.95), None);
    assert!(curve.restricted_mean(36).is_some());
    assert_eq!(curve.restricted_mean(37), None);
}

#[test]
fn kaplan_meier_without_censoring_is_the_share_that_is_left() {
    let curve = KaplanMeier::new(&placebo());
    near(curve.survival(10).unwrap(), 8.0 / 21.0, 1e-15);
    near(curve.std_error(10).unwrap(), 0.106, 5e-4);
    assert_eq!(curve.median(), Some(8));
    near(curve.restricted_mean(23).unwrap(), 8.6667, 5e-5);
    assert_eq!(curve.survival(1_000_000), Some(0.0));
    assert_eq!(curve.std_error(23), None);
    near(curve.restricted_mean(100).unwrap(), 182.0 / 21.0, 1e-12);
}

#[test]
fn aalen_johansen_of_the_sas_example() {
    // values of PROC LIFETEST, used in the tests of lifelines
    let mut spells = SpellTable::new(2);
    for (time, status) in [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 0)] {
        spells.add(0, time, (status > 0).then(|| status - 1));
    }
    assert_eq!((spells.spells(), spells.censored()), (6, 2));
    let curves = AalenJohansen::new(&spells);
    let (first, second) = (0, 1);
    for (tick, of_first, of_second) in [
        (1, 0.0, 0.0),
        (2, 0.2, 0.0),
        (3, 0.4, 0.0),
        (4, 0.4, 0.2),
        (5, 0.4, 0.4),
        (6, 0.4, 0.4),
    ] {
        near(curves.incidence(first, tick).unwrap(), of_first, 1e-15);
        near(curves.incidence(second, tick).unwrap(), of_second, 1e-15);
    }
    for (tick, variance, low, high) in [
        (4, 0.032, 0.008_369_04, 0.581_853_03),
        (5, 0.048, 0.051_975_75, 0.752_815_79),
    ] {
        let std_error = curves.std_error(second, tick).unwrap();
        near(std_error * std_error, variance, 1e-15);
        let interval = curves.interval(second, tick, 0.95).unwrap();
        near(interval.0, low, 5e-9);
        near(interval.1, high, 5e-9);
    }
    near(curves.survival(6).unwrap(), 0.2, 1e-15);
    assert_eq!(curves.incidence(second, 7), None);
    assert_eq!(curves.first_reaching(second, 0.5), None);
    // what it would be if the first cause were censoring: too high
    let mut alone = SpellTable::new(1);
    for (time, status) in [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 0)] {
        alone.add(0, time, (status == 2).then_some(0));
    }
    let naive = KaplanMeier::new(&alone);
    near(1.0 - naive.survival(4).unwrap(), 0.333, 5e-4);
    near(1.0 - naive.survival(5).unwrap(), 0.667, 5e-4);
}

/// Shipping takes 20 on average, abandoning 30, and observation ends at 40.
#[test]
fn exponential_latency_with_an_exponential_competitor() {
    const TICKS: f64 = 50.0; // a unit of time
    const END: u32 = 40 * TICKS as u32;
    let rate: f64 = 1.0 / 20.0 + 1.0 / 30.0;
    let (mut both, mut alone) = (SpellTable::new(2), SpellTable::new(1));
    let mut of_shipped = Moments::default();
    let total = 100_000;
    for i in 0..total {
        // quantiles of the earlier of the two, which ships in three of five cases
        let time = -ln(1.0 - (f64::from(i) + 0.5) / f64::from(total)) / rate;
        let tick = ((time * TICKS).ceil() as u32).min(END);
        let ended = time * TICKS <= f64::from(END);
        let ships = [true, false, true, false, true][i as usize % 5];
        both.add(0, tick, ended.then_some(usize::from(!ships)));
        alone.add(0, tick, (ended && ships).then_some(0));
        if ended && ships {
            of_shipped.push(time);
        }
    }
    let curves = AalenJohansen::new(&both);
    let shipped = 0.6 * (1.0 - exp(-40.0 * rate));
    near(shipped, 0.579, 5e-4);
    near(curves.incidence(0, END).unwrap(), shipped, 2e-4);
    // too many, if what is abandoned could still ship; too soon, if only what
    // has shipped is counted
    let naive = 1.0 - KaplanMeier::new(&alone).survival(END).unwrap();
    near(naive, 1.0 - exp(-2.0), 2e-3);
    near(of_shipped.mean().unwrap(), 10.5, 0.05);
}

//! Posteriors that are known.

use std::f64::consts::FRAC_1_SQRT_2;

use orgsim::analysis::calibration::{AbcSettings, End, Marginal, Posterior, Weighting, abc_smc};
use orgsim::stats::Moments;

use super::{Luck, engine, normal, normal_cdf, prior, standard_normal, uniform, with};

/// The greatest distance of the posterior's distribution function from a normal
/// one.
fn sup_cdf(posterior: &Posterior, mean: f64, deviation: f64) -> f64 {
    let particles = posterior.particles.iter();
    let mut sorted: Vec<(f64, f64)> = particles.map(|p| (p.values[0], p.weight)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut below = 0.0;
    let distances = sorted.iter().map(|(value, weight)| {
        let exact = normal_cdf((value - mean) / deviation);
        let before = (exact - below).abs();
        below += weight;
        before.max((exact - below).abs())
    });
    distances.fold(0.0, f64::max)
}

/// A normal prior and one normal observation; tolerances are those of the tests
/// of pyABC. The variance of a mean is at most twice that of as many independent
/// values as there are effective particles, since weights are largest far out.
/// The first case has 8,000 particles, worth 3,000 values: their distribution
/// function is off by more than 0.052 less than once in 10^6.
#[test]
fn conjugate_posteriors_are_found() {
    let cases = [
        (8000, 0.5, 2.0, [1.6, 0.447_214], [0.07, 0.12, 0.052]),
        (4000, 1.0, 1.0, [0.5, FRAC_1_SQRT_2], [0.1, 0.12, 0.12]),
    ];
    for (particles, noise, observed, [mean, deviation], [of_mean, of_deviation, of_cdf]) in cases {
        let settings = AbcSettings {
            particles,
            most_generations: 5,
            ..AbcSettings::default()
        };
        let posterior = abc_smc(
            &prior(&[standard_normal()]),
            &[observed],
            &settings,
            with(&engine(500, 0), 1),
            |values, number| vec![values[0] + noise * normal(number, 0)],
        )
        .unwrap();
        let last = posterior.generations.last().unwrap();
        let far = sup_cdf(&posterior, mean, deviation);
        println!(
            "mean {} deviation {} sup {far} ess {} of {}",
            posterior.mean(0),
            posterior.std_dev(0),
            last.effective_size,
            posterior.simulations
        );
        assert!(last.effective_size > 0.6 * particles as f64);
        assert!((posterior.mean(0) - mean).abs() < of_mean);
        assert!((posterior.std_dev(0) - deviation).abs() < of_deviation);
        assert!(far < of_cdf, "{far}");
    }
}

/// The mixture of Sisson, Fan & Tanaka (2007): half of the observations have
/// variance 1, half 0.01. The standard deviation of the posterior at each
/// distance is exact.
#[test]
fn a_mixture_is_found_at_every_distance() {
    let known = [(2.0, 1.355_852), (0.5, 0.767_029), (0.025, 0.710_780)];
    for (target, deviation) in known {
        let settings = AbcSettings {
            particles: 3000,
            weighting: Weighting::Fixed(vec![1.0]),
            target,
            least_fall: 0.0,
            least_acceptance: 1e-4,
            ..AbcSettings::default()
        };
        let marginal = Marginal::Uniform {
            low: -10.0,
            high: 10.0,
        };
        let posterior = abc_smc(
            &prior(&[marginal]),
            &[0.0],
            &settings,
            with(&engine(1000, 0), 2),
            |values, number| {
                let is_wide = uniform(number, Luck::Component, 0) < 0.5;
                let spread = if is_wide { 1.0 } else { 0.1 };
                vec![values[0] + spread * normal(number, 0)]
            },
        )
        .unwrap();
        assert_eq!(posterior.end, End::Target);
        let last = posterior.generations.last().unwrap();
        // below the target is as good as the target
        assert!(last.epsilon <= target && last.epsilon > 0.95 * target);
        // the standard error of a weighted variance, and of its root
        let (mean, found) = (posterior.mean(0), posterior.std_dev(0));
        let square_error = |moment: &dyn Fn(f64) -> f64| {
            let particles = posterior.particles.iter();
            let terms = particles.map(|p| p.weight * moment(p.values[0] - mean));
            terms.map(|term| term * term).sum::<f64>()
        };
        let of_variance = square_error(&|x| x * x - found * found).sqrt();
        let error = of_variance / (2.0 * found);
        println!("{target}: {found} for {deviation}, error {error}");
        assert!((found - deviation).abs() < 5.5 * error, "{found} {error}");
        assert!(mean.abs() < 5.5 * square_error(&|x| x).sqrt());
    }
}

/// A posterior that leans against a face of the prior: uniform within 0 to 1,
/// with a normal observation of 0 and deviation 0.3, at distance 0.1. To perturb
/// the same ancestor again if a proposal lies beyond the face biases the mean by
/// 5%, from 0.2429 to 0.2311; 80 posteriors of 400 particles have a standard
/// error of 0.6%.
#[test]
fn a_face_of_the_prior_biases_nothing() {
    const RUNS: u64 = 80;
    // of theta, given that its observation lies within the distance
    let acceptance =
        |theta: f64| normal_cdf((0.1 - theta) / 0.3) - normal_cdf((-0.1 - theta) / 0.3);
    let grid = || (0..20_000).map(|i| (f64::from(i) + 0.5) / 20_000.0);
    let moment: f64 = grid().map(|theta| theta * acceptance(theta)).sum();
    let exact = moment / grid().map(acceptance).sum::<f64>();
    let settings = AbcSettings {
        particles: 400,
        weighting: Weighting::Fixed(vec![1.0]),
        target: 0.1,
        least_fall: 0.0,
        ..AbcSettings::default()
    };
    let marginal = Marginal::Uniform {
        low: 0.0,
        high: 1.0,
    };
    let prior = prior(&[marginal]);
    let engine = engine(200, 0);
    let means: Moments = (0..RUNS)
        .map(|run| {
            let simulate = |values: &[f64], number: u64| {
                vec![values[0] + 0.3 * normal(number + (run << 32), 0)]
            };
            let posterior = abc_smc(
                &prior,
                &[0.0],
                &settings,
                with(&engine, 100 + run),
                simulate,
            );
            posterior.unwrap().mean(0)
        })
        .collect();
    let (mean, error) = (means.mean().unwrap(), means.std_error().unwrap());
    println!("face: {mean} for {exact}, error {error}");
    assert!(error < 0.007 * exact, "{error}");
    assert!((mean - exact).abs() < 5.0 * error, "{mean} {exact} {error}");
}

/// At a large distance the posterior is too wide; the regression knows by how
/// much.
#[test]
fn regression_takes_back_what_the_distance_adds() {
    let settings = AbcSettings {
        particles: 3000,
        most_generations: 1,
        ..AbcSettings::default()
    };
    let prior = prior(&[standard_normal()]);
    let observed = [1.0];
    let found = abc_smc(
        &prior,
        &observed,
        &settings,
        with(&engine(500, 0), 7),
        |values, number| vec![values[0] + normal(number, 0)],
    )
    .unwrap();
    let adjusted = found.regression_adjusted(&prior, &observed).unwrap();
    let total: f64 = adjusted.particles.iter().map(|p| p.weight).sum();
    assert!((total - 1.0).abs() < 1e-12);
    println!(
        "raw {} {}, adjusted {} {}",
        found.mean(0),
        found.std_dev(0),
        adjusted.mean(0),
        adjusted.std_dev(0)
    );
    assert!(found.std_dev(0) > 0.72);
    assert!((adjusted.mean(0) - 0.5).abs() < 0.08);
    assert!((adjusted.std_dev(0) - FRAC_1_SQRT_2).abs() < 0.05);
    assert_eq!(found.regression_adjusted(&prior, &[1.0, 2.0]), None);
}

//! What is known of parameters before and after data are used.

use orgsim::analysis::calibration::{AbcSettings, Marginal, abc_smc, predict, recover, tail_areas};

use super::{engine, normal, prior, standard_normal, with};

/// Calibrations to data of 100 points of the prior. Of 100 intervals at 80%,
/// fewer than 58 or more than 97 hold less than once in a million times.
#[test]
fn recovery_tells_what_is_identified() {
    let prior = prior(&[
        standard_normal(),
        Marginal::Uniform {
            low: 0.0,
            high: 1.0,
        },
        Marginal::Categorical {
            weights: vec![1.0, 1.0, 2.0],
        },
        Marginal::Integer { low: 1, high: 6 },
    ]);
    let settings = AbcSettings {
        particles: 200,
        most_generations: 6,
        ..AbcSettings::default()
    };
    let simulate = |values: &[f64], number: u64| {
        vec![
            values[0] + 0.5 * normal(number, 0),
            values[2] + 0.25 * normal(number, 1),
            values[3] + normal(number, 2),
        ]
    };
    let found = recover(
        &prior,
        &settings,
        100,
        0.8,
        with(&engine(200, 0), 8),
        simulate,
    )
    .unwrap();
    for parameter in &found {
        println!("{parameter:?}");
        assert_eq!(parameter.coverage.n, 100);
    }
    let covered: Vec<f64> = found.iter().map(|p| p.coverage.value.unwrap()).collect();
    assert!(covered.iter().all(|&share| share >= 0.58), "{covered:?}");
    // intervals of whole numbers and sets of categories are often too wide
    assert!(covered[0] <= 0.97 && covered[1] <= 0.97, "{covered:?}");
    let predictivity: Vec<f64> = found.iter().map(|p| p.predictivity.unwrap()).collect();
    // 1 - 0.2 for the conjugate one, with a standard error of 0.04
    assert!((0.58..0.95).contains(&predictivity[0]), "{predictivity:?}");
    assert!(predictivity[1].abs() < 0.15, "{predictivity:?}");
    let identified: Vec<bool> = found.iter().map(|p| p.is_identified).collect();
    assert_eq!(identified, [true, false, true, true]);
}

/// The prediction of the second conjugate model is normal with mean 0.5 and
/// variance 1.5, and 0.6585 of it lies below 1.
#[test]
fn predictions_tell_what_a_model_cannot_give() {
    let prior = prior(&[standard_normal()]);
    let engine = engine(500, 0);
    let simulate = |values: &[f64], number: u64| vec![values[0] + normal(number, 0)];
    let settings = AbcSettings {
        particles: 2000,
        most_generations: 5,
        ..AbcSettings::default()
    };
    let found = abc_smc(&prior, &[1.0], &settings, with(&engine, 9), simulate).unwrap();
    let predictions = predict(
        &found,
        4000,
        with(&engine, 9),
        found.simulations,
        |values, number| {
            let statistic = simulate(values, number)[0];
            vec![statistic, statistic]
        },
    )
    .unwrap();
    let areas = tail_areas(&[1.0, 6.0], &predictions).unwrap();
    let (near, far) = (areas[0].unwrap(), areas[1].unwrap());
    println!("predictive {near:?}");
    // 5 standard errors of 4,000 predictions and 1,200 effective particles
    assert!((near.at_most - 0.6585).abs() < 0.06, "{near:?}");
    assert!(far.two_sided < 0.01, "{far:?}");
}

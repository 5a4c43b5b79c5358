//! How approximate Bayesian computation goes on and ends.

use orgsim::analysis::calibration::{
    AbcSettings, CalibrationError, End, Marginal, Prior, Simulations, abc_smc,
};

use orgsim::engine::Signals;
use std::sync::atomic::Ordering;

use super::{engine, normal, prior, standard_normal, with};

/// Two parameters, one statistic for each and one of noise alone.
fn two_statistics(values: &[f64], number: u64) -> Vec<f64> {
    vec![
        values[0] + normal(number, 0),
        values[0] * values[1] + normal(number, 1),
        100.0 * normal(number, 2),
    ]
}

fn two_parameters() -> Prior {
    prior(&[
        Marginal::Uniform {
            low: 0.0,
            high: 10.0,
        },
        Marginal::LogUniform {
            low: 0.1,
            high: 10.0,
        },
    ])
}

#[test]
fn a_posterior_depends_neither_on_threads_nor_on_batches() {
    let posterior = |batch, threads| {
        let settings = AbcSettings {
            particles: 100,
            most_generations: 4,
            ..AbcSettings::default()
        };
        let observed = [5.0, 5.0, 0.0];
        let engine = engine(batch, threads);
        abc_smc(
            &two_parameters(),
            &observed,
            &settings,
            with(&engine, 3),
            two_statistics,
        )
        .unwrap()
    };
    let expected = posterior(100, 1);
    assert_eq!(expected.generations.len(), 4);
    for (batch, threads) in [(100, 2), (100, 8), (17, 2), (1000, 1)] {
        assert_eq!(posterior(batch, threads), expected);
    }
    // the statistic of noise alone has the least weight
    for generation in &expected.generations {
        let factors = &generation.factors;
        assert!(factors[2] < 0.1 * factors[0] && factors[2] < 0.1 * factors[1]);
    }
    // a product and one of its factors: the other is known given the first
    assert!(expected.correlation(0, 1).unwrap() < 0.0);
    assert!(expected.quantile(0, 0.1) < expected.quantile(0, 0.9));
}

#[test]
fn it_ends_by_each_of_its_rules() {
    let base = AbcSettings {
        particles: 50,
        ..AbcSettings::default()
    };
    let end = |settings: AbcSettings| {
        let simulate = |values: &[f64], number| vec![values[0] + normal(number, 0), 4.0];
        let marginal = standard_normal();
        let prior = prior(&[marginal]);
        abc_smc(
            &prior,
            &[1.0, 4.0],
            &settings,
            with(&engine(10, 2), 4),
            simulate,
        )
        .unwrap()
    };
    let found = end(AbcSettings {
        most_simulations: 350,
        ..base.clone()
    });
    assert_eq!((found.end, found.simulations), (End::Simulations, 350));
    assert_eq!(found.particles.len(), 50);
    // what never varies was dropped
    assert!(found.generations.iter().all(|g| g.factors[1] == 0.0));

    let found = end(AbcSettings {
        least_acceptance: 0.1,
        least_fall: 0.0,
        ..base.clone()
    });
    assert_eq!(found.end, End::Acceptance);
    assert!(found.generations.iter().all(|g| g.acceptance >= 0.1));

    let found = end(AbcSettings {
        most_generations: 2,
        ..base.clone()
    });
    assert_eq!((found.end, found.generations.len()), (End::Generations, 2));

    let found = end(AbcSettings {
        least_fall: 0.9,
        ..base.clone()
    });
    assert_eq!((found.end, found.generations.len()), (End::SmallFall, 2));

    let found = end(AbcSettings {
        target: 1.0,
        ..base
    });
    assert_eq!(found.end, End::Target);
    assert!(found.generations.last().unwrap().epsilon <= 1.0);
}

/// Each generation keeps to the distances of all before it.
#[test]
fn acceptance_is_nested() {
    let settings = AbcSettings {
        particles: 200,
        most_generations: 5,
        ..AbcSettings::default()
    };
    let observed = [5.0, 5.0, 0.0];
    let engine = engine(100, 2);
    let prior = two_parameters();
    let found = abc_smc(
        &prior,
        &observed,
        &settings,
        with(&engine, 5),
        two_statistics,
    )
    .unwrap();
    for particle in &found.particles {
        for generation in &found.generations {
            let parts = particle.statistics.iter().zip(&observed);
            let squares = parts.zip(&generation.factors).map(|((s, o), f)| {
                let part = f * (s - o);
                part * part
            });
            assert!(squares.sum::<f64>().sqrt() <= generation.epsilon);
        }
    }
}

/// What fails is rejected: parameters beyond 1 give no statistic.
#[test]
fn failures_are_counted_and_nothing_known_is_an_error() {
    let settings = AbcSettings {
        particles: 100,
        most_generations: 3,
        ..AbcSettings::default()
    };
    let engine = engine(50, 2);
    let prior = prior(&[standard_normal()]);
    let run = |simulate: fn(&[f64], u64) -> Vec<f64>| {
        abc_smc(&prior, &[1.0], &settings, with(&engine, 6), simulate)
    };
    let found = run(|values, number| {
        let statistic = values[0] + normal(number, 0);
        vec![if values[0] < 1.0 { statistic } else { f64::NAN }]
    })
    .unwrap();
    assert!(found.generations[0].failed > 0);
    assert!(found.particles.iter().all(|p| p.values[0] < 1.0));
    assert_eq!(
        run(|_, _| vec![f64::NAN]).err(),
        Some(CalibrationError::Failing)
    );
    assert_eq!(
        run(|_, _| vec![3.0]).err(),
        Some(CalibrationError::NoVariation)
    );
    let short = CalibrationError::Statistics { simulation: 0 };
    assert_eq!(run(|_, _| vec![]).err(), Some(short));
    let settings = AbcSettings {
        particles: 1000,
        most_simulations: 1999,
        ..AbcSettings::default()
    };
    let name = "most_simulations";
    assert_eq!(
        abc_smc(&prior, &[1.0], &settings, with(&engine, 6), |_, _| vec![]).err(),
        Some(CalibrationError::Setting { name })
    );
}

/// What an interrupt leaves is the beginning of the whole.
#[test]
fn an_interrupt_keeps_the_generations_that_are_complete() {
    let settings = AbcSettings {
        particles: 100,
        most_generations: 5,
        ..AbcSettings::default()
    };
    let prior = prior(&[standard_normal()]);
    let engine = engine(10, 2);
    let simulate = |values: &[f64], number| vec![values[0] + normal(number, 0)];
    let whole = abc_smc(&prior, &[1.0], &settings, with(&engine, 12), simulate).unwrap();
    let signals = Signals::default();
    let with = Simulations {
        engine: &engine,
        signals: &signals,
        seed: 12,
    };
    let part = abc_smc(&prior, &[1.0], &settings, with, |values, number| {
        if number == whole.simulations - 50 {
            signals.interrupt.store(true, Ordering::Relaxed);
        }
        simulate(values, number)
    })
    .unwrap();
    assert_eq!(part.end, End::Interrupted);
    let kept = part.generations.len();
    assert!(0 < kept && kept < 5);
    assert_eq!(part.generations, whole.generations[..kept]);
    let none = abc_smc(&prior, &[1.0], &settings, with, simulate);
    assert_eq!(none, Err(CalibrationError::Interrupted));
}

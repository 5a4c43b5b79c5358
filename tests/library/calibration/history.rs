//! Spaces whose size is known.

use orgsim::analysis::calibration::{
    CalibrationError, HistorySettings, Marginal, Observation, match_history,
};

use super::{engine, normal, prior, with};

/// Two outputs that are the parameters, observed as 0.5 with a deviation of
/// 0.1: at a cutoff of 3 each leaves 0.6 of its range.
#[test]
fn history_matching_finds_the_size_of_what_is_left() {
    let unit = Marginal::Uniform {
        low: 0.0,
        high: 1.0,
    };
    let prior = prior(&[unit.clone(), unit]);
    let observation = Observation {
        value: 0.5,
        variance: 0.006,
        discrepancy: 0.004,
    };
    let settings = HistorySettings {
        points: 2000,
        replicates: 4,
        cutoff: 3.0,
        maxima: vec![2, 1, 1],
        is_one_run: false,
    };
    let simulate = |values: &[f64], number: u64| {
        vec![
            values[0] + 0.001 * normal(number, 0),
            values[1] + 0.001 * normal(number, 1),
        ]
    };
    let observations = [observation; 2];
    let search = |threads, batch| {
        let engine = engine(batch, threads);
        match_history(
            &prior,
            &observations,
            &settings,
            with(&engine, 10),
            simulate,
        )
        .unwrap()
    };
    let waves = search(1, 100);
    for (threads, batch) in [(2, 100), (8, 33)] {
        assert_eq!(search(threads, batch), waves);
    }
    // one of two: 1 - 0.4^2; both: 0.6^2; bands of 5 standard errors
    for (wave, share) in waves.iter().zip([0.84, 0.36, 0.36]) {
        println!("share {} of {} points", wave.share, wave.matched.len());
        assert!((wave.share - share).abs() < 0.06, "{}", wave.share);
        let x: f64 = wave.matched.iter().map(|m| m.weight * m.values[0]).sum();
        assert!((x - 0.5).abs() < 0.05);
    }
    let last = &waves[2];
    assert!(
        last.matched
            .iter()
            .all(|m| m.implausibilities.iter().all(|&i| i <= 3.0))
    );
    // the last wave wastes less than the first on what is left
    assert!(last.matched.len() > 800);
    let second: f64 = last
        .matched
        .iter()
        .map(|m| m.weight * (m.values[1] - 0.5) * (m.values[1] - 0.5))
        .sum();
    assert!((second - 0.03).abs() < 0.006, "{second}");
}

#[test]
fn an_output_that_cannot_be_matched_is_named() {
    let unit = Marginal::Uniform {
        low: 0.0,
        high: 1.0,
    };
    let observation = |value| Observation {
        value,
        variance: 0.01,
        discrepancy: 0.0,
    };
    let settings = HistorySettings {
        points: 100,
        replicates: 2,
        maxima: vec![2, 1, 1],
        ..HistorySettings::default()
    };
    let simulate = |values: &[f64], number: u64| {
        vec![
            values[0] + 0.01 * normal(number, 0),
            0.01 * normal(number, 1),
        ]
    };
    let observations = [observation(0.5), observation(5.0)];
    let prior = prior(&[unit]);
    let search = |settings: &HistorySettings| {
        match_history(
            &prior,
            &observations,
            settings,
            with(&engine(10, 2), 11),
            simulate,
        )
    };
    let waves = search(&settings).unwrap();
    assert_eq!(waves.len(), 2);
    assert!(waves[1].matched.is_empty());
    assert_eq!(waves[1].share, 0.0);
    assert!(waves[1].least[0] < 3.0 && waves[1].least[1] > 40.0);
    let wrong = HistorySettings {
        maxima: vec![3],
        ..settings
    };
    let name = "maxima";
    assert_eq!(search(&wrong), Err(CalibrationError::Setting { name }));
}

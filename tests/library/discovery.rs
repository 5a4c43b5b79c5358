//! Discovery: boxes that were planted are found again, and nothing else.
//!
//! In the uniform cube an edge that is found lies short of the true one by the
//! gap between two cases. Of a box with 800 cases, four such gaps take the share
//! of a gamma variable of shape 4 and scale 1/800: more than 5% less than once in
//! 10^13 samples.

use orgsim::analysis::discovery::{
    Cases, Choice, Input, Settings, SettingsError, Values, discover, reproducibility,
};
use orgsim::random::{Entity, Purpose, Streams};
use orgsim::units::Quarter;

#[derive(Clone, Copy)]
enum Luck {
    Coordinate,
    Outcome,
}

impl Purpose for Luck {
    fn number(self) -> u8 {
        self as u8
    }
}

fn uniform(seed: u64, luck: Luck, case: usize, input: usize) -> f64 {
    let entity = Entity {
        id: case as u32,
        generation: 0,
    };
    Streams::new(seed, 0).pair_uniform(luck, entity, Quarter(0), input as u32)
}

/// Uniform points of a cube, and their outcomes.
fn cube(
    seed: u64,
    count: usize,
    inputs: usize,
    outcome: impl Fn(&[f64], usize) -> f64,
) -> (Vec<Vec<f64>>, Vec<f64>) {
    let point = |case| -> Vec<f64> {
        let inputs = 0..inputs;
        inputs
            .map(|input| uniform(seed, Luck::Coordinate, case, input))
            .collect()
    };
    let points: Vec<Vec<f64>> = (0..count).map(point).collect();
    let outcomes = points.iter().enumerate();
    let outcomes = outcomes.map(|(case, point)| outcome(point, case)).collect();
    (points, outcomes)
}

fn numeric(points: &[Vec<f64>]) -> Vec<Input> {
    let inputs = 0..points[0].len();
    let column = |input: usize| Input {
        name: format!("x{input}"),
        values: Values::Numeric(points.iter().map(|point| point[input]).collect()),
    };
    inputs.map(column).collect()
}

/// A box over inputs 0 and 1 that holds a fifth of the cube.
fn planted(point: &[f64]) -> bool {
    (0.2..=0.6).contains(&point[0]) && (0.3..=0.8).contains(&point[1])
}

#[test]
fn a_planted_box_is_found_and_no_dummy_is_restricted() {
    for seed in 0..5 {
        let outcome = |point: &[f64], _| f64::from(planted(point));
        let (points, outcomes) = cube(seed, 4000, 6, outcome);
        let cases = Cases::new(numeric(&points), outcomes).unwrap();
        let found = discover(&cases, &Settings::default()).unwrap();
        let first = &found.boxes[0];
        let name = first.region.describe(&cases);
        assert_eq!(first.region.restricted(), [0, 1], "{name}");
        assert!(
            first.fit.coverage >= 0.95 && first.fit.density >= 0.95,
            "{name}"
        );
        let shares = reproducibility(&cases, &first.fit, &Settings::default(), 5, 1).unwrap();
        assert!(
            shares[..2]
                .iter()
                .all(|s| s.by_coverage == 1.0 && s.by_density == 1.0)
        );
        assert!(
            first.quasi_p.iter().all(|&p| p < 1e-6),
            "{:?}",
            first.quasi_p
        );

        // the box holds for cases that it has not seen
        let (fresh, outcomes) = cube(seed + 100, 4000, 6, outcome);
        let fresh = Cases::new(numeric(&fresh), outcomes.clone()).unwrap();
        let inside: Vec<usize> = (0..4000)
            .filter(|&c| first.region.contains(&fresh, c))
            .collect();
        let hits: f64 = inside.iter().map(|&case| outcomes[case]).sum();
        let density = hits / inside.len() as f64;
        let coverage = hits / outcomes.iter().sum::<f64>();
        assert!(
            coverage >= 0.95 && density >= 0.95,
            "{name}: {coverage} {density}"
        );
    }
}

#[test]
fn the_trajectory_trades_coverage_for_density() {
    let (points, outcomes) = cube(6, 1000, 4, |point, _| f64::from(planted(point)));
    let cases = Cases::new(numeric(&points), outcomes).unwrap();
    let found = discover(&cases, &Settings::default()).unwrap();
    let trajectory = &found.boxes[0].trajectory;
    let (first, last) = (trajectory[0].1, trajectory.last().unwrap().1);
    assert_eq!(
        (first.coverage, first.mass, first.restricted),
        (1.0, 1.0, 0)
    );
    assert!(last.density > 0.95);
    for pair in trajectory.windows(2) {
        let ((_, wide), (_, narrow)) = (&pair[0], &pair[1]);
        assert!(narrow.cases < wide.cases && narrow.coverage <= wide.coverage);
        // patient: a slice holds a twentieth of the cases
        assert!(wide.cases - narrow.cases <= (wide.cases / 20).max(1));
    }
}

/// A box over a number, an integer and categories; outcomes are probabilities
/// that the box raises from 0.1 to 0.9.
#[test]
fn inputs_of_all_kinds_and_probabilities_are_taken() {
    let probability = |point: &[f64], _| {
        let inside = point[0] < 0.5 && point[1] >= 0.4 && point[2] >= 0.5;
        if inside { 0.9 } else { 0.1 }
    };
    let (points, outcomes) = cube(7, 3000, 5, probability);
    let mut inputs = numeric(&points);
    let tenths = points.iter().map(|point| (10.0 * point[1]).floor());
    inputs[1].values = Values::Numeric(tenths.collect());
    inputs[2].values = Values::Categorical {
        categories: ["a", "b", "c", "d"].map(str::to_owned).into(),
        values: points
            .iter()
            .map(|point| (4.0 * point[2]) as usize)
            .collect(),
    };
    let cases = Cases::new(inputs, outcomes).unwrap();
    let settings = Settings {
        choice: Choice::DensityAtLeast(0.85),
        ..Settings::default()
    };
    let found = discover(&cases, &settings).unwrap();
    let first = &found.boxes[0];
    let name = first.region.describe(&cases);
    assert!(name.ends_with("and x1 >= 4 and x2 in {c, d}"), "{name}");
    assert_eq!(first.region.restricted(), [0, 1, 2], "{name}");
    // the box has 0.15 of all cases and 0.9 of 0.22 of what is of interest
    assert!((first.fit.mass - 0.15).abs() < 0.03, "{:?}", first.fit);
    assert!((first.fit.density - 0.9).abs() < 0.03, "{:?}", first.fit);
}

/// A single run a case: the box is blurred, its inputs are not. The outcome
/// has a density of 0.9 inside and 0.05 outside.
#[test]
fn noise_blurs_a_box_and_resamples_tell_its_inputs_from_dummies() {
    let draw = |point: &[f64], case| {
        let probability = if planted(point) { 0.9 } else { 0.05 };
        f64::from(uniform(8, Luck::Outcome, case, 0) < probability)
    };
    let (points, outcomes) = cube(8, 1500, 6, draw);
    let cases = Cases::new(numeric(&points), outcomes).unwrap();
    let settings = Settings::default();
    let found = discover(&cases, &settings).unwrap();
    let first = &found.boxes[0];
    let name = first.region.describe(&cases);
    assert_eq!(first.region.restricted(), [0, 1], "{name}");
    assert!(
        first.fit.density > 0.8 && first.fit.coverage > 0.75,
        "{:?}",
        first.fit
    );

    let shares = reproducibility(&cases, &first.fit, &settings, 20, 1).unwrap();
    assert_eq!(shares.len(), 6);
    for share in &shares[..2] {
        assert!(
            share.by_coverage > 0.9 && share.by_density > 0.9,
            "{shares:?}"
        );
    }
    for share in &shares[2..] {
        assert!(
            share.by_coverage < 0.7 && share.by_density < 0.7,
            "{shares:?}"
        );
    }
    let again = reproducibility(&cases, &first.fit, &settings, 20, 1).unwrap();
    assert_eq!(again, shares);
}

#[test]
fn several_boxes_are_found_by_covering() {
    let outcome = |point: &[f64], _| {
        let (x, y) = (point[0], point[1]);
        f64::from((x < 0.5 && y < 0.5) || (x > 0.7 && y > 0.75))
    };
    let (points, outcomes) = cube(9, 3000, 4, outcome);
    let cases = Cases::new(numeric(&points), outcomes).unwrap();
    let settings = Settings {
        most_boxes: 5,
        ..Settings::default()
    };
    let found = discover(&cases, &settings).unwrap();
    let names: Vec<String> = found
        .boxes
        .iter()
        .map(|b| b.region.describe(&cases))
        .collect();
    assert_eq!(found.boxes.len(), 2, "{names:?}");
    assert!(found.coverage >= 0.95 && found.density >= 0.95, "{names:?}");
    assert!(
        found.boxes.iter().all(|b| b.region.restricted() == [0, 1]),
        "{names:?}"
    );
}

#[test]
fn a_setting_out_of_range_is_named() {
    let (points, outcomes) = cube(1, 10, 1, |_, _| 1.0);
    let cases = Cases::new(numeric(&points), outcomes).unwrap();
    let settings = Settings {
        alpha: 0.5,
        ..Settings::default()
    };
    let error = SettingsError { setting: "alpha" };
    assert_eq!(discover(&cases, &settings), Err(error));
    // where all cases are alike there is no box
    let found = discover(&cases, &Settings::default()).unwrap();
    assert!(found.boxes.is_empty());
}

//! What a random number and an elementary function cost: one at a time, as
//! columns, and, for the functions, from `libm`.
//!
//! `cargo bench --bench streams` prints CSV.
#![allow(
    missing_docs,
    clippy::print_stdout,
    reason = "a benchmark is for whoever runs it"
)]

mod timing;

use std::hint::black_box;

use orgsim::elementary::{exp, exp_column, ln, ln_column, normal_quantile, normal_quantile_column};
use orgsim::random::{Entity, Stream, Streams};
use orgsim::units::Quarter;
use timing::{HEADER, Race};

const ROUNDS: usize = 201;
/// People in a column, as in a middling organisation.
const ROWS: usize = 480;

fn main() {
    print!("{HEADER}{}", uniforms());
    // in no order that a branch predictor could learn soon
    let spread: Vec<f64> = (0..ROWS)
        .map(|i| ((i * 307 % ROWS) as f64 + 0.5) / ROWS as f64)
        .collect();
    let logs: Vec<f64> = spread.iter().map(|u| 12.0 * u - 8.0).collect();
    print!("{}", functions("exp", &logs, libm::exp, exp, exp_column));
    print!("{}", functions("ln", &spread, libm::log, ln, ln_column));
    assert_same_bits(&spread, normal_quantile, normal_quantile_column);
    let race = Race::new("normal_quantile")
        .with("scalar", ROWS, one_at_a_time(&spread, normal_quantile))
        .with("column", ROWS, column(&spread, normal_quantile_column));
    print!("{}", race.run(ROUNDS));
}

fn uniforms() -> String {
    let streams = Streams::new(black_box(1), 0);
    let people: Vec<Entity> = (0..ROWS as u32)
        .map(|id| Entity {
            id,
            generation: id % 3,
        })
        .collect();
    let pairs: Vec<(Entity, u32)> = people.iter().map(|&person| (person, 7)).collect();
    let quarter = Quarter(3);
    let (mut u, mut v) = (vec![0.0; ROWS], vec![0.0; ROWS]);
    let (mut w, mut x, mut y) = (u.clone(), u.clone(), u.clone());
    Race::new("uniform")
        .with("scalar", ROWS, || {
            for (u, &person) in u.iter_mut().zip(black_box(&people)) {
                *u = streams.uniform(Stream::ExitDecision, person, quarter);
            }
            black_box(&u);
        })
        .with("column", ROWS, || {
            streams.column(Stream::ExitDecision, quarter, black_box(&people), &mut v);
            black_box(&v);
        })
        .with("pair_columns", 2 * ROWS, || {
            let people = black_box(&people);
            streams.pair_columns(
                [Stream::ExitDecision, Stream::Shock],
                quarter,
                people,
                &mut w,
                &mut x,
            );
            black_box((&w, &x));
        })
        .with("column_of_pairs", ROWS, || {
            let pairs = black_box(&pairs);
            streams.column_of_pairs(Stream::TiePartner, quarter, pairs, &mut y);
            black_box(&y);
        })
        .run(ROUNDS)
}

fn functions(
    name: &'static str,
    arguments: &[f64],
    of_libm: fn(f64) -> f64,
    scalar: fn(f64) -> f64,
    columns: fn(&mut [f64]),
) -> String {
    assert_same_bits(arguments, scalar, columns);
    Race::new(name)
        .with("libm", ROWS, one_at_a_time(arguments, of_libm))
        .with("scalar", ROWS, one_at_a_time(arguments, scalar))
        .with("column", ROWS, column(arguments, columns))
        .run(ROUNDS)
}

/// What is raced is the same: here with the optimisations that tests run
/// without.
fn assert_same_bits(arguments: &[f64], scalar: fn(f64) -> f64, columns: fn(&mut [f64])) {
    let mut results = arguments.to_vec();
    columns(&mut results);
    assert!(
        results
            .iter()
            .zip(arguments)
            .all(|(result, &x)| *result == scalar(x))
    );
}

/// A call for each number, which the compiler cannot see through.
fn one_at_a_time(arguments: &[f64], function: fn(f64) -> f64) -> impl FnMut() {
    let mut results = vec![0.0; arguments.len()];
    move || {
        let function = black_box(function);
        for (result, &x) in results.iter_mut().zip(black_box(arguments)) {
            *result = function(x);
        }
        black_box(&results);
    }
}

fn column(arguments: &[f64], function: fn(&mut [f64])) -> impl FnMut() {
    let mut results = vec![0.0; arguments.len()];
    move || {
        results.copy_from_slice(black_box(arguments));
        function(&mut results);
        black_box(&results);
    }
}

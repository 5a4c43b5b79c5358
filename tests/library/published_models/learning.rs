//! March (1991): Figure 1, what its text says of turnover and turbulence, and
//! what follows from the model without a computer.

use clap::Parser;
use orgsim::output::csv;
use orgsim::random::Streams;
use orgsim::table::Table;
use orgsim::units::Probability;

use super::march_1991::Args;
use super::march_1991::model::{Parameters, equilibrium_knowledge, knowledge_after};
use super::{header, numbers};

fn args(options: &str) -> Result<Args, clap::Error> {
    Args::try_parse_from(["march_1991"].into_iter().chain(options.split_whitespace()))
}

fn simulate(options: &str) -> Table {
    let args = args(options).unwrap();
    args.check().unwrap();
    args.simulate().unwrap()
}

fn closed(p1: f64, p2: f64) -> Parameters {
    let [p1, p2, never] = [p1, p2, 0.0].map(|p| Probability::new(p).unwrap());
    Parameters {
        p1,
        p2,
        p3: never,
        p4: never,
    }
}

/// Workiewicz's replication with 100,000 runs a cell, read off its plot to
/// .002. The order is that of the rows: p2 within p1.
const FIGURE_1: [f64; 9] = [
    0.863, 0.953, 0.973, 0.799, 0.810, 0.840, 0.812, 0.740, 0.728,
];

/// Each cell may be off by the error of reading the plot and by 5.5 standard
/// errors of the difference of both simulations: nine such cells fail by
/// chance in 3 of 10 million seeds.
#[test]
fn figure_1_is_reproduced() {
    let table = simulate("--runs 2000 --seed 1");
    assert_eq!(
        header(&table),
        ["p1", "p2", "runs", "knowledge", "std_error"]
    );
    assert_eq!(numbers(&table, "runs"), [2000.0; 9]);
    let knowledge = numbers(&table, "knowledge");
    let errors = numbers(&table, "std_error");
    let cells = knowledge.iter().zip(&errors).zip(FIGURE_1);
    for (row, ((knowledge, error), published)) in cells.enumerate() {
        let of_both = error * (1.0_f64 + 2_000.0 / 100_000.0).sqrt();
        assert!(
            (knowledge - published).abs() < 0.002 + 5.5 * of_both,
            "row {row}: {knowledge} ± {error}, published {published}"
        );
        // the deviation of a run is .04 to .11
        let deviation = error * 2000.0_f64.sqrt();
        assert!((0.035..0.12).contains(&deviation), "row {row}: {deviation}");
    }
}

#[test]
fn threads_and_other_cells_change_nothing() {
    let cell = simulate("--p1 .5 --p2 .5 --runs 300 --seed 3 --threads 1");
    for threads in [2, 5] {
        let again = format!("--p1 .5 --p2 .5 --runs 300 --seed 3 --threads {threads}");
        assert_eq!(csv::to_string(&simulate(&again)), csv::to_string(&cell));
    }
    let among_others = simulate("--p1 .9,.5 --p2 .5 --runs 300 --seed 3");
    assert_eq!(among_others.rows().nth(1), cell.rows().next());
    let other_seed = simulate("--p1 .5 --p2 .5 --runs 300 --seed 4");
    assert_ne!(
        numbers(&other_seed, "knowledge"),
        numbers(&cell, "knowledge")
    );
}

/// A run that ends too early has another knowledge later.
#[test]
fn nothing_changes_after_equilibrium() {
    for (p1, p2) in [(0.1, 0.9), (0.5, 0.5), (0.9, 0.1)] {
        for run in 0..20 {
            let streams = Streams::new(5, run);
            let at_rest = equilibrium_knowledge(closed(p1, p2), streams).unwrap();
            let later = knowledge_after(closed(p1, p2), streams, &[1500, 2000]);
            assert_eq!(later, [at_rest; 2], "p1 {p1}, p2 {p2}, run {run}");
        }
    }
}

#[test]
fn a_code_that_does_not_learn_knows_nothing() {
    for run in 0..10 {
        let knowledge = equilibrium_knowledge(closed(0.5, 0.0), Streams::new(1, run));
        assert_eq!(knowledge, Some(0.0));
    }
}

/// Without socialisation, a code that is sure to follow takes in the strict
/// majority of those who were lucky at first, and no belief ever moves.
#[test]
fn a_code_that_is_sure_to_follow_is_convinced_at_once() {
    let runs = 200;
    let mean = |p1| {
        let first = |run| knowledge_after(closed(p1, 1.0), Streams::new(2, run), &[1])[0];
        (0..runs).map(first).sum::<f64>() / runs as f64
    };
    assert!(mean(0.0) > 0.1);
    // individuals learn from the code as it was, which had no convictions
    assert_eq!(mean(0.0), mean(1.0));
}

/// Newcomers raise knowledge where socialisation is fast, and lower it where it
/// is slow (Figure 4: after 20 periods, p2 = .5). By chance, the differences
/// would have the right sign by 6 standard errors once in a billion seeds.
#[test]
fn turnover_helps_fast_learners_only() {
    let table = simulate("--p1 .1,.9 --p2 .5 --p3 0,.1 --periods 20 --runs 1000");
    assert_eq!(
        header(&table),
        [
            "p1",
            "p2",
            "p3",
            "p4",
            "period",
            "runs",
            "knowledge",
            "std_error"
        ]
    );
    let knowledge = numbers(&table, "knowledge");
    let errors = numbers(&table, "std_error");
    let gain =
        |row: usize| (knowledge[row + 1] - knowledge[row]) / errors[row].hypot(errors[row + 1]);
    assert!(gain(0) < -6.0, "slow: {knowledge:?}");
    assert!(gain(2) > 6.0, "fast: {knowledge:?}");
}

/// In a turbulent world an organisation without turnover forgets what is true,
/// one with turnover keeps up (Figure 5: p1 = p2 = .5, p4 = .02).
#[test]
fn turbulence_needs_turnover() {
    let table = simulate("--p1 .5 --p2 .5 --p3 0,.1 --p4 .02 --periods 100,20 --runs 1000");
    assert_eq!(numbers(&table, "period"), [20.0, 100.0, 20.0, 100.0]);
    let knowledge = numbers(&table, "knowledge");
    let errors = numbers(&table, "std_error");
    let [early, late, renewed_early, renewed_late] = knowledge[..] else {
        panic!("{knowledge:?}");
    };
    let apart = |a: usize, b: usize| 6.0 * errors[a].hypot(errors[b]);
    assert!(early - late > 0.2 + apart(0, 1), "{knowledge:?}");
    assert!(renewed_late - late > 0.2 + apart(1, 3), "{knowledge:?}");
    assert!(
        (renewed_early - renewed_late).abs() < 0.05 + apart(2, 3),
        "{knowledge:?}"
    );
}

#[test]
fn wrong_usage_names_the_range() {
    for (options, words) in [
        ("--p1 1.5", "a probability is from 0 to 1, not 1.5"),
        ("--p2 .5,-0.1", "a probability is from 0 to 1, not -0.1"),
        ("--p3 NaN", "a probability is from 0 to 1"),
        ("--p1 half", "a probability is a number from 0 to 1"),
        ("--runs 0", "1..=100000000"),
        ("--periods 0", "1..=32767"),
        ("--periods 32768", "1..=32767"),
        ("--threads 0", "1..=1024"),
    ] {
        let error = args(options).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{options}");
        assert!(error.to_string().contains(words), "{options}: {error}");
    }
    for options in ["--p3 .1", "--p4 0,.1", "--p1 0"] {
        let message = args(options).unwrap().check().unwrap_err();
        assert!(message.contains("--periods"), "{message}");
        assert_eq!(
            args(&format!("{options} --periods 9")).unwrap().check(),
            Ok(())
        );
    }
}

#[test]
fn a_run_without_equilibrium_is_an_error() {
    let args = args("--p1 1e-9 --p2 .5 --runs 1").unwrap();
    let message = args.simulate().unwrap_err().to_string();
    assert!(
        message.contains("no equilibrium within 32767 periods"),
        "{message}"
    );
}

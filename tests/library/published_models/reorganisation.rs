//! Kauffman (1993): what is known of NK landscapes exactly. Siggelkow &
//! Levinthal (2003): when temporary decentralisation pays.

use clap::Parser;
use orgsim::output::csv;
use orgsim::random::Streams;
use orgsim::stats::PairedMoments;
use orgsim::table::{Cell, Table};

use super::siggelkow_levinthal_2003::Args;
use super::siggelkow_levinthal_2003::firm::World;
use super::siggelkow_levinthal_2003::landscape::Interactions;
use super::{header, numbers};

fn args(options: &str) -> Result<Args, clap::Error> {
    let program = ["siggelkow_levinthal_2003"].into_iter();
    Args::try_parse_from(program.chain(options.split_whitespace()))
}

fn simulate(options: &str) -> Table {
    args(options).unwrap().simulate().unwrap()
}

const LANDSCAPES: f64 = 10_000.0;

fn describe(interactions: &str) -> Table {
    let options = format!("--landscapes --interactions {interactions} --runs {LANDSCAPES}");
    simulate(&options)
}

/// Fails for a mean of runs with the given standard deviation that is off by 5
/// standard errors or more: 6 in 10 million seeds.
fn assert_mean(mean: f64, expected: f64, deviation: f64) {
    let error = deviation / LANDSCAPES.sqrt();
    let off = (mean - expected) / error;
    assert!(off.abs() < 5.0, "{mean}, expected {expected}: {off} errors");
}

/// With K = 0, each decision takes the better of two uniforms: one optimum,
/// with mean 2/3, and a variance of 1/18 a decision.
#[test]
fn independent_decisions_have_one_optimum() {
    let table = describe("adjacent:0,random:0");
    assert_eq!(numbers(&table, "local_optima"), [1.0; 2]);
    assert_eq!(numbers(&table, "local_optima_std_error"), [0.0; 2]);
    let highest = numbers(&table, "highest_fitness");
    assert_mean(highest[0], 2.0 / 3.0, (1.0 / 18.0 / 6.0_f64).sqrt());
    assert_eq!(highest[0], highest[1]);
}

/// With K = N - 1, fitness is independent from point to point. Each is the
/// highest among itself and N neighbours with probability 1 / (N + 1), so
/// there are 2^N / (N + 1) local optima; their number has the variance
/// 2^(N - 1) (N - 1) / (N + 1)^2 (Baldi & Rinott 1989).
#[test]
fn pervasive_interactions_have_as_many_optima_as_known() {
    let table = describe("adjacent:5,random:5,pervasive");
    let optima = numbers(&table, "local_optima");
    let deviation = (32.0 * 5.0 / 49.0_f64).sqrt();
    assert_mean(optima[0], 64.0 / 7.0, deviation);
    let seen = numbers(&table, "local_optima_std_error")[0] * LANDSCAPES.sqrt();
    assert!((seen / deviation - 1.0).abs() < 0.05, "{seen}, {deviation}");
    assert_eq!(optima, [optima[0]; 3]);
}

/// Two divisions without interactions across are two landscapes of N = 3: the
/// optima of both, in all combinations. With m = 2 and v = 1/2 for one, the
/// product has the mean m^2 and the variance (v + m^2)^2 - m^4.
#[test]
fn modular_interactions_have_the_optima_of_both_divisions() {
    let table = describe("modular,across:0");
    let optima = numbers(&table, "local_optima");
    let (mean, variance): (f64, f64) = (2.0, 4.0 * 2.0 / 16.0);
    let square = mean * mean;
    let deviation = ((variance + square) * (variance + square) - square * square).sqrt();
    assert_mean(optima[0], square, deviation);
    assert_eq!(optima[0], optima[1]);
}

/// Mean fitness after 50 periods of a firm that is reintegrated after 25,
/// minus that of others on the same landscapes.
fn advantage_of_reintegration(
    interactions: Interactions,
    decentralised_periods: u16,
) -> PairedMoments {
    let mut pairs = PairedMoments::default();
    for run in 0..4000 {
        let world = World::new(interactions, Streams::new(1, run));
        let fitness = |periods| world.fitness_after(periods, &[50])[0];
        pairs.push(fitness(decentralised_periods), fitness(25));
    }
    pairs
}

/// The intervals would lie above zero by chance in less than one of a million
/// seeds.
#[test]
fn pervasive_interactions_reward_temporary_decentralisation() {
    for interactions in ["pervasive", "across:1", "across:2"] {
        for (other, periods) in [("centralised", 0), ("decentralised", 50)] {
            let pairs = advantage_of_reintegration(interactions.parse().unwrap(), periods);
            let advantage = pairs.difference(1.0 - 1e-6);
            assert!(
                advantage.ci_low.unwrap() > 0.0,
                "{interactions}, {other}: {advantage:?}"
            );
        }
    }
}

/// What is better for a division is then better for the firm, so that each
/// firm does the same, on every landscape.
#[test]
fn with_modular_interactions_integration_is_neutral() {
    let table =
        simulate("--interactions modular --runs 2000 --reintegrate-after 3,25 --periods 1,9,50");
    assert_eq!(table.rows().len(), 4 * 3);
    assert_eq!(numbers(&table, "advantage"), [0.0; 12]);
    assert_eq!(numbers(&table, "advantage_std_error"), [0.0; 12]);
    let fitness = numbers(&table, "fitness");
    assert!(fitness.chunks(3).all(|firm| firm == &fitness[..3]));
    assert!(
        fitness[0] < fitness[1] && fitness[1] < fitness[2],
        "{fitness:?}"
    );
}

/// An integrated firm never falls, and reaches the top where there is no other
/// local optimum.
#[test]
fn an_integrated_firm_climbs() {
    let interactions: Interactions = "adjacent:1".parse().unwrap();
    let periods: Vec<u16> = (0..200).collect();
    let mut single_peaks = 0;
    for run in 0..200 {
        let world = World::new(interactions, Streams::new(4, run));
        let path = world.fitness_after(0, &periods);
        assert!(path.is_sorted(), "run {run}");
        if world.landscape.local_optima() == 1 {
            single_peaks += 1;
            assert_eq!(path.last(), Some(&1.0), "run {run}");
        }
    }
    assert!(single_peaks > 20, "{single_peaks}");
}

#[test]
fn the_table_is_tidy_and_does_not_depend_on_threads() {
    let options = "--runs 700 --seed 9 --interactions random:3 --reintegrate-after 5 --periods 9,3";
    let table = simulate(&format!("{options} --threads 1"));
    assert_eq!(
        header(&table),
        [
            "interactions",
            "structure",
            "decentralised_periods",
            "period",
            "runs",
            "fitness",
            "std_error",
            "advantage",
            "advantage_std_error"
        ]
    );
    assert_eq!(numbers(&table, "period"), [3.0, 9.0, 3.0, 9.0, 3.0, 9.0]);
    assert_eq!(
        numbers(&table, "decentralised_periods"),
        [0.0, 0.0, 3.0, 5.0, 3.0, 9.0]
    );
    assert_eq!(table.rows().next().unwrap()[0], Cell::text("random:3"));
    for threads in [2, 5] {
        let again = simulate(&format!("{options} --threads {threads}"));
        assert_eq!(csv::to_string(&again), csv::to_string(&table));
    }
}

#[test]
fn wrong_usage_names_the_range() {
    for (options, words) in [
        ("--interactions adjacent:6", "from 0 to 5, not \"6\""),
        ("--interactions across:4", "from 0 to 3, not \"4\""),
        ("--interactions random:x", "from 0 to 5, not \"x\""),
        ("--interactions loose", "modular, pervasive, across:C"),
        ("--runs 0", "1..=100000000"),
        ("--periods 40000", "0..=32767"),
        ("--reintegrate-after 0", "1..=32767"),
        ("--landscapes --periods 5", "cannot be used with"),
    ] {
        let error = args(options).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{options}");
        assert!(error.to_string().contains(words), "{options}: {error}");
    }
}

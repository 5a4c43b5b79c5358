//! Siggelkow & Levinthal (2003): should a firm be decentralised, centralised,
//! or first one and then the other? Prints its fitness on NK landscapes as CSV.

use std::process::ExitCode;

use clap::{Parser, value_parser};
use orgsim::engine::{MonteCarlo, ThreadsUnavailable};
use orgsim::random::Streams;
use orgsim::stats::{Estimate, Moments, PairedMoments};
use orgsim::table::{Cell, Column, Kind, Table};

mod command;
#[path = "siggelkow_levinthal_2003/firm.rs"]
pub(crate) mod firm;
#[path = "siggelkow_levinthal_2003/landscape.rs"]
pub(crate) mod landscape;

use command::Sampling;
use firm::{MOST_PERIODS, World};
use landscape::{Interactions, Landscape};

/// Temporarily divide to conquer (Siggelkow & Levinthal 2003)
///
/// A firm of two divisions with three decisions each searches an NK landscape
/// (Kauffman 1993). Prints the mean fitness of firms that are centralised,
/// decentralised, or reintegrated after having been decentralised: from 0, the
/// lowest point of the landscape, to 1, the highest. A run is a landscape, on
/// which all three start at the same point and consider the same changes;
/// `advantage` is the mean difference to the centralised firm.
#[derive(Debug, Parser)]
#[command(name = "siggelkow_levinthal_2003", max_term_width = 100, after_long_help = EXAMPLES)]
pub(crate) struct Args {
    /// On which others a decision's contribution depends
    ///
    /// modular: on all of its own division; across:C: on C of the other one
    /// too, from 0 (modular) to 3 (pervasive); adjacent:K: on the K decisions
    /// that follow it; random:K: on K others, drawn for each landscape; K is
    /// from 0 to 5.
    #[arg(
        long,
        value_name = "PATTERN,...",
        value_delimiter = ',',
        default_value = "modular,pervasive"
    )]
    interactions: Vec<Interactions>,

    /// Periods after which the decentralised firm is reintegrated
    #[arg(long, value_name = "N,...", value_delimiter = ',', default_value = "25",
        value_parser = value_parser!(u16).range(1..=i64::from(MOST_PERIODS)))]
    reintegrate_after: Vec<u16>,

    /// Look after these numbers of periods
    #[arg(long, value_name = "N,...", value_delimiter = ',', default_value = "50",
        value_parser = value_parser!(u16).range(0..=i64::from(MOST_PERIODS)))]
    periods: Vec<u16>,

    /// Print the number of local optima and the highest point of the landscapes instead
    #[arg(long, conflicts_with_all = ["reintegrate_after", "periods"])]
    landscapes: bool,

    #[command(flatten)]
    sampling: Sampling,
}

const EXAMPLES: &str = "\
Examples:
  siggelkow_levinthal_2003 --runs 20000
  siggelkow_levinthal_2003 --interactions across:0,across:1,across:2,across:3
  siggelkow_levinthal_2003 --interactions pervasive --reintegrate-after 1,5,25
  siggelkow_levinthal_2003 --landscapes --interactions adjacent:0,adjacent:5";

/// How a firm is organised.
struct Structure {
    name: &'static str,
    decentralised_periods: u16,
}

fn main() -> ExitCode {
    command::print(Args::parse().simulate())
}

impl Args {
    pub(crate) fn simulate(&self) -> Result<Table, ThreadsUnavailable> {
        let engine = self.sampling.engine()?;
        Ok(if self.landscapes {
            self.describe_landscapes(&engine)
        } else {
            self.compare_structures(&engine)
        })
    }

    /// The structures: the centralised one first, with which the others are
    /// compared.
    fn structures(&self) -> Vec<Structure> {
        let structure = |name, decentralised_periods| Structure {
            name,
            decentralised_periods,
        };
        let reintegrated = self.reintegrate_after.iter();
        [structure("centralised", 0)]
            .into_iter()
            .chain(reintegrated.map(|&after| structure("reintegrated", after)))
            .chain([structure("decentralised", MOST_PERIODS)])
            .collect()
    }

    fn compare_structures(&self, engine: &MonteCarlo) -> Table {
        let structures = self.structures();
        let mut periods = self.periods.clone();
        periods.sort_unstable();
        periods.dedup();
        let mut table = Table::new(fitness_header());
        for &interactions in &self.interactions {
            let runs = engine.collect(self.sampling.runs, |run| {
                let world = World::new(interactions, Streams::new(self.sampling.seed, run));
                let of_firm = |structure: &Structure| {
                    world.fitness_after(structure.decentralised_periods, &periods)
                };
                structures.iter().map(of_firm).collect::<Vec<_>>()
            });
            for (firm, structure) in structures.iter().enumerate() {
                for (place, &period) in periods.iter().enumerate() {
                    let fitness: Moments = runs.iter().map(|run| run[firm][place]).collect();
                    let mut pairs = PairedMoments::default();
                    for run in &runs {
                        pairs.push(run[0][place], run[firm][place]);
                    }
                    let name = Cell::text(interactions.to_string());
                    let decentralised = structure.decentralised_periods.min(period);
                    let [mean, error] = estimated(&Estimate::of_mean(&fitness, 0.95));
                    let [advantage, of_advantage] = estimated(&pairs.difference(0.95));
                    table.push([
                        name,
                        Cell::text(structure.name),
                        Cell::from(u64::from(decentralised)),
                        Cell::from(u64::from(period)),
                        Cell::from(fitness.count()),
                        mean,
                        error,
                        advantage,
                        of_advantage,
                    ]);
                }
            }
        }
        table
    }

    fn describe_landscapes(&self, engine: &MonteCarlo) -> Table {
        let mut table = Table::new(landscape_header());
        for &interactions in &self.interactions {
            let runs = engine.collect(self.sampling.runs, |run| {
                let streams = Streams::new(self.sampling.seed, run);
                let landscape = Landscape::new(interactions, &streams);
                (landscape.local_optima() as f64, landscape.range().1)
            });
            let optima: Moments = runs.iter().map(|&(optima, _)| optima).collect();
            let highest: Moments = runs.iter().map(|&(_, highest)| highest).collect();
            let [optima, of_optima] = estimated(&Estimate::of_mean(&optima, 0.95));
            let [highest, of_highest] = estimated(&Estimate::of_mean(&highest, 0.95));
            table.push([
                Cell::text(interactions.to_string()),
                Cell::from(self.sampling.runs),
                optima,
                of_optima,
                highest,
                of_highest,
            ]);
        }
        table
    }
}

fn text(name: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Text, "", meaning)
}

fn count(name: &str, unit: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Count, unit, meaning)
}

fn mean(name: &str, unit: &str, meaning: &str) -> Column {
    Column::new(name, Kind::Number, unit, meaning)
}

fn error(name: &str, unit: &str, of: &str) -> Column {
    let meaning = format!("Standard error of the mean {of}.");
    mean(name, unit, &meaning).or_empty("there is a single run")
}

fn estimated(estimate: &Estimate) -> [Cell; 2] {
    [Cell::from(estimate.value), Cell::from(estimate.std_error)]
}

fn fitness_header() -> Vec<Column> {
    let scale = "share of the landscape's range";
    vec![
        text("interactions", "On which others a contribution depends."),
        text("structure", "How the firm is organised."),
        count(
            "decentralised_periods",
            "periods",
            "How long it was decentralised.",
        ),
        count("period", "periods", "How many periods are over."),
        count("runs", "landscapes", "How many landscapes were averaged."),
        mean("fitness", scale, "Mean fitness."),
        error("std_error", scale, "fitness"),
        mean(
            "advantage",
            scale,
            "Mean difference to the centralised firm.",
        ),
        error("advantage_std_error", scale, "difference"),
    ]
}

fn landscape_header() -> Vec<Column> {
    vec![
        text("interactions", "On which others a contribution depends."),
        count("runs", "landscapes", "How many landscapes were averaged."),
        mean(
            "local_optima",
            "configurations",
            "Mean number of local optima.",
        ),
        error("local_optima_std_error", "configurations", "number"),
        mean(
            "highest_fitness",
            "mean contribution",
            "Mean fitness of the best configuration.",
        ),
        error("highest_fitness_std_error", "mean contribution", "fitness"),
    ]
}

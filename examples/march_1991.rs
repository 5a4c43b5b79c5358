//! March (1991): how fast an organisation and its members should learn from
//! each other. Prints the knowledge of the organisation as CSV.

use std::fmt;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, value_parser};
use orgsim::engine::ThreadsUnavailable;
use orgsim::random::Streams;
use orgsim::stats::{Estimate, Moments};
use orgsim::table::{Cell, Column, Kind, Table};
use orgsim::units::Probability;

mod command;
#[path = "march_1991/model.rs"]
pub(crate) mod model;

use command::Sampling;
use model::{MOST_PERIODS, Parameters};

/// Exploration and exploitation in organisational learning (March 1991)
///
/// Prints the mean knowledge of the organisation, from -1 (all wrong) to 1
/// (all right), for each combination of the given parameters: at equilibrium,
/// when neither the organisation nor its members can learn any more, or after
/// given numbers of periods. Without options: the nine cells of Figure 1.
#[derive(Debug, Parser)]
#[command(name = "march_1991", max_term_width = 100, after_long_help = EXAMPLES)]
pub(crate) struct Args {
    /// Learning from the code: probability that a belief moves towards it in a period
    #[arg(long, value_name = "P,...", value_delimiter = ',', value_parser = probability,
        default_value = "0.1,0.5,0.9")]
    p1: Vec<Probability>,

    /// Learning by the code: probability that it follows a net majority of one
    #[arg(long, value_name = "P,...", value_delimiter = ',', value_parser = probability,
        default_value = "0.1,0.5,0.9")]
    p2: Vec<Probability>,

    /// Turnover: probability that an individual is replaced in a period
    #[arg(long, value_name = "P,...", value_delimiter = ',', value_parser = probability,
        default_value = "0")]
    p3: Vec<Probability>,

    /// Turbulence: probability that a dimension of reality changes in a period
    #[arg(long, value_name = "P,...", value_delimiter = ',', value_parser = probability,
        default_value = "0")]
    p4: Vec<Probability>,

    /// Look after these numbers of periods instead of at equilibrium
    ///
    /// Needed with --p3 or --p4, under which there is no equilibrium. The
    /// columns p3, p4 and period are printed too.
    #[arg(long, value_name = "N,...", value_delimiter = ',',
        value_parser = value_parser!(u16).range(1..=i64::from(MOST_PERIODS)))]
    periods: Vec<u16>,

    #[command(flatten)]
    sampling: Sampling,
}

const EXAMPLES: &str = "\
Examples:
  march_1991 --p1 .5 --p2 .5 --runs 4000         a cell of Figure 1
  march_1991 --p1 .1,.9 --p2 .5 --p3 0,.1 --periods 20
  march_1991 --p1 .5 --p2 .5 --p3 0,.1 --p4 .02 --periods 20,40,60,80,100";

/// Why there is no result.
#[derive(Debug)]
pub(crate) enum Failure {
    Threads(ThreadsUnavailable),
    NoEquilibrium(Parameters),
}

impl std::error::Error for Failure {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threads(error) => error.fmt(f),
            Self::NoEquilibrium(Parameters { p1, p2, .. }) => write!(
                f,
                "with --p1 {} --p2 {}, a run had no equilibrium within {MOST_PERIODS} periods; \
                 say with --periods when to look",
                p1.get(),
                p2.get()
            ),
        }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    if let Err(message) = args.check() {
        // clap ends the program with the exit code of wrong usage
        Args::command()
            .error(ErrorKind::ValueValidation, message)
            .exit();
    }
    command::print(args.simulate())
}

/// A probability on the command line.
fn probability(text: &str) -> Result<Probability, String> {
    let number = text
        .parse()
        .map_err(|_| "a probability is a number from 0 to 1".to_owned())?;
    Probability::new(number).map_err(|error| error.to_string())
}

impl Args {
    /// What no single option shows: whether there is an equilibrium.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        if !self.periods.is_empty() {
            Ok(())
        } else if self.cells().iter().any(Parameters::is_open) {
            Err(
                "with turnover or turbulence (--p3, --p4 above 0) there is no equilibrium: \
                 say with --periods when to look, for example --periods 100",
            )
        } else if self.p1.iter().any(|p1| p1.get() == 0.0) {
            Err(
                "without socialisation (--p1 0) there may be no equilibrium: \
                 say with --periods when to look, for example --periods 100",
            )
        } else {
            Ok(())
        }
    }

    /// All combinations of the parameters.
    fn cells(&self) -> Vec<Parameters> {
        let mut cells = Vec::new();
        for &p1 in &self.p1 {
            for &p2 in &self.p2 {
                for &p3 in &self.p3 {
                    cells.extend(self.p4.iter().map(|&p4| Parameters { p1, p2, p3, p4 }));
                }
            }
        }
        cells
    }

    pub(crate) fn simulate(&self) -> Result<Table, Failure> {
        if self.periods.is_empty() {
            self.at_equilibrium()
        } else {
            self.after_periods()
        }
    }

    fn at_equilibrium(&self) -> Result<Table, Failure> {
        let engine = self.sampling.engine().map_err(Failure::Threads)?;
        let mut table = Table::new([rates(&["p1", "p2"]), results()].concat());
        for cell in self.cells() {
            let runs = engine.collect(self.sampling.runs, |run| {
                model::equilibrium_knowledge(cell, Streams::new(self.sampling.seed, run))
            });
            let knowledge: Option<Moments> = runs.into_iter().collect();
            let knowledge = knowledge.ok_or(Failure::NoEquilibrium(cell))?;
            let of_cell = [cell.p1, cell.p2].map(|p| Cell::from(p.get()));
            table.push(of_cell.into_iter().chain(estimated(&knowledge)));
        }
        Ok(table)
    }

    fn after_periods(&self) -> Result<Table, Failure> {
        let engine = self.sampling.engine().map_err(Failure::Threads)?;
        let mut periods = self.periods.clone();
        periods.sort_unstable();
        periods.dedup();
        let period = Column::new(
            "period",
            Kind::Count,
            "periods",
            "How many periods are over.",
        );
        let header = [rates(&["p1", "p2", "p3", "p4"]), vec![period], results()];
        let mut table = Table::new(header.concat());
        for cell in self.cells() {
            let runs = engine.collect(self.sampling.runs, |run| {
                model::knowledge_after(cell, Streams::new(self.sampling.seed, run), &periods)
            });
            for (place, &period) in periods.iter().enumerate() {
                let knowledge: Moments = runs.iter().map(|run| run[place]).collect();
                let of_cell = [cell.p1, cell.p2, cell.p3, cell.p4].map(|p| Cell::from(p.get()));
                let of_row = of_cell.into_iter().chain([Cell::from(u64::from(period))]);
                table.push(of_row.chain(estimated(&knowledge)));
            }
        }
        Ok(table)
    }
}

fn rates(names: &[&str]) -> Vec<Column> {
    let column = |name: &&str| Column::new(name, Kind::Number, "", "Parameter of the article.");
    names.iter().map(column).collect()
}

fn results() -> Vec<Column> {
    let one_run = "there is a single run";
    vec![
        Column::new("runs", Kind::Count, "runs", "How many runs were averaged."),
        Column::new(
            "knowledge",
            Kind::Number,
            "share",
            "Mean of right minus wrong.",
        ),
        Column::new(
            "std_error",
            Kind::Number,
            "share",
            "Standard error of the mean.",
        )
        .or_empty(one_run),
    ]
}

fn estimated(knowledge: &Moments) -> [Cell; 3] {
    let estimate = Estimate::of_mean(knowledge, 0.95);
    [
        Cell::from(estimate.n),
        Cell::from(estimate.value),
        Cell::from(estimate.std_error),
    ]
}

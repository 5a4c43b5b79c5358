//! What the commands of the published models share: how much is simulated, and
//! how the result is printed.

use std::io::{self, ErrorKind, Write};
use std::num::NonZeroU64;
use std::process::ExitCode;

use clap::value_parser;
use orgsim::engine::{MonteCarlo, ThreadsUnavailable};
use orgsim::output::csv;
use orgsim::table::Table;

/// Runs that are handed to the threads together.
const BATCH: NonZeroU64 = NonZeroU64::new(256).unwrap();

/// How much is simulated.
#[derive(Debug, clap::Args)]
pub(crate) struct Sampling {
    /// Independent runs
    #[arg(long, value_name = "N", default_value_t = 1000,
        value_parser = value_parser!(u64).range(1..=100_000_000))]
    pub(crate) runs: u64,

    /// Seed of all random streams
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Number of threads; the results never depend on it [default: one a core]
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Sampling {
    /// The threads that do the runs.
    pub(crate) fn engine(&self) -> Result<MonteCarlo, ThreadsUnavailable> {
        MonteCarlo::new(BATCH, self.threads.map_or(0, usize::from))
    }
}

/// Prints a table as CSV, or says why there is none. A reader that has seen
/// enough and closed the pipe is no error.
pub(crate) fn print(table: Result<Table, impl std::error::Error>) -> ExitCode {
    let written = table.map_err(|error| error.to_string()).and_then(|table| {
        match csv::write(&table, io::stdout().lock()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(format!("cannot write the result: {error}"))
            }
            _ => Ok(()),
        }
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // nothing is lost when nobody listens
            let _ = writeln!(io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

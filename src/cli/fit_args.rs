//! Arguments of `orgsim fit`.

use std::path::PathBuf;

use super::plot_args::ShowArgs;
use super::shared_args::CommonArgs;
use super::whole::{of_key, whole};

/// Learn from an organisation's records, and say how well that predicts them
///
/// RECORDS is a folder with people.csv (or .xlsx) and, where there are, papers.csv,
/// work.csv, vacancies.csv and changes.csv, or one file of people; `orgsim init
/// --records DIR` writes examples. Prints what the records say, what they teach about
/// the parameters, and how well that would have predicted the last quarters. With
/// --out, writes tables, the organisation of today as a scenario, and sets of
/// parameters for `orgsim run organisation.toml --parameters DIR`. Nothing that is
/// written names a person.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim fit my-records
  orgsim fit people.xlsx --guess > records.toml
  orgsim fit my-records --column start=\"Hire Date\" --out results/ours --report
  orgsim run results/ours/organisation.toml --parameters results/ours")]
pub(crate) struct FitArgs {
    /// Folder of records, or the file of people
    #[arg(value_name = "RECORDS")]
    pub(crate) records: PathBuf,

    /// Print a proposal for records.toml, which says how the files are to be read, and
    /// nothing else
    #[arg(long, conflicts_with_all = ["out", "scenario", "skip_faulty"])]
    pub(crate) guess: bool,

    /// Header of a column: start="Hire Date", or papers.topic=Area (repeatable)
    #[arg(long, value_name = "COLUMN=HEADER")]
    pub(crate) column: Vec<String>,

    /// First day on which everybody who was there is known [default: as records.toml
    /// says, or as the records show]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) from: Option<orgsim::units::Day>,

    /// Last day that is known [default: as records.toml says, or the last day that any
    /// file names]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<orgsim::units::Day>,

    /// Leave out rows with faults, and say how many
    #[arg(long)]
    pub(crate) skip_faulty: bool,

    /// Scenario that says what records do not: structures, incentives, all other
    /// parameters [default: the default scenario]
    #[arg(long, value_name = "SCENARIO")]
    pub(crate) scenario: Option<PathBuf>,

    /// Quarters at the end that are predicted from what was known before them; 0 tests
    /// no prediction
    #[arg(long, value_name = "QUARTERS", default_value_t = 4, value_parser = whole::<u32>(0, 40), allow_negative_numbers = true)]
    pub(crate) hold_out: u32,

    /// Draws of the parameters from which they are learnt, each simulated once: at least
    /// 500, or 0 to say what the records say alone
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = draws, allow_negative_numbers = true)]
    pub(crate) draws: u64,

    /// Master seed of draws and runs
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = of_key("simulation.seed"), allow_negative_numbers = true)]
    pub(crate) seed: u64,

    /// Fewest people who are told of together; smaller groups are merged or hidden
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = whole::<u32>(5, 1000), allow_negative_numbers = true)]
    pub(crate) smallest: u32,

    /// Result folder for tables, scenarios and sets of parameters
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Replace the results in a folder that is not empty
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) show: ShowArgs,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// A number of draws.
fn draws(text: &str) -> Result<u64, String> {
    let number = text.parse().ok();
    let fits = number.filter(|draws| *draws == 0 || (500..=1_000_000).contains(draws));
    fits.ok_or_else(|| "must be a whole number from 500 to 1000000, or 0".to_owned())
}

/// A date as ISO 8601 has it.
fn date(text: &str) -> Result<orgsim::units::Day, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |place: usize| parts.get(place).and_then(|part| part.parse().ok());
    let day = match (parts.len(), number(0), number(1), number(2)) {
        (3, Some(year), Some(month), Some(day)) => orgsim::units::Day::of(year, month, day),
        _ => None,
    };
    day.ok_or_else(|| "a date is year, month and day, such as 2026-03-31".to_owned())
}

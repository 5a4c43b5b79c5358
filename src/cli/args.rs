//! The arguments of every command, and their help.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use orgsim::questions::file::questions;
use orgsim::questions::patterns::Settings;

use super::exit_code;
use super::experiment_args::{
    CalibrateArgs, CompareArgs, DiscoverArgs, MergeArgs, PlanArgs, SelectArgs, SensitivityArgs,
    StatusArgs, SubmitArgs, SweepArgs, WorkArgs,
};
use super::plot_args::{PlotArgs, ShowArgs};
use super::precision::Precision;
use super::report_args::ReportArgs;

/// Monte Carlo simulation of research and product organisations.
///
/// A scenario file describes an organisation: its people, what they are
/// rewarded for, and how research and product are coupled. orgsim simulates it
/// many times, quarter by quarter, and reports retention, paper output and the
/// latency from breakthrough to shipped product, with intervals.
#[derive(Debug, Parser)]
#[command(name = "orgsim", version, after_long_help = exit_code::HELP, max_term_width = 100)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(RunArgs),
    Compare(CompareArgs),
    Sweep(SweepArgs),
    Plan(PlanArgs),
    Work(WorkArgs),
    Status(StatusArgs),
    Merge(MergeArgs),
    Submit(SubmitArgs),
    Sensitivity(SensitivityArgs),
    Select(SelectArgs),
    Discover(DiscoverArgs),
    Calibrate(CalibrateArgs),
    Audit(AuditArgs),
    Patterns(PatternsArgs),
    Plot(PlotArgs),
    Report(ReportArgs),
    Check(CheckArgs),
    Explain(ExplainArgs),
    Init(InitArgs),
    Schema(SchemaArgs),
    Metrics(MetricsArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Simulate a scenario and report its measures with intervals
///
/// Writes summary.csv, quarters.csv, events.csv, survival.csv, incidence.csv,
/// teams.csv, ties.csv, runs.csv, dictionary.csv and manifest.json into a folder,
/// and prints the main measures.
#[derive(Debug, clap::Args)]
#[command(after_long_help = RUN_EXAMPLES)]
pub(crate) struct RunArgs {
    /// The scenario file; - reads it from stdin
    pub(crate) file: PathBuf,

    /// Simulate this many runs
    ///
    /// The same as --set simulation.runs=N.
    #[arg(
        long,
        value_name = "N",
        conflicts_with = "precision",
        allow_negative_numbers = true
    )]
    pub(crate) runs: Option<u64>,

    /// Run until the interval of a measure is this narrow (repeatable)
    ///
    /// The half-width of the interval, in the measure's unit; `pp` stands for
    /// percentage points: researcher_retention_12m=1pp. `orgsim metrics` lists
    /// the measures. Not reached within the most runs allowed: the results are
    /// kept and the exit code is 4.
    #[arg(long, value_name = "METRIC=HALFWIDTH")]
    pub(crate) precision: Vec<Precision>,

    /// Spend at most this many runs on the wanted precision
    ///
    /// The same as --set simulation.max_runs=N.
    #[arg(
        long,
        value_name = "N",
        requires = "precision",
        allow_negative_numbers = true
    )]
    pub(crate) max_runs: Option<u64>,

    /// Seed of all random streams
    ///
    /// The same as --set simulation.seed=N.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Folder of the results [default: results/ and the name of the scenario]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Replace the results of an earlier run
    #[arg(long)]
    pub(crate) force: bool,

    /// Also write spells.csv: every employment, transfer, project and vacancy
    #[arg(long)]
    pub(crate) spells: bool,

    #[command(flatten)]
    pub(crate) show: ShowArgs,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

impl RunArgs {
    /// All overrides in the order of their precedence: first `--set`, then the
    /// flags that stand for a key of their own.
    pub(crate) fn overrides(&self) -> Vec<String> {
        let flags = [
            ("simulation.runs", self.runs),
            ("simulation.max_runs", self.max_runs),
            ("simulation.seed", self.seed),
        ];
        let flags = flags
            .iter()
            .filter_map(|(key, value)| value.map(|value| format!("{key}={value}")));
        self.overrides.set.iter().cloned().chain(flags).collect()
    }
}

const RUN_EXAMPLES: &str = "\
Examples:
  orgsim run scenarios/loose-coupling.toml
  orgsim run scenarios/fusion-teams.toml --runs 2000 --seed 7 --out results/fusion
  orgsim run my.toml --set transfer.tacitness=0.8 --set units.core.researchers=60
  orgsim run my.toml --precision researcher_retention_12m=1pp --max-runs 50000
  orgsim run my.toml --quiet --format json | jq .";

/// What all commands that run something understand.
#[derive(Debug, clap::Args)]
pub(crate) struct CommonArgs {
    /// Number of threads; the results never depend on it [default: one a core]
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..),
        allow_negative_numbers = true
    )]
    pub(crate) threads: Option<u16>,

    /// Form of the result on stdout
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RunFormat,

    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl CommonArgs {
    /// Number of threads; 0 for one a core.
    pub(crate) fn threads(&self) -> usize {
        self.threads.map_or(0, usize::from)
    }
}

/// Values given on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Overrides {
    /// Set a value, as the file would: transfer.tacitness=0.8 (repeatable)
    ///
    /// The value is written as in TOML; text needs no quotes. A later --set
    /// wins over an earlier one, and all of them over the file.
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
}

/// Put numeric claims to the model
///
/// For each claim: its arithmetic, whether its change is more than counting
/// noise, the model's predictive interval under the literature's ranges of the
/// parameters, and what it would take to reach the claim.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim audit
  orgsim audit my-claims.csv --draws 500 --format csv
  orgsim audit --out results/audit && orgsim plot results/audit")]
pub(crate) struct AuditArgs {
    /// The claims file [default: the table of claims that comes with orgsim]
    pub(crate) file: Option<PathBuf>,

    /// Parameter draws of each prior; one run a draw
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(20..=100_000))]
    pub(crate) draws: u32,

    /// Seed of the draws and of the runs
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(..=9_223_372_036_854_775_807))]
    pub(crate) seed: u64,

    /// Write the table, its dictionary and a manifest into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Write into a folder that is not empty
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// Look for the patterns that organisations show
///
/// For each pattern: the figures with their intervals, what they are to be, the
/// power and the rate of false alarms of that test, and the verdict. A pattern
/// is about an organisation: the events of the scenario are left out, and each
/// pattern observes as long as it needs. That a pattern fails is a result, and
/// the exit code is 0.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim patterns
  orgsim patterns my.toml --runs 1000
  orgsim patterns my.toml --set transfer.tacitness=0.8 --format csv")]
pub(crate) struct PatternsArgs {
    /// The scenario file; - reads it from stdin [default: the default scenario]
    pub(crate) file: Option<PathBuf>,

    /// Runs of each variant of the scenario
    #[arg(
        long,
        value_name = "N",
        default_value_t = Settings::RUNS,
        value_parser = clap::value_parser!(u64).range(Settings::LEAST_RUNS..=Settings::MOST_RUNS),
        allow_negative_numbers = true
    )]
    pub(crate) runs: u64,

    /// Seed of all random streams
    ///
    /// The same as --set simulation.seed=N.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

impl PatternsArgs {
    /// All overrides in the order of their precedence.
    pub(crate) fn overrides(&self) -> Vec<String> {
        let seed = self.seed.map(|seed| format!("simulation.seed={seed}"));
        self.overrides.set.iter().cloned().chain(seed).collect()
    }
}

/// Report every fault of scenario files at once
///
/// Prints `ok` for each good file. Exit code 3 if a file has a fault; warnings
/// are no fault.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim check scenarios/*.toml
  orgsim check my.toml --set teams.team_size=12
  orgsim check my.toml --format json")]
pub(crate) struct CheckArgs {
    /// The scenario files; - reads one from stdin
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
}

/// Tell what a scenario changes, what each value means and where it comes from
///
/// Without KEY, lists what differs from the default and where that stands; with
/// --all, every value. JSON has these values with all that is known of each.
/// For a value in full: unit, allowed range, plausible range, meaning, source (an
/// identifier of the evidence table, or a modelling choice), and whether it is
/// the default or stands in a base file, in this file, or in a --set.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim explain my.toml
  orgsim explain my.toml --all
  orgsim explain my.toml transfer.tacitness
  orgsim explain my.toml structures.fusion-teams")]
pub(crate) struct ExplainArgs {
    /// The scenario file; - reads it from stdin
    pub(crate) file: PathBuf,

    /// A value or a section, for example transfer.tacitness or transfer
    pub(crate) key: Option<String>,

    /// Show every value, not only those that differ from the default
    #[arg(long, conflicts_with = "key")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
}

/// Write a commented scenario or experiment file to start from
///
/// The default scenario; or, with --experiment, an experiment that can be run as it is.
/// Every key is there, with its meaning, unit, range and default.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim init my.toml
  orgsim init --experiment select my-experiment.toml
  orgsim plan my-experiment.toml")]
pub(crate) struct InitArgs {
    /// The file to write; - prints it
    pub(crate) file: PathBuf,

    /// Write an experiment file for this question
    #[arg(long, value_name = "QUESTION", value_parser = PossibleValuesParser::new(questions()))]
    pub(crate) experiment: Option<String>,

    /// Replace the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// Print the JSON Schema of scenario or experiment files, for editors
///
/// Save it beside your files and name it in their first line, such as
/// `#:schema ./scenario.schema.json`: an editor with TOML support (Taplo,
/// Even Better TOML) then completes and checks keys as you type.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim schema > scenario.schema.json
  orgsim schema --experiment > experiment.schema.json")]
pub(crate) struct SchemaArgs {
    /// Print that of experiment files
    #[arg(long)]
    pub(crate) experiment: bool,
}

/// List the measures and their definitions
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim metrics
  orgsim metrics --format json")]
pub(crate) struct MetricsArgs {
    /// Form of the list
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RunFormat,
}

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim completions bash > ~/.local/share/bash-completion/completions/orgsim
  orgsim completions fish > ~/.config/fish/completions/orgsim.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

/// Print the manual page of orgsim or of one of its commands
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim man | man -l -
  orgsim man run > orgsim-run.1")]
pub(crate) struct ManArgs {
    /// A command
    pub(crate) command: Option<String>,
}

/// Form of a result that is a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunFormat {
    /// A table to read
    #[default]
    Table,
    /// JSON
    Json,
    /// CSV
    Csv,
}

/// Form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// Text to read
    #[default]
    Text,
    /// JSON
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn flags_win_over_set() {
        let args = Args::parse_from(
            "orgsim run f.toml --seed 3 --set simulation.seed=1 --runs 9".split(' '),
        );
        let Command::Run(args) = args.command else {
            panic!("expected run");
        };
        assert_eq!(
            args.overrides(),
            [
                "simulation.seed=1",
                "simulation.runs=9",
                "simulation.seed=3"
            ]
        );
    }
}

//! The arguments of every command, and their help.

use crate::cli::shared_args::Parameters;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use clap_complete::Shell;
use orgsim::diagnostic::Faults;
use orgsim::questions::file::questions;
use orgsim::questions::mechanisms;
use orgsim::questions::patterns::Settings;
use orgsim::scenario;

use super::exit_code;
use super::experiment_args::{CompareArgs, MergeArgs, PlanArgs, StatusArgs, SubmitArgs, WorkArgs};
use super::fit_args::FitArgs;
use super::live_args::{DemoArgs, LiveArgs};
use super::plot_args::{PlotArgs, ShowArgs};
use super::precision::Precision;
use super::question_args::QuestionCommand;
use super::report_args::ReportArgs;
use super::shared_args::{CommonArgs, Overrides, RunFormat, TextFormat};
use super::whole::{of_key, whole};

/// Monte Carlo simulation of research and product organisations.
///
/// A scenario file describes an organisation: its people, what they are
/// rewarded for, and how research and product are coupled. orgsim simulates it
/// many times, quarter by quarter, and reports retention, paper output and the
/// time from breakthrough to shipped product, with confidence intervals.
#[derive(Debug, Parser)]
#[command(name = "orgsim", version, after_long_help = exit_code::HELP, max_term_width = 100)]
pub(crate) struct Args {
    /// The command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(RunArgs),
    Compare(CompareArgs),
    #[command(flatten)]
    Question(QuestionCommand),
    Plan(PlanArgs),
    Work(WorkArgs),
    Status(StatusArgs),
    Merge(MergeArgs),
    Submit(SubmitArgs),
    Fit(FitArgs),
    Audit(AuditArgs),
    Patterns(PatternsArgs),
    Mechanisms(MechanismsArgs),
    Plot(PlotArgs),
    Report(ReportArgs),
    Live(LiveArgs),
    Demo(DemoArgs),
    Check(CheckArgs),
    Explain(ExplainArgs),
    Init(InitArgs),
    Schema(SchemaArgs),
    Measures(MeasuresArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Simulate a scenario and estimate its measures, with confidence intervals
///
/// Prints the main measures and writes a result folder: summary.csv,
/// quarters.csv, events.csv, survival.csv, incidence.csv, teams.csv, ties.csv,
/// runs.csv, dictionary.csv and manifest.json.
#[derive(Debug, clap::Args)]
#[command(after_long_help = RUN_EXAMPLES)]
pub(crate) struct RunArgs {
    /// The scenario file; - reads it from stdin
    #[arg(value_name = "SCENARIO")]
    pub(crate) file: PathBuf,

    /// Number of runs
    ///
    /// The same as --set simulation.runs=N.
    #[arg(
        long,
        value_name = "N",
        conflicts_with = "precision",
        value_parser = of_key("simulation.runs"),
        allow_negative_numbers = true
    )]
    pub(crate) runs: Option<u64>,

    /// Run until the confidence interval of a measure is this narrow (repeatable)
    ///
    /// The half-width of the interval in the measure's unit, or in percentage
    /// points with `pp`: researcher_retention_12m=1pp. `orgsim measures` lists the
    /// measures. If --max-runs does not suffice, the results are kept and the exit
    /// code is 4.
    #[arg(long, value_name = "MEASURE=HALFWIDTH")]
    pub(crate) precision: Vec<Precision>,

    /// Maximum number of runs with --precision
    ///
    /// The same as --set simulation.max_runs=N.
    #[arg(
        long,
        value_name = "N",
        requires = "precision",
        value_parser = of_key("simulation.max_runs"),
        allow_negative_numbers = true
    )]
    pub(crate) max_runs: Option<u64>,

    /// Master seed of all random streams
    ///
    /// The same as --set simulation.seed=N.
    #[arg(long, value_name = "N", value_parser = of_key("simulation.seed"), allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Print all main measures, not only the first
    #[arg(long)]
    pub(crate) all: bool,

    /// Whether to simulate parameters as nobody knows them, too
    ///
    /// With `ranges`, each of some more runs draws all parameters that the scenario
    /// does not state from their assumed ranges; `fixed` does without. The folder of a
    /// finished calibration draws what was calibrated from its parameter sets, by weight.
    #[arg(long, value_name = "SOURCE", default_value_t)]
    pub(crate) parameters: Parameters,

    /// Result folder [default: results/NAME, after the scenario file]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Replace the results in a folder that is not empty
    #[arg(long)]
    pub(crate) force: bool,

    /// Also write run_quarters.csv: one row for each run and quarter, one column for each measure
    #[arg(long)]
    pub(crate) quarterly_runs: bool,

    /// Also write spells.csv: one row for each employment, transfer, project and vacancy
    #[arg(long)]
    pub(crate) spells: bool,

    /// Also write the records that the organisation of the first run would keep into this
    /// folder, as `orgsim fit` reads them
    ///
    /// Without simulation.start, they begin with 2020-Q1.
    #[arg(long, value_name = "DIR")]
    pub(crate) records: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) show: ShowArgs,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

impl RunArgs {
    /// All overrides: `--set`, and the flags that stand for a key of their own.
    pub(crate) fn overrides(&self) -> Result<Vec<String>, Faults> {
        let flags = [
            ("--runs", "simulation.runs", self.runs),
            ("--max-runs", "simulation.max_runs", self.max_runs),
            ("--seed", "simulation.seed", self.seed),
        ];
        scenario::with_flags(&self.overrides.set, &flags)
    }
}

const RUN_EXAMPLES: &str = "\
Examples:
  orgsim run scenarios/loose-coupling.toml
  orgsim run scenarios/fusion-teams.toml --runs 2000 --seed 7 --out results/fusion
  orgsim run my.toml --set transfer.tacitness=0.8 --set units.core.researchers=60
  orgsim run my.toml --precision researcher_retention_12m=1pp --max-runs 50000
  orgsim run my.toml --quiet --format json | jq '.measures[0]'";

/// Check claims against the model
///
/// For each claim: whether its arithmetic is right, whether the change exceeds
/// counting noise, the model's predictive interval over the plausible ranges of
/// the parameters, and what it would take to reach the claim.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim audit
  orgsim audit my-claims.csv --draws 500 --format csv
  orgsim audit --out results/audit && orgsim plot results/audit")]
pub(crate) struct AuditArgs {
    /// The claims file, a CSV table [default: the claims shipped with orgsim]
    #[arg(value_name = "CLAIMS")]
    pub(crate) file: Option<PathBuf>,

    /// Parameter draws from each prior, with one run each
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = whole::<u32>(20, 100_000), allow_negative_numbers = true)]
    pub(crate) draws: u32,

    /// Master seed of the draws and the runs
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = of_key("simulation.seed"), allow_negative_numbers = true)]
    pub(crate) seed: u64,

    /// Result folder for the table, its dictionary and a manifest
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Replace the results in a folder that is not empty
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// Test a scenario for patterns known from real organisations
///
/// For each pattern: estimates with confidence intervals, the condition they
/// must meet, the power and false-alarm rate of the test, and the verdict.
/// Patterns concern the organisation, not its events: the events of the scenario
/// are left out, and each pattern is observed for as long as it needs. A pattern
/// that fails is a result; the exit code is 0.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim patterns
  orgsim patterns my.toml --runs 1000
  orgsim patterns my.toml --set transfer.tacitness=0.8 --format csv")]
pub(crate) struct PatternsArgs {
    /// The scenario file; - reads it from stdin [default: the default scenario]
    #[arg(value_name = "SCENARIO")]
    pub(crate) file: Option<PathBuf>,

    /// Number of runs of each variant of the scenario
    #[arg(
        long,
        value_name = "N",
        default_value_t = Settings::RUNS,
        value_parser = whole(Settings::LEAST_RUNS, Settings::MOST_RUNS),
        allow_negative_numbers = true
    )]
    pub(crate) runs: u64,

    /// Master seed of all random streams
    ///
    /// The same as --set simulation.seed=N.
    #[arg(long, value_name = "N", value_parser = of_key("simulation.seed"), allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

impl PatternsArgs {
    /// All overrides: `--set`, and the flag that stands for a key of its own.
    pub(crate) fn overrides(&self) -> Result<Vec<String>, Faults> {
        let flags = [("--seed", "simulation.seed", self.seed)];
        scenario::with_flags(&self.overrides.set, &flags)
    }
}

/// Test whether every mechanism and parameter of the model does something
///
/// Each mechanism is switched off (or on, if it is off), and each parameter with a
/// plausible range is put at both ends of it, one at a time, in each scenario: runs with the
/// same luck show by how much each main measure differs, with standard errors. A part
/// is dead if no number of any run of any scenario differs. Shares that add up to one move
/// together. A dead part is a result; the exit code is 0.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim mechanisms --runs 20
  orgsim mechanisms my.toml other.toml --out results/mechanisms
  orgsim mechanisms my.toml --set mechanisms.flagship=false --format csv")]
pub(crate) struct MechanismsArgs {
    /// The scenario files [default: nine organisations in which every part can act]
    #[arg(value_name = "SCENARIO")]
    pub(crate) files: Vec<PathBuf>,

    /// Number of runs of each scenario, as it is and with each part moved
    #[arg(
        long,
        value_name = "N",
        default_value_t = mechanisms::Settings::RUNS,
        value_parser = whole(mechanisms::Settings::LEAST_RUNS, mechanisms::Settings::MOST_RUNS),
        allow_negative_numbers = true
    )]
    pub(crate) runs: u64,

    /// Master seed of all random streams
    ///
    /// The same as --set simulation.seed=N.
    #[arg(long, value_name = "N", value_parser = of_key("simulation.seed"), allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Print the table as Markdown
    #[arg(long, conflicts_with = "format")]
    pub(crate) markdown: bool,

    /// Result folder for parts.csv, effects.csv, their dictionary and a manifest
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Replace the results in a folder that is not empty
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

impl MechanismsArgs {
    /// All overrides: `--set`, and the flag that stands for a key of its own.
    pub(crate) fn overrides(&self) -> Result<Vec<String>, Faults> {
        let flags = [("--seed", "simulation.seed", self.seed)];
        scenario::with_flags(&self.overrides.set, &flags)
    }
}

/// Check scenario files and report all errors at once
///
/// Prints `ok` for each valid file. The exit code is 3 if any file has an error;
/// warnings do not count.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim check scenarios/*.toml
  orgsim check my.toml --set teams.team_size=12
  orgsim check my.toml --format json")]
pub(crate) struct CheckArgs {
    /// The scenario files; - reads one from stdin
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
}

/// Explain a scenario's values: meaning, unit, range, source and origin
///
/// Without KEY, lists the values that differ from the default and where each is
/// set; with --all, every value. With KEY, shows the value in full: meaning,
/// unit, allowed range, plausible range, source (an identifier in the evidence
/// table, or a modelling choice), and whether it is the default or is set in a
/// base file, in this file or by --set. JSON output has all of this for each
/// value listed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim explain my.toml
  orgsim explain my.toml --all
  orgsim explain my.toml transfer.tacitness
  orgsim explain my.toml structures.fusion-teams")]
pub(crate) struct ExplainArgs {
    /// The scenario file; - reads it from stdin
    #[arg(value_name = "SCENARIO")]
    pub(crate) file: PathBuf,

    /// A key or a section, such as transfer.tacitness or transfer
    pub(crate) key: Option<String>,

    /// List every value, not only those that differ from the default
    #[arg(long, conflicts_with = "key")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
}

/// Write commented files to start from: a scenario, an experiment or records
///
/// The default scenario; with --experiment an experiment that can be run as it is; or with
/// --records examples of the files that say who was there and what was done. Every key and
/// column is there, with its meaning.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim init my.toml
  orgsim init --experiment select my-experiment.toml
  orgsim plan my-experiment.toml
  orgsim init --records my-records")]
pub(crate) struct InitArgs {
    /// The file to write; - prints it
    #[arg(required_unless_present = "records")]
    pub(crate) file: Option<PathBuf>,

    /// Write an experiment file for this question
    #[arg(long, value_name = "QUESTION", value_parser = PossibleValuesParser::new(questions()))]
    pub(crate) experiment: Option<String>,

    /// Write examples of all files of records into this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["file", "experiment"])]
    pub(crate) records: Option<PathBuf>,

    /// Overwrite files that exist
    #[arg(long)]
    pub(crate) force: bool,
}

/// Print the JSON Schema of scenario or experiment files, for editors
///
/// Save it next to your files and make `#:schema ./scenario.schema.json`, or
/// `#:schema ./experiment.schema.json`, the first line of each: an editor with TOML
/// support (Taplo, Even Better TOML) then completes and checks keys as you type.
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
  orgsim measures
  orgsim measures --format json")]
pub(crate) struct MeasuresArgs {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RunFormat,
}

/// Print shell completions
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim completions bash > ~/.local/share/bash-completion/completions/orgsim
  orgsim completions fish > ~/.config/fish/completions/orgsim.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

/// Print the manual page of orgsim or of a command
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim man | man -l -
  orgsim man run > orgsim-run.1")]
pub(crate) struct ManArgs {
    /// The command [default: orgsim itself]
    pub(crate) command: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Args::command().debug_assert();
    }

    /// Whatever a flag takes as a number, it says of any other text which numbers it takes.
    #[test]
    fn every_number_has_a_range_that_is_told() {
        let refusal = |path: &[String], flag: &str, text: &str| {
            let words = path.iter().map(String::as_str);
            let words = words.chain([flag, text]);
            let refused = Args::command().try_get_matches_from(words).err()?;
            Some(refused.to_string())
        };
        let is_number = |own: &clap::Arg| {
            let read = own.get_value_parser().type_id();
            let whole = [
                TypeId::of::<u16>(),
                TypeId::of::<u32>(),
                TypeId::of::<u64>(),
            ];
            whole.iter().any(|id| read == *id)
        };
        let mut numbers = 0;
        let mut left = vec![(vec!["orgsim".to_owned()], Args::command())];
        while let Some((path, command)) = left.pop() {
            for flag in command.get_arguments().filter(|own| is_number(own)) {
                let flag = format!("--{}", flag.get_long().unwrap());
                numbers += 1;
                for text in ["a", "-1", "1.5", "99999999999999999999", ""] {
                    let told = refusal(&path, &flag, text).unwrap_or_default();
                    let place = format!("{} {flag} {text}", path.join(" "));
                    let range = "must be a whole number from ";
                    assert!(told.contains(range), "{place}: {told}");
                }
            }
            left.extend(command.get_subcommands().map(|own| {
                let name = own.get_name().to_owned();
                ([path.clone(), vec![name]].concat(), own.clone())
            }));
        }
        assert!(numbers > 20, "{numbers}");
    }

    #[test]
    fn flags_come_after_set() {
        let args = Args::parse_from(
            "orgsim run f.toml --seed 3 --set simulation.quarters=1 --runs 9".split(' '),
        );
        let Command::Run(args) = args.command else {
            panic!("expected run");
        };
        assert_eq!(
            args.overrides().unwrap(),
            [
                "simulation.quarters=1",
                "simulation.runs=9",
                "simulation.seed=3"
            ]
        );
    }
}

//! The arguments of the commands about experiments, and their help.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Subcommand, ValueEnum};

use super::args::{CommonArgs, Overrides};
use super::plot_args::ShowArgs;

/// What all questions to experiments understand.
#[derive(Debug, clap::Args)]
pub(crate) struct AskArgs {
    /// Runs of each variant at each point [default: what the file says]
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u64).range(1..=1_000_000_000),
        allow_negative_numbers = true
    )]
    pub(crate) replicates: Option<u64>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Folder of the runs and results [default: results/ and the name of the experiment]
    ///
    /// A folder that has runs of this experiment is gone on with: what is there
    /// is not done again.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Write into a folder that holds something else
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// Compare variants under common random numbers
///
/// Takes an experiment file; or scenario files, of which the first is the
/// baseline; or one scenario file and --variant. Paired differences with
/// intervals, correlation, variance reduction and, where stated, what matters;
/// quarter by quarter, too.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim compare scenarios/loose-coupling.toml scenarios/fusion-teams.toml
  orgsim compare my.toml --variant transfer.tacitness=0.9 --replicates 500
  orgsim compare scenarios/loose-coupling.toml scenarios/unified.toml scenarios/research-led.toml --adjust best
  orgsim compare a.toml b.toml --measure papers_accepted --threshold papers_accepted=1")]
pub(crate) struct CompareArgs {
    /// An experiment file, or scenario files
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// A variant of the one scenario file, by a value: KEY=VALUE (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) variant: Vec<String>,

    /// A measure to compare, for scenario files (repeatable) [default: retention, papers, latency, value]
    #[arg(long, value_name = "METRIC")]
    pub(crate) measure: Vec<String>,

    /// The least difference of a measure that matters (repeatable)
    #[arg(long, value_name = "METRIC=DIFFERENCE")]
    pub(crate) threshold: Vec<Threshold>,

    /// What is done about several comparisons at once
    #[arg(long, value_enum)]
    pub(crate) adjust: Option<AdjustArg>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// Run a design and describe it
///
/// Means of every variant at every point, effects of factors and of pairs of
/// them, and the boundary where the better variant changes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim sweep scenarios/experiments/where-fusion-wins.toml
  orgsim sweep my-experiment.toml --replicates 200 --out results/mine")]
pub(crate) struct SweepArgs {
    /// The experiment file
    #[arg(value_name = "EXP")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) ask: AskArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// Tell what an experiment takes, before anything is spent
///
/// Runs, time, memory and disk of the design and of each question that the file
/// has a section for, from some runs tried out now. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim plan my-experiment.toml
  orgsim plan my-experiment.toml --replicates 1000000 --shards 200")]
pub(crate) struct PlanArgs {
    /// The experiment file
    #[arg(value_name = "EXP")]
    pub(crate) file: PathBuf,

    /// Divide it into so many shards
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) shards: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Do the runs of one shard of an experiment
///
/// The runs of all variants at all points are divided into N shards, each a file
/// of its own in the folder of the experiment. The same command goes on after an
/// interruption. `orgsim merge` makes one store of them.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim work my-experiment.toml --shard 3/8 --out results/mine
  orgsim work my-experiment.toml --shard auto --of 8 --out results/mine")]
pub(crate) struct WorkArgs {
    /// The experiment file
    #[arg(value_name = "EXP")]
    pub(crate) file: PathBuf,

    /// The shard: I/N, counted from 1; or auto, which asks the scheduler of the cluster
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: String,

    /// Number of shards of the plan, for auto
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) of: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Tell what of an experiment is done
///
/// For shards, which are done, partial, missing or failed, and the array
/// expression that submits just those again. Exit code 4 if runs are missing.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  orgsim status my-experiment.toml --out results/mine")]
pub(crate) struct StatusArgs {
    /// The experiment file
    #[arg(value_name = "EXP")]
    pub(crate) file: PathBuf,

    /// Number of shards of the plan, if no shard has begun
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) of: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Make one store of the shards of an experiment
///
/// The result has the bytes that one machine would have written. Gaps, and equal
/// runs with different results, are refused.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  orgsim merge my-experiment.toml --out results/mine")]
pub(crate) struct MergeArgs {
    /// The experiment file
    #[arg(value_name = "EXP")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Run an experiment on a cluster
#[derive(Debug, clap::Args)]
pub(crate) struct SubmitArgs {
    /// Where to
    #[command(subcommand)]
    pub(crate) to: SubmitTo,
}

/// Where jobs go to.
#[derive(Debug, Subcommand)]
pub(crate) enum SubmitTo {
    Slurm(SlurmArgs),
    Kubernetes(KubernetesArgs),
}

/// Write and submit an array job of Slurm and a merge that waits for it
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim submit slurm my-experiment.toml --shards 64
  orgsim submit slurm my-experiment.toml --shards 64 --program /cluster/bin/orgsim --write-only
  orgsim submit slurm my-experiment.toml --shards 64 --threads 4 -- --partition=short --time=1:00:00")]
pub(crate) struct SlurmArgs {
    /// The experiment file
    #[arg(value_name = "EXP")]
    pub(crate) file: PathBuf,

    /// Number of shards, tasks of the array
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) shards: u32,

    /// Most tasks at the same time
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) at_once: Option<u32>,

    /// The program as the nodes see it: a path, or a name that they look up; without, the
    /// path of this one
    #[arg(long, value_name = "PATH", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) program: Option<String>,

    /// Write the scripts and print the command that submits them
    #[arg(long)]
    pub(crate) write_only: bool,

    /// Further options of sbatch, after --
    #[arg(last = true)]
    pub(crate) options: Vec<String>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Write the manifests of an Indexed Job of Kubernetes and of its merge
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Example:
  orgsim submit kubernetes my-experiment.toml --shards 64 --image registry.example/orgsim --claim study")]
pub(crate) struct KubernetesArgs {
    /// The experiment file, relative to the volume
    #[arg(value_name = "EXP")]
    pub(crate) file: PathBuf,

    /// Number of shards, completions of the job
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) shards: u32,

    /// The container image
    #[arg(long, value_name = "IMAGE")]
    pub(crate) image: String,

    /// The persistent volume claim that all pods mount
    #[arg(long, value_name = "NAME")]
    pub(crate) claim: String,

    /// Where it is mounted
    #[arg(long, value_name = "PATH", default_value = "/study")]
    pub(crate) mount: String,

    /// The program in the image: a path, or a name that the container looks up
    #[arg(long, value_name = "PATH", default_value = "orgsim",
          value_parser = NonEmptyStringValueParser::new())]
    pub(crate) program: String,

    /// Most pods at the same time
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) parallelism: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// A difference that matters.
#[derive(Clone, Debug)]
pub(crate) struct Threshold {
    pub(crate) measure: String,
    pub(crate) value: f64,
}

impl std::str::FromStr for Threshold {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "expected METRIC=DIFFERENCE, such as papers_accepted=1";
        let (measure, value) = text.split_once('=').ok_or(form)?;
        let value = value.trim().parse::<f64>().map_err(|_| form)?;
        match value > 0.0 && value.is_finite() {
            true => Ok(Self {
                measure: measure.trim().to_owned(),
                value,
            }),
            false => Err("the difference must be above 0".to_owned()),
        }
    }
}

/// What is done about several comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdjustArg {
    /// Differences from the baseline, p-values after Holm
    Holm,
    /// Each with the best of the others
    Best,
    /// Nothing
    None,
}

/// The name of a choice, as a file has it.
pub(crate) fn name_of(choice: impl ValueEnum) -> String {
    let value = choice.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

/// Say which factors the measures of an experiment depend on
///
/// Elementary effects for screening, Sobol' indices for shares of variance, PAWN
/// and delta for the whole distribution; each with intervals and beside a dummy
/// that no scenario reads. All measures are analysed from the same runs. How many
/// runs it takes is said before they start.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim sensitivity scenarios/experiments/reorganisation-sensitivity.toml
  orgsim sensitivity my-experiment.toml --method morris --rows 32
  orgsim sensitivity my-experiment.toml --method sobol --rows 256 --replicates 4 --format json")]
pub(crate) struct SensitivityArgs {
    /// An experiment file with factors
    pub(crate) file: PathBuf,

    /// The method [default: what the file says]
    #[arg(long, value_enum)]
    pub(crate) method: Option<MethodArg>,

    /// Trajectories, base rows or points [default: what the file says; 16, 64 or 256]
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u32).range(2..=1 << 20),
        allow_negative_numbers = true
    )]
    pub(crate) rows: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// How sensitivity is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodArg {
    /// Elementary effects, for screening
    Morris,
    /// Shares of variance
    Sobol,
    /// Distances between distribution functions
    Pawn,
    /// Areas between densities
    Delta,
}

/// Select the best alternative, in as few runs as a stated probability allows
///
/// Every variant at every point of the design is an alternative. All start with
/// the same luck; who is surely worse or breaks a constraint is dropped. The
/// section [select] of the file says which measure is to be best, by how much
/// a difference matters, and with which probability. Nothing selected within
/// the most runs of an alternative: the results are kept and the exit code is 4.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim select scenarios/experiments/structures-select.toml
  orgsim select my-experiment.toml --replicates 2000 --out results/best
  orgsim select my-experiment.toml --set transfer.tacitness=0.9 --format csv")]
pub(crate) struct SelectArgs {
    /// An experiment file with a section [select]
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) ask: AskArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// Find the worlds in which an outcome of interest lies, and robust variants
///
/// The section [discover] of the file says what is of interest: a mean above or
/// below a value in a variant, or a difference between two variants. Boxes in
/// the space of the factors that hold many such points and few others (PRIM),
/// with coverage, density and how far they depend on the sample; the regret of
/// each variant over all points, and where it is good enough.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim discover scenarios/experiments/robust-structure-discover.toml
  orgsim discover my-experiment.toml --replicates 30 --out results/worlds
  orgsim discover my-experiment.toml --quiet --format json | jq .sentences")]
pub(crate) struct DiscoverArgs {
    /// An experiment file with factors and a section [discover]
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) ask: AskArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

/// Find the parameter sets that agree with what was observed
///
/// The factors of an experiment file are the parameters and their ranges the
/// priors; [calibrate.targets] says what was observed. Recovery of known
/// parameters first, then history matching, approximate Bayesian computation
/// within what is left, and what the posterior predicts beside all targets, those
/// held out too. Nothing that agrees, or a prediction that fails, is a result: it
/// is told, and the exit code is 4.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim calibrate scenarios/experiments/article-calibrate.toml
  orgsim calibrate my-calibration.toml --out results/fit --format json
  orgsim calibrate my-calibration.toml --set units.core.researchers=60 --replicates 8")]
pub(crate) struct CalibrateArgs {
    /// The experiment file
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) ask: AskArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,
}

//! The arguments of the commands about experiments, and their help.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Subcommand, ValueEnum};
use orgsim::experiment::Execution;

use super::plot_args::ShowArgs;
use super::shared_args::{CommonArgs, Overrides, Parameters};
use super::whole::whole;

/// The options of all commands about an experiment.
#[derive(Debug, clap::Args)]
pub(crate) struct AskArgs {
    /// Number of runs of each variant at each design point [default: as in the file]
    #[arg(
        long,
        value_name = "N",
        value_parser = whole::<u64>(1, 1_000_000_000),
        allow_negative_numbers = true
    )]
    pub(crate) replicates: Option<u64>,

    #[command(flatten)]
    pub(crate) overrides: Overrides,

    /// Where parameters come from: fixed, ranges, or the folder of a finished calibration or fit
    /// [default: as in the file]
    ///
    /// Each replicate has a draw of its own, the same in all variants and at all design points.
    /// `orgsim compare` without factors draws them beside the replicates instead, and tells both
    /// doubts apart.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) parameters: Option<Parameters>,

    /// Result folder of the experiment [default: results/NAME, after the file or, without one,
    /// after what is compared]
    ///
    /// If the folder has runs of this experiment, it is resumed: completed runs
    /// are not repeated.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Replace the runs of another experiment in the folder, and use it whatever it contains
    #[arg(long)]
    pub(crate) force: bool,

    /// Simulate every variant for itself, also the quarters that it shares with others; slower,
    /// with the same results
    #[arg(long)]
    pub(crate) no_sharing: bool,

    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

impl AskArgs {
    /// As flags for another command about the same study: all that says which study it is, and
    /// how its runs are done. Threads and the folder are the other command's own.
    pub(crate) fn flags(&self) -> Vec<String> {
        let Self {
            replicates,
            overrides: Overrides { set },
            parameters,
            no_sharing,
            out: _,
            force: _,
            common: _,
        } = self;
        let replicates = replicates.map(|replicates| format!("--replicates={replicates}"));
        let set = set.iter().map(|set| format!("--set={set}"));
        let parameters = parameters.as_ref();
        let parameters = parameters.map(|source| format!("--parameters={source}"));
        let no_sharing = no_sharing.then(|| "--no-sharing".to_owned());
        replicates
            .into_iter()
            .chain(set)
            .chain(parameters)
            .chain(no_sharing)
            .collect()
    }

    /// How runs are done.
    pub(crate) fn execution(&self) -> Execution {
        Execution {
            threads: self.common.threads(),
            shares_pasts: !self.no_sharing,
        }
    }
}

/// What of the runs of a question is written.
#[derive(Debug, clap::Args)]
pub(crate) struct RunsArgs {
    /// Also write run_quarters.csv: one row for each run and quarter, of experiments that keep
    /// quarterly numbers
    #[arg(long)]
    pub(crate) quarterly_runs: bool,
}

/// Compare variants under common random numbers
///
/// Takes an experiment file; or scenario files, the first of which is the
/// baseline; or one scenario file and --variant. Reports paired differences with
/// confidence intervals, over the whole run and by quarter, with their
/// correlation and variance reduction, and whether they exceed a threshold where
/// one is given.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim compare scenarios/loose-coupling.toml scenarios/fusion-teams.toml
  orgsim compare my.toml --variant transfer.tacitness=0.9 --replicates 500
  orgsim compare scenarios/loose-coupling.toml scenarios/unified.toml scenarios/research-led.toml --adjust best
  orgsim compare a.toml b.toml --measure papers_accepted --threshold papers_accepted=1")]
pub(crate) struct CompareArgs {
    /// An experiment file, or scenario files
    #[arg(required = true, value_name = "EXPERIMENT|SCENARIO")]
    pub(crate) files: Vec<PathBuf>,

    /// A variant of the scenario file that differs in one value (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) variant: Vec<String>,

    /// A measure to compare, with scenario files (repeatable) [default: retention, papers, latency, value]
    #[arg(long, value_name = "MEASURE")]
    pub(crate) measure: Vec<String>,

    /// The smallest difference in a measure that matters (repeatable)
    #[arg(long, value_name = "MEASURE=DIFFERENCE")]
    pub(crate) threshold: Vec<Threshold>,

    /// Multiple-comparison adjustment [default: as in the file, or holm]
    #[arg(long, value_enum, value_name = "METHOD")]
    pub(crate) adjust: Option<AdjustArg>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,

    #[command(flatten)]
    pub(crate) runs: RunsArgs,
}

/// Estimate the runs, time, memory and disk of an experiment
///
/// For the design and for each question that has a section in the file, based on
/// a short trial. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim plan my-experiment.toml
  orgsim plan my-experiment.toml --replicates 1000000 --shards 200
  orgsim plan scenarios/reorganisation.toml --replicates 100000")]
pub(crate) struct PlanArgs {
    /// An experiment file, or a scenario file
    #[arg(value_name = "EXPERIMENT|SCENARIO")]
    pub(crate) file: PathBuf,

    /// Number of shards to divide the runs into
    #[arg(long, value_name = "N", value_parser = whole(1, u32::MAX), allow_negative_numbers = true)]
    pub(crate) shards: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Simulate one shard of an experiment
///
/// The runs of all variants at all design points are divided into N shards, each
/// with a file of its own in the result folder. After an interruption, the same
/// command resumes the shard. `orgsim merge` combines the shards into one store.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim work my-experiment.toml --shard 3/8 --out results/mine
  orgsim work my-experiment.toml --shard auto --of 8 --out results/mine")]
pub(crate) struct WorkArgs {
    /// The experiment file
    #[arg(value_name = "EXPERIMENT")]
    pub(crate) file: PathBuf,

    /// The shard, as I/N with I counted from 1; or auto, to take it from the cluster's scheduler
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: String,

    /// Total number of shards, needed with --shard auto
    #[arg(long, value_name = "N", value_parser = whole(1, u32::MAX), allow_negative_numbers = true)]
    pub(crate) of: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Show the progress of an experiment and its shards
///
/// Shows which shards are done, partial, missing or failed, and the array
/// expression that resubmits only those. The exit code is 4 if runs are missing.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  orgsim status my-experiment.toml --out results/mine")]
pub(crate) struct StatusArgs {
    /// The experiment file
    #[arg(value_name = "EXPERIMENT")]
    pub(crate) file: PathBuf,

    /// Total number of shards, if none has started yet
    #[arg(long, value_name = "N", value_parser = whole(1, u32::MAX), allow_negative_numbers = true)]
    pub(crate) of: Option<u32>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Merge the shards of an experiment into one store
///
/// The store is byte for byte what a single machine would have written. Missing
/// runs, and runs whose results differ between shards, are refused.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  orgsim merge my-experiment.toml --out results/mine")]
pub(crate) struct MergeArgs {
    /// The experiment file
    #[arg(value_name = "EXPERIMENT")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Run an experiment on a cluster
#[derive(Debug, clap::Args)]
pub(crate) struct SubmitArgs {
    /// The cluster
    #[command(subcommand)]
    pub(crate) to: SubmitTo,
}

/// The cluster that jobs are submitted to.
#[derive(Debug, Subcommand)]
pub(crate) enum SubmitTo {
    Slurm(SlurmArgs),
    Kubernetes(KubernetesArgs),
}

/// Submit a Slurm array job, and a job that merges the shards afterwards
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim submit slurm my-experiment.toml --shards 64
  orgsim submit slurm my-experiment.toml --shards 64 --program /cluster/bin/orgsim --write-only
  orgsim submit slurm my-experiment.toml --shards 64 --threads 4 -- --partition=short --time=1:00:00")]
pub(crate) struct SlurmArgs {
    /// The experiment file
    #[arg(value_name = "EXPERIMENT")]
    pub(crate) file: PathBuf,

    /// Number of shards; each is one task of the array
    #[arg(long, value_name = "N", value_parser = whole(1, u32::MAX), allow_negative_numbers = true)]
    pub(crate) shards: u32,

    /// Maximum number of tasks running at the same time
    #[arg(long, value_name = "K", value_parser = whole(1, u32::MAX), allow_negative_numbers = true)]
    pub(crate) at_once: Option<u32>,

    /// orgsim on the compute nodes: its path, or a name found in PATH [default: the path of
    /// this program]
    #[arg(long, value_name = "PATH", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) program: Option<String>,

    /// Only write the scripts, and print the command that submits them
    #[arg(long)]
    pub(crate) write_only: bool,

    /// Further options for sbatch, after --
    #[arg(last = true)]
    pub(crate) options: Vec<String>,

    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

/// Write the manifests of a Kubernetes Indexed Job and of the job that merges its shards
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Example:
  orgsim submit kubernetes my-experiment.toml --shards 64 --image registry.example/orgsim --claim study")]
pub(crate) struct KubernetesArgs {
    /// The experiment file, with a path relative to the volume
    #[arg(value_name = "EXPERIMENT")]
    pub(crate) file: PathBuf,

    /// Number of shards; each is one completion of the job
    #[arg(long, value_name = "N", value_parser = whole(1, u32::MAX), allow_negative_numbers = true)]
    pub(crate) shards: u32,

    /// The container image
    #[arg(long, value_name = "IMAGE")]
    pub(crate) image: String,

    /// The persistent volume claim that all pods mount
    #[arg(long, value_name = "NAME")]
    pub(crate) claim: String,

    /// The path it is mounted at
    #[arg(long, value_name = "PATH", default_value = "/study")]
    pub(crate) mount: String,

    /// orgsim in the image: its path, or a name found in PATH
    #[arg(long, value_name = "PATH", default_value = "orgsim",
          value_parser = NonEmptyStringValueParser::new())]
    pub(crate) program: String,

    /// Maximum number of pods running at the same time
    #[arg(long, value_name = "K", value_parser = whole(1, u32::MAX), allow_negative_numbers = true)]
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
        let form = "expected MEASURE=DIFFERENCE, such as papers_accepted=1";
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

/// How several comparisons are adjusted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdjustArg {
    /// Compare with the baseline, with Holm-adjusted p-values
    Holm,
    /// Compare each variant with the best of the others
    Best,
    /// Compare with the baseline, without adjustment
    None,
}

/// The name of a choice, as a file has it.
pub(crate) fn name_of(choice: impl ValueEnum) -> String {
    let value = choice.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

//! `orgsim submit`: an experiment as jobs of a cluster.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, ExitCode};

use orgsim::output::ExperimentFolder;
use orgsim::refusal::reason;
use orgsim::submit::{KubernetesJob, SlurmArray, Work};
use orgsim::text::shell_line;

use crate::cli::experiment_args::{AskArgs, KubernetesArgs, SlurmArgs, SubmitArgs, SubmitTo};
use crate::cli::{asking, division, exit_code, failures, print};

/// Runs the command.
pub(crate) fn run(args: &SubmitArgs) -> ExitCode {
    let done = match &args.to {
        SubmitTo::Slurm(args) => slurm(args),
        SubmitTo::Kubernetes(args) => kubernetes(args),
    };
    match done {
        Ok(exit) | Err(exit) => exit,
    }
}

fn slurm(args: &SlurmArgs) -> Result<ExitCode, ExitCode> {
    let experiment = asking::load(&args.file, &args.ask)?;
    if !args.write_only {
        check_slurm(args.shards)?;
    }
    let path = asking::folder(&args.ask, &experiment);
    division::check(&experiment, &path, args.shards, args.ask.common.threads())?;
    let folder = ExperimentFolder::open(&path, true).map_err(|e| failures::cannot_write(&e))?;
    let array = SlurmArray {
        work: Work {
            name: experiment.name.clone(),
            program: args.program.clone().unwrap_or_else(own_program),
            experiment: absolute(&args.file),
            out: absolute(&path),
            shards: args.shards,
            flags: args.ask.flags(),
            threads: args.ask.common.threads,
        },
        at_once: args.at_once,
    };
    let [work, merge] = ["work.sbatch", "merge.sbatch"].map(|name| folder.file(name));
    let [work, merge] = [work, merge].map(|path| absolute(&path));
    let submission = array.submission(&work, &merge, None, &args.options);
    let files = [
        ("work.sbatch", array.work_script()),
        ("merge.sbatch", array.merge_script()),
        ("submit.sh", submission),
    ];
    let script = folder.file("submit.sh");
    folder
        .write_texts(&files)
        .map_err(|error| failures::cannot_write(&error))?;
    if args.write_only {
        return Ok(told(&command(&script)));
    }
    let status = Command::new("bash").arg(absolute(&script)).status();
    match status {
        Ok(status) if status.success() => Ok(ExitCode::SUCCESS),
        Ok(_) => {
            print::error(&format!(
                "Slurm did not accept the job; the scripts are in {}",
                path.display()
            ));
            Err(ExitCode::from(exit_code::CANNOT_WRITE))
        }
        Err(error) => {
            print::error(&format!(
                "cannot run bash: {}; the scripts are in {}",
                reason(&error),
                path.display()
            ));
            Err(ExitCode::from(exit_code::CANNOT_WRITE))
        }
    }
}

fn kubernetes(args: &KubernetesArgs) -> Result<ExitCode, ExitCode> {
    let experiment = asking::load(&args.file, &args.ask)?;
    let path = asking::folder(&args.ask, &experiment);
    division::check(&experiment, &path, args.shards, args.ask.common.threads())?;
    let folder = ExperimentFolder::open(&path, true).map_err(|e| failures::cannot_write(&e))?;
    let mount = args.mount.trim_end_matches('/');
    let job = KubernetesJob {
        work: Work {
            name: experiment.name.clone(),
            program: args.program.clone(),
            experiment: format!("{mount}/{}", args.file.display()),
            out: on_volume(mount, &args.ask, &experiment.name)?,
            shards: args.shards,
            flags: args.ask.flags(),
            threads: args.ask.common.threads,
        },
        image: args.image.clone(),
        claim: args.claim.clone(),
        mount: mount.to_owned(),
        parallelism: args.parallelism.unwrap_or(args.shards),
    };
    let manifest = job.work_manifest().map_err(|error| {
        print::error(&error.to_string());
        ExitCode::from(exit_code::USAGE)
    })?;
    let [work, merge] = ["work.json", "merge.json"].map(|name| absolute(&folder.file(name)));
    let files = [
        ("work.json", manifest),
        ("merge.json", job.merge_manifest()),
        ("submit.sh", job.submission(&work, &merge)),
    ];
    let script = folder.file("submit.sh");
    folder
        .write_texts(&files)
        .map_err(|error| failures::cannot_write(&error))?;
    Ok(told(&command(&script)))
}

/// The folder of the results as pods see it: that of `--out`, which is relative to the volume.
fn on_volume(mount: &str, args: &AskArgs, name: &str) -> Result<String, ExitCode> {
    match &args.out {
        None => Ok(format!("{mount}/results/{name}")),
        Some(out) if out.is_relative() => Ok(format!("{mount}/{}", out.display())),
        Some(out) if out.starts_with(mount) => Ok(out.display().to_string()),
        Some(out) => {
            print::error(&format!(
                "--out {} is not on the volume, which pods see at {mount}; give a path relative to \
                 the volume, such as results/{name}",
                out.display()
            ));
            Err(ExitCode::from(exit_code::USAGE))
        }
    }
}

/// Refuses what Slurm on this machine would not take, before anything is written.
fn check_slurm(shards: u32) -> Result<(), ExitCode> {
    let refused = |message: String| {
        print::error(&message);
        Err(ExitCode::from(exit_code::USAGE))
    };
    let found = Command::new("sbatch").arg("--version").output();
    if found.is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return refused(
            "sbatch is not installed here; submit from a machine of the cluster, or write the \
             scripts alone with --write-only"
                .to_owned(),
        );
    }
    match most_tasks() {
        Some(most) if shards > most => refused(format!(
            "{shards} shards are more than the {most} tasks of an array that this Slurm takes \
             (MaxArraySize); have at most {most} shards"
        )),
        _ => Ok(()),
    }
}

/// The highest number of a task that Slurm takes, if it says so.
fn most_tasks() -> Option<u32> {
    let output = Command::new("scontrol").args(["show", "config"]).output();
    let config = String::from_utf8(output.ok()?.stdout).ok()?;
    let size = config.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "MaxArraySize").then(|| value.trim().parse::<u32>().ok())?
    });
    size?.checked_sub(1)
}

/// The command that submits.
fn command(script: &Path) -> String {
    format!("{}\n", shell_line(["bash", &absolute(script)]))
}

/// This program, for nodes that see the same files.
fn own_program() -> String {
    let own = std::env::current_exe();
    own.map_or_else(|_| "orgsim".to_owned(), |path| path.display().to_string())
}

fn told(text: &str) -> ExitCode {
    exit_code::of_writing(print::result(text))
}

/// A path as a task sees it, wherever it starts.
fn absolute(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.display().to_string()
}

//! `orgsim status`: the progress of an experiment, and which shards are missing.

use std::path::PathBuf;
use std::process::ExitCode;

use orgsim::experiment::{Block, Bundle, Experiment, Job, Measures, block_of, bundles, in_shard};
use orgsim::output::{self, ExperimentFolder, STORE, shard_of};
use orgsim::shards::{Shard, compress};
use orgsim::store::{Reader, StoreError};
use orgsim::table::{Cell, Column, Kind, Table};
use orgsim::text::shell_line;

use crate::cli::division::shardable;
use crate::cli::experiment_args::StatusArgs;
use crate::cli::shared_args::RunFormat;
use crate::cli::{asking, exit_code, failures, print, terminal};

/// All blocks of an experiment, and the files of its folder.
pub(crate) struct Inventory {
    pub(crate) jobs: Vec<Job>,
    bundles: Vec<Bundle>,
    pub(crate) folder: ExperimentFolder,
    /// Shards that have a file: number, count, path.
    pub(crate) shards: Vec<(u32, u32, PathBuf)>,
    /// What its runs depend on.
    identity: serde_json::Value,
}

/// What a file of runs has.
struct FileOfRuns {
    state: &'static str,
    there: u64,
    wanted: u64,
    fault: Option<String>,
}

impl Inventory {
    /// Looks into the folder of an experiment.
    pub(crate) fn of(experiment: &Experiment, path: PathBuf) -> Result<Self, ExitCode> {
        shardable(experiment)?;
        let points = experiment.points();
        let cells = points.and_then(|points| {
            experiment.check_runs(points.len())?;
            Ok(experiment.cells(&points, 0)?)
        });
        let cells = cells.map_err(|error| asking::failed(&error))?;
        let job = |cell| Job {
            cell,
            runs: 0..experiment.replicates,
        };
        let jobs: Vec<Job> = cells.into_iter().map(job).collect();
        let bundles = bundles(&jobs, block_of(experiment.replicates));
        let folder =
            ExperimentFolder::existing(&path).map_err(|error| failures::cannot_write(&error))?;
        let names = folder
            .names()
            .map_err(|error| failures::cannot_write(&error))?;
        let shard = |name: String| {
            let (index, count) = shard_of(&name)?;
            Some((index, count, folder.file(&name)))
        };
        let mut shards: Vec<_> = names.into_iter().filter_map(shard).collect();
        shards.sort();
        Ok(Self {
            jobs,
            bundles,
            folder,
            shards,
            identity: experiment.identity(),
        })
    }

    /// The blocks of a shard.
    fn blocks_of(&self, shard: Shard) -> Vec<&Block> {
        in_shard(&self.bundles, shard).flatten().collect()
    }

    /// All blocks, in the order of a merged store.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.bundles.iter().flatten()
    }

    /// Looks into a file that is to have these blocks.
    fn look(&self, path: Option<&PathBuf>, blocks: &[&Block]) -> FileOfRuns {
        let runs = |blocks: &mut dyn Iterator<Item = &&Block>| -> u64 {
            blocks.map(|block| block.len()).sum()
        };
        let wanted = runs(&mut blocks.iter());
        let reader = path.map(|path| {
            let reader = Reader::open(path)?;
            reader.expect(&self.identity)?;
            Ok::<Reader, StoreError>(reader)
        });
        let (state, there, fault) = match &reader {
            None => ("missing", 0, None),
            Some(Err(error)) => {
                let told = error.to_string();
                let lines: Vec<&str> = told.lines().map(str::trim).collect();
                ("failed", 0, Some(lines.join("; ")))
            }
            Some(Ok(reader)) => {
                let is_there = |block: &&&Block| reader.contains(&block.key(&self.jobs));
                let there = runs(&mut blocks.iter().filter(is_there));
                match there == wanted {
                    true => ("done", there, None),
                    false => ("partial", there, None),
                }
            }
        };
        FileOfRuns {
            state,
            there,
            wanted,
            fault,
        }
    }

    /// The numbers of the shards that lack runs, of so many.
    pub(crate) fn missing(&self, count: u32) -> Vec<u32> {
        let lacks = |index: &u32| {
            let found = self.shards.iter().find(|(known, ..)| known == index);
            let shard = Shard::new(*index, count);
            shard.is_ok_and(|shard| {
                let path = found.map(|(.., path)| path);
                self.look(path, &self.blocks_of(shard)).state != "done"
            })
        };
        (1..=count).filter(lacks).collect()
    }

    /// Whether all runs are in one store.
    pub(crate) fn is_merged(&self) -> bool {
        let all: Vec<&Block> = self.blocks().collect();
        let whole = self.whole();
        whole.is_some_and(|whole| self.look(Some(&whole), &all).state == "done")
    }

    /// The store of all runs, if it is there.
    fn whole(&self) -> Option<PathBuf> {
        let names = self.folder.names().unwrap_or_default();
        let is_there = names.iter().any(|name| name == STORE);
        is_there.then(|| self.folder.file(STORE))
    }

    /// How many shards there are to be: as the files say, which must agree, or as
    /// the command line says.
    pub(crate) fn count(&self, of: Option<u32>) -> Result<Option<u32>, ExitCode> {
        let mut counts: Vec<u32> = self.shards.iter().map(|(_, count, _)| *count).collect();
        counts.extend(of);
        counts.sort_unstable();
        counts.dedup();
        match counts.as_slice() {
            [] => Ok(None),
            [count] => Ok(Some(*count)),
            counts => {
                print::error(&format!(
                    "the folder has shards of different divisions: {}; keep each in a folder of its own",
                    counts
                        .iter()
                        .map(|n| format!("of {n}"))
                        .collect::<Vec<_>>()
                        .join(", ")
                ));
                Err(ExitCode::from(exit_code::USAGE))
            }
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &StatusArgs) -> ExitCode {
    match status(args) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn status(args: &StatusArgs) -> Result<ExitCode, ExitCode> {
    let experiment = asking::load(&args.file, &args.ask)?;
    let inventory = Inventory::of(&experiment, asking::folder(&args.ask, &experiment))?;
    let count = inventory.count(args.of)?;
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let mut table = Table::new(vec![
        text("file", "File of runs."),
        text("state", "done, partial, missing or failed."),
        Column::new("runs", Kind::Count, "runs", "Completed runs."),
        Column::new("of", Kind::Count, "runs", "Runs in total."),
        text("fault", "Why it failed.").or_empty("it did not fail"),
    ]);
    let mut row = |name: String, file: FileOfRuns| {
        table.push([
            Cell::text(name),
            Cell::text(file.state),
            Cell::Count(file.there),
            Cell::Count(file.wanted),
            file.fault.map_or(Cell::Missing, Cell::text),
        ]);
    };
    let (mut missing, mut failed) = (Vec::new(), Vec::new());
    for index in 1..=count.unwrap_or(0) {
        let Ok(shard) = Shard::new(index, count.unwrap_or(0)) else {
            continue;
        };
        let found = inventory.shards.iter().find(|(known, ..)| *known == index);
        let path = found.map(|(.., path)| path);
        let file = inventory.look(path, &inventory.blocks_of(shard));
        if file.state != "done" {
            missing.push(index);
        }
        if file.state == "failed" {
            failed.extend(path.map(|path| path.display().to_string()));
        }
        row(output::shard_name(index, shard.count()), file);
    }
    let whole = inventory.whole();
    let all: Vec<&Block> = inventory.blocks().collect();
    let mut merged = false;
    if whole.is_some() || count.is_none() {
        let file = inventory.look(whole.as_ref(), &all);
        merged = file.state == "done";
        if file.state == "failed" && count.is_none() {
            failed.extend(whole.map(|path| path.display().to_string()));
        }
        row(STORE.to_owned(), file);
    }
    let mut sentences = Vec::new();
    match (merged, missing.is_empty(), count) {
        (true, ..) => sentences.push("all runs are complete: ask the question".to_owned()),
        (_, true, Some(_)) => {
            sentences.push("all shards are done: run `orgsim merge`".to_owned());
        }
        (_, false, Some(count)) => sentences.push(format!(
            "{} of {count} shards are not done; resubmit them with --array={}",
            missing.len(),
            compress(&missing)
        )),
        (_, _, None) => {
            sentences.push("runs are missing; asking the question completes them".to_owned());
        }
    }
    if !merged && !failed.is_empty() {
        let words = ["rm", "--"]
            .into_iter()
            .chain(failed.iter().map(String::as_str));
        sentences.push(format!(
            "files that failed cannot be resumed; remove them first: {}",
            shell_line(words)
        ));
    }
    let shown = match args.ask.common.format {
        RunFormat::Csv => output::csv::to_string(&table),
        RunFormat::Json => format!(
            "{:#}\n",
            serde_json::json!({
                "sentences": sentences,
                "missing": missing,
                "array": compress(&missing),
                "files": output::json::rows(&table),
            })
        ),
        RunFormat::Table => format!(
            "{}{}\n",
            terminal::plain(&table, &Measures::default()),
            sentences.join("\n")
        ),
    };
    let printed = print::result(&shown);
    if printed.is_err() {
        return Ok(exit_code::of_writing(printed));
    }
    Ok(match merged || count.is_some() && missing.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(exit_code::PRECISION_NOT_REACHED),
    })
}

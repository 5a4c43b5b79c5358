//! `orgsim status`: the progress of an experiment, and which shards are missing.

use std::path::PathBuf;
use std::process::ExitCode;

use orgsim::experiment::{Block, Experiment, ExperimentError, Job, Measures, block_of, blocks};
use orgsim::output::{self, ExperimentFolder, STORE, shard_of};
use orgsim::shards::{Shard, compress};
use orgsim::store::{Reader, StoreError};
use orgsim::table::{Cell, Column, Kind, Table};

use crate::cli::commands::work::shardable;
use crate::cli::experiment_args::StatusArgs;
use crate::cli::shared_args::RunFormat;
use crate::cli::{asking, exit_code, failures, print, terminal};

/// All blocks of an experiment, and the files of its folder.
pub(crate) struct Inventory {
    pub(crate) jobs: Vec<Job>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) folder: ExperimentFolder,
    /// Shards that have a file: number, count, path.
    pub(crate) shards: Vec<(u32, u32, PathBuf)>,
}

impl Inventory {
    /// Looks into the folder of an experiment.
    pub(crate) fn of(experiment: &Experiment, path: PathBuf) -> Result<Self, ExitCode> {
        shardable(experiment)?;
        let points = experiment.points().map_err(ExperimentError::from);
        let cells = points.and_then(|points| Ok(experiment.cells(&points, 0)?));
        let cells = cells.map_err(|error| asking::failed(&error))?;
        let job = |cell| Job {
            cell,
            runs: 0..experiment.replicates,
        };
        let jobs: Vec<Job> = cells.into_iter().map(job).collect();
        let blocks = blocks(&jobs, block_of(experiment.replicates));
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
            blocks,
            folder,
            shards,
        })
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
    let mut missing = Vec::new();
    for index in 1..=count.unwrap_or(0) {
        let Ok(shard) = Shard::new(index, count.unwrap_or(0)) else {
            continue;
        };
        let numbered = inventory.blocks.iter().enumerate();
        let own = numbered.filter(|(place, _)| shard.has(*place as u64));
        let own: Vec<&Block> = own.map(|(_, block)| block).collect();
        let found = inventory.shards.iter().find(|(known, ..)| *known == index);
        let name = output::shard_name(index, shard.count());
        let is_done = push(
            &mut table,
            name,
            found.map(|(.., path)| path),
            &own,
            &inventory.jobs,
        );
        if !is_done {
            missing.push(index);
        }
    }
    let whole = inventory.folder.file(STORE);
    let all: Vec<&Block> = inventory.blocks.iter().collect();
    let there = inventory
        .folder
        .names()
        .is_ok_and(|names| names.iter().any(|n| n == STORE));
    let merged = match there || count.is_none() {
        true => push(
            &mut table,
            STORE.to_owned(),
            there.then_some(&whole),
            &all,
            &inventory.jobs,
        ),
        false => false,
    };
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
    let shown = match args.ask.common.format {
        RunFormat::Csv => output::csv::to_string(&table),
        RunFormat::Json => format!(
            "{:#}\n",
            serde_json::json!({
                "sentences": sentences,
                "missing": missing,
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

/// Adds a file and tells whether it has all of its blocks.
fn push(
    table: &mut Table,
    name: String,
    path: Option<&PathBuf>,
    blocks: &[&Block],
    jobs: &[Job],
) -> bool {
    let runs = |blocks: &mut dyn Iterator<Item = &&Block>| -> u64 {
        blocks.map(|block| block.runs.end - block.runs.start).sum()
    };
    let wanted = runs(&mut blocks.iter());
    let reader: Option<Result<Reader, StoreError>> = path.map(|path| Reader::open(path));
    let (state, there, fault) = match &reader {
        None => ("missing", 0, None),
        Some(Err(error)) => ("failed", 0, Some(error.to_string())),
        Some(Ok(reader)) => {
            let there = runs(
                &mut blocks
                    .iter()
                    .filter(|block| reader.contains(&block.key(jobs))),
            );
            match there == wanted {
                true => ("done", there, None),
                false => ("partial", there, None),
            }
        }
    };
    table.push([
        Cell::text(name),
        Cell::text(state),
        Cell::Count(there),
        Cell::Count(wanted),
        fault.map_or(Cell::Missing, Cell::text),
    ]);
    state == "done"
}

//! Changes valid files at random and has the library take them: scenarios, experiments, claims,
//! records, results, stores, requests of the live page. Each is read or refused, without a
//! panic, in a few seconds and with little memory.
//!
//! `cargo run --example fuzz -- --seconds 60` prints how many inputs each part of the library
//! took. A fault ends it: the input is kept, and the command printed that repeats it.
#![allow(
    clippy::print_stdout,
    reason = "the result is what the command is there for"
)]

mod corpus;
mod luck;
mod mutation;
mod target;
mod trial;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use luck::Luck;
use orgsim::text::shell_line;
use target::Target;
use trial::{Fault, Watch};

/// Changes valid files at random and has the library take them
#[derive(Parser)]
struct Arguments {
    /// Seed of the changes [default: another one each time]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// For how long
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,

    /// One input alone, in place of the file of this path
    #[arg(long, value_name = "FILE", requires = "place")]
    input: Option<PathBuf>,

    /// The path of the file that the input is put in place of
    #[arg(long, value_name = "PATH", requires = "input")]
    place: Option<PathBuf>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse();
    let folder = tempfile::Builder::new().prefix("orgsim-fuzz-").tempdir()?;
    let all = folder.path().join("files");
    fs::create_dir(&all)?;
    corpus::write(&all, env!("CARGO_MANIFEST_DIR").as_ref())?;
    if let (Some(input), Some(place)) = (&arguments.input, &arguments.place) {
        let target = Target::of(place).ok_or("nothing takes a file of this path")?;
        let found = Watch::new().take(target, &all.join(place), &fs::read(input)?)?;
        println!("{}", found.as_ref().map_or("no fault".into(), told));
        return Ok(ExitCode::from(u8::from(found.is_some())));
    }
    let seed = arguments.seed.map_or_else(getrandom::u64, Ok)?;
    let kept = folder.path().join("input");
    println!("seed {seed}; the input under way is in {}", kept.display());
    let found = try_all(&all, &kept, seed, Duration::from_secs(arguments.seconds))?;
    if found.is_some() {
        let _ = folder.keep();
    }
    Ok(ExitCode::from(u8::from(found.is_some())))
}

fn told(fault: &Fault) -> String {
    format!("FAULT: {fault}")
}

/// Has changed files taken until the time is over or there is a fault.
fn try_all(
    all: &Path,
    kept: &Path,
    seed: u64,
    time: Duration,
) -> Result<Option<Fault>, Box<dyn Error>> {
    let mut files: BTreeMap<Target, Vec<(PathBuf, Vec<u8>)>> = BTreeMap::new();
    for path in corpus::below(all)? {
        let place = path.strip_prefix(all)?.to_owned();
        if let Some(target) = Target::of(&place) {
            files
                .entry(target)
                .or_default()
                .push((place, fs::read(&path)?));
        }
    }
    let targets: Vec<Target> = files.keys().copied().collect();
    // how many inputs each took, and how long the longest
    let mut taken: BTreeMap<Target, (u64, Duration)> = BTreeMap::new();
    let mut luck = Luck(seed);
    let watch = Watch::new();
    let start = Instant::now();
    let mut found = None;
    while found.is_none() && start.elapsed() < time {
        let target = *luck.one_of(&targets);
        let own = &files[&target];
        let (place, file) = luck.one_of(own);
        let (_, other) = luck.one_of(own);
        let input = mutation::mutated(&mut luck, file, other);
        // there even after an end that nothing can catch
        fs::write(kept, &input)?;
        let before = Instant::now();
        found = watch.take(target, &all.join(place), &input)?;
        let (inputs, longest) = taken.entry(target).or_default();
        *inputs += 1;
        *longest = before.elapsed().max(*longest);
        if let Some(fault) = &found {
            let (kept, place) = (kept.to_string_lossy(), place.to_string_lossy());
            let command = ["cargo", "run", "--example", "fuzz", "--", "--input", &kept];
            let command = shell_line(command.into_iter().chain(["--place", &place]));
            println!("{}\nagain: {command}", told(fault));
        }
    }
    for (target, (inputs, longest)) in &taken {
        let longest = longest.as_secs_f64();
        println!("{target}: {inputs} inputs, the longest {longest:.2} s");
    }
    let inputs: u64 = taken.values().map(|(inputs, _)| inputs).sum();
    println!("all: {inputs} inputs in {} s", start.elapsed().as_secs());
    Ok(found)
}

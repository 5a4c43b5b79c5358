//! Does to a store of results, and to the program, what happens to files, and
//! counts what survives: kills, second writers, cuts, damage, lost data, limits,
//! full and read-only disks, refused places.
//!
//! `cargo run --example fault_injection` prints a line for each kind of fault and
//! fails if one did not survive. What this machine or user cannot do is named as
//! skipped: disks need Linux and the right to mount, the program has to be built.
#![allow(
    clippy::print_stdout,
    reason = "the result is what the command is there for"
)]

#[path = "fault_injection/damage.rs"]
mod damage;
#[path = "fault_injection/disks.rs"]
mod disks;
#[path = "fault_injection/kills.rs"]
mod kills;
#[path = "fault_injection/limits.rs"]
mod limits;
#[path = "fault_injection/places.rs"]
mod places;
#[path = "fault_injection/program.rs"]
mod program;
#[path = "fault_injection/tally.rs"]
mod tally;
#[path = "fault_injection/work.rs"]
mod work;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use program::Program;
use tally::Tally;
use work::Work;

/// Injects faults into a store of results and counts what survives
#[derive(Parser)]
struct Arguments {
    /// A few faults of each kind, which takes some seconds
    #[arg(long)]
    short: bool,

    /// Seed of the moments of kills
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    #[command(subcommand)]
    child: Option<Child>,
}

/// What the command runs itself for.
#[derive(clap::Subcommand)]
enum Child {
    /// Appends to a store and says so after each block
    #[command(hide = true)]
    Append {
        path: PathBuf,
        #[command(flatten)]
        work: Work,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.child {
        Some(Child::Append { path, work }) => work.append(&path, |block| {
            // nothing is lost when nobody listens
            let _ = writeln!(io::stdout(), "{block}");
        }),
        None => inject(arguments.short, arguments.seed),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Injects all faults, and prints how many were tried and survived.
fn inject(short: bool, seed: u64) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = folder.path();
    let much = |little: u32, much: u32| if short { little } else { much };
    let mut kinds = vec![
        kills::kills(folder, much(40, 1000), seed),
        kills::second_writers(folder, much(5, 50)),
        damage::cuts(folder, much(10, 60)),
        damage::flips(folder, much(10, 60)),
        damage::lost_data(folder, much(10, 60)),
        limits::limits(folder, much(10, 100)),
        disks::full(folder, much(3, 20)),
        disks::read_only(folder),
        places::places(folder),
    ];
    match Program::beside(folder) {
        Ok(program) => kinds.extend([
            program::kills(&program, much(10, 200), seed),
            program::full(&program, much(5, 40)),
            program::limits(&program, much(5, 40)),
            program::flips(&program, much(6, 60)),
        ]),
        Err(reason) => {
            let mut skipped = Tally::new("the program");
            skipped.note(format!("skipped: {reason}"));
            kinds.push(skipped);
        }
    }
    let (mut tried, mut survived) = (0, 0);
    for kind in &kinds {
        print!("{kind}");
        tried += kind.tried();
        survived += kind.survived();
    }
    println!("all: {tried} faults tried, {survived} survived");
    match tried - survived {
        0 => Ok(()),
        lost => Err(format!("{lost} faults did damage")),
    }
}

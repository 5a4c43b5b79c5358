//! Processes that are killed at any moment, and processes that want the same store.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use orgsim::random::{Entity, Purpose, Streams};
use orgsim::store::{Reader, Store, StoreError};
use orgsim::units::Quarter;

use crate::tally::Tally;
use crate::work::{Work, finished};

/// The longest that a process lives.
const LIFE: Duration = Duration::from_millis(40);

/// Long blocks, so that some kills hit the middle of a write.
const WORK: Work = Work {
    blocks: 60,
    longest: 100_000,
};

#[derive(Clone, Copy)]
struct Moment;

impl Purpose for Moment {
    fn number(self) -> u8 {
        0
    }
}

/// Kills processes that append to one store, each at a random moment of its life,
/// and lets the next one go on.
pub(crate) fn kills(folder: &Path, rounds: u32, seed: u64) -> Tally {
    let mut tally = Tally::new("kills");
    let path = folder.join("kills.log");
    let streams = Streams::new(seed, 0);
    let (mut tails, mut completed) = (0, 0);
    let expected = match WORK.uninterrupted(folder) {
        Ok((bytes, _)) => bytes,
        Err(error) => {
            tally.count(Err(error));
            return tally;
        }
    };
    for round in 0..rounds {
        let moment = Entity {
            id: round,
            generation: 0,
        };
        let life = LIFE.mul_f64(streams.uniform(Moment, moment, Quarter(0)));
        tally.count(kill(&path, life).and_then(|count| {
            let whole = Reader::open(&path).is_ok();
            let length = fs::metadata(&path).map_or(0, |metadata| metadata.len());
            // opening cuts off what was not finished
            if whole && Store::open(&path, &WORK.identity()).is_ok() {
                let kept = fs::metadata(&path).map_or(0, |metadata| metadata.len());
                tails += u32::from(kept < length);
            }
            if count == WORK.blocks {
                completed += 1;
                WORK.complete(&path, &expected)?;
                fs::remove_file(&path).map_err(|error| error.to_string())?;
            }
            Ok(())
        }));
    }
    let last = WORK.complete(&path, &expected);
    tally.note(format!(
        "{tails} in the middle of a write; {} stores compared with uninterrupted ones",
        completed + 1
    ));
    if let Err(error) = last {
        tally.count(Err(error));
    }
    tally
}

/// Lets a process live for a time, kills it, and tells how many blocks there are.
fn kill(path: &Path, life: Duration) -> Result<u32, String> {
    let before = WORK.check(path, 0)?;
    let spawned = WORK.command(path)?.stdout(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| error.to_string())?;
    thread::sleep(life);
    child.kill().map_err(|error| error.to_string())?;
    child.wait().map_err(|error| error.to_string())?;
    let mut said = String::new();
    if let Some(mut stdout) = child.stdout.take() {
        stdout
            .read_to_string(&mut said)
            .map_err(|error| error.to_string())?;
    }
    WORK.check(path, finished(&said).max(before))
}

/// Opens a store that another process is appending to.
pub(crate) fn second_writers(folder: &Path, rounds: u32) -> Tally {
    let mut tally = Tally::new("second writers");
    for round in 0..rounds {
        tally.count(second_writer(&folder.join(format!("second-{round}.log"))));
    }
    tally
}

fn second_writer(path: &Path) -> Result<(), String> {
    let spawned = WORK.command(path)?.stdout(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| error.to_string())?;
    let stdout = child.stdout.take().ok_or("the child has no output")?;
    let mut said = String::new();
    let mut stdout = BufReader::new(stdout);
    let heard = stdout.read_line(&mut said);
    let second = Store::open(path, &WORK.identity());
    child.kill().map_err(|error| error.to_string())?;
    child.wait().map_err(|error| error.to_string())?;
    heard.map_err(|error| error.to_string())?;
    match second {
        Err(StoreError::InUse(_)) => {}
        Err(error) => return Err(error.to_string()),
        Ok(_) => return Err("two processes had one store".to_owned()),
    }
    WORK.check(path, finished(&said)).map(|_| ())
}

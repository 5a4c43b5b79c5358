//! The same faults, put to `orgsim compare`: from the file of an experiment to its
//! tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use orgsim::random::{Entity, Purpose, Streams};
use orgsim::store::Reader;
use orgsim::units::Quarter;

use crate::disks::Disk;
use crate::tally::Tally;

const STUDY: &str = r#"
measures = ["papers_accepted", "researcher_retention_12m"]
replicates = 96
set = { units.core.researchers = 20, units.core.engineers = 25, simulation.quarters = 8 }
[variants.loose]
[variants.fusion]
set = { "units.core.structure" = "fusion-teams" }
"#;

/// The exit code for what cannot be written.
const CANNOT_WRITE: i32 = 5;

/// The longest that a process lives.
const LIFE: Duration = Duration::from_millis(400);

#[derive(Clone, Copy)]
struct Moment;

impl Purpose for Moment {
    fn number(self) -> u8 {
        1
    }
}

type Files = Vec<(String, Vec<u8>)>;

/// The program, an experiment for it, and what comes of that undisturbed.
pub(crate) struct Program {
    path: PathBuf,
    folder: PathBuf,
    expected: Files,
}

impl Program {
    /// The program beside this one.
    pub(crate) fn beside(folder: &Path) -> Result<Self, String> {
        if !cfg!(unix) {
            return Err("its commands are for a POSIX shell".to_owned());
        }
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let path = own.ancestors().nth(2).unwrap_or(&own).join("orgsim");
        if !path.is_file() {
            return Err("there is no `orgsim` here; `cargo build` makes it".to_owned());
        }
        let mut program = Self {
            path,
            folder: folder.join("program"),
            expected: Files::new(),
        };
        fs::create_dir(&program.folder).map_err(|error| error.to_string())?;
        let study = program.folder.join("study.toml");
        fs::write(study, STUDY).map_err(|error| error.to_string())?;
        let undisturbed = program.folder.join("undisturbed");
        program.succeed(&undisturbed)?;
        program.expected = files(&undisturbed)?;
        Ok(program)
    }

    /// The command, after some others of a shell.
    fn compare(&self, out: &Path, before: &str) -> Command {
        let mut command = Command::new("bash");
        let script = format!("{before} exec \"$0\" compare study.toml --quiet --out \"$1\"");
        command.args(["-c", &script]).arg(&self.path).arg(out);
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    fn ended(&self, out: &Path, before: &str) -> Result<Output, String> {
        let output = self.compare(out, before).output();
        output.map_err(|error| error.to_string())
    }

    fn succeed(&self, out: &Path) -> Result<(), String> {
        let output = self.ended(out, "")?;
        match output.status.success() {
            true => Ok(()),
            false => Err(message(&output)),
        }
    }

    /// Ends with an error that names a file of the folder and says one of these,
    /// and keeps all runs that were there.
    fn refuse(&self, out: &Path, before: &str, parts: &[&str]) -> Result<String, String> {
        let output = self.ended(out, before)?;
        let message = message(&output);
        let is_clear = message.contains(&out.display().to_string())
            && parts.iter().any(|part| message.contains(part));
        match output.status.code() == Some(CANNOT_WRITE) && is_clear {
            true => Ok(message),
            false => Err(format!("a fault is told as {}: {message}", output.status)),
        }
    }

    /// Goes on to the end, and compares with what nobody disturbed.
    fn complete(&self, out: &Path) -> Result<(), String> {
        self.succeed(out)?;
        match files(out)? == self.expected {
            true => fs::remove_dir_all(out).map_err(|error| error.to_string()),
            false => Err("the files differ from those of an undisturbed experiment".to_owned()),
        }
    }

    /// Bytes of all files, and of the longest one.
    fn bytes(&self) -> (usize, usize) {
        let lengths = self.expected.iter().map(|(_, bytes)| bytes.len());
        (lengths.clone().sum(), lengths.max().unwrap_or(0))
    }
}

fn message(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files of a folder and of the answer in it but for the manifest, which says
/// when.
fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    for folder in [folder.to_owned(), folder.join("compare")] {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|error| error.to_string())?,
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name != "manifest.json" && entry.path().is_file() {
                let bytes = fs::read(entry.path()).map_err(|error| error.to_string())?;
                files.push((name, bytes));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Kills an experiment again and again, each time at a random moment, until it is
/// complete.
pub(crate) fn kills(program: &Program, rounds: u32, seed: u64) -> Tally {
    let mut tally = Tally::new("the program: kills");
    let out = program.folder.join("killed");
    let streams = Streams::new(seed, 0);
    let mut completed = 1;
    for round in 0..rounds {
        let moment = Entity {
            id: round,
            generation: 0,
        };
        let life = LIFE.mul_f64(streams.uniform(Moment, moment, Quarter(0)));
        tally.count(kill(program, &out, life).and_then(|is_complete| {
            completed += u32::from(is_complete);
            match is_complete {
                true => program.complete(&out),
                false => Ok(()),
            }
        }));
    }
    tally.note(format!("{completed} experiments came to their end"));
    if let Err(error) = program.complete(&out) {
        tally.count(Err(error));
    }
    tally
}

/// Lets a process live for a time, kills it, and tells whether it had ended.
fn kill(program: &Program, out: &Path, life: Duration) -> Result<bool, String> {
    let blocks = || Reader::open(&out.join("runs.store")).map_or(0, |store| store.keys().len());
    let before = blocks();
    let mut command = program.compare(out, "");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    thread::sleep(life);
    child.kill().map_err(|error| error.to_string())?;
    let status = child.wait().map_err(|error| error.to_string())?;
    match blocks() < before {
        true => Err(format!("{before} blocks were there, {} are", blocks())),
        false => Ok(status.success()),
    }
}

/// Runs out of disk, gets more, and goes on.
pub(crate) fn full(program: &Program, rounds: u32) -> Tally {
    let mut tally = Tally::new("the program: full disks");
    let (total, _) = program.bytes();
    for round in 0..rounds {
        // a file takes whole pages: what fits in bytes may not fit
        let kibibytes = 8 + (total as u32 / 1024).saturating_sub(8) * round / rounds;
        let at = program.folder.join("full");
        let disk = match Disk::mount(&at, kibibytes) {
            Ok(disk) => disk,
            Err(reason) => {
                tally.note(format!("skipped: {reason}"));
                break;
            }
        };
        let out = at.join("results");
        let refused = program.refuse(&out, "", &["free some space"]);
        let enough = refused.and_then(|_| disk.remount("size=8m"));
        tally.count(enough.and_then(|()| program.complete(&out)));
    }
    tally
}

/// Meets a limit on the size of files, from the first byte to the longest file.
pub(crate) fn limits(program: &Program, rounds: u32) -> Tally {
    let mut tally = Tally::new("the program: limits");
    let (_, longest) = program.bytes();
    let out = program.folder.join("limited");
    for round in 0..rounds {
        let kibibytes = (longest as u32 - 1) / 1024 * round / rounds;
        let limit = format!("ulimit -f {kibibytes};");
        let refused = program.refuse(&out, &limit, &["raise the limit"]);
        tally.count(refused.and_then(|_| program.complete(&out)));
    }
    tally
}

/// Changes a byte of a store that is complete, and does what the error says.
pub(crate) fn flips(program: &Program, rounds: u32) -> Tally {
    let mut tally = Tally::new("the program: changed bytes");
    let out = program.folder.join("flipped");
    let (mut refused, last) = (0, rounds.max(2) - 1);
    for round in 0..rounds {
        tally.count(flip(program, &out, round, last).map(|is_refused| {
            refused += u32::from(is_refused);
        }));
    }
    tally.note(format!(
        "{refused} refused; the others were in the last block, which was done again"
    ));
    tally
}

/// Tells whether the store was refused; a damaged last block is one that was
/// never finished.
fn flip(program: &Program, out: &Path, round: u32, last: u32) -> Result<bool, String> {
    program.succeed(out)?;
    let path = out.join("runs.store");
    let mut store = fs::read(&path).map_err(|error| error.to_string())?;
    let at = (store.len() - 1) * round as usize / last as usize;
    store[at] ^= 1 << (round % 8);
    fs::write(&path, &store).map_err(|error| error.to_string())?;
    let output = program.ended(out, "")?;
    let is_refused = !output.status.success();
    if is_refused {
        let message = program.refuse(out, "", &["restore a copy"])?;
        match message.split('`').nth(1) {
            Some(advice) => {
                let done = Command::new("bash").args(["-c", advice]).status();
                done.map_err(|error| error.to_string())?;
            }
            None if message.contains("remove it") => {
                // its tables alone are no experiment that could be gone on with
                fs::remove_dir_all(out).map_err(|error| error.to_string())?;
            }
            None => return Err(format!("there is no way out: {message}")),
        }
    }
    program.complete(out).map(|()| is_refused)
}

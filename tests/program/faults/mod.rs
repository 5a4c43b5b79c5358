//! Faults of the machine, put to the program: no space, no permission, a second
//! writer, damage, a kill. Each is told by an error that names the file and the
//! way out, with exit code 5; nothing finished is lost; and when the fault is
//! gone the same command ends with the bytes of an undisturbed one.
//!
//! Disks that are really full need the right to mount:
//! `cargo run --example fault_injection` tries them where it can.
#![cfg(unix)]

mod damage;
mod permission;
mod removal;
mod space;
mod writers;

use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Whom the program runs as where the tests run as root, whom no permission binds.
const NOBODY: u32 = 65534;

const EXPERIMENT: &str = r#"
measures = ["papers_accepted", "researcher_retention_12m"]
replicates = 160
set = { units.core.researchers = 20, units.core.engineers = 25, simulation.quarters = 8 }

[variants.loose]
[variants.fusion]
set = { "units.core.structure" = "fusion-teams" }

[factors.tacitness]
key = "transfer.tacitness"
values = [0.2, 0.8]
"#;

const SCENARIO: &str = r#"
title = "Small"
[simulation]
quarters = 8
[units.core]
researchers = 20
engineers = 25
"#;

/// A folder in which the program works, as somebody whom permissions bind.
struct Place {
    folder: TempDir,
    /// A copy of the program that anybody may run; `None` for the one here.
    program: Option<PathBuf>,
}

/// What a command came to.
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("study.toml"), EXPERIMENT).unwrap();
        fs::write(path.join("small.toml"), SCENARIO).unwrap();
        let is_root = fs::metadata(path).unwrap().uid() == 0;
        let program = is_root.then(|| {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
            let program = path.join("orgsim");
            fs::copy(assert_cmd::cargo::cargo_bin("orgsim"), &program).unwrap();
            program
        });
        Self { folder, program }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The words, said to `orgsim` by a shell that has done `before`.
    fn command(&self, before: &str, words: &str) -> Command {
        let mut command = Command::new("bash");
        let orgsim = assert_cmd::cargo::cargo_bin("orgsim");
        command
            .args(["-c", &format!("{before} exec \"$0\" {words}")])
            .arg(self.program.as_ref().unwrap_or(&orgsim))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        if self.program.is_some() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn after(&self, before: &str, words: &str) -> Ended {
        ended(&self.command(before, words).output().unwrap())
    }

    fn run(&self, words: &str) -> Ended {
        self.after("", words)
    }

    /// Starts a command that goes on by itself.
    fn start(&self, words: &str) -> Child {
        let mut command = self.command("", words);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// All files of a folder but for the manifest, which says when.
    fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let folders = [folder.to_owned(), format!("{folder}/compare")];
        let entries = folders
            .iter()
            .filter_map(|folder| fs::read_dir(self.path(folder)).ok());
        let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
        let entries = entries.flatten().map(Result::unwrap);
        let entries = entries.filter(|entry| entry.path().is_file());
        let entries = entries.filter(|entry| name(entry) != "manifest.json");
        let files = entries.map(|entry| (name(&entry), fs::read(entry.path()).unwrap()));
        let mut files: Vec<_> = files.collect();
        files.sort();
        files
    }

    /// Lets a command end well whose results go to `folder`, and compares them
    /// with those of the same command undisturbed.
    fn assert_ends_well(&self, words: &str, folder: &str) {
        self.run(&format!("{words} --out {folder}")).well();
        self.run(&format!("{words} --out undisturbed")).well();
        assert_eq!(self.files(folder), self.files("undisturbed"));
    }
}

fn ended(output: &Output) -> Ended {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended {
        code: output.status.code(),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}

impl Ended {
    #[track_caller]
    fn well(self) {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
    }

    /// Fails unless it ended with exit code 5 and an error that has these parts.
    #[track_caller]
    fn refused(self, parts: &[&str]) {
        let Self { code, stderr, .. } = self;
        assert_eq!(code, Some(5), "{stderr}");
        assert!(stderr.starts_with("error: "), "{stderr}");
        for part in parts {
            assert!(stderr.contains(part), "no `{part}` in: {stderr}");
        }
    }
}

/// Waits for a command that was started.
fn wait(mut child: Child) -> Ended {
    let mut stderr = String::new();
    let mut pipe = child.stderr.take().unwrap();
    pipe.read_to_string(&mut stderr).unwrap();
    Ended {
        code: child.wait().unwrap().code(),
        stdout: String::new(),
        stderr,
    }
}

/// Sends a signal to a process: STOP holds it, CONT lets it go on.
fn signal(child: &Child, name: &str) {
    let kill = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
}

/// Waits until something is so.
#[track_caller]
fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Length of a file; none if it is not there.
fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// Waits until a store has runs, behind what it begins with.
fn until_it_has_runs(store: &Path) {
    until("a store", || length(store) > 0);
    let beginning = length(store);
    until("runs in a store", || length(store) > beginning);
}

//! A folder with an experiment file in which commands run, and what they leave.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use assert_cmd::cargo::cargo_bin;
use orgsim::experiment::Experiment;
use orgsim::questions::file;
use tempfile::TempDir;

/// A folder of its own for a test, with an experiment file.
pub struct Place {
    folder: TempDir,
    file: &'static str,
}

impl Place {
    /// A new folder with a file of this name and text.
    pub fn new(file: &'static str, text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(file), text).unwrap();
        Self { folder, file }
    }

    /// Where something is in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where the experiment file is.
    pub fn file(&self) -> PathBuf {
        self.path(self.file)
    }

    /// A question to the experiment, with arguments that stand between blanks.
    pub fn ask(&self, verb: &str, arguments: &str) -> Command {
        let mut command = Command::new(cargo_bin!("orgsim"));
        command.current_dir(&self.folder).args([verb, self.file]);
        command.args(arguments.split_whitespace());
        command
    }

    /// Asks, with the folder `out` of this one for runs and results.
    pub fn run(&self, verb: &str, out: &str, rest: &[&str]) -> Assert {
        let mut command = self.ask(verb, "--out");
        command.arg(self.path(out)).args(rest).assert()
    }

    /// The experiment.
    pub fn experiment(&self) -> Experiment {
        file::load(&self.file(), &[]).unwrap_or_else(|faults| panic!("{faults}"))
    }
}

/// What a command printed.
pub fn stdout(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

/// What a command told.
pub fn stderr(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

/// Cells of a column of a CSV file, by its name.
pub fn column(path: &Path, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let place = reader.headers().unwrap().iter().position(|own| own == name);
    let place = place.unwrap_or_else(|| panic!("no {name} in {}", path.display()));
    let records = reader
        .records()
        .map(|record| record.unwrap()[place].to_owned());
    records.collect()
}

/// Names of what is in a folder, in their order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

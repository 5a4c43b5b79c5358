//! The commands that a cluster is to run.

use super::label::label;
use crate::text::shell_line;

/// The longest name of a job. Pods of a Kubernetes Job are called after it,
/// with an index of up to five digits, and must fit into 63 characters.
const LONGEST_NAME: usize = 56;

/// A study that is done in shards: what each task runs, and what is run when
/// all of them are done.
///
/// Paths are as the tasks see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// What jobs are called; any text. What a scheduler would not take is
    /// replaced.
    pub name: String,
    /// The program: `orgsim`, or a path to it.
    pub program: String,
    /// The experiment file.
    pub experiment: String,
    /// The folder in which the shards keep their runs; all tasks share it.
    pub out: String,
    /// How many shards the plan has, at least 1.
    pub shards: u32,
    /// Flags that say which study it is, and how its runs are done.
    pub flags: Vec<String>,
    /// Cores to ask for, and threads to use, for each task; nothing is said
    /// about either without.
    pub threads: Option<u16>,
}

impl Work {
    /// The name as schedulers take it.
    pub(super) fn label(&self) -> String {
        label(&self.name, LONGEST_NAME)
    }

    /// The words of the command that does the runs of one shard.
    pub(super) fn work(&self) -> Vec<String> {
        let mut words = vec![self.program.clone(), "work".into(), self.experiment.clone()];
        words.extend(["--shard", "auto", "--of"].map(str::to_owned));
        words.extend([self.shards.to_string(), "--out".into(), self.out.clone()]);
        words.extend(self.flags.iter().cloned());
        if let Some(threads) = self.threads {
            words.extend(["--threads".into(), threads.to_string()]);
        }
        words
    }

    /// The words of the command that merges the shards.
    pub(super) fn merge(&self) -> Vec<String> {
        let words = [&self.program, "merge", &self.experiment, "--out", &self.out];
        let words = words.into_iter().map(str::to_owned);
        words.chain(self.flags.iter().cloned()).collect()
    }
}

/// Words as a command line.
pub(super) fn line(words: &[String]) -> String {
    shell_line(words.iter().map(String::as_str))
}

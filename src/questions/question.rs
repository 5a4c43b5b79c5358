//! What a question is: all that the program, reports and figures need to know of one.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use super::note::Note;
use crate::engine::Signals;
use crate::experiment::file::QuestionDefault;
use crate::experiment::{
    Answer, Cost, Execution, Experiment, ExperimentError, Finding, Kept, Tell, finding,
};
#[cfg(feature = "figures")]
use crate::figures::Kind;
use crate::result::{ResultError, ResultFolder};

/// The findings of an answer, or why they cannot be read.
pub type Found = Result<Vec<Box<dyn Finding>>, ResultError>;

/// A question that can be asked of an experiment.
#[derive(Debug)]
pub struct Question {
    /// Its name: the command, the section of the file, the folder of its answer.
    pub name: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    /// What it does, in a paragraph.
    pub detail: &'static str,
    /// Commands that show its use.
    pub examples: &'static str,
    /// Flags of the command that set keys of its section.
    pub flags: &'static [Flag],
    /// An experiment file that asks it, with every key of its section described.
    pub(crate) default: &'static LazyLock<QuestionDefault>,
    /// Whether its design points are its own, so that a file which asks it means no other
    /// design unless it states one.
    pub makes_points: bool,
    /// Whether it decides itself what is run, so that its cost is said before it starts;
    /// otherwise it does the replicates of every variant at every design point.
    pub decides_runs: bool,
    /// Whether its answers have the runs that they rest on, run by run.
    pub has_runs: bool,
    /// What it takes, before anything is spent.
    pub cost: fn(&Asked<'_>) -> Result<Cost, ExperimentError>,
    /// The answer.
    pub ask: fn(Means<'_>) -> Result<Answer, ExperimentError>,
    /// The files of its answer, but for those that every answer has.
    pub files: &'static [&'static str],
    /// Name of the store of its runs: that of the experiment, which questions share, unless
    /// others have no use for them.
    pub store: &'static str,
    /// The findings of an answer that was written.
    pub findings: fn(&ResultFolder) -> Found,
    /// The notes on the methods of an answer that was written.
    pub notes: fn(&ResultFolder) -> Result<Vec<Note>, ResultError>,
    /// The kinds of figures of its answers.
    #[cfg(feature = "figures")]
    pub figures: &'static [Kind],
}

/// What the answers of a command say: those of a question, or of an audit, which is asked
/// of a file of claims.
#[derive(Clone, Copy)]
pub struct Answered {
    /// The command.
    pub name: &'static str,
    /// The findings of an answer that was written.
    pub findings: fn(&ResultFolder) -> Found,
    /// The notes on the methods of an answer that was written.
    pub notes: fn(&ResultFolder) -> Result<Vec<Note>, ResultError>,
    /// Whether it is asked of an organisation's records, and not of simulated runs.
    pub of_records: bool,
    /// The kinds of figures of its answers.
    #[cfg(feature = "figures")]
    pub figures: &'static [Kind],
}

impl Question {
    /// What its answers say.
    pub const fn answered(&self) -> Answered {
        Answered {
            name: self.name,
            findings: self.findings,
            notes: self.notes,
            of_records: false,
            #[cfg(feature = "figures")]
            figures: self.figures,
        }
    }
}

/// A flag of a question's command.
#[derive(Debug)]
pub struct Flag {
    /// Its name: after `--`, and as a key of the question's section.
    pub name: &'static str,
    /// What stands for its value in help.
    pub value: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
}

/// Of what a question is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The experiment.
    pub experiment: &'a Experiment,
    /// Replicates that a command line has instead of the file's.
    pub replicates: Option<u64>,
    /// How its runs are done.
    pub execution: Execution,
}

/// What a question gets to find its answer.
pub struct Means<'a> {
    /// Of what it is asked.
    pub asked: Asked<'a>,
    /// Where runs are kept.
    pub store: Kept,
    /// Whether to stop.
    pub signals: &'a Signals,
    /// Hears how many runs were done.
    pub listener: &'a mut (dyn FnMut(u64) + Send),
}

/// The findings of a written answer, of a question whose findings are of one type.
///
/// # Errors
/// If the manifest holds something else.
pub(crate) fn findings<T: Tell + 'static>(
    result: &ResultFolder,
) -> Result<Vec<Box<dyn Finding>>, ResultError> {
    let values = result.manifest()["findings"].as_array();
    let values = values.map_or(&[][..], Vec::as_slice);
    finding::read::<T>(values).map_err(|error| result.malformed_manifest(&error))
}

/// The settings with which a written answer was found.
///
/// # Errors
/// If the manifest holds something else.
pub(crate) fn settings<T: DeserializeOwned>(result: &ResultFolder) -> Result<T, ResultError> {
    T::deserialize(&result.manifest()["settings"])
        .map_err(|error| result.malformed_manifest(&error))
}

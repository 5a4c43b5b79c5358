//! Experiment files with the sections of all questions.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::columns::beside_factors;
use super::{QUESTIONS, parameters};
use crate::diagnostic::{Diagnostic, Faults};
use crate::experiment::Experiment;
use crate::experiment::file::{self, QuestionDefault, Section, UNKNOWN_KEY};

static SECTIONS: LazyLock<Arc<Section>> = LazyLock::new(|| file::composed(defaults()));

/// The commented defaults of all questions.
fn defaults() -> impl Iterator<Item = &'static QuestionDefault> {
    QUESTIONS.iter().map(|question| &**question.default)
}

fn default(question: &str) -> Option<&'static QuestionDefault> {
    defaults().find(|known| known.name == question)
}

/// The names of these questions.
pub fn questions() -> impl Iterator<Item = &'static str> {
    QUESTIONS.iter().map(|question| question.name)
}

/// Reads an experiment file, the scenarios that it names, and overrides of the
/// form `path.to.key=value` for all of its scenarios.
///
/// # Errors
/// Every fault of the file, of its scenarios and of the overrides.
pub fn load(path: &Path, set: &[String]) -> Result<Experiment, Faults> {
    let mut experiment = file::load(path, set, &SECTIONS, &beside_factors())?;
    parameters::of_file(&mut experiment, path)?;
    Ok(experiment)
}

/// States a key of a question's section instead of the file, such as
/// `sensitivity.method`, with what a file would say there; a text needs no quotes.
///
/// # Errors
/// Every fault of the value, or that there is no such key.
pub fn override_setting(experiment: &mut Experiment, key: &str, value: &str) -> Result<(), Faults> {
    let split = key.split_once('.');
    let known = split.and_then(|(question, key)| Some((default(question)?, key)));
    let Some((question, key)) = known else {
        let fault = Diagnostic::new(&UNKNOWN_KEY, format!("no question has a key `{key}`"));
        let help = "put the question first, such as sensitivity.method";
        return Err(Faults(vec![fault.help(help)]));
    };
    file::override_setting(&mut experiment.record, question, key, value)
}

/// A commented experiment file that asks a question and can be run as it is; `None`
/// if there is no such question.
pub fn template(question: &str) -> Option<String> {
    default(question).map(file::template)
}

/// The JSON Schema (draft 2020-12) of experiment files.
pub fn schema() -> serde_json::Value {
    file::schema(&SECTIONS)
}

/// The reference page of experiment files: every key and every message.
pub fn reference() -> String {
    file::reference(&SECTIONS)
}

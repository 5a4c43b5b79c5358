//! A scenario where an experiment is needed, and the other way round: one fault
//! instead of a list of keys that are unknown.

use std::path::Path;

use super::code;
use crate::diagnostic::{Diagnostic, Faults};
use crate::scenario::{self, Input, source, spec};
use crate::text::shell_word;

/// The faults of an experiment file, or that it is a scenario.
pub(super) fn faults_of_experiment(input: Input, faults: Faults) -> Faults {
    let is_strange = faults.0.iter().any(|f| *f.code == code::UNKNOWN_KEY);
    if !is_strange || scenario::load_bytes(&input.name, input.bytes, &[]).is_err() {
        return faults;
    }
    let file = input.name;
    let message = format!("`{file}` is a scenario, not an experiment");
    let fault = Diagnostic::new(&code::IS_SCENARIO, message);
    let word = shell_word(&file);
    Faults(vec![
        fault
            .help(format!(
                "compare it with another scenario, or with one of its values changed: `orgsim \
                 compare {word} OTHER` or `orgsim compare {word} --variant KEY=VALUE`"
            ))
            .help(format!(
                "or use it as the `base` of an experiment file: base = \"{file}\""
            )),
    ])
}

/// The faults of a scenario file, or that it is an experiment.
pub fn faults_of_scenario(path: &Path, faults: Faults) -> Faults {
    if !is_experiment(path) {
        return faults;
    }
    let file = path.display();
    let message = format!("`{file}` is an experiment, not a scenario");
    let fault = Diagnostic::new(&code::IS_EXPERIMENT, message);
    let word = shell_word(&file.to_string());
    Faults(vec![fault.help(format!(
        "estimate its cost with `orgsim plan {word}`; run it with `orgsim compare {word}`, sweep, \
         select, sensitivity, calibrate or discover"
    ))])
}

/// Whether a file says what is measured, as all experiments do and no scenario does.
fn is_experiment(path: &Path) -> bool {
    let text = source::read(path).and_then(|input| source::text(&input));
    text.is_ok_and(|text| spec::parse(&text).0.contains_key("measures"))
}

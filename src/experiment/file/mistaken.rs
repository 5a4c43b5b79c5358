//! A scenario where an experiment is needed, and the other way round: one fault
//! instead of a list of keys that are unknown.

use std::path::Path;

use super::code;
use super::load::load;
use crate::diagnostic::{Diagnostic, Faults};
use crate::scenario::{self, Input};

/// The faults of an experiment file, or that it is a scenario.
pub(super) fn faults_of_experiment(input: Input, faults: Faults) -> Faults {
    let is_strange = faults.0.iter().any(|f| *f.code == code::UNKNOWN_KEY);
    if !is_strange || scenario::load_bytes(&input.name, input.bytes, &[]).is_err() {
        return faults;
    }
    let file = input.name;
    let message = format!("`{file}` is a scenario, and a question is put to an experiment");
    let fault = Diagnostic::new(&code::IS_SCENARIO, message);
    Faults(vec![
        fault
            .help(format!(
                "compare it with another scenario, or with a value of its own changed: `orgsim \
                 compare {file} OTHER` or `orgsim compare {file} --variant KEY=VALUE`"
            ))
            .help(format!(
                "or name it as the `base` of an experiment file: base = \"{file}\""
            )),
    ])
}

/// The faults of a scenario file, or that it is an experiment.
pub fn faults_of_scenario(path: &Path, faults: Faults) -> Faults {
    if load(path, &[]).is_err() {
        return faults;
    }
    let file = path.display();
    let message = format!("`{file}` is an experiment, and a scenario is needed");
    let fault = Diagnostic::new(&code::IS_EXPERIMENT, message);
    Faults(vec![fault.help(format!(
        "see what it takes with `orgsim plan {file}`, and put its question with `orgsim compare \
         {file}`, sweep, select, sensitivity, calibrate or discover"
    ))])
}

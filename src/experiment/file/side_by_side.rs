//! Scenario files, as they are, as an experiment.

use std::path::Path;

use super::commented::unwritten;
use super::load::check_measure;
use super::mistaken::faults_of_scenario;
use super::reading::Reading;
use crate::diagnostic::{Faults, Place, Source};
use crate::experiment::definition::{Design, Experiment, Variant};
use crate::scenario;

/// What messages call the place of what no file says.
const COMMAND: &str = "the command line";

/// An experiment that compares scenario files as they are, each a variant.
///
/// # Errors
/// Every fault of the files and of the overrides.
pub fn load_files(
    files: &[(String, &Path, Vec<String>)],
    measures: Vec<String>,
    replicates: Option<u64>,
) -> Result<Experiment, Faults> {
    let mut faults = Vec::new();
    let mut variants = Vec::new();
    for (name, path, set) in files {
        match scenario::load(path, set) {
            Ok(loaded) => variants.push(Variant {
                name: name.clone(),
                label: name.clone(),
                loaded,
            }),
            Err(error) => faults.extend(faults_of_scenario(path, error).0),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let command = Source::new(COMMAND, measures.join(" "));
    let mut reading = Reading::default();
    for key in &measures {
        check_measure(&mut reading, &variants, key, &Place::new(&command, 0..0));
    }
    let inputs = variants
        .iter()
        .flat_map(|variant| variant.loaded.inputs.clone())
        .collect();
    let runs = variants
        .first()
        .map(|variant| variant.loaded.scenario.simulation.runs);
    let quarters = |variant: &Variant| variant.loaded.scenario.simulation.quarters;
    let same_length = variants
        .iter()
        .all(|v| quarters(v) == quarters(&variants[0]));
    reading.end(|| {
        Some(Experiment {
            name: "compare".to_owned(),
            title: String::new(),
            question: String::new(),
            replicates: replicates.or(runs)?,
            variants,
            factors: Vec::new(),
            design: Design::Single,
            precision: Vec::new(),
            measures,
            quarterly: same_length,
            thresholds: Vec::new(),
            inputs,
            record: unwritten(COMMAND),
        })
    })
}

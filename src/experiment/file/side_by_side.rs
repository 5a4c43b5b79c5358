//! Scenario files, as they are, as an experiment.

use std::path::Path;

use super::code;
use super::commented::unwritten;
use super::mistaken::faults_of_scenario;
use super::reading::Reading;
use super::{together, warnings};
use crate::diagnostic::{Faults, Place, Source};
use crate::experiment::definition::{Experiment, Variant};
use crate::scenario::{self, with_flags};

/// What messages call the place of what no file says.
const COMMAND: &str = "the command line";

/// What is compared of scenario files if nothing is named.
const MEASURES: [&str; 8] = [
    "researcher_retention_12m",
    "engineer_retention_12m",
    "papers_accepted",
    "breakthroughs",
    "latency_restricted_mean",
    "shipped_by_4q",
    "shipped_value",
    "net_value",
];

/// An experiment that compares scenario files as they are, each a variant, in the measures
/// that are named; without any, in those that are looked at first, of which some may have no
/// value.
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
            Ok(loaded) => variants.push(Variant::of_scenario(name, name, loaded)),
            Err(error) => faults.extend(faults_of_scenario(path, error).0),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let command = Source::new(COMMAND, measures.join(" "));
    let start = Place::new(&command, 0..0);
    let mut reading = Reading {
        faults: warnings::of_variants(&variants, &start),
    };
    together::check_horizons(&mut reading, &variants, &start);
    let named = measures.iter().map(|key| (key.clone(), start.clone()));
    together::check_measures(&mut reading, &variants, &named.collect::<Vec<_>>());
    for (index, key) in measures.iter().enumerate() {
        if measures[..index].contains(key) {
            let help = Some("name each measure once".to_owned());
            let message = format!("`{key}` is named twice");
            reading.fault(&code::COLLISION, &start, message, help);
        }
    }
    for (index, (name, ..)) in files.iter().enumerate() {
        let is_same = |other: &str| other.trim().eq_ignore_ascii_case(name.trim());
        if files[..index].iter().any(|(other, ..)| is_same(other)) {
            let help =
                Some("give it once, or rename a file: tables tell them apart by it".to_owned());
            let message = format!("two variants are called `{name}`");
            reading.fault(&code::COLLISION, &start, message, help);
        }
    }
    if let (Some(replicates), Some((_, _, set))) = (replicates, files.first()) {
        let runs = [("--replicates", "simulation.runs", Some(replicates))];
        if let Err(twice) = with_flags(set, &runs) {
            reading.faults.extend(twice.0);
        }
    }
    let loaded = variants.iter().filter_map(Variant::loaded);
    let inputs = loaded.flat_map(|loaded| loaded.inputs.clone()).collect();
    let length = |variant: &Variant| variant.scenario().map(|of| of.simulation.quarters);
    let same_length = variants
        .windows(2)
        .all(|pair| length(&pair[0]) == length(&pair[1]));
    let runs = variants.first().and_then(Variant::scenario);
    let runs = runs.map(|scenario| scenario.simulation.runs);
    let warnings = reading.warnings();
    let measures = match measures.is_empty() {
        true => MEASURES.map(str::to_owned).into(),
        false => measures,
    };
    reading.end(|| {
        Some(Experiment {
            warnings,
            replicates: replicates.or(runs)?,
            measures,
            quarterly: same_length,
            inputs,
            record: unwritten(COMMAND),
            ..Experiment::of_scenarios("compare", variants)
        })
    })
}

//! Scenario files, as they are, as an experiment.

use std::path::Path;

use super::code;
use super::commented::unwritten;
use super::folder_name::folder_name;
use super::mistaken::faults_of_scenario;
use super::reading::Reading;
use super::{together, warnings};
use crate::diagnostic::{Diagnostic, Faults, Place, Source};
use crate::experiment::definition::{Experiment, Variant};
use crate::numerals::listed;
use crate::scenario::missing::reads_as_missing;
use crate::scenario::{self, Loaded, with_flags};
use crate::text::against_cell;

/// What messages call the place of what no file says.
const COMMAND: &str = "the command line";
/// More variants are counted in a title and not named.
const MOST_NAMED: usize = 3;

/// What is compared of scenario files if nothing is named.
const MEASURES: [&str; 8] = [
    "researcher_retention_12m",
    "engineer_retention_12m",
    "papers_accepted",
    "breakthroughs",
    "latency_restricted_mean",
    "shipped_by_4q",
    "features_shipped",
    "shipped_value",
];

/// A scenario file that stands beside others.
#[derive(Clone, Debug)]
pub struct ScenarioFile<'a> {
    /// Its name among the others.
    pub name: String,
    /// Where it is.
    pub path: &'a Path,
    /// Overrides of the form `path.to.key=value`.
    pub set: Vec<String>,
    /// Whether tables call it by its title, as far as that tells it from the others; else by
    /// its name.
    pub titled: bool,
}

/// An experiment that compares scenario files as they are, each a variant, in the measures
/// that are named; without any, in those that are looked at first, of which some may have no
/// value. The first is the baseline.
///
/// # Errors
/// Every fault of the files and of the overrides.
pub fn load_files(
    files: &[ScenarioFile<'_>],
    measures: Vec<String>,
    replicates: Option<u64>,
) -> Result<Experiment, Faults> {
    let mut faults = Vec::new();
    let mut sides = Vec::new();
    for file in files {
        match scenario::load(file.path, &file.set) {
            Ok(loaded) => sides.push((file, loaded)),
            Err(error) => faults.extend(faults_of_scenario(file.path, error).0),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let labels = labels(&sides);
    let sides = sides.into_iter().zip(labels);
    let variants = sides
        .map(|((file, loaded), label)| Variant::of_scenario(&file.name, &label, loaded))
        .collect();
    let twice = replicates.zip(files.first()).map(|(replicates, first)| {
        let runs = [("--replicates", "simulation.runs", Some(replicates))];
        with_flags(&first.set, &runs)
    });
    let faults = match twice {
        Some(Err(twice)) => twice.0,
        _ => Vec::new(),
    };
    side_by_side(variants, measures, replicates, faults)
}

/// The same of scenarios that were loaded, each with its name.
///
/// # Errors
/// Every fault that they have beside each other.
pub fn of_loaded(
    sides: Vec<(String, Loaded)>,
    measures: Vec<String>,
    replicates: Option<u64>,
) -> Result<Experiment, Faults> {
    let sides = sides.into_iter();
    let variants = sides
        .map(|(name, loaded)| Variant::of_scenario(&name, &name, loaded))
        .collect();
    side_by_side(variants, measures, replicates, Vec::new())
}

/// The experiment that compares variants, unless they do not go together; `faults` are known
/// already.
fn side_by_side(
    variants: Vec<Variant>,
    measures: Vec<String>,
    replicates: Option<u64>,
    mut faults: Vec<Diagnostic>,
) -> Result<Experiment, Faults> {
    let command = Source::new(COMMAND, measures.join(" "));
    let start = Place::new(&command, 0..0);
    faults.extend(warnings::of_variants(&variants, &start));
    let mut reading = Reading { faults };
    together::check_calendar(&mut reading, &variants, &start);
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
    for (index, Variant { name, .. }) in variants.iter().enumerate() {
        if let Some(objection) = against_cell(name) {
            let fault = Diagnostic::against(&code::BAD_TEXT, name, objection);
            let fault = fault.help("rename the file: tables call it so");
            reading.faults.push(fault.at(&start, ""));
        }
        if variants[..index]
            .iter()
            .any(|other| is_same(&other.name, name))
        {
            let help =
                Some("give it once, or rename a file: tables tell them apart by it".to_owned());
            let message = format!("two variants are called `{name}`");
            reading.fault(&code::COLLISION, &start, message, help);
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
    let name = folder_name(variants.iter().map(|variant| variant.name.as_str()));
    let measures = match measures.is_empty() {
        true => MEASURES.map(str::to_owned).into(),
        false => measures,
    };
    reading.end(|| {
        Some(Experiment {
            title: title(&variants),
            warnings,
            replicates: replicates.or(runs)?,
            measures,
            quarterly: same_length,
            inputs,
            record: unwritten(COMMAND),
            ..Experiment::of_scenarios(&name, variants)
        })
    })
}

/// How tables call the files: by title where it is a name, with the name of the file beside
/// it where others have the same title.
fn labels(sides: &[(&ScenarioFile<'_>, Loaded)]) -> Vec<String> {
    let title = |(file, loaded): &(&ScenarioFile<'_>, Loaded)| {
        let title = loaded.scenario.title.trim();
        match file.titled && !reads_as_missing(title) {
            true => title.to_owned(),
            false => file.name.clone(),
        }
    };
    let titles: Vec<String> = sides.iter().map(title).collect();
    let is_shared = |label: &String| titles.iter().filter(|t| is_same(t, label)).count() > 1;
    let named = titles.iter().zip(sides);
    named
        .map(|(title, (file, _))| match is_shared(title) {
            true if !is_same(title, &file.name) => format!("{title} ({})", file.name),
            _ => title.clone(),
        })
        .collect()
}

/// Whether two names are one for people, and for programs that do not distinguish capitals.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// What is compared with what.
fn title(variants: &[Variant]) -> String {
    let labels = variants.iter().map(|variant| variant.label.as_str());
    let labels: Vec<&str> = labels.collect();
    match labels.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, others @ ..] if others.len() <= MOST_NAMED => {
            format!("{} compared with {first}", listed(others.iter().copied()))
        }
        [first, others @ ..] => format!("{} variants compared with {first}", others.len()),
    }
}

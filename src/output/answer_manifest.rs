//! The manifest of an answer: what was asked and of what, so that the tables
//! beside it can be read without the experiment file.

use serde::Serialize;

use super::directory::Staged;
use super::manifest::{Environment, FileDigest};
use crate::experiment::{
    Answer, Columns, Domain, Experiment, Factor, Level, Measure, Measures, ReplicateParameters,
};
use crate::scenario::Scenario;

/// `manifest.json` of an answer.
#[derive(Serialize)]
pub(super) struct AnswerManifest<'a> {
    program: &'static str,
    version: &'static str,
    /// The command that asked: `compare`, `sweep` and so on.
    command: &'static str,
    title: &'a str,
    question: &'a str,
    inputs: Vec<FileDigest>,
    seed: u64,
    replicates: u64,
    confidence_level: f64,
    points: usize,
    /// From where each replicate had parameters of its own; none if it had those of its scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    replicate_parameters: Option<ReplicateParameters>,
    variants: Vec<Variant<'a>>,
    factors: Vec<Varied<'a>>,
    measures: Vec<Asked<'a>>,
    decided: bool,
    settings: &'a serde_json::Value,
    findings: Vec<serde_json::Value>,
    outputs: Vec<FileDigest>,
    environment: Environment,
}

/// A variant of an experiment.
#[derive(Serialize)]
struct Variant<'a> {
    /// Its name in `runs.csv`.
    name: &'a str,
    /// Its name in other tables.
    label: &'a str,
    /// Its complete scenario, before any factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<&'a Scenario>,
}

/// A factor of an experiment.
#[derive(Serialize)]
struct Varied<'a> {
    name: &'a str,
    /// Keys of the scenario that get its value.
    keys: &'a [String],
    /// `linear`, `log`, `integer` or `list`.
    scale: &'static str,
    /// The least value of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    /// The largest value of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    /// The values of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    levels: Option<&'a [Level]>,
}

/// A measure that was asked for.
#[derive(Serialize)]
struct Asked<'a> {
    /// Its key, with the suffix of its window.
    key: &'a str,
    /// Whose or of what it is, and what it is, in a few words.
    label: &'a str,
    /// The same without the group that measures are listed in, unless that says whose it is.
    title: &'a str,
    unit: &'a str,
    /// Which direction is better: `higher`, `lower` or `neither`.
    better: &'static str,
    /// The least difference that matters, if it was said.
    threshold: Option<f64>,
    /// The least that it can be in these scenarios, if there is such.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<f64>,
    /// The greatest that it can be in them, if there is such.
    #[serde(skip_serializing_if = "Option::is_none")]
    greatest: Option<f64>,
}

impl<'a> AnswerManifest<'a> {
    /// The manifest of a command's answer beside some files.
    pub(super) fn new(
        command: &'static str,
        experiment: &'a Experiment,
        answer: &'a Answer,
        measures: &'a Measures,
        environment: Environment,
        files: &[Staged],
    ) -> Self {
        let inputs = experiment.inputs.iter();
        let inputs = inputs.map(|input| FileDigest::of(&input.name, &input.bytes));
        let columns = Columns::of(experiment);
        let asked = |measure| asked(measure, &columns);
        let variants = experiment.variants.iter().map(|variant| Variant {
            name: &variant.name,
            label: &variant.label,
            scenario: variant.scenario(),
        });
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            command,
            title: &experiment.title,
            question: &experiment.question,
            inputs: inputs.collect(),
            seed: experiment.seed(),
            replicates: experiment.replicates,
            confidence_level: experiment.level(),
            points: answer.points.len(),
            replicate_parameters: experiment.parameters.told(),
            variants: variants.collect(),
            factors: experiment.factors.iter().map(varied).collect(),
            measures: measures.0.iter().map(asked).collect(),
            decided: answer.decided,
            settings: &answer.settings,
            findings: answer
                .findings
                .iter()
                .map(|finding| finding.value())
                .collect(),
            outputs: FileDigest::of_staged(files),
            environment,
        }
    }
}

fn varied(factor: &Factor) -> Varied<'_> {
    let (scale, range, levels) = match &factor.domain {
        Domain::Linear(low, high) => ("linear", Some((*low, *high)), None),
        Domain::Log(low, high) => ("log", Some((*low, *high)), None),
        // quarters and counts, far below 2^53
        Domain::Whole(low, high) => ("integer", Some((*low as f64, *high as f64)), None),
        Domain::Levels(levels) => ("list", None, Some(levels.as_slice())),
    };
    Varied {
        name: &factor.name,
        keys: &factor.keys,
        scale,
        low: range.map(|(low, _)| low),
        high: range.map(|(_, high)| high),
        levels,
    }
}

fn asked<'a>(measure: &'a Measure, columns: &Columns) -> Asked<'a> {
    let column = columns.measure(&measure.key);
    let possible = column.map_or(measure.possible, |column| columns.possible(column));
    let [least, greatest] = possible.map(|end| Some(end).filter(|end| end.is_finite()));
    Asked {
        key: &measure.key,
        label: &measure.label,
        title: &measure.title,
        unit: &measure.unit,
        better: measure.better.name(),
        threshold: measure.threshold,
        least,
        greatest,
    }
}

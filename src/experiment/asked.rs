//! What the sections of questions have in common: measures, which end of them is
//! better, and bounds on them.

use super::definition::Experiment;
use super::file::{BAD_QUESTION, QuestionDefault, Reading, Record, UNKNOWN_MEASURE};
use super::measure::Measure;
use crate::analysis::{Bound, Direction};
use crate::choice::Choice;
use crate::diagnostic::Place;
use crate::metrics::{Better, find_value};

/// A bound on a measure of an experiment.
#[derive(Clone, Debug)]
pub struct NamedBound {
    /// What it is about.
    pub name: String,
    /// Place of the measure in the experiment.
    pub measure: usize,
    /// The bound on its mean, in its unit.
    pub bound: Bound,
    /// Where it is stated.
    pub(crate) place: Place,
}

impl NamedBound {
    /// The bound in words, such as `at least 0.8`.
    pub(crate) fn words(&self) -> String {
        match self.bound {
            Bound::AtLeast(bound) => format!("at least {bound}"),
            Bound::AtMost(bound) => format!("at most {bound}"),
        }
    }
}

impl Choice for Direction {
    const NAMES: &'static [(&'static str, Self)] =
        &[("higher", Self::Larger), ("lower", Self::Smaller)];
}

/// The section of a question; without one in the file, all of it is as the commented
/// default says.
pub(crate) fn section(experiment: &Experiment, question: &QuestionDefault) -> Record {
    let stated = experiment.record.table(question.name).cloned();
    stated.unwrap_or_else(|| Record::unwritten(&question.section, experiment.record.place.clone()))
}

/// Where a section stands; the measures if the file does not have it.
pub(crate) fn place_of(experiment: &Experiment, section: &str) -> Place {
    let record = &experiment.record;
    let section = record.table(section).map(|own| &own.place);
    section.unwrap_or(record.place("measures")).clone()
}

/// The place of the measure that a section names; the first without it.
pub(crate) fn measure(
    reading: &mut Reading,
    experiment: &Experiment,
    section: &Record,
) -> Option<usize> {
    match section.text("measure") {
        None => Some(0),
        Some(name) => place_of_measure(reading, experiment, name, section.place("measure")),
    }
}

fn place_of_measure(
    reading: &mut Reading,
    experiment: &Experiment,
    name: &str,
    place: &Place,
) -> Option<usize> {
    let known = experiment.measures.iter().map(String::as_str);
    let what = "measure of this experiment";
    reading.one_of(what, &UNKNOWN_MEASURE, name, known, place)
}

/// Which end of a measure is better: as the section says, or as its definition.
pub(crate) fn direction(section: &Record, measure: &Measure) -> Option<Direction> {
    match section.choice("better") {
        Some(stated) => Some(stated),
        None => match measure.better {
            Better::Higher => Some(Direction::Larger),
            Better::Lower => Some(Direction::Smaller),
            Better::Neither => None,
        },
    }
}

/// The bounds under a key of a section; one for each end that is stated.
pub(crate) fn bounds(
    reading: &mut Reading,
    experiment: &Experiment,
    section: &Record,
    key: &str,
) -> Vec<NamedBound> {
    let mut bounds = Vec::new();
    for (name, own) in section.named(key) {
        let named = own.text("measure").and_then(|measure| {
            place_of_measure(reading, experiment, measure, own.place("measure"))
        });
        let ends = [
            own.number("at_least").map(Bound::AtLeast),
            own.number("at_most").map(Bound::AtMost),
        ];
        if ends.iter().all(Option::is_none) {
            let message = format!("`{name}` sets no bound");
            let help = Some("give it `at_least` or `at_most`".to_owned());
            reading.fault(&BAD_QUESTION, &own.place, message, help);
        }
        let Some(measure) = named else {
            continue;
        };
        bounds.extend(ends.into_iter().flatten().map(|bound| NamedBound {
            name: name.clone(),
            measure,
            bound,
            place: own.place.clone(),
        }));
    }
    bounds
}

/// A measure in words, and its key, which says the window.
pub(crate) fn in_words(key: &str) -> String {
    match find_value(key) {
        Some(known) => format!("{} ({key})", known.measure.label),
        None => key.to_owned(),
    }
}

/// The unit of the measure of a key, after a number; empty if it has none.
pub(crate) fn unit(key: &str) -> String {
    match find_value(key).map_or("", |known| known.measure.unit) {
        "" => String::new(),
        unit => format!(" {unit}"),
    }
}

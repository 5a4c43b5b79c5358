//! What the sections of questions have in common: measures, which end of them is
//! better, and bounds on them.

use super::definition::Experiment;
use super::file::{BAD_QUESTION, QuestionDefault, Reading, Record, UNKNOWN_MEASURE};
use super::measure::Measure;
use crate::analysis::{Bound, Direction};
use crate::choice::{Choice, choice};
use crate::diagnostic::Place;
use crate::metrics::Better;

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

choice! {
    /// Which side of a bound is allowed.
    pub enum Side {
        /// The bound and what is above it.
        AtLeast = "at least",
        /// The bound and what is below it.
        AtMost = "at most",
    }
}

impl From<Bound> for Side {
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::AtLeast(_) => Self::AtLeast,
            Bound::AtMost(_) => Self::AtMost,
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

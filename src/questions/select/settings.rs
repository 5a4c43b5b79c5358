//! How the best of several alternatives is selected, as a file says.

use std::sync::LazyLock;

use crate::analysis::Direction;
use crate::analysis::selection::{Procedure, Sampling, Settings};
use crate::choice::Choice;
use crate::diagnostic::Faults;
use crate::experiment::asked::{self, NamedBound};
use crate::experiment::blocks::block_of;
use crate::experiment::cost::Cost;
use crate::experiment::definition::Experiment;
use crate::experiment::file::{BAD_QUESTION, QuestionDefault, Reading};
use crate::experiment::session::ExperimentError;

/// Fewest runs of an alternative in a round: enough work for all cores, and few
/// that turn out to have been for nothing.
const LEAST_ROUND: u64 = 10;

/// The commented default of the question.
pub(crate) static DEFAULT: LazyLock<QuestionDefault> = LazyLock::new(|| {
    let default = QuestionDefault::parse("select", include_str!("section.toml"));
    default.expect("a test reads the commented default of each question")
});

impl Choice for Procedure {
    const NAMES: &'static [(&'static str, Self)] = &[("kn", Self::Kn), ("kn++", Self::KnPlusPlus)];
}

/// How the best alternative is selected.
#[derive(Clone, Debug)]
pub struct SelectSettings {
    /// Place of the measure that is to be best.
    pub measure: usize,
    /// Which end of it is better.
    pub direction: Direction,
    /// The smallest difference worth detecting, in the unit of the measure.
    pub indifference: f64,
    /// Probability of correct selection, above 1/2 and below 1.
    pub probability: f64,
    /// The rule that drops alternatives.
    pub procedure: Procedure,
    /// Runs of each alternative before any is dropped.
    pub first_stage: u64,
    /// What the means of other measures must keep to.
    pub constraints: Vec<NamedBound>,
}

impl SelectSettings {
    /// Those of an experiment's file.
    ///
    /// # Errors
    /// If there is no section `[select]`, it names what the experiment does not
    /// have, there is one alternative only, or there are too few runs.
    pub fn of(experiment: &Experiment) -> Result<Self, Faults> {
        let mut reading = Reading::default();
        let place = asked::place_of(experiment, DEFAULT.name);
        let record = &experiment.record;
        if experiment.variants.len() < 2 && experiment.factors.is_empty() {
            let place = record.place("variants");
            let message = "a selection needs two alternatives";
            let help = Some("add variants such as [variants.fusion], or factors".to_owned());
            reading.fault(&BAD_QUESTION, place, message, help);
        }
        let Some(section) = record.table(DEFAULT.name) else {
            let message = "the experiment has no selection settings";
            let help = "add [select] with `indifference`, the smallest difference worth detecting";
            reading.fault(&BAD_QUESTION, &place, message, Some(help.to_owned()));
            return Err(Faults(reading.faults));
        };
        let measure = asked::measure(&mut reading, experiment, section);
        let direction = measure.and_then(|measure| {
            let key = &experiment.measures[measure];
            let direction = asked::direction(section, &experiment.described().get(key));
            if direction.is_none() {
                let message = format!("`{key}` has no preferred direction");
                let help = "set `better = \"higher\"` or `better = \"lower\"`";
                let place = section.place("measure");
                reading.fault(&BAD_QUESTION, place, message, Some(help.to_owned()));
            }
            direction
        });
        let first_stage = section.whole("first_stage");
        let replicates = experiment.replicates;
        if let Some(first_stage) = first_stage.filter(|&runs| replicates < runs) {
            let message = format!(
                "the maximum of {replicates} runs per alternative is fewer than the {first_stage} \
                 of the first stage"
            );
            let place = section.place("first_stage");
            let help =
                Some("raise `replicates`, the maximum number of runs per alternative".to_owned());
            reading.fault(&BAD_QUESTION, place, message, help);
        }
        let constraints = asked::bounds(&mut reading, experiment, section, "constraints");
        reading.end(|| {
            Some(Self {
                measure: measure?,
                direction: direction?,
                indifference: section.number("indifference")?,
                probability: section.number("probability")?,
                procedure: section.choice("procedure")?,
                first_stage: first_stage?,
                constraints,
            })
        })
    }

    /// What it takes: its first stage in any case, and at most all replicates of
    /// all alternatives, if none is dropped before the end.
    ///
    /// # Errors
    /// If the design cannot be made.
    pub fn cost(&self, experiment: &Experiment) -> Result<Cost, ExperimentError> {
        let points = experiment.points()?.len();
        let alternatives = (points * experiment.variants.len()) as u64;
        Ok(Cost {
            least: Some(alternatives * self.first_stage),
            words: format!(
                "{alternatives} alternatives: {} runs of each at first, up to {} of those not \
                dropped",
                self.first_stage, experiment.replicates
            ),
            ..Cost::over_points(experiment, "select", points)
        })
    }

    /// The settings of the method, for so many runs of an alternative at most.
    pub(super) fn of_method(&self, replicates: u64) -> Settings {
        Settings {
            procedure: self.procedure,
            sampling: Sampling::Common,
            direction: self.direction,
            indifference: self.indifference,
            level: self.probability,
            first_stage: self.first_stage,
            round: block_of(replicates).max(LEAST_ROUND),
            most_replicates: replicates,
            constraints: self.constraints.iter().map(|own| own.bound).collect(),
        }
    }

    /// Places of the measures that are looked at: the one to be best, and those of
    /// the constraints.
    pub(super) fn columns(&self) -> Vec<usize> {
        let constrained = self.constraints.iter().map(|own| own.measure);
        std::iter::once(self.measure).chain(constrained).collect()
    }
}

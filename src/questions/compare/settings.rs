//! How variants are compared, as a file says.

use std::sync::LazyLock;

use crate::choice::choice;
use crate::diagnostic::Faults;
use crate::experiment::asked;
use crate::experiment::definition::Experiment;
use crate::experiment::file::{BAD_QUESTION, QuestionDefault, Reading, UNKNOWN_VARIANT};
use crate::experiment::{Calibrated, ParameterSource};
use crate::questions::parameters;

/// The commented default of the question.
pub(crate) static DEFAULT: LazyLock<QuestionDefault> = LazyLock::new(|| {
    let default = QuestionDefault::parse("compare", include_str!("section.toml"));
    default.expect("a test reads the commented default of each question")
});

choice! {
    /// How several variants are compared at once.
    pub enum Adjust {
        /// Differences from the baseline; p-values adjusted after Holm (1979).
        Holm = "holm",
        /// Each with the best of the others (Hsu 1984).
        Best = "best",
        /// Differences from the baseline, each by itself.
        None = "none",
    }
}

/// How variants are compared.
#[derive(Clone, Copy, Debug)]
pub struct CompareSettings {
    /// Place of the variant with which others are compared.
    pub baseline: usize,
    /// The adjustment for several comparisons.
    pub adjust: Adjust,
    /// Whether parameters are also drawn. Only without factors.
    pub parameters: bool,
}

impl Default for CompareSettings {
    /// The first variant is the baseline, differences are adjusted after Holm, and parameters
    /// are as they stand.
    fn default() -> Self {
        Self {
            baseline: 0,
            adjust: Adjust::Holm,
            parameters: false,
        }
    }
}

/// The calibration that parameters are drawn from, if the section names one.
///
/// # Errors
/// If it is none, or does not go with the variants.
pub(super) fn calibration(experiment: &Experiment) -> Result<Option<Calibrated>, Faults> {
    let section = asked::section(experiment, &DEFAULT);
    let text = section.text("parameters").unwrap_or(parameters::FIXED);
    let mut reading = Reading::default();
    let mut refuse = |message: String, help: &str| {
        let place = section.place("parameters");
        reading.fault(&BAD_QUESTION, place, message, Some(help.to_owned()));
    };
    let found = match parameters::source(experiment, text) {
        Ok(ParameterSource::Calibrated(calibrated)) => Some(calibrated),
        Ok(ParameterSource::Ranges | ParameterSource::Fixed) => None,
        Err(message) => {
            refuse(message, parameters::ALLOWED);
            None
        }
    };
    if found.is_some() && !draws_beside(experiment) {
        let message = "with factors, or where each replicate has parameters of its own, none are \
                       drawn beside the replicates";
        let help = "put `parameters` at the top of the file, above all sections";
        refuse(message.to_owned(), help);
    }
    reading.end(|| Some(found))
}

/// Whether parameters can be drawn beside the replicates: replicates have those of their
/// scenario, and there is one design point.
pub fn draws_beside(experiment: &Experiment) -> bool {
    experiment.factors.is_empty() && experiment.parameters.is_fixed()
}

impl CompareSettings {
    /// Places of the variants that are compared with the baseline.
    pub(super) fn others(self, experiment: &Experiment) -> impl Iterator<Item = usize> {
        (0..experiment.variants.len()).filter(move |&variant| variant != self.baseline)
    }

    /// Those of an experiment's file.
    ///
    /// # Errors
    /// If it names no variant of the experiment, or there is only one.
    pub fn of(experiment: &Experiment) -> Result<Self, Faults> {
        let mut reading = Reading::default();
        let section = asked::section(experiment, &DEFAULT);
        let place = match section.is_stated("baseline") {
            true => section.place("baseline"),
            false => experiment.record.place("variants"),
        };
        if experiment.variants.len() < 2 {
            let help = Some("add tables such as [variants.fusion]".to_owned());
            let message = "a comparison needs two variants";
            reading.fault(&UNKNOWN_VARIANT, place, message, help);
        }
        let names = experiment
            .variants
            .iter()
            .map(|variant| variant.name.as_str());
        let baseline = match section.text("baseline") {
            None => Some(0),
            Some(name) => reading.one_of("variant", &UNKNOWN_VARIANT, name, names, place),
        };
        reading.end(|| {
            Some(Self {
                baseline: baseline?,
                adjust: section.choice("adjust")?,
                parameters: section.text("parameters")? != parameters::FIXED,
            })
        })
    }
}

//! How variants are compared, as a file says.

use std::path::Path;
use std::sync::LazyLock;

use crate::choice::choice;
use crate::diagnostic::Faults;
use crate::experiment::Calibrated;
use crate::experiment::asked;
use crate::experiment::definition::Experiment;
use crate::experiment::file::{BAD_QUESTION, QuestionDefault, Reading, UNKNOWN_VARIANT};
use crate::questions::calibrate::calibrated;
use crate::scenario::Loaded;

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

/// Words for where parameters come from; anything else is the folder of a calibration.
const RANGES: &str = "ranges";
const FIXED: &str = "fixed";

/// The calibration that parameters are drawn from, if the section names one.
///
/// # Errors
/// If it is none, or does not go with the variants.
pub(super) fn calibration(experiment: &Experiment) -> Result<Option<Calibrated>, Faults> {
    let section = asked::section(experiment, &DEFAULT);
    let folder = match section.text("parameters") {
        None | Some(RANGES | FIXED) => return Ok(None),
        Some(folder) => folder,
    };
    let place = section.place("parameters");
    let mut reading = Reading::default();
    let mut refuse = |message: String| {
        let help = Some(format!(
            "allowed: {RANGES}, {FIXED}, or the folder of a calibration"
        ));
        reading.fault(&BAD_QUESTION, place, message, help);
    };
    if !experiment.factors.is_empty() {
        refuse("parameters are not drawn in an experiment with factors".to_owned());
    }
    let calibrated = calibrated(Path::new(folder)).map_err(|error| error.to_string());
    let checked = calibrated.and_then(|calibrated| {
        let variants = experiment.variants.iter();
        let loaded: Vec<&Loaded> = variants.filter_map(|variant| variant.loaded()).collect();
        let fits = calibrated.check(&loaded).map_err(|unfit| unfit.to_string());
        fits.map(|()| calibrated)
    });
    let found = checked.map_err(refuse).ok();
    reading.end(|| found.map(Some))
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
                parameters: section.text("parameters")? != FIXED,
            })
        })
    }
}

//! The notes on the methods of a discovery.

use serde::{Deserialize, Serialize};

use super::settings::DiscoverSettings;
use crate::analysis::discovery::NOISE;
use crate::numerals::percent;
use crate::questions::note::Note;
use crate::questions::question;
use crate::result::{ResultError, ResultFolder};

/// How an answer was found, as its notes and figures tell it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Told {
    /// Whether the difference between two variants is looked at, instead of a mean.
    difference: bool,
    /// Greatest quasi-p-value of a rule that is kept.
    most_quasi_p: f64,
    /// Bootstrap resamples that say how far rules depend on the design points.
    resamples: u32,
    /// Whether there are regrets.
    regret: bool,
    /// Probability with which the greatest regret exceeds that of noise by chance.
    pub(super) noise: f64,
    /// Whether it was said what satisfies.
    satisficing: bool,
}

impl Told {
    /// What is told of an answer with these settings.
    pub(super) fn new(settings: &DiscoverSettings, regret: bool) -> Self {
        Self {
            difference: settings.than.is_some(),
            most_quasi_p: settings.boxes.most_quasi_p,
            resamples: settings.resamples,
            regret,
            noise: NOISE,
            satisficing: !settings.satisfice.is_empty(),
        }
    }

    /// Those of a written answer.
    ///
    /// # Errors
    /// If its manifest does not hold them.
    pub(super) fn of(result: &ResultFolder) -> Result<Self, ResultError> {
        question::settings(result)
    }

    /// The method of boxes.
    fn boxes(&self) -> Note {
        let resamples = match self.resamples {
            0 => String::new(),
            resamples => format!(
                " How far they depend on the design points is seen in {resamples} bootstrap \
                 resamples of them."
            ),
        };
        Note::new(
            format!(
                "PRIM peels the space of factors until what is left is dense in design points of \
                 interest; the boxes are simple rules with their coverage and density. Rules with a \
                 quasi-p-value above {} are dropped.{resamples}",
                percent(self.most_quasi_p)
            ),
            &[
                "Friedman, J. H. & Fisher, N. I. (1999)",
                "Bryant, B. P. & Lempert, R. J. (2010)",
            ],
        )
    }
}

/// The notes on the methods of an answer.
///
/// # Errors
/// If its manifest does not hold its settings.
pub(super) fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let told = Told::of(result)?;
    let regret = || {
        Note::new(
            "Regret is how far the mean of a variant falls short of the best one at the same design \
             point.",
            &["Savage, L. J. (1951)"],
        )
    };
    let satisficing = || {
        let level = percent(result.level());
        Note::new(
            format!(
                "Shares of design points have {level} score intervals (Wilson), which take them for \
                 independent draws."
            ),
            &["Wilson, E. B. (1927)"],
        )
    };
    let notes = [
        Some(told.boxes()),
        Some(match told.difference {
            true => Note::PAIRED,
            false => Note::MEANS,
        }),
        told.regret.then(regret),
        told.satisficing.then(satisficing),
    ];
    Ok(notes.into_iter().flatten().collect())
}

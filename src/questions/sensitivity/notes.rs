//! The notes on the methods of a sensitivity analysis.

use serde::{Deserialize, Serialize};

use super::indices::ALPHA;
use super::settings::{Explained, SensitivityMethod, SensitivitySettings};
use crate::questions::note::Note;
use crate::questions::question;
use crate::result::{ResultError, ResultFolder};

/// How an answer was found, as its notes and figures tell it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Told {
    method: SensitivityMethod,
    /// Whether pairs of factors have indices, too.
    second_order: bool,
    target: Explained,
    /// Bootstrap resamples of the intervals.
    resamples: u32,
    /// Probability with which a PAWN distance exceeds the critical one by chance.
    pub(super) alpha: f64,
}

impl From<SensitivitySettings> for Told {
    fn from(settings: SensitivitySettings) -> Self {
        Self {
            method: settings.method,
            second_order: settings.second_order,
            target: settings.target,
            resamples: settings.resamples,
            alpha: ALPHA,
        }
    }
}

impl Told {
    /// Those of a written answer.
    ///
    /// # Errors
    /// If its manifest does not hold them.
    pub(super) fn of(result: &ResultFolder) -> Result<Self, ResultError> {
        question::settings(result)
    }

    /// What is resampled, and the method with the works that it rests on.
    fn method(&self) -> (&'static str, Note) {
        match (self.method, self.second_order) {
            (SensitivityMethod::Morris, _) => (
                "trajectories",
                Note::new(
                    "Elementary effects along random trajectories screen the factors: the change \
                     when one factor takes a step, compared with a dummy that no scenario reads \
                     and that changes only the random numbers.",
                    &[
                        "Morris, M. D. (1991)",
                        "Campolongo, F., Cariboni, J. & Saltelli, A. (2007)",
                    ],
                ),
            ),
            (SensitivityMethod::Sobol, false) => (
                "base rows",
                Note::new(
                    self.pseudo_values(),
                    &["Saltelli, A. et al. (2010)", "Jansen, M. J. W. (1999)"],
                ),
            ),
            (SensitivityMethod::Sobol, true) => (
                "base rows",
                Note::new(
                    self.pseudo_values(),
                    &[
                        "Azzini, I., Mara, T. A. & Rosati, R. (2021)",
                        "Saltelli, A. (2002)",
                    ],
                ),
            ),
            (SensitivityMethod::Pawn, _) => (
                "design points",
                Note::new(
                    "PAWN indices are distances between the distribution functions of the \
                     outcomes in a slice of the factor and of all outcomes, compared with a dummy \
                     of random numbers.",
                    &[
                        "Pianosi, F. & Wagener, T. (2015)",
                        "Pianosi, F. & Wagener, T. (2018)",
                    ],
                ),
            ),
            (SensitivityMethod::Delta, _) => (
                "design points",
                Note::new(
                    "Delta indices are areas between the densities of the outcomes in a slice of \
                     the factor and of all outcomes, compared with a dummy of random numbers.",
                    &[
                        "Borgonovo, E. (2007)",
                        "Plischke, E., Borgonovo, E. & Smith, C. L. (2013)",
                    ],
                ),
            ),
        }
    }

    /// What Sobol' indices are.
    fn pseudo_values(&self) -> &'static str {
        match self.target {
            Explained::Mean => {
                "Sobol' indices are shares of the variance of a mean over replicates, without its \
                 noise, compared with a dummy that no scenario reads and that changes only the \
                 random numbers."
            }
            Explained::Run => {
                "Sobol' indices are shares of the variance of a single run, in which chance is \
                one more input."
            }
        }
    }
}

/// The notes on the methods of an answer.
///
/// # Errors
/// If its manifest does not hold its settings.
pub(super) fn notes(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    let told = Told::of(result)?;
    let (rows, method) = told.method();
    let intervals = format!(
        "Intervals of indices rest on {} bootstrap resamples of the {rows}.",
        told.resamples
    );
    Ok(vec![method, Note::new(intervals, &[])])
}

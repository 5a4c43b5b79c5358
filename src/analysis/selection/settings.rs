//! What a selection is asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::analysis::{Bound, Direction};
use crate::elementary::powf;

/// How a selection is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The rule that drops variants.
    pub procedure: Procedure,
    /// Whether replicates of different variants share their luck.
    pub sampling: Sampling,
    /// Which end of the objective is better.
    pub direction: Direction,
    /// The smallest difference worth caring about, above 0, in the unit of the
    /// objective and chosen before any result is known.
    pub indifference: f64,
    /// Probability of a correct selection, above 1/2 and below 1. With
    /// constraints, half of the error is allowed to judging them.
    pub level: f64,
    /// Replicates of every variant before any is dropped, from 10: with fewer
    /// the variance is too uncertain for the guarantee.
    pub first_stage: u64,
    /// Replicates a round after the first stage, from 1. It decides how much is
    /// run in vain, not what is selected.
    pub round: u64,
    /// Most replicates of a variant; at least `first_stage`.
    pub most_replicates: u64,
    /// Bounds on the means of further measures, in their order.
    pub constraints: Vec<Bound>,
}

/// The rule that drops variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Procedure {
    /// Variances of the first stage, kept; the guarantee holds for few runs.
    #[serde(rename = "kn")]
    Kn,
    /// Variances and constants of all replicates so far: fewer runs, and a
    /// guarantee that holds in the limit only.
    #[serde(rename = "kn++")]
    KnPlusPlus,
}

/// Whether replicates of different variants share their luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// Replicate r of every variant has the same random numbers.
    Common,
    /// All replicates of all variants are independent.
    Independent,
}

/// What is wrong with settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingsError {
    /// There are fewer than two variants.
    FewVariants,
    /// The indifference zone is not above 0 and finite.
    Indifference,
    /// The level is not above 1/2 and below 1.
    Level,
    /// The first stage has fewer than 10 replicates.
    FirstStage,
    /// A round has no replicate.
    Round,
    /// There are fewer replicates at most than in the first stage.
    MostReplicates,
    /// A bound is not finite.
    Bound,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FewVariants => "a selection needs at least two variants",
            Self::Indifference => "the indifference zone is a number above 0",
            Self::Level => "the level lies above 0.5 and below 1",
            Self::FirstStage => "the first stage has at least 10 replicates",
            Self::Round => "a round has at least one replicate",
            Self::MostReplicates => "the most replicates are at least those of the first stage",
            Self::Bound => "the bound of a constraint is a finite number",
        })
    }
}

impl std::error::Error for SettingsError {}

impl Settings {
    /// Looks for the first thing that is wrong.
    pub(super) fn check(&self, variants: usize) -> Result<(), SettingsError> {
        let bounds_are_finite = self
            .constraints
            .iter()
            .all(|bound| bound.value().is_finite());
        let checks = [
            (variants >= 2, SettingsError::FewVariants),
            (
                self.indifference > 0.0 && self.indifference.is_finite(),
                SettingsError::Indifference,
            ),
            (self.level > 0.5 && self.level < 1.0, SettingsError::Level),
            (self.first_stage >= 10, SettingsError::FirstStage),
            (self.round >= 1, SettingsError::Round),
            (
                self.most_replicates >= self.first_stage,
                SettingsError::MostReplicates,
            ),
            (bounds_are_finite, SettingsError::Bound),
        ];
        match checks.iter().find(|(holds, _)| !holds) {
            Some((_, error)) => Err(*error),
            None => Ok(()),
        }
    }

    /// The error that the choice of the best may have.
    fn selection_error(&self) -> f64 {
        let error = 1.0 - self.level;
        match self.constraints.is_empty() {
            true => error,
            false => error / 2.0,
        }
    }

    /// The error that one judgement of a constraint may have, at all its looks
    /// together.
    pub(super) fn judgement_error(&self, variants: usize) -> f64 {
        let judgements = variants * self.constraints.len();
        (1.0 - self.level) / 2.0 / judgements.max(1) as f64
    }

    /// The error `beta` that one comparison with the best may have. KN has
    /// Bonferroni's share; that of independent variants in KN++ is slightly
    /// larger.
    pub(super) fn comparison_error(&self, variants: usize) -> f64 {
        let (error, others) = (self.selection_error(), (variants - 1) as f64);
        match (self.procedure, self.sampling) {
            (Procedure::KnPlusPlus, Sampling::Independent) => 1.0 - powf(1.0 - error, 1.0 / others),
            _ => error / others,
        }
    }
}

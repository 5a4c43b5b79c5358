//! Indices as rows.

use super::indices::{IndexKind, Indices};
use super::outcome::Outcome;
use super::rows::{FactorIndex, Input, Interaction};
use super::settings::{Explained, SensitivityMethod, SensitivitySettings};
use crate::experiment::Experiment;
use crate::row::Rows;
use crate::stats::Estimate;

/// The tables while they are filled.
pub(super) struct Tables<'a> {
    experiment: &'a Experiment,
    /// What is no factor.
    other: Input,
    pub(super) indices: Rows<FactorIndex>,
    pub(super) pairs: Rows<Interaction>,
}

impl<'a> Tables<'a> {
    /// Tables without rows.
    pub(super) fn new(experiment: &'a Experiment, settings: SensitivitySettings) -> Self {
        Self {
            experiment,
            other: match (settings.method, settings.target) {
                (SensitivityMethod::Sobol, Explained::Run) => Input::Chance,
                _ => Input::Dummy,
            },
            indices: Rows::default(),
            pairs: Rows::default(),
        }
    }

    /// Adds the indices of an outcome: by index, the largest first, what is no factor last.
    pub(super) fn push(&mut self, outcome: &Outcome, indices: &Indices) {
        for kind in &indices.kinds {
            for (rank, factor) in (1..).zip(kind.ranked()) {
                let critical = kind.critical.as_ref();
                let name = self.experiment.factors[factor].name.clone();
                self.indices.push(FactorIndex {
                    rank: Some(rank),
                    verdict: kind.verdict(factor),
                    critical: critical.map(|critical| critical[factor]),
                    ..row(
                        outcome,
                        indices,
                        kind,
                        Input::Factor(name),
                        &kind.factors[factor],
                    )
                });
            }
            let other = self.other.clone();
            self.indices
                .push(row(outcome, indices, kind, other, &kind.dummy));
        }
        for pair in &indices.pairs {
            let name = |factor: usize| self.experiment.factors[factor].name.clone();
            self.pairs.push(Interaction {
                measure: outcome.measure.clone(),
                variant: outcome.variant.clone(),
                baseline: outcome.baseline.clone(),
                first_factor: name(pair.inputs.0),
                second_factor: name(pair.inputs.1),
                estimate: (&pair.index.within([0.0, 1.0])).into(),
                rows: indices.rows as u64,
                dropped: indices.dropped as u64,
            });
        }
    }
}

/// The row of an input that is not ranked.
fn row(
    outcome: &Outcome,
    indices: &Indices,
    kind: &IndexKind,
    factor: Input,
    estimate: &Estimate,
) -> FactorIndex {
    FactorIndex {
        measure: outcome.measure.clone(),
        variant: outcome.variant.clone(),
        baseline: outcome.baseline.clone(),
        index: kind.index,
        factor,
        estimate: estimate.into(),
        rank: None,
        verdict: None,
        critical: None,
        rows: indices.rows as u64,
        dropped: indices.dropped as u64,
    }
}

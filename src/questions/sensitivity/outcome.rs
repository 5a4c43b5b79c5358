//! What is explained: a measure of a variant, or of the difference of two.

use serde::{Deserialize, Serialize};

use super::plan::SensitivityPlan;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::{Experiment, Measures};
use crate::prose::Prose;

/// An outcome, as tables and findings name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Key of the measure.
    pub measure: String,
    /// Label of the variant.
    pub variant: String,
    /// Label of the variant that is subtracted from it, run by run; none if the variant
    /// itself is analysed.
    pub baseline: Option<String>,
    /// Whether the experiment has no other variant, so that it need not be told.
    pub only_variant: bool,
}

impl Outcome {
    /// The outcome in words, its measure stressed.
    pub(super) fn told(&self, measures: &Measures) -> Prose {
        let measure = Prose::default().stressed(measures.get(&self.measure).heading());
        match self.only_variant {
            true => measure,
            false => measure.plain(format!(
                ", {}",
                of_variants(&self.variant, self.baseline.as_deref())
            )),
        }
    }
}

/// A variant, or the difference from its baseline, in words.
pub(super) fn of_variants(variant: &str, baseline: Option<&str>) -> String {
    match baseline {
        None => variant.to_owned(),
        Some(baseline) => format!("{variant} minus {baseline}"),
    }
}

/// What is explained of a measure: each variant, or the difference, with the runs of
/// every design point.
pub(super) fn outcomes_of(
    experiment: &Experiment,
    plan: &SensitivityPlan,
    outcomes: &Outcomes,
    column: usize,
) -> Vec<(Outcome, Vec<Vec<f64>>)> {
    let label = |variant: usize| experiment.variants[variant].label.clone();
    let outcome = |variant, baseline: Option<usize>| Outcome {
        measure: outcomes.columns().measures()[column].clone(),
        variant: label(variant),
        baseline: baseline.map(label),
        only_variant: experiment.variants.len() == 1,
    };
    let points = 0..outcomes.points();
    match plan.settings.difference {
        Some([first, second]) => {
            let runs = points.map(|point| {
                let first = outcomes.pseudo_values(point, first, column);
                let second = outcomes.pseudo_values(point, second, column);
                first.iter().zip(second).map(|(a, b)| a - b).collect()
            });
            vec![(outcome(first, Some(second)), runs.collect())]
        }
        None => {
            let of_variant = |variant| {
                let of_point = |point| outcomes.pseudo_values(point, variant, column);
                let runs = points.clone().map(of_point);
                (outcome(variant, None), runs.collect())
            };
            (0..experiment.variants.len()).map(of_variant).collect()
        }
    }
}

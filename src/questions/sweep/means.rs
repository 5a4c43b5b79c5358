//! Means and differences at every design point.

use super::rows::Mean;
use crate::experiment::Session;
use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::outcomes::Outcomes;
use crate::row::Rows;
use crate::stats::{Estimate, Estimated};

/// The means: a row a design point, variant and measure.
pub(super) fn means(session: &Session<'_>, outcomes: &Outcomes) -> Rows<Mean> {
    let experiment = session.experiment;
    let mut rows = Rows::at(point_columns(experiment));
    for (point, levels) in session.points.iter().enumerate() {
        for (variant, of) in experiment.variants.iter().enumerate() {
            for (column, measure) in outcomes.columns().measures().iter().enumerate() {
                let mean = outcomes.mean(point, variant, column);
                let pairs = outcomes.pairs(point, [0, variant], column);
                let pairs = Some(pairs).filter(|_| variant > 0);
                let difference = pairs.map(|pairs| outcomes.difference(&pairs, column));
                let row = Mean {
                    variant: of.label.clone(),
                    measure: measure.clone(),
                    runs: mean.n,
                    mean: (&mean).into(),
                    pairs: difference.map(|own| own.n),
                    baseline_mean: pairs.and_then(|own| own.first_mean()),
                    variant_mean: pairs.and_then(|own| own.second_mean()),
                    difference: difference.as_ref().map(Estimated::from).unwrap_or_default(),
                };
                rows.push_at(point_cells(experiment, point, levels), row);
            }
        }
    }
    rows
}

/// A variant minus the first at a design point, over pairs of runs.
pub(super) fn difference(
    outcomes: &Outcomes,
    point: usize,
    variant: usize,
    column: usize,
) -> Estimate {
    let pairs = outcomes.pairs(point, [0, variant], column);
    outcomes.difference(&pairs, column)
}

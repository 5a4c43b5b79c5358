//! Each variant beside the best of the others.

use super::rows::{BesideBest, Standing};
use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::metrics::Better;
use crate::row::Rows;
use crate::stats::{BesideTheBest, compare_with_best};

/// All variants: a row a design point, measure and variant.
pub(super) fn best(session: &Session<'_>, outcomes: &Outcomes) -> Rows<BesideBest> {
    let experiment = session.experiment;
    let measures = experiment.described();
    let mut all = Rows::at(point_columns(experiment));
    for (point, levels) in session.points.iter().enumerate() {
        for (column, measure) in outcomes.columns().measures().iter().enumerate() {
            // the best of a measure without a preferred direction is the highest
            let sign = match measures.get(measure).better {
                Better::Lower => -1.0,
                Better::Higher | Better::Neither => 1.0,
            };
            let of_variant = |variant| outcomes.pseudo_values(point, variant, column);
            let variants: Vec<_> = (0..experiment.variants.len()).map(of_variant).collect();
            let runs = variants.iter().map(Vec::len).min().unwrap_or(0);
            let row = |run: usize| {
                let row = variants.iter().map(|variant| sign * variant[run]);
                row.collect::<Vec<f64>>()
            };
            let rows: Vec<Vec<f64>> = (0..runs).map(row).collect();
            let whole = rows
                .into_iter()
                .filter(|row| row.iter().all(|x| x.is_finite()));
            let beside = compare_with_best(&whole.collect::<Vec<_>>(), outcomes.level());
            for (place, variant) in experiment.variants.iter().enumerate() {
                let found = beside.as_ref().map(|all| all[place]);
                let row = BesideBest {
                    measure: measure.clone(),
                    variant: variant.label.clone(),
                    difference: found.map(|found| found.difference),
                    ci_low: found.map(|found| found.low),
                    ci_high: found.map(|found| found.high),
                    verdict: standing(found),
                };
                all.push_at(point_cells(experiment, point, levels), row);
            }
        }
    }
    all
}

fn standing(found: Option<BesideTheBest>) -> Standing {
    match found {
        Some(found) if found.low == 0.0 && found.high > 0.0 => Standing::Best,
        Some(found) if found.high == 0.0 && found.low < 0.0 => Standing::NotBest,
        _ => Standing::Undecided,
    }
}

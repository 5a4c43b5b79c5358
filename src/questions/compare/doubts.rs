//! What one organisation may see of a difference, and what it may see if nobody knows the
//! parameters.

use super::findings::Finding;
use super::rows::{DifferenceSpread, Spread};
use super::settings::CompareSettings;
use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::{Outcomes, ParameterDoubt, Session};
use crate::metrics::{Better, Layout};
use crate::row::Rows;
use crate::stats::quantiles;

/// How differences spread: a row a design point, measure and variant.
pub(super) fn spreads(
    session: &Session<'_>,
    outcomes: &Outcomes,
    settings: CompareSettings,
    parameters: Option<&ParameterDoubt>,
) -> Rows<DifferenceSpread> {
    let experiment = session.experiment;
    let measures = experiment.described();
    let label = |variant: usize| experiment.variants[variant].label.clone();
    let variants = experiment.variants.iter();
    // only drawn parameters are looked up in layouts
    let layouts: Vec<Layout> = variants
        .filter_map(|variant| parameters.and(variant.loaded()))
        .map(|loaded| Layout::new(&loaded.scenario))
        .collect();
    let mut rows = Rows::at(point_columns(experiment));
    for (point, levels) in session.points.iter().enumerate() {
        for (column, key) in outcomes.columns().measures().iter().enumerate() {
            let better = measures.get(key).better;
            for variant in settings.others(experiment) {
                let of = |variant| outcomes.values(point, variant, column);
                let pairs = of(settings.baseline).zip(of(variant));
                let drawn = parameters.map(|parameters| {
                    let variants = [settings.baseline, variant];
                    spread(drawn_pairs(&layouts, parameters, variants, key), better)
                });
                let row = DifferenceSpread {
                    measure: key.clone(),
                    baseline: label(settings.baseline),
                    variant: label(variant),
                    runs: spread(pairs, better),
                    parameters: drawn.unwrap_or_default(),
                };
                rows.push_at(point_cells(experiment, point, levels), row);
            }
        }
    }
    rows
}

/// What the spreads say, where there are no factors.
pub(super) fn findings(
    rows: &Rows<DifferenceSpread>,
    drawn: Option<&ParameterDoubt>,
) -> Vec<Finding> {
    let from = drawn.map(|drawn| drawn.from.clone());
    let told = rows.iter().filter(|row| row.runs.n > 0);
    let finding = |row: &DifferenceSpread| Finding::Doubts {
        measure: row.measure.clone(),
        variant: row.variant.clone(),
        baseline: row.baseline.clone(),
        runs: row.runs,
        parameters: Some(row.parameters).filter(|drawn| drawn.n > 0),
        drawn_from: from.clone(),
    };
    told.map(|row| finding(row)).collect()
}

/// A measure of two variants at each draw.
fn drawn_pairs(
    layouts: &[Layout],
    parameters: &ParameterDoubt,
    variants: [usize; 2],
    key: &str,
) -> Vec<(f64, f64)> {
    let [Some(first), Some(second)] = variants.map(|variant| layouts[variant].value(key)) else {
        return Vec::new();
    };
    let [baseline, variant] = variants;
    let draws = parameters.values.iter();
    draws
        .map(|draw| (draw[baseline][first], draw[variant][second]))
        .collect()
}

/// How second minus first spreads over the pairs that have both.
fn spread(pairs: impl IntoIterator<Item = (f64, f64)>, better: Better) -> Spread {
    let pairs = pairs.into_iter();
    let known = pairs.filter(|(first, second)| first.is_finite() && second.is_finite());
    let mut differences: Vec<f64> = known.map(|(first, second)| second - first).collect();
    let n = differences.len();
    let sign = match better {
        Better::Lower => -1.0,
        Better::Higher | Better::Neither => 1.0,
    };
    let won = differences
        .iter()
        .map(|difference| match sign * difference {
            better if better > 0.0 => 1.0,
            0.0 => 0.5,
            _ => 0.0,
        });
    let better = (n > 0).then(|| won.sum::<f64>() / n as f64);
    let at = quantiles(&mut differences, [0.05, 0.5, 0.95]);
    Spread {
        n: n as u64,
        p05: at.map(|at| at[0]),
        p50: at.map(|at| at[1]),
        p95: at.map(|at| at[2]),
        better,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_where_both_have_a_value() {
        let pairs = [
            (1.0, 2.0),
            (1.0, f64::NAN),
            (3.0, 3.0),
            (4.0, 1.0),
            (0.0, 2.0),
        ];
        let found = spread(pairs, Better::Higher);
        assert_eq!((found.n, found.better), (4, Some(2.5 / 4.0)));
        assert_eq!(found.p50, Some(0.5));
        assert_eq!(spread(pairs, Better::Lower).better, Some(1.5 / 4.0));
        assert_eq!(spread([], Better::Higher), Spread::default());
    }
}

//! Differences from the baseline over whole runs.

use super::findings::Finding;
use super::rows::{Difference, Verdict};
use super::settings::{Adjust, CompareSettings};
use crate::experiment::FewRuns;
use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::row::Rows;
use crate::stats::{Estimate, Judgement, holm};

/// The differences: a row a design point, measure and variant.
pub(super) fn differences(
    session: &Session<'_>,
    outcomes: &Outcomes,
    settings: CompareSettings,
) -> Rows<Difference> {
    let experiment = session.experiment;
    let name = |place: usize| experiment.variants[place].label.clone();
    let mut rows = Vec::new();
    for (point, levels) in session.points.iter().enumerate() {
        for (column, measure) in outcomes.columns().measures().iter().enumerate() {
            let threshold = experiment.threshold(measure);
            for variant in settings.others(experiment) {
                let pairs = outcomes.pairs(point, [settings.baseline, variant], column);
                let difference = outcomes.difference(&pairs, column);
                let row = Difference {
                    measure: measure.clone(),
                    baseline: name(settings.baseline),
                    variant: name(variant),
                    pairs: difference.n,
                    baseline_mean: pairs.first_mean(),
                    variant_mean: pairs.second_mean(),
                    difference: (&difference).into(),
                    p_value: difference.p_value(),
                    p_adjusted: None,
                    correlation: pairs.correlation(),
                    variance_reduction: pairs.variance_reduction(),
                    threshold,
                    verdict: verdict(&difference, threshold),
                };
                rows.push((point_cells(experiment, point, levels), row));
            }
        }
    }
    if settings.adjust == Adjust::Holm {
        let p_values = rows.iter().map(|(_, row)| row.p_value.unwrap_or(f64::NAN));
        let adjusted = holm(&p_values.collect::<Vec<f64>>());
        for ((_, row), adjusted) in rows.iter_mut().zip(adjusted) {
            row.p_adjusted = Some(adjusted).filter(|p| p.is_finite());
        }
    }
    let mut all = Rows::at(point_columns(experiment));
    rows.into_iter()
        .for_each(|(place, row)| all.push_at(place, row));
    all
}

/// What the differences say: each of them where there are no factors, and where pairing
/// made things worse.
pub(super) fn findings(rows: &Rows<Difference>, has_factors: bool) -> Vec<Finding> {
    let told = rows.iter().filter(|_| !has_factors);
    let mut findings: Vec<Finding> = told
        .map(|row| Finding::Difference {
            measure: row.measure.clone(),
            variant: row.variant.clone(),
            baseline: row.baseline.clone(),
            difference: row.difference,
            verdict: row.verdict,
        })
        .collect();
    let mut measures: Vec<String> = Vec::new();
    for row in rows {
        let hurt = row.variance_reduction.is_some_and(|factor| factor < 1.0);
        if hurt && !measures.contains(&row.measure) {
            measures.push(row.measure.clone());
        }
    }
    if !measures.is_empty() {
        findings.push(Finding::PairingHurt { measures });
    }
    findings
}

/// The measures whose differences have fewer pairs than their intervals need.
pub(super) fn few_runs(
    session: &Session<'_>,
    outcomes: &Outcomes,
    settings: CompareSettings,
) -> Option<Finding> {
    let mut few = FewRuns::default();
    for point in 0..session.points.len() {
        for (column, measure) in outcomes.columns().measures().iter().enumerate() {
            for variant in settings.others(session.experiment) {
                let variants = [settings.baseline, variant];
                let pairs = outcomes.pairs(point, variants, column);
                let difference = outcomes.difference(&pairs, column);
                let added = outcomes.differences(point, variants, column);
                few.look(measure, &difference, &added);
            }
        }
    }
    few.any().map(Finding::FewRuns)
}

/// What is said of a difference and what matters.
fn verdict(difference: &Estimate, threshold: Option<f64>) -> Verdict {
    let judged = Judgement::of(difference, 0.0, threshold.unwrap_or(0.0));
    match (judged, threshold) {
        (Judgement::Unknown, _) => Verdict::Unknown,
        (Judgement::Identical, _) => Verdict::Identical,
        (Judgement::Above, None) => Verdict::Higher,
        (Judgement::Below, None) => Verdict::Lower,
        (Judgement::Above, Some(_)) => Verdict::HigherBeyond,
        (Judgement::Below, Some(_)) => Verdict::LowerBeyond,
        (Judgement::Within, _) => Verdict::Within,
        (Judgement::Undecided, _) => Verdict::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;

    fn of(numbers: &[f64]) -> Estimate {
        Estimate::of_mean(&numbers.iter().copied().collect::<Moments>(), 0.95)
    }

    #[test]
    fn what_matters_decides() {
        // mean 1.5, interval 1.13 to 1.87
        let difference = of(&[1.3, 1.7, 1.4, 1.6]);
        assert_eq!(verdict(&difference, None), Verdict::Higher);
        assert_eq!(verdict(&difference, Some(1.0)), Verdict::HigherBeyond);
        assert_eq!(verdict(&difference, Some(1.5)), Verdict::Undecided);
        assert_eq!(verdict(&difference, Some(3.0)), Verdict::Within);
        for threshold in [None, Some(0.1)] {
            assert_eq!(verdict(&of(&[0.0; 3]), threshold), Verdict::Identical);
            assert_eq!(verdict(&of(&[4.0]), threshold), Verdict::Undecided);
            assert_eq!(verdict(&of(&[4.0; 2]), threshold), Verdict::Undecided);
        }
        assert_eq!(verdict(&of(&[]), None), Verdict::Unknown);
    }

    /// Student's sleep data: t = -4.0621, 9 degrees of freedom, p = .002833.
    #[test]
    fn the_paired_test_is_student_s() {
        let drug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let differences: Vec<f64> = drug.iter().zip(other).map(|(a, b)| a - b).collect();
        let p = of(&differences).p_value().unwrap();
        assert!((p - 0.002_833).abs() < 5e-7, "{p}");
    }
}

//! At how many design points variants are good enough.

use super::DiscoverSettings;
use super::findings::{Finding, Share};
use super::requirements::{Requirements, Threshold};
use super::rows::Satisfied;
use crate::analysis::Bound;
use crate::analysis::discovery::satisficing;
use crate::experiment::NamedBound;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::row::Rows;

/// The shares of design points, if it was said what satisfies: for each variant that at
/// which it meets all thresholds, and each of them.
pub(super) fn satisfice(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    outcomes: &Outcomes,
    findings: &mut Vec<Finding>,
) -> Option<Rows<Satisfied>> {
    let bounds = settings.satisfice.as_slice();
    if bounds.is_empty() {
        return None;
    }
    let experiment = session.experiment;
    let one = |own: &NamedBound| Threshold::Named(own.name.clone());
    let each = bounds
        .iter()
        .map(|own| (one(own), std::slice::from_ref(own)));
    let thresholds = [(Threshold::All, bounds)].into_iter().chain(each);
    let thresholds: Vec<(Threshold, &[NamedBound])> = thresholds.collect();
    let mut rows = Rows::default();
    let mut variants = Vec::new();
    for (variant, about) in experiment.variants.iter().enumerate() {
        let mean = |point, measure| outcomes.mean(point, variant, measure).value;
        let is_known = |point: &usize| bounds.iter().all(|own| mean(*point, own.measure).is_some());
        let known: Vec<usize> = (0..outcomes.points()).filter(is_known).collect();
        for (threshold, bounds) in &thresholds {
            let row = |&point: &usize| {
                let values = bounds.iter().filter_map(|own| mean(point, own.measure));
                values.collect::<Vec<f64>>()
            };
            let means: Vec<Vec<f64>> = known.iter().map(row).collect();
            let limits: Vec<Bound> = bounds.iter().map(|own| own.bound).collect();
            // a known point has a value of each measure, so that it is not refused
            let weights = experiment.weights();
            let weights: Option<Vec<f64>> =
                weights.map(|all| known.iter().map(|&point| all[point]).collect());
            let share = satisficing(&means, &limits, weights.as_deref(), outcomes.level());
            let Ok(share) = share else {
                continue;
            };
            if *threshold == Threshold::All {
                variants.push(Share {
                    variant: about.label.clone(),
                    share: (&share).into(),
                });
            }
            rows.push(Satisfied {
                variant: about.label.clone(),
                threshold: threshold.clone(),
                rule: Requirements::of_bounds(bounds, &experiment.measures),
                points: share.n,
                unknown: (outcomes.points() - known.len()) as u64,
                share: share.value,
                share_ci_low: share.ci_low,
                share_ci_high: share.ci_high,
            });
        }
    }
    findings.push(Finding::Satisficing { variants });
    Some(rows)
}

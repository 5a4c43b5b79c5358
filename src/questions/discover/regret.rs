//! What variants lose over all design points by not being the best.

use super::DiscoverSettings;
use super::findings::{Finding, Least};
use super::rows::VariantRegret;
use crate::analysis::discovery::{Regret, regrets};
use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::row::Rows;
use crate::stats::Estimate;
use crate::table::Column;

/// The regrets, a row a variant, if there are variants to choose from and one end of the
/// measure is better.
pub(super) fn regret(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    outcomes: &Outcomes,
    findings: &mut Vec<Finding>,
) -> Option<Rows<VariantRegret>> {
    let experiment = session.experiment;
    let variants = experiment.variants.len();
    if variants < 2 {
        return None;
    }
    let measure = experiment.measures[settings.measure].clone();
    let Some(direction) = settings.direction else {
        findings.push(Finding::NoDirection { measure });
        return None;
    };
    let estimate = |variant, point| outcomes.mean(point, variant, settings.measure);
    let is_known = |point: &usize| (0..variants).all(|v| estimate(v, *point).value.is_some());
    let points: Vec<usize> = (0..outcomes.points()).filter(is_known).collect();
    let table_of = |of: fn(&Estimate) -> Option<f64>| -> Vec<Vec<f64>> {
        let row = |variant| {
            let numbers = points.iter().map(|&point| of(&estimate(variant, point)));
            numbers.map(|x| x.unwrap_or(f64::NAN)).collect()
        };
        (0..variants).map(row).collect()
    };
    let means = table_of(|own| own.value);
    let errors = table_of(|own| own.std_error);
    let has_errors = errors.iter().flatten().all(|error| error.is_finite());
    let weights = experiment.weights();
    let weights: Option<Vec<f64>> =
        weights.map(|all| points.iter().map(|&point| all[point]).collect());
    let errors = has_errors.then_some(errors.as_slice());
    let found = regrets(&means, weights.as_deref(), errors, direction);
    let Ok(found) = found else {
        findings.push(Finding::NoRegret { measure });
        return None;
    };
    let left_out = outcomes.points() - points.len();
    if left_out > 0 {
        findings.push(Finding::LeftOutOfRegret {
            points: left_out as u64,
        });
    }
    let label = |variant: usize| experiment.variants[variant].label.clone();
    findings.push(Finding::LeastRegret {
        measure: measure.clone(),
        greatest: least(&found, label, |own| own.max),
        in_ten: least(&found, label, |own| own.p90),
        mean: least(&found, label, |own| own.mean),
        weighted: weights.is_some(),
    });
    let noisy = (0..variants).filter(|&variant| found[variant].may_be_noise);
    let noisy: Vec<String> = noisy.map(label).collect();
    if !noisy.is_empty() {
        findings.push(Finding::MayBeNoise {
            variants: noisy,
            points: points.len() as u64,
        });
    }
    let mut rows = Rows::followed_by(worst_columns(session));
    for (variant, own) in found.iter().enumerate() {
        let worst = points[own.worst_world];
        let row = VariantRegret {
            variant: label(variant),
            measure: measure.clone(),
            points: points.len() as u64,
            regret_max: own.max,
            regret_p90: own.p90,
            regret_mean: own.mean,
            regret_max_of_noise: own.max_of_noise,
            may_be_noise: own.max_of_noise.map(|_| own.may_be_noise),
        };
        rows.push_at(point_cells(experiment, worst, &session.points[worst]), row);
    }
    Some(rows)
}

/// The variant that has the least of a kind of regret.
fn least(found: &[Regret], label: impl Fn(usize) -> String, of: fn(&Regret) -> f64) -> Least {
    let places = 0..found.len();
    let best = places.min_by(|&a, &b| of(&found[a]).total_cmp(&of(&found[b])));
    let best = best.unwrap_or(0);
    Least {
        variant: label(best),
        regret: of(&found[best]),
    }
}

/// Columns for the point of the greatest regret.
fn worst_columns(session: &Session<'_>) -> Vec<Column> {
    let mut columns = point_columns(session.experiment);
    for column in &mut columns {
        column.meaning = format!("At the point of the greatest regret: {}", column.meaning);
        column.name = format!("worst_{}", column.name);
    }
    columns
}

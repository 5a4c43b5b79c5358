//! What indices say of an outcome.

use super::findings::{Beside, Finding, Ranked};
use super::indices::{IndexKind, Indices};
use super::measured::Measured;
use super::outcome::Outcome;
use super::plan::SensitivityPlan;
use super::rows::Verdict;
use super::settings::{Explained, SensitivityMethod};
use crate::analysis::sensitivity::SensitivityError;
use crate::experiment::Experiment;

/// A share of runs without a value, or of rows left out, that is worth a warning.
const WORTH_A_WARNING: f64 = 0.01;

/// What a sum of shares may exceed 1 by and still be rounding.
const ROUNDING: f64 = 1e-9;

/// Fewest rows that may be left of a design of which some are left out.
const LEAST_LEFT: usize = 10;

/// The indices, unless too few rows are left of the design, or less than half of it: they
/// would describe where there are values, and not what was asked.
///
/// # Errors
/// If so.
pub(super) fn enough(indices: Indices) -> Result<Indices, SensitivityError> {
    let least = LEAST_LEFT.max(indices.dropped);
    match indices.dropped > 0 && indices.rows < least {
        true => Err(SensitivityError::TooFewRows {
            complete: indices.rows,
            all: indices.rows + indices.dropped,
        }),
        false => Ok(indices),
    }
}

/// Whether indices answer what they were asked: all factors can be judged.
pub(super) fn is_decided(measured: &Measured, indices: &Indices) -> bool {
    measured.is_flat() || !has_unjudged(indices)
}

/// Whether nothing can be said of a factor, since its index has no interval.
fn has_unjudged(indices: &Indices) -> bool {
    let mut kinds = indices.kinds.iter().take(1);
    kinds.any(|main| (0..main.factors.len()).any(|factor| !main.is_judged(factor)))
}

/// The findings about an outcome that has indices.
pub(super) fn conclusions(
    experiment: &Experiment,
    plan: &SensitivityPlan,
    outcome: &Outcome,
    measured: &Measured,
    indices: &Indices,
) -> Vec<Finding> {
    let Some(main) = indices.kinds.first() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if measured.is_flat() {
        let outcome = outcome.clone();
        return vec![Finding::NothingToExplain { outcome }];
    }
    if (0..main.factors.len()).any(|factor| main.is_judged(factor)) {
        findings.push(ranking(experiment, plan, outcome, main));
        findings.extend(match plan.settings.method {
            SensitivityMethod::Morris => nonlinear(experiment, outcome, indices),
            SensitivityMethod::Sobol => first_order(plan, outcome, indices),
            SensitivityMethod::Pawn | SensitivityMethod::Delta => None,
        });
        findings.extend(chance(plan, outcome, measured, indices));
    }
    if has_unjudged(indices) {
        let outcome = outcome.clone();
        findings.push(Finding::NoIntervals { outcome });
    }
    findings
}

/// What was not used of an outcome, whatever is found of it: weights, runs without a value,
/// and rows that had to be left out.
pub(super) fn warnings(
    experiment: &Experiment,
    plan: &SensitivityPlan,
    outcome: &Outcome,
    measured: &Measured,
    indices: Option<&Indices>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if plan.settings.method.is_given_data() && experiment.weights().is_some() {
        let outcome = outcome.clone();
        findings.push(Finding::WeightsIgnored { outcome });
    }
    if measured.missing > WORTH_A_WARNING {
        findings.push(Finding::Missing {
            outcome: outcome.clone(),
            share: measured.missing,
        });
    }
    let rows = indices.map_or((0, 0), |own| (own.dropped, own.rows + own.dropped));
    let (dropped, all) = rows;
    if dropped as f64 > WORTH_A_WARNING * all as f64 {
        findings.push(Finding::LeftOut {
            outcome: outcome.clone(),
            method: plan.settings.method,
            dropped: dropped as u64,
            all: all as u64,
        });
    }
    findings
}

/// Which factors matter, and which have not been shown to.
fn ranking(
    experiment: &Experiment,
    plan: &SensitivityPlan,
    outcome: &Outcome,
    kind: &IndexKind,
) -> Finding {
    let ranked = kind.ranked().into_iter().map(|factor| Ranked {
        factor: experiment.factors[factor].name.clone(),
        estimate: (&kind.factors[factor]).into(),
        verdict: kind.verdict(factor),
    });
    Finding::Ranking {
        outcome: outcome.clone(),
        index: kind.index,
        factors: ranked.collect(),
        beside: match plan.has_luck() {
            true => Beside::Zero,
            false => Beside::Dummy,
        },
    }
}

/// Which changes depend on where the other factors are.
fn nonlinear(experiment: &Experiment, outcome: &Outcome, indices: &Indices) -> Option<Finding> {
    let [mu_star, _, sigma] = indices.kinds.as_slice() else {
        return None;
    };
    let bends = |&factor: &usize| {
        let size = mu_star.factors[factor].value;
        let spread = sigma.factors[factor].value;
        mu_star.verdict(factor) == Some(Verdict::Matters)
            && size.zip(spread).is_some_and(|(size, spread)| spread > size)
    };
    let bent = mu_star.ranked().into_iter().filter(bends);
    let factors: Vec<String> = bent
        .map(|factor| experiment.factors[factor].name.clone())
        .collect();
    (!factors.is_empty()).then(|| Finding::Nonlinear {
        outcome: outcome.clone(),
        factors,
    })
}

/// What first-order indices leave to interactions; nothing if that has no interval.
fn first_order(plan: &SensitivityPlan, outcome: &Outcome, indices: &Indices) -> Option<Finding> {
    let sum = indices.first_sum?;
    let (low, _) = sum.known()?;
    // it cannot be more than 1, and if it surely is, that is to be told
    let sum = match low > 1.0 + ROUNDING {
        true => sum,
        false => sum.within([0.0, 1.0]),
    };
    Some(Finding::FirstOrder {
        outcome: outcome.clone(),
        sum: (&sum).into(),
        with_chance: plan.has_luck(),
    })
}

/// How much is chance.
fn chance(
    plan: &SensitivityPlan,
    outcome: &Outcome,
    measured: &Measured,
    indices: &Indices,
) -> Option<Finding> {
    let settings = plan.settings;
    let outcome = outcome.clone();
    match (settings.target, settings.method, indices.kinds.as_slice()) {
        (Explained::Run, SensitivityMethod::Sobol, [total, first]) => {
            Some(Finding::ChanceIndices {
                outcome,
                first: (&first.dummy).into(),
                total: (&total.dummy).into(),
            })
        }
        (Explained::Run, ..) => None,
        (Explained::Mean, method, _) => {
            let noise = measured.noise?;
            let share = |noise: f64| noise / (noise + measured.between);
            (noise + measured.between > 0.0).then(|| Finding::Chance {
                outcome,
                of_run: share(noise),
                of_mean: method
                    .is_given_data()
                    .then(|| share(noise / measured.values.max(1.0))),
            })
        }
    }
}

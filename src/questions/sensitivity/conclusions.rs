//! What indices say of an outcome.

use super::findings::{Beside, Finding, Ranked};
use super::indices::{IndexKind, Indices, Reference};
use super::measured::Measured;
use super::outcome::Outcome;
use super::plan::SensitivityPlan;
use super::rows::{Index, Verdict};
use super::settings::{Explained, SensitivityMethod};
use crate::experiment::Experiment;

/// A share of runs without a value, or of rows left out, that is worth a warning.
const WORTH_A_WARNING: f64 = 0.01;

/// The findings about an outcome.
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
    let outcome = outcome.clone();
    if main.factors.iter().all(|factor| factor.value.is_none()) {
        return vec![Finding::NothingToExplain { outcome }];
    }
    let details = match plan.settings.method {
        SensitivityMethod::Morris => nonlinear(experiment, &outcome, indices),
        SensitivityMethod::Sobol => first_order(&outcome, indices),
        SensitivityMethod::Pawn | SensitivityMethod::Delta => None,
    };
    let mut findings = vec![ranking(experiment, &outcome, main)];
    findings.extend(details);
    findings.extend(chance(plan, &outcome, measured, indices));
    if measured.missing > WORTH_A_WARNING {
        findings.push(Finding::Missing {
            outcome: outcome.clone(),
            share: measured.missing,
        });
    }
    let all = indices.rows + indices.dropped;
    if indices.dropped as f64 > WORTH_A_WARNING * all as f64 {
        findings.push(Finding::LeftOut {
            outcome,
            method: plan.settings.method,
            dropped: indices.dropped as u64,
            all: all as u64,
        });
    }
    findings
}

/// Which factors matter, and which have not been shown to.
fn ranking(experiment: &Experiment, outcome: &Outcome, kind: &IndexKind) -> Finding {
    let ranked = kind.ranked().into_iter().map(|factor| Ranked {
        factor: experiment.factors[factor].name.clone(),
        estimate: (&kind.factors[factor]).into(),
        verdict: kind.verdict(factor),
    });
    Finding::Ranking {
        outcome: outcome.clone(),
        index: kind.index,
        factors: ranked.collect(),
        beside: match kind.reference {
            Some(Reference::Zero) => Beside::Zero,
            _ => Beside::Dummy,
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

/// What first-order indices leave to interactions.
fn first_order(outcome: &Outcome, indices: &Indices) -> Option<Finding> {
    let first = indices.kinds.iter().find(|kind| kind.index == Index::First);
    let factors = &first?.factors;
    let sum: Option<f64> = factors.iter().map(|factor| factor.value).sum();
    let squares = factors.iter().map(|factor| {
        let half_width = factor.half_width().unwrap_or(0.0);
        half_width * half_width
    });
    Some(Finding::FirstOrder {
        outcome: outcome.clone(),
        sum: sum?,
        half_width: squares.sum::<f64>().sqrt(),
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

//! What indices say, in sentences.

use super::indices::{IndexKind, Indices, Reference, Verdict};
use super::measured::Measured;
use super::plan::SensitivityPlan;
use super::settings::{Explained, SensitivityMethod};
use super::tables::Subject;
use crate::experiment::answer::{brief, words};
use crate::experiment::definition::Experiment;

/// Factors that are told with their figures.
const MOST_TOLD: usize = 5;
/// A share of runs without a value, or of rows left out, that is worth a warning.
const WORTH_A_WARNING: f64 = 0.01;

impl Subject {
    fn words(&self, experiment: &Experiment) -> String {
        match experiment.variants.len() {
            1 => self.measure.clone(),
            _ => format!("{}, {}", self.measure, self.variant),
        }
    }
}

/// The sentences about an outcome.
pub(super) fn sentences(
    experiment: &Experiment,
    plan: &SensitivityPlan,
    subject: &Subject,
    measured: &Measured,
    indices: &Indices,
) -> Vec<String> {
    let what = subject.words(experiment);
    let Some(main) = indices.kinds.first() else {
        return Vec::new();
    };
    if main.factors.iter().all(|factor| factor.value.is_none()) {
        return vec![format!(
            "{what}: there is nothing to explain; at no point it differs from the others by more \
             than noise"
        )];
    }
    let mut sentences = vec![format!("{what}: {}", ranking(experiment, main))];
    let details = match plan.settings.method {
        SensitivityMethod::Morris => shape(experiment, indices),
        SensitivityMethod::Sobol => interactions(indices),
        SensitivityMethod::Pawn | SensitivityMethod::Delta => None,
    };
    sentences.extend(details.map(|details| format!("{what}: {details}")));
    let luck = luck(plan, measured, indices);
    sentences.extend(luck.map(|luck| format!("{what}: {luck}")));
    sentences.extend(warnings(&what, plan, measured, indices));
    sentences
}

/// Which factors matter, and which have not been shown to.
fn ranking(experiment: &Experiment, kind: &IndexKind) -> String {
    let ranked = kind.ranked();
    let with = |verdict| {
        let of_verdict = ranked.iter().copied();
        let of_verdict = of_verdict.filter(|&factor| kind.verdict(factor) == Some(verdict));
        of_verdict.collect::<Vec<usize>>()
    };
    let name = |factor: &usize| experiment.factors[*factor].name.clone();
    let names = |factors: &[usize]| factors.iter().map(name).collect::<Vec<_>>().join(", ");
    let label = match kind.name {
        "mu_star" => "mean size of the effect of its range",
        "total" => "total index",
        "median" => "median distance",
        _ => "delta",
    };
    let matter = with(Verdict::Matters);
    let told = matter.iter().take(MOST_TOLD);
    let told: Vec<String> = told
        .map(|factor| format!("{} {}", name(factor), words(&kind.factors[*factor])))
        .collect();
    let mut parts = vec![match told.is_empty() {
        true => "no factor is shown to matter".to_owned(),
        false => format!("what matters, by {label}: {}", told.join(", ")),
    }];
    let from = match kind.reference {
        Some(Reference::Zero) => "nothing",
        _ => "the dummy",
    };
    for (factors, what) in [
        (matter.get(MOST_TOLD..).unwrap_or(&[]), "less, but surely"),
        (
            &with(Verdict::Small),
            "above 0, but within the interval of the dummy",
        ),
        (
            &with(Verdict::NotShown),
            &format!("not told apart from {from}"),
        ),
        (&with(Verdict::None), "without any effect"),
    ] {
        if !factors.is_empty() {
            parts.push(format!("{what}: {}", names(factors)));
        }
    }
    parts.join("; ")
}

/// Which effects depend on where the others are.
fn shape(experiment: &Experiment, indices: &Indices) -> Option<String> {
    let [mu_star, _, sigma] = indices.kinds.as_slice() else {
        return None;
    };
    let bends = |&factor: &usize| {
        let size = mu_star.factors[factor].value;
        let spread = sigma.factors[factor].value;
        mu_star.verdict(factor) == Some(Verdict::Matters)
            && size.zip(spread).is_some_and(|(size, spread)| spread > size)
    };
    let ranked = mu_star.ranked();
    let bent = ranked.iter().filter(|factor| bends(factor));
    let bent: Vec<&str> = bent
        .map(|&factor| experiment.factors[factor].name.as_str())
        .collect();
    (!bent.is_empty()).then(|| {
        format!(
            "the effect of {} differs from place to place by more than its mean size: it bends, or \
             depends on other factors",
            bent.join(", ")
        )
    })
}

/// What first-order indices leave to interactions.
fn interactions(indices: &Indices) -> Option<String> {
    let first = indices.kinds.iter().find(|kind| kind.name == "first")?;
    let sum: Option<f64> = first.factors.iter().map(|factor| factor.value).sum();
    let squares = first.factors.iter().map(|factor| {
        let half_width = factor.half_width().unwrap_or(0.0);
        half_width * half_width
    });
    let (sum, error) = (sum?, squares.sum::<f64>().sqrt());
    let rest = 1.0 - sum;
    let says = match (rest - error > 0.0, rest + error < 0.0) {
        (true, _) => format!("{} is left to interactions", percent(rest)),
        (_, true) => "more than all, so that there are too few rows".to_owned(),
        _ => "no more is needed to explain the variance".to_owned(),
    };
    Some(format!(
        "first-order indices add up to {}, give or take {}: {says}",
        brief(sum),
        brief(error)
    ))
}

/// How much is luck.
fn luck(plan: &SensitivityPlan, measured: &Measured, indices: &Indices) -> Option<String> {
    let settings = plan.settings;
    if settings.target == Explained::Run {
        let [total, first] = indices.kinds.as_slice() else {
            return None;
        };
        return (settings.method == SensitivityMethod::Sobol).then(|| {
            format!(
                "luck alone has a first-order index of {} and a total of {}",
                words(&first.dummy),
                words(&total.dummy)
            )
        });
    }
    let noise = measured.noise?;
    let share = |noise: f64| percent(noise / (noise + measured.between));
    if noise + measured.between <= 0.0 {
        return None;
    }
    let of_run = share(noise);
    Some(match settings.method.is_given_data() {
        true => format!(
            "luck is {of_run} of the variance of a run, and {} of that of the means that are \
             analysed; it makes all factors look alike",
            share(noise / measured.values.max(1.0))
        ),
        false => format!(
            "luck is {of_run} of the variance of a run; what is explained is the mean, without it"
        ),
    })
}

fn warnings(
    what: &str,
    plan: &SensitivityPlan,
    measured: &Measured,
    indices: &Indices,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if measured.missing > WORTH_A_WARNING {
        warnings.push(format!(
            "warning: {what}: {} of the runs have no value; means are over those that have one",
            percent(measured.missing)
        ));
    }
    let all = indices.rows + indices.dropped;
    if indices.dropped as f64 > WORTH_A_WARNING * all as f64 {
        let rows = match plan.settings.method {
            SensitivityMethod::Morris => "trajectories",
            SensitivityMethod::Sobol => "base rows",
            SensitivityMethod::Pawn | SensitivityMethod::Delta => "points",
        };
        warnings.push(format!(
            "warning: {what}: {} of {all} {rows} are left out, since a point of theirs has too few \
             values; the indices are about where there are values",
            indices.dropped
        ));
    }
    warnings
}

fn percent(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.005 => "less than 1%".to_owned(),
        share => format!("{:.0}%", 100.0 * share),
    }
}

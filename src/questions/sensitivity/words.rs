//! How the findings of a sensitivity analysis are told.

use super::findings::{Beside, Finding, Ranked};
use super::rows::{Index, Verdict};
use super::settings::SensitivityMethod;
use crate::experiment::{Measures, Tell, Weight};
use crate::numerals::{Shown, listed};
use crate::prose::Prose;
use crate::stats::Estimated;

/// Factors that are told with their numbers.
const MOST_TOLD: usize = 5;

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::NoIndices { .. }
            | Self::NoIntervals { .. }
            | Self::WeightsIgnored { .. }
            | Self::Missing { .. }
            | Self::LeftOut { .. } => Weight::Warning,
            _ => Weight::Result,
        }
    }

    fn tell(&self, measures: &Measures) -> Prose {
        let share = |share: f64| Shown::of("share").significant(share, 2);
        let (outcome, words) = match self {
            Self::Ranking {
                outcome,
                index,
                factors,
                beside,
            } => {
                let unit = measures.get(&outcome.measure).unit;
                (outcome, ranking(&unit, *index, factors, *beside))
            }
            Self::Nonlinear { outcome, factors } => (
                outcome,
                format!(
                    "the effect of {} varies by more than its mean size, so it is nonlinear or \
                     depends on other factors",
                    listed(factors)
                ),
            ),
            Self::FirstOrder {
                outcome,
                sum,
                with_chance,
            } => (outcome, first_order(sum, *with_chance)),
            Self::ChanceIndices {
                outcome,
                first,
                total,
            } => (
                outcome,
                format!(
                    "chance has a first-order index of {} and a total-order index of {}",
                    Index::First.shown("", first),
                    Index::Total.shown("", total)
                ),
            ),
            Self::Chance {
                outcome,
                of_run,
                of_mean,
            } => (
                outcome,
                match of_mean {
                    None => format!(
                        "chance accounts for {} of the variance of single runs; the indices \
                         explain means, without it",
                        share(*of_run)
                    ),
                    Some(of_mean) => format!(
                        "chance accounts for {} of the variance of single runs, and for {} of \
                         that of the means analysed, where it makes factors look more alike",
                        share(*of_run),
                        share(*of_mean)
                    ),
                },
            ),
            Self::NothingToExplain { outcome } => (
                outcome,
                "there is nothing to explain: it is the same in all runs at all design points"
                    .to_owned(),
            ),
            Self::NoIntervals { outcome } => (
                outcome,
                "indices have no intervals, so that nothing can be said of their factors or of a \
                 sum: in all rows, or in some resamples of them, the outcome varies by no more than \
                 its noise; use more rows or more replicates"
                    .to_owned(),
            ),
            Self::NoIndices { outcome, problem } => {
                (outcome, format!("there are no indices: {problem}"))
            }
            Self::WeightsIgnored { outcome } => (
                outcome,
                "design points have weights, which this method does not use: all points count alike"
                    .to_owned(),
            ),
            Self::Missing {
                outcome,
                share: missing,
            } => (
                outcome,
                format!(
                    "{} of the runs have no value; means are over those that have one",
                    share(*missing)
                ),
            ),
            Self::LeftOut {
                outcome,
                method,
                dropped,
                all,
            } => {
                let (rows, since) = match method {
                    SensitivityMethod::Morris => ("trajectories", "one of their design points has"),
                    SensitivityMethod::Sobol => ("base rows", "one of their design points has"),
                    SensitivityMethod::Pawn | SensitivityMethod::Delta => ("design points", "they have"),
                };
                (
                    outcome,
                    format!(
                        "{dropped} of {all} {rows} are left out, since {since} too few values; the \
                         indices describe only where there are values"
                    ),
                )
            }
        };
        outcome.told(measures).plain(format!(": {words}."))
    }
}

/// Which factors matter, and which have not been shown to.
fn ranking(unit: &str, index: Index, factors: &[Ranked], beside: Beside) -> String {
    let with = |verdict| {
        let own = factors.iter();
        own.filter(move |ranked| ranked.verdict == Some(verdict))
    };
    let names =
        |ranked: &mut dyn Iterator<Item = &Ranked>| listed(ranked.map(|own| own.factor.clone()));
    let told = with(Verdict::Matters).take(MOST_TOLD);
    let told = listed(told.map(|own| {
        let estimate = index.shown(unit, &own.estimate);
        format!("{} {estimate}", own.factor)
    }));
    let mut parts = vec![match told.is_empty() {
        true => "no factor is shown to matter".to_owned(),
        false => format!("factors that matter, by {}: {told}", index.label()),
    }];
    let beside = match beside {
        Beside::Zero => "not distinguishable from 0",
        Beside::Dummy => "not distinguishable from the dummy",
    };
    for (what, names) in [
        (
            "smaller, but significant",
            names(&mut with(Verdict::Matters).skip(MOST_TOLD)),
        ),
        (
            "with an effect, but not above the dummy",
            names(&mut with(Verdict::Small)),
        ),
        (beside, names(&mut with(Verdict::NotShown))),
        ("without any effect", names(&mut with(Verdict::None))),
        (
            "without an interval, hence undecided",
            names(&mut factors.iter().filter(|own| own.verdict.is_none())),
        ),
    ] {
        if !names.is_empty() {
            parts.push(format!("{what}: {names}"));
        }
    }
    parts.join("; ")
}

/// What first-order indices leave to interactions.
fn first_order(sum: &Estimated, with_chance: bool) -> String {
    let value = sum.value.unwrap_or(f64::NAN);
    let (low, high) = sum.interval().unwrap_or((value, value));
    let told = Shown::of("").estimate(sum.value, sum.interval());
    let rest = sum.interval().map(|(low, high)| (1.0 - high, 1.0 - low));
    let rest = Shown::of("share").estimate(Some(1.0 - value), rest);
    let says = match (high < 1.0, low > 1.0) {
        (true, _) => format!("{rest} of the variance is left to interactions"),
        (_, true) => "that is more than 1: use more rows".to_owned(),
        _ => format!("{rest} of the variance is left to interactions, which may be none"),
    };
    let which = match with_chance {
        true => "first-order indices with that of chance",
        false => "first-order indices",
    };
    format!("{which} add up to {told}: {says}")
}

#[cfg(test)]
mod tests {
    use super::super::outcome::Outcome;
    use super::*;
    use crate::analysis::sensitivity::SensitivityError;
    use serde::Deserialize;

    fn told(finding: &Finding) -> String {
        Tell::tell(finding, &Measures::default()).to_string()
    }

    fn outcome(baseline: Option<&str>) -> Outcome {
        Outcome {
            measure: "researcher_retention_12m".into(),
            variant: "fusion".into(),
            baseline: baseline.map(str::to_owned),
            only_variant: baseline.is_none(),
        }
    }

    fn ranked(factor: &str, value: f64, verdict: Verdict) -> Ranked {
        Ranked {
            factor: factor.into(),
            estimate: Estimated {
                value: Some(value),
                std_error: Some(0.005),
                ci_low: Some(value - 0.01),
                ci_high: Some(value + 0.01),
            },
            verdict: Some(verdict),
        }
    }

    #[test]
    fn factors_are_told_by_what_their_intervals_say() {
        let finding = Finding::Ranking {
            outcome: outcome(Some("loose coupling")),
            index: Index::MuStar,
            factors: vec![
                ranked("tacitness", 0.1, Verdict::Matters),
                ranked("stage_rate", 0.02, Verdict::NotShown),
                ranked("goal_fit", 0.0, Verdict::NotShown),
                ranked("citations", 0.0, Verdict::None),
            ],
            beside: Beside::Dummy,
        };
        assert_eq!(
            told(&finding),
            "Researchers: retained over 12 months, fusion minus loose coupling: factors that matter, \
             by mean size of the change (μ*): tacitness 10.0 pp (9.0 to 11.0); not distinguishable \
             from the dummy: stage_rate and goal_fit; without any effect: citations."
        );
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(value["kind"], "ranking");
        assert_eq!(value["baseline"], "loose coupling");
        assert_eq!(Finding::deserialize(&value).unwrap(), finding);
    }

    #[test]
    fn an_only_variant_is_not_named() {
        let finding = Finding::Chance {
            outcome: outcome(None),
            of_run: 0.341,
            of_mean: Some(0.058),
        };
        assert_eq!(
            told(&finding),
            "Researchers: retained over 12 months: chance accounts for 34% of the variance of single \
             runs, and for 5.8% of that of the means analysed, where it makes factors look \
             more alike."
        );
    }

    #[test]
    fn what_is_missing_is_a_warning() {
        let finding = Finding::LeftOut {
            outcome: outcome(None),
            method: SensitivityMethod::Morris,
            dropped: 3,
            all: 16,
        };
        assert_eq!(Tell::weight(&finding), Weight::Warning);
        assert!(told(&finding).contains(
            "3 of 16 trajectories are left out, since one of their design points has too few values"
        ));
        let finding = Finding::NoIndices {
            outcome: outcome(None),
            problem: SensitivityError::TooFewRows {
                complete: 1,
                all: 16,
            },
        };
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(Finding::deserialize(&value).unwrap(), finding);
        assert!(told(&finding).contains("there are no indices: 1 of 16 rows"));
    }

    #[test]
    fn after_the_largest_factors_names_are_enough() {
        let factors = (0..7).map(|n| ranked(&format!("f{n}"), 0.5, Verdict::Matters));
        let factors: Vec<Ranked> = factors.collect();
        let words = ranking("share", Index::Total, &factors, Beside::Zero);
        assert!(words.starts_with("factors that matter, by total-order index: f0 0.500 (0.490"));
        assert!(
            words.ends_with("; smaller, but significant: f5 and f6"),
            "{words}"
        );
        let none = ranking("share", Index::Total, &[], Beside::Zero);
        assert_eq!(none, "no factor is shown to matter");
    }

    #[test]
    fn the_sum_of_first_order_indices_tells_of_interactions() {
        let first_order = |value: f64, half_width: f64, with_chance| {
            let sum = Estimated {
                value: Some(value),
                std_error: Some(half_width / 2.0),
                ci_low: Some(value - half_width),
                ci_high: Some(value + half_width),
            };
            super::first_order(&sum, with_chance)
        };
        assert_eq!(
            first_order(0.75, 0.125, false),
            "first-order indices add up to 0.75 (0.62 to 0.88): 25% (12 to 38) of the variance is \
             left to interactions"
        );
        assert!(first_order(0.95, 0.05, false).ends_with("interactions, which may be none"));
        assert!(first_order(1.5, 0.1, false).ends_with("use more rows"));
        assert_eq!(
            first_order(0.85, 0.1, true),
            "first-order indices with that of chance add up to 0.85 (0.75 to 0.95): 15% (5 to 25) of \
             the variance is left to interactions"
        );
    }
}

//! How the findings of a calibration are told.

use super::findings::Finding;
use super::settings::Role;
use super::step::Reason;
use crate::analysis::calibration::End;
use crate::experiment::{Measures, Tell, Weight};
use crate::numerals::{Shown, capitalised, listed, percent, significant};
use crate::prose::Prose;

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::Degenerate => Weight::Warning,
            _ => Weight::Result,
        }
    }

    fn tell(&self, measures: &Measures) -> Prose {
        match self {
            Self::Failed { step, reason } => {
                format!("{} failed: {reason}.", capitalised(step.name())).into()
            }
            Self::LeftOut { left_out, sets } => format!(
                "{left_out} of {sets} parameter sets are left out of recovery: they break a rule \
                 of the scenario, or their run has no value of a target."
            )
            .into(),
            Self::Recovered {
                parameter,
                predictivity,
                is_identified,
                level,
                held,
                sets,
            } => {
                let known = predictivity.map_or("unknown".to_owned(), brief);
                let verdict = match is_identified {
                    true => "identified",
                    false => {
                        "not identified: these targets do not determine it, and its posterior is \
                         little more than the prior"
                    }
                };
                Prose::from("Recovery of ").stressed(parameter).plain(format!(
                    ": predictivity {known}, {verdict}; {} intervals held the true value in {held} \
                     of {sets} parameter sets.",
                    percent(*level)
                ))
            }
            Self::Matched {
                wave,
                kept,
                points,
                share,
            } => format!(
                "Wave {wave}: {kept} of {points} points are not implausible, about {} of the space.",
                Shown::of("share").significant(*share, 3)
            )
            .into(),
            Self::NotNarrowed => Prose::from(
                "A wave kept too few points to bound what is left, so ABC searches the whole \
                 prior; more ",
            )
            .code("wave_points")
            .plain(" would help."),
            Self::RuledOut => "History matching rules out everything: no parameter values within \
                               the ranges reproduce what was observed."
                .into(),
            Self::OutOfReach {
                target,
                measure,
                observed,
                least,
                cutoff,
            } => {
                let unit = Shown::of(&measures.get(measure).unit);
                let words = match least {
                    Some(least) => format!(
                        ": no point comes closer to {} than {} standard deviations (the cutoff is \
                         {cutoff}).",
                        unit.significant(*observed, 4),
                        brief(*least)
                    ),
                    None => ": no point has a value in all of its runs.".to_owned(),
                };
                Prose::default().stressed(target).plain(words)
            }
            Self::NotTogether { nearest, cutoff } => format!(
                "Each target is reached somewhere, but not all at once: the nearest point misses \
                 one of them by {} standard deviations (the cutoff is {cutoff}).",
                brief(*nearest)
            )
            .into(),
            Self::Rejected { step, reason, runs } => {
                let why = match reason {
                    Reason::Refused => {
                        "their parameter values together break a rule of the scenario, and count \
                         as outside the prior"
                    }
                    Reason::NoValue => {
                        "they have no value of a fitted target; the posterior is of parameters \
                         that give one"
                    }
                };
                let step = capitalised(step.name());
                format!("{step}: {runs} runs were rejected because {why}.").into()
            }
            Self::NoPosterior => "There is no posterior: it would be that of a model that does not \
                                  reproduce what was observed."
                .into(),
            Self::Sampled {
                sets,
                effective_size,
                runs,
                generations,
                end,
            } => ended(
                format!(
                    "The posterior has {sets} parameter sets, worth {} independent ones, from {runs} \
                     runs in {generations} generations; ",
                    brief(*effective_size)
                ),
                *end,
            ),
            Self::Degenerate => "The posterior rests on a few parameter sets; its intervals cannot \
                                 be trusted."
                .into(),
            Self::Range {
                parameter,
                mean,
                interval: [low, high],
                level,
                prior,
                is_unidentified,
            } => {
                let estimate = Shown::of("").estimate(Some(*mean), Some((*low, *high)));
                let [from, to] = prior.map(brief);
                Prose::default().stressed(parameter).plain(format!(
                    ": {estimate}, a {} interval; the prior is {from} to {to}{}.",
                    percent(*level),
                    unidentified(*is_unidentified)
                ))
            }
            Self::Categories {
                parameter,
                probabilities,
                is_unidentified,
            } => {
                let told = probabilities.iter().map(|(category, probability)| {
                    format!("{category} {}", Shown::of("share").significant(*probability, 2))
                });
                let told = told.collect::<Vec<_>>().join(", ");
                Prose::default()
                    .stressed(parameter)
                    .plain(format!(": {told}{}.", unidentified(*is_unidentified)))
            }
            Self::KnownTogether {
                parameters: [first, second],
                correlation,
            } => Prose::default()
                .stressed(first)
                .plain(" and ")
                .stressed(second)
                .plain(format!(
                    " are known in combination only: correlation {}.",
                    brief(*correlation)
                )),
            Self::Predicted {
                target,
                measure,
                role,
                observed,
                predicted,
                interval,
                tail_area,
                miss,
                is_predicted,
            } => {
                let unit = Shown::of(&measures.get(measure).unit);
                let words = match predicted {
                    None => "no prediction has a value".to_owned(),
                    Some(_) => format!(
                        "observed {}, predicted {}, tail area {}; {}",
                        unit.significant(*observed, 4),
                        unit.estimate(*predicted, *interval),
                        tail_area.map_or("unknown".to_owned(), brief),
                        verdict(*is_predicted, *miss)
                    ),
                };
                let role = match role {
                    Role::Fit => "fitted",
                    Role::Holdout => "held out",
                };
                Prose::default()
                    .stressed(target)
                    .plain(format!(" ({role}): {words}."))
            }
            Self::Checked { missed } if missed.is_empty() => {
                "The posterior predictive check finds no target that the calibrated model does not \
                 reproduce."
                    .into()
            }
            Self::Checked { missed } => format!(
                "The posterior predictive check fails: the calibrated model does not reproduce {}.",
                listed(missed)
            )
            .into(),
        }
    }
}

fn brief(number: f64) -> String {
    significant(number, 3)
}

/// How a parameter is marked of which the targets say nothing.
fn unidentified(is_unidentified: bool) -> &'static str {
    match is_unidentified {
        true => " (not identified)",
        false => "",
    }
}

/// Where an observation lies beside the predictions.
fn verdict(is_predicted: bool, miss: Option<f64>) -> String {
    match (is_predicted, miss) {
        (true, _) => "among the predictions".to_owned(),
        (false, None) => "not predicted".to_owned(),
        (false, Some(miss)) => {
            let side = if miss > 0.0 { "above" } else { "below" };
            let far = brief(miss.abs());
            format!("not predicted: {far} standard deviations {side} their mean")
        }
    }
}

/// A sentence that ends with why there are no more generations.
fn ended(start: String, end: End) -> Prose {
    let told = |words| Prose::from(format!("{start}{words}."));
    let short = |what: &str, key: &str| {
        Prose::from(format!("{start}{what} were used up, and more "))
            .code(key)
            .plain(" may narrow it.")
    };
    match end {
        End::Target => told("the target distance was reached"),
        End::SmallFall => told("the distance hardly fell any further"),
        End::Acceptance => told("too few runs of a further generation would have been accepted"),
        End::Simulations => short("the runs", "most_runs"),
        End::Generations => short("the generations", "generations"),
        End::Interrupted => told("it was interrupted"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::step::Step;
    use super::*;
    use serde::Deserialize;

    fn told(finding: &Finding) -> String {
        Tell::tell(finding, &Measures::default()).to_string()
    }

    #[test]
    fn intervals_are_told_with_their_level() {
        let recovered = |predictivity, is_identified| Finding::Recovered {
            parameter: "cost".into(),
            predictivity,
            is_identified,
            level: 0.9,
            held: 17,
            sets: 20,
        };
        assert_eq!(
            told(&recovered(Some(0.98021), true)),
            "Recovery of cost: predictivity 0.98, identified; 90% intervals held the true value in \
             17 of 20 parameter sets."
        );
        assert!(told(&recovered(None, false)).contains("predictivity unknown, not identified"));
        let range = Finding::Range {
            parameter: "cost".into(),
            mean: 695.7,
            interval: [656.1, 724.6],
            level: 0.9,
            prior: [300.0, 1000.0],
            is_unidentified: false,
        };
        assert_eq!(
            told(&range),
            "cost: 696 (656 to 725), a 90% interval; the prior is 300 to 1000."
        );
    }

    #[test]
    fn what_cannot_be_reached_is_told_with_the_cutoff() {
        let finding = |least| Finding::OutOfReach {
            target: "retention".into(),
            measure: "researcher_retention_12m".into(),
            observed: 0.68,
            least,
            cutoff: 2.5,
        };
        assert_eq!(
            told(&finding(Some(4.13))),
            "retention: no point comes closer to 68% than 4.13 standard deviations (the cutoff is \
             2.5)."
        );
        assert!(told(&finding(None)).ends_with("no point has a value in all of its runs."));
    }

    #[test]
    fn predictions_are_told_in_the_unit_of_the_measure() {
        let predicted = |miss, is_predicted| Finding::Predicted {
            target: "after".into(),
            measure: "researcher_retention_12m".into(),
            role: Role::Holdout,
            observed: 0.68,
            predicted: Some(0.71),
            interval: Some((0.66, 0.76)),
            tail_area: Some(0.21),
            miss,
            is_predicted,
        };
        assert_eq!(
            told(&predicted(Some(-1.2), true)),
            "after (held out): observed 68%, predicted 71.0% (66.0 to 76.0), tail area 0.21; among \
             the predictions."
        );
        assert!(
            told(&predicted(Some(-4.21), false))
                .ends_with("; not predicted: 4.21 standard deviations below their mean.")
        );
        let missed = vec!["a".into(), "b".into(), "c".into()];
        assert_eq!(
            told(&Finding::Checked { missed }),
            "The posterior predictive check fails: the calibrated model does not reproduce a, b \
             and c."
        );
    }

    #[test]
    fn a_posterior_is_told_with_why_it_ended() {
        let sampled = |end| Finding::Sampled {
            sets: 24,
            effective_size: 23.23,
            runs: 200,
            generations: 3,
            end,
        };
        assert_eq!(
            told(&sampled(End::Generations)),
            "The posterior has 24 parameter sets, worth 23.2 independent ones, from 200 runs in 3 \
             generations; the generations were used up, and more `generations` may narrow it."
                .replace('`', "")
        );
        assert!(told(&sampled(End::SmallFall)).ends_with("hardly fell any further."));
    }

    #[test]
    fn findings_are_read_as_they_were_written() {
        let finding = Finding::Rejected {
            step: Step::History,
            reason: Reason::NoValue,
            runs: 12,
        };
        assert_eq!(
            told(&finding),
            "History matching: 12 runs were rejected because they have no value of a fitted \
             target; the posterior is of parameters that give one."
        );
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(value["kind"], "rejected");
        assert_eq!(Finding::deserialize(&value).unwrap(), finding);
        let value = serde_json::to_value(Finding::RuledOut).unwrap();
        assert_eq!(Finding::deserialize(&value).unwrap(), Finding::RuledOut);
    }
}

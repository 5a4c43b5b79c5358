//! How the findings of a discovery are told.

use super::findings::{Finding, Least, Share};
use super::restriction::Restriction;
use crate::experiment::{Measures, Tell, Weight};
use crate::numerals::{Shown, listed, significant};
use crate::prose::Prose;

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::Few { .. } | Self::Accident { .. } | Self::MayBeNoise { .. } => Weight::Warning,
            _ => Weight::Result,
        }
    }

    fn tell(&self, measures: &Measures) -> Prose {
        match self {
            Self::OfInterest {
                measure,
                variant,
                baseline,
                interest,
                of_interest,
                points,
                share: by_weight,
            } => {
                let measure = measures.get(measure);
                let unit = Shown::of(&measure.unit);
                let by_weight = by_weight.map(|own| format!(", {} of their weight", share(own)));
                let (of, mean, unit) = match (variant, baseline) {
                    (Some(variant), Some(baseline)) => {
                        let of = format!(", {variant} minus {baseline}");
                        (of, "mean difference", unit.of_differences())
                    }
                    (Some(variant), None) => (format!(", {variant}"), "mean", unit),
                    (None, _) => (String::new(), "mean", unit),
                };
                Prose::default()
                    .stressed(measure.heading())
                    .plain(format!(
                        "{of}: the {mean} is {} at {of_interest} of {points} design points{}.",
                        interest.told(&unit),
                        by_weight.unwrap_or_default()
                    ))
            }
            Self::Weighted { points, effective } => format!(
                "Shares and means of design points are by their weights: the {points} points tell as \
                 much as {} of equal weight.",
                significant(*effective, 3)
            )
            .into(),
            Self::Undecided { undecided, points } => format!(
                "At {undecided} of {points} design points the interval of the mean includes a bound, or \
                 there is none, so that chance may have put them on either side; more replicates tell."
            )
            .into(),
            Self::LeftOut { points } => {
                format!("{points} design points are left out: no run there has a value.").into()
            }
            Self::NothingOfInterest => {
                "Nothing is of interest at these design points, so that there is no box. That is an \
                 answer about this design and its ranges, not about what lies beyond."
                    .into()
            }
            Self::AllOfInterest => {
                "Every design point is of interest, so that no box tells them from others.".into()
            }
            Self::Few {
                points,
                are_of_interest,
            } => {
                let which = match are_of_interest {
                    true => "of interest",
                    false => "not of interest",
                };
                format!(
                    "{points} design points {which} are few to tell a pattern from chance; take more \
                     design points."
                )
                .into()
            }
            Self::BoxFound {
                number,
                rules,
                coverage,
                density,
                mass,
            } => {
                let among = match number {
                    1 => "",
                    _ => ", of those outside the boxes before it",
                };
                Prose::default()
                    .stressed(format!("Box {number}"))
                    .plain(format!(
                        ", {}: holds {} of what is of interest (coverage), {} of it is of interest \
                         (density), {} of the design points{among}.",
                        joined(rules),
                        share(*coverage),
                        share(*density),
                        share(*mass)
                    ))
            }
            Self::NoBox => "No box was found that is denser in design points of interest than all of \
                            them, by more than chance."
                .into(),
            Self::AllBoxes {
                coverage,
                density,
                of_interest,
            } => format!(
                "All boxes together: coverage {}, density {}; of all design points {} are of interest.",
                share(*coverage),
                share(*density),
                share(*of_interest)
            )
            .into(),
            Self::Accident {
                number,
                factor,
                reproduced,
            } => format!(
                "Box {number} restricts {factor}, which boxes of resampled design points do in {} only: \
                 perhaps an accident of these points.",
                share(*reproduced)
            )
            .into(),
            Self::NoDirection { measure } => Prose::default()
                .stressed(measures.get(measure).heading())
                .plain(": there is no regret, since neither direction is better; ")
                .code("better")
                .plain(" may say which."),
            Self::NoRegret { measure } => Prose::default()
                .stressed(measures.get(measure).heading())
                .plain(
                    ": there is no regret, since at no design point all variants have a value.",
                ),
            Self::LeftOutOfRegret { points } => format!(
                "Regret leaves out {points} design points at which a variant has no value."
            )
            .into(),
            Self::LeastRegret {
                measure,
                greatest,
                in_ten,
                mean,
                weighted,
            } => {
                let odds = match weighted {
                    true => "Design points count by their weights",
                    false => "Design points count alike, whatever their odds",
                };
                let measure = measures.get(measure);
                let unit = Shown::of(&measure.unit);
                let least = |own: &Least| {
                    let regret = unit.distance(Some(own.regret), None);
                    format!("{} ({regret})", own.variant)
                };
                Prose::default()
                    .stressed(measure.heading())
                    .plain(format!(
                        ", least regret: at worst, {}; exceeded at one design point in ten, {}; on \
                         average, {}. {odds}.",
                        least(greatest),
                        least(in_ten),
                        least(mean)
                    ))
            }
            Self::MayBeNoise { variants, points } => format!(
                "The greatest regret of {} may be noise: the maximum over {points} design points is \
                 biased upwards, and more replicates are needed before it means anything.",
                listed(variants)
            )
            .into(),
            Self::Satisficing { variants } => satisficing(variants).into(),
        }
    }
}

fn share(share: f64) -> String {
    Shown::of("share").significant(share, 3)
}

fn joined(rules: &[Restriction]) -> String {
    let rules: Vec<String> = rules.iter().map(Restriction::to_string).collect();
    match rules.is_empty() {
        true => "without a rule".to_owned(),
        false => rules.join(" and "),
    }
}

fn satisficing(variants: &[Share]) -> String {
    let told = variants.iter().map(|own| {
        let share = Shown::of("share").estimate(own.share.value, own.share.interval());
        format!("{} {share}", own.variant)
    });
    format!(
        "Share of the design points at which all thresholds are met: {}.",
        told.collect::<Vec<_>>().join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::super::interest::Interest;
    use super::super::restriction::Allowed;
    use super::*;
    use crate::stats::Estimated;
    use serde::Deserialize;

    fn told(finding: &Finding) -> String {
        let value = serde_json::to_value(finding).unwrap();
        assert_eq!(Finding::deserialize(&value).unwrap(), *finding);
        Tell::tell(finding, &Measures::default()).to_string()
    }

    #[test]
    fn what_is_of_interest_is_told_in_the_unit_of_the_measure() {
        let finding = |baseline: Option<&str>, above, below| Finding::OfInterest {
            measure: "researcher_retention_12m".into(),
            variant: Some("fusion".into()),
            baseline: baseline.map(str::to_owned),
            interest: Interest { above, below },
            of_interest: 30,
            points: 60,
            share: None,
        };
        assert_eq!(
            told(&finding(Some("loose coupling"), Some(0.0125), None)),
            "Researchers: retained over 12 months, fusion minus loose coupling: the mean difference is \
             above 1.25 pp at 30 of 60 design points."
        );
        assert_eq!(
            told(&finding(None, Some(0.8), Some(0.9))),
            "Researchers: retained over 12 months, fusion: the mean is above 80% and below 90% at 30 \
             of 60 design points."
        );
    }

    #[test]
    fn a_box_is_told_by_its_rules() {
        let rule = |factor: &str, unit: &str, to| Restriction {
            factor: factor.into(),
            unit: unit.into(),
            to,
        };
        let structures = ["closed", "open"].map(str::to_owned);
        let finding = |number| Finding::BoxFound {
            number,
            rules: vec![
                rule(
                    "tacitness",
                    "share",
                    Allowed::AtLeast(0.139_259_939_556_906),
                ),
                rule("researchers", "people", Allowed::AtMost(12345.0)),
                rule(
                    "feature_value",
                    "thousand dollars",
                    Allowed::AtLeast(472.604),
                ),
                rule("structure", "", Allowed::Among(structures.clone().into())),
            ],
            coverage: 1.0,
            density: 0.8556,
            mass: 0.5,
        };
        assert_eq!(
            told(&finding(1)),
            "Box 1, tacitness >= 13.9% and researchers <= 12345 people and feature_value >= $0.473m and \
             structure in {closed, open}: holds 100% of what is of interest (coverage), 85.6% of it is \
             of interest (density), 50% of the design points."
        );
        let second = told(&finding(2));
        assert!(
            second.ends_with("50% of the design points, of those outside the boxes before it."),
            "{second}"
        );
        let value = serde_json::to_value(finding(1)).unwrap();
        assert_eq!(value["kind"], "box-found");
        assert_eq!(value["rules"][1]["at_most"], 12345.0);
    }

    #[test]
    fn what_may_be_chance_is_a_warning() {
        let accident = Finding::Accident {
            number: 1,
            factor: "tacitness".into(),
            reproduced: 0.4,
        };
        assert_eq!(Tell::weight(&accident), Weight::Warning);
        assert_eq!(
            told(&accident),
            "Box 1 restricts tacitness, which boxes of resampled design points do in 40% only: perhaps \
             an accident of these points."
        );
        let few = |are_of_interest| Finding::Few {
            points: 7,
            are_of_interest,
        };
        assert!(told(&few(true)).starts_with("7 design points of interest are few"));
        assert!(told(&few(false)).starts_with("7 design points not of interest are few"));
        let noise = Finding::MayBeNoise {
            variants: ["a", "b"].map(str::to_owned).into(),
            points: 60,
        };
        assert!(told(&noise).starts_with("The greatest regret of a and b may be noise"));
    }

    #[test]
    fn variants_are_told_by_regret_and_by_thresholds() {
        let least = |variant: &str, regret| Least {
            variant: variant.into(),
            regret,
        };
        let finding = Finding::LeastRegret {
            measure: "researcher_retention_12m".into(),
            greatest: least("fusion", 0.12),
            in_ten: least("loose coupling", 0.05),
            mean: least("fusion", 0.0),
            weighted: false,
        };
        assert_eq!(
            told(&finding),
            "Researchers: retained over 12 months, least regret: at worst, fusion (12 pp); exceeded at \
             one design point in ten, loose coupling (5 pp); on average, fusion (0 pp). Design points \
             count alike, whatever their odds."
        );
        let share = Estimated {
            value: Some(0.85),
            std_error: Some(0.02),
            ci_low: Some(0.8),
            ci_high: Some(0.9),
        };
        let shares = [share, Estimated::default()].into_iter();
        let variants = shares
            .zip(["fusion", "loose coupling"])
            .map(|(share, variant)| Share {
                variant: variant.into(),
                share,
            });
        let finding = Finding::Satisficing {
            variants: variants.collect(),
        };
        assert_eq!(
            told(&finding),
            "Share of the design points at which all thresholds are met: fusion 85.0% (80.0 to 90.0), \
             loose coupling no value."
        );
    }
}

//! What a comparison found, and how it is told.

use serde::{Deserialize, Serialize};

use super::rows::{Spell, Spread, Verdict};
use crate::experiment::{DrawnFrom, FewRuns, Measure, Measures, Tell, Weight};
use crate::metrics::Better;
use crate::numerals::{Shown, listed};
use crate::prose::Prose;
use crate::stats::Estimated;
use crate::units::Calendar;

/// A finding of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// What one organisation may see of a difference.
    Doubts {
        /// Key of the measure.
        measure: String,
        /// Label of the variant.
        variant: String,
        /// Label of the baseline.
        baseline: String,
        /// Over pairs of runs.
        runs: Spread,
        /// Over draws of the parameters, if they were drawn.
        parameters: Option<Spread>,
        /// From where the parameters were drawn.
        drawn_from: Option<DrawnFrom>,
    },
    /// A variant against the baseline, over the whole.
    Difference {
        /// Key of the measure.
        measure: String,
        /// Label of the variant.
        variant: String,
        /// Label of the baseline.
        baseline: String,
        /// Variant minus baseline.
        difference: Estimated,
        /// What the interval says.
        verdict: Verdict,
    },
    /// The quarters in which a variant differs from the baseline.
    Quarters {
        /// Key of the measure.
        measure: String,
        /// Label of the variant.
        variant: String,
        /// The quarters, in order.
        spells: Vec<Spell>,
        /// How quarters are told.
        #[serde(default, skip_serializing_if = "Calendar::is_empty")]
        calendar: Calendar,
    },
    /// There are fewer pairs of runs than intervals need.
    FewRuns(FewRuns),
    /// Pairs of runs told less than independent runs would have.
    PairingHurt {
        /// Keys of the measures.
        measures: Vec<String>,
    },
}

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::FewRuns(_) | Self::PairingHurt { .. } => Weight::Warning,
            Self::Doubts { .. } | Self::Difference { .. } | Self::Quarters { .. } => Weight::Result,
        }
    }

    fn tell(&self, measures: &Measures) -> Prose {
        match self {
            Self::Doubts {
                measure,
                variant,
                baseline,
                runs,
                parameters,
                drawn_from,
            } => {
                let measure = measures.get(measure);
                let from = match drawn_from {
                    Some(DrawnFrom::Calibration { folder, .. }) => {
                        format!("the calibration in {folder}")
                    }
                    Some(DrawnFrom::Ranges { .. }) | None => "their assumed ranges".to_owned(),
                };
                let drawn = parameters.map_or_else(String::new, |drawn| {
                    let words = spread(&measure, &drawn, "draws");
                    format!("; with parameters drawn from {from}, {words}")
                });
                Prose::default().stressed(measure.heading()).plain(format!(
                    ", {variant} minus {baseline}, in one organisation: {}{drawn}.",
                    spread(&measure, runs, "pairs")
                ))
            }
            Self::Difference {
                measure,
                variant,
                baseline,
                difference,
                verdict,
            } => {
                let measure = measures.get(measure);
                let shown =
                    Shown::of(&measure.unit).difference(difference.value, difference.interval());
                let words = judged(&measure, *verdict);
                Prose::default().stressed(measure.heading()).plain(format!(
                    ", {variant} minus {baseline}, on average: {shown}; {words}."
                ))
            }
            Self::Quarters {
                measure,
                variant,
                spells,
                calendar,
            } => Prose::default()
                .stressed(measures.get(measure).heading())
                .plain(format!(", {variant}: {}.", quarters(spells, *calendar))),
            Self::FewRuns(few) => few.words(measures).into(),
            Self::PairingHurt { measures: keys } => {
                let labels = keys.iter().map(|key| measures.get(key).title);
                format!(
                    "Common random numbers did not help with {} (variance reduction below 1): the \
                     variants react to the same luck in different ways.",
                    listed(labels)
                )
                .into()
            }
        }
    }
}

/// Pairs below which quantiles of their differences say nothing.
const FEWEST: u64 = 10;

/// How often a variant is better, and by how much.
fn spread(measure: &Measure, spread: &Spread, of: &str) -> String {
    let n = spread.n;
    let Some((low, high)) = spread.p05.zip(spread.p95) else {
        return "no value".to_owned();
    };
    if n < FEWEST {
        return format!("too few {of} with a value to tell: {n}");
    }
    if (low, high) == (0.0, 0.0) {
        return format!("no difference in 90% or more of {n} {of}");
    }
    let shown = Shown::of(&measure.unit).of_differences();
    let better = match measure.better {
        Better::Neither => "higher",
        Better::Higher | Better::Lower => "better",
    };
    let share = Shown::of("share").significant(spread.better.unwrap_or_default(), 2);
    let ends = match low < high {
        true => {
            let (_, ends) = shown.apart(low, Some((low, high)));
            format!("{} {}", ends.unwrap_or_default(), shown.unit)
        }
        false => shown.significant(low, 3),
    };
    format!("{better} in {share} of {n} {of}, by {ends} in 90%")
}

/// What a verdict means for whoever wants more, or less, of a measure.
fn judged(measure: &Measure, verdict: Verdict) -> String {
    let better = match measure.better {
        Better::Higher => verdict.sign(),
        Better::Lower => -verdict.sign(),
        Better::Neither => 0,
    };
    let good = match better {
        1 => "better",
        -1 => "worse",
        _ => "",
    };
    match (verdict, good) {
        (Verdict::Higher, "") => "higher".to_owned(),
        (Verdict::Lower, "") => "lower".to_owned(),
        (Verdict::Higher, good) => format!("higher, {good}"),
        (Verdict::Lower, good) => format!("lower, {good}"),
        (Verdict::HigherBeyond, "") => "higher, beyond your threshold".to_owned(),
        (Verdict::LowerBeyond, "") => "lower, beyond your threshold".to_owned(),
        (Verdict::HigherBeyond | Verdict::LowerBeyond, good) => {
            format!("{good}, beyond your threshold")
        }
        (Verdict::Within, _) => "no difference beyond your threshold".to_owned(),
        (Verdict::Identical, _) => "identical".to_owned(),
        (Verdict::Undecided, _) => "undecided".to_owned(),
        (Verdict::Unknown, _) => "unknown: no pair of runs has a value in both".to_owned(),
    }
}

/// `lower in quarters 7 and 14 to 19; higher in quarter 30`, or `lower in 2027-Q4`.
fn quarters(spells: &[Spell], calendar: Calendar) -> String {
    let name = |quarter: u64| calendar.name(quarter as i64);
    let mut parts = Vec::new();
    for (sign, side) in [(1, "higher"), (-1, "lower")] {
        let own: Vec<&Spell> = spells.iter().filter(|spell| spell.sign == sign).collect();
        let one = matches!(own.as_slice(), [only] if only.first == only.last);
        let told = own.iter().map(|spell| match spell.first == spell.last {
            true => name(spell.first),
            false => format!("{} to {}", name(spell.first), name(spell.last)),
        });
        let told = listed(told);
        match (own.is_empty(), one) {
            (true, _) => {}
            (false, _) if !calendar.is_empty() => parts.push(format!("{side} in {told}")),
            (false, true) => parts.push(format!("{side} in quarter {told}")),
            (false, false) => parts.push(format!("{side} in quarters {told}")),
        }
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(finding: &Finding) -> String {
        Tell::tell(finding, &Measures::default()).to_string()
    }

    #[test]
    fn a_difference_is_told_with_what_it_means() {
        let difference = Estimated {
            value: Some(-0.05),
            std_error: Some(0.01),
            ci_low: Some(-0.07),
            ci_high: Some(-0.03),
        };
        let finding = |verdict| Finding::Difference {
            measure: "researcher_retention_12m".into(),
            variant: "fusion".into(),
            baseline: "loose coupling".into(),
            difference,
            verdict,
        };
        assert_eq!(
            told(&finding(Verdict::Lower)),
            "Researchers: retained over 12 months, fusion minus loose coupling, on average: -5.0 pp \
             (-7.0 to -3.0); lower, worse."
        );
        assert!(told(&finding(Verdict::LowerBeyond)).ends_with("; worse, beyond your threshold."));
    }

    #[test]
    fn doubts_are_told_the_widest_last() {
        let spread = |n, better, p05, p95| Spread {
            n,
            better: Some(better),
            p05: Some(p05),
            p50: None,
            p95: Some(p95),
        };
        let finding = Finding::Doubts {
            measure: "papers_accepted".into(),
            variant: "fusion".into(),
            baseline: "loose coupling".into(),
            runs: spread(400, 0.07, -5.0, 0.25),
            parameters: Some(spread(200, 0.2, -12.0, 1.0)),
            drawn_from: Some(DrawnFrom::Ranges { on_evidence: 2 }),
        };
        assert_eq!(
            told(&finding),
            "Papers accepted, fusion minus loose coupling, in one organisation: better in 7% of 400 \
             pairs, by -5.0 to 0.2 papers/quarter in 90%; with parameters drawn from their assumed \
             ranges, better in 20% of 200 draws, by -12.0 to 1.0 papers/quarter in 90%."
        );
    }

    #[test]
    fn few_pairs_and_equal_pairs_claim_no_size() {
        let runs = |n, p05, p95| Finding::Doubts {
            measure: "papers_accepted".into(),
            variant: "fusion".into(),
            baseline: "loose coupling".into(),
            runs: Spread {
                n,
                better: Some(0.5),
                p05: Some(p05),
                p50: Some(p05),
                p95: Some(p95),
            },
            parameters: None,
            drawn_from: None,
        };
        let few = told(&runs(1, -3.0, -3.0));
        assert!(
            few.ends_with("in one organisation: too few pairs with a value to tell: 1."),
            "{few}"
        );
        let equal = told(&runs(400, 0.0, 0.0));
        assert!(
            equal.ends_with("in one organisation: no difference in 90% or more of 400 pairs."),
            "{equal}"
        );
    }

    #[test]
    fn quarters_of_one_side_stand_together() {
        let spell = |sign, first, last| Spell { sign, first, last };
        let spells = [spell(-1, 7, 7), spell(1, 9, 11), spell(-1, 14, 14)];
        assert_eq!(
            quarters(&spells, Calendar::default()),
            "higher in quarters 9 to 11; lower in quarters 7 and 14"
        );
        assert_eq!(
            quarters(&spells[..1], Calendar::default()),
            "lower in quarter 7"
        );
        let start = "2026-Q1".parse().ok();
        assert_eq!(
            quarters(&spells, Calendar { start }),
            "higher in 2028-Q2 to 2028-Q4; lower in 2027-Q4 and 2029-Q3"
        );
    }

    #[test]
    fn findings_are_read_as_they_were_written() {
        let finding = Finding::PairingHurt {
            measures: vec!["papers_accepted".into()],
        };
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(value["kind"], "pairing-hurt");
        assert_eq!(Finding::deserialize(&value).unwrap(), finding);
    }
}

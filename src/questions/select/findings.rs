//! What a selection found, and how it is told.

use serde::{Deserialize, Serialize};

use super::alternative::Alternative;
use super::guarantee::Guarantee;
use crate::analysis::Direction;
use crate::choice::choice;
use crate::experiment::{Measures, Side, Tell, Weight};
use crate::numerals::{Shown, listed};
use crate::prose::Prose;
use crate::stats::Estimated;

/// A finding of a selection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// The best alternative.
    Selected {
        /// Key of the measure.
        measure: String,
        /// The alternative.
        alternative: Alternative,
        /// Which end of the measure is better.
        best: End,
        /// Whether others were out of contention for a constraint, if there are constraints.
        constrained: bool,
        /// Its mean.
        mean: Estimated,
    },
    /// How far the selection can be relied on.
    Guarantee(Guarantee),
    /// No alternative meets the constraints.
    NoneFeasible,
    /// The runs were used up before all but one alternative were dropped.
    NoneSelected {
        /// Runs of each alternative that was still in contention.
        replicates: u64,
        /// These alternatives.
        contenders: Vec<Alternative>,
    },
    /// An alternative violates a constraint.
    Infeasible {
        /// The alternative.
        alternative: Alternative,
        /// Runs after which that was decided.
        after: u64,
        /// Key of the measure that is bounded.
        measure: String,
        /// Its mean.
        mean: Estimated,
        /// Which side of the bound is allowed.
        side: Side,
        /// The bound, in the unit of the measure.
        bound: f64,
    },
    /// Alternatives that differed from the selected one by the same in all runs.
    NothingVaried {
        /// These alternatives.
        alternatives: Vec<Alternative>,
    },
    /// How many runs it took.
    Spent {
        /// Runs used.
        runs: u64,
        /// Runs that were done and not used.
        idle: u64,
        /// Runs of each alternative that was in contention to the end.
        replicates: u64,
        /// How many alternatives there are.
        alternatives: u64,
    },
}

choice! {
    /// An end of a measure.
    pub enum End {
        /// The higher the better.
        Highest = "highest",
        /// The lower the better.
        Lowest = "lowest",
    }
}

impl From<Direction> for End {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Larger => Self::Highest,
            Direction::Smaller => Self::Lowest,
        }
    }
}

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::NothingVaried { .. } => Weight::Warning,
            _ => Weight::Result,
        }
    }

    fn tell(&self, measures: &Measures) -> Prose {
        match self {
            Self::Selected {
                measure,
                alternative,
                best,
                constrained,
                mean,
            } => {
                let measure = measures.get(measure);
                let among = match constrained {
                    true => " among the alternatives that meet the constraints",
                    false => "",
                };
                let mean = Shown::of(&measure.unit).estimate(mean.value, mean.interval());
                Prose::default()
                    .stressed(measure.heading())
                    .plain(", ")
                    .stressed(alternative.to_string())
                    .plain(format!(": selected, with the {best} mean{among}: {mean}."))
            }
            Self::Guarantee(guarantee) => guarantee.told(measures).into(),
            Self::NoneFeasible => {
                "No alternative is selected: each of them violates a constraint.".into()
            }
            Self::NoneSelected {
                replicates,
                contenders,
            } => Prose::from(format!(
                "No alternative is selected: after {replicates} runs of each, the maximum \
                 allowed, these remain: {}. Allow more runs (",
                names(contenders)
            ))
            .code("--replicates")
            .plain(") or widen the indifference zone."),
            Self::Infeasible {
                alternative,
                after,
                measure,
                mean,
                side,
                bound,
            } => {
                let measure = measures.get(measure);
                let unit = Shown::of(&measure.unit);
                let mean = unit.estimate(mean.value, mean.interval());
                let bound = unit.significant(*bound, 4);
                Prose::default().stressed(measure.heading()).plain(format!(
                    ", {alternative}: dropped after {after} runs; the mean is {mean} and must be \
                         {side} {bound}."
                ))
            }
            Self::NothingVaried { alternatives } => format!(
                "The difference between the selected alternative and {} was the same in all runs, \
                 so nothing is known about its variance; use a longer first stage.",
                names(alternatives)
            )
            .into(),
            Self::Spent {
                runs,
                idle,
                replicates,
                alternatives,
            } => {
                let idle = match idle {
                    0 => String::new(),
                    idle => format!(" (and {idle} unused ones in rounds that ended early)"),
                };
                format!(
                    "It took {runs} runs{idle}; {replicates} runs of each of {alternatives} \
                     alternatives would have been {}.",
                    replicates * alternatives
                )
                .into()
            }
        }
    }
}

fn names(alternatives: &[Alternative]) -> String {
    listed(alternatives.iter().map(Alternative::to_string))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{FactorLevel, Level};

    fn told(finding: &Finding) -> String {
        Tell::tell(finding, &Measures::default()).to_string()
    }

    fn alternative(variant: &str) -> Alternative {
        Alternative {
            variant: Some(variant.to_owned()),
            at: vec![FactorLevel {
                factor: "tacitness".into(),
                level: Level::Number(0.5),
            }],
        }
    }

    fn estimated(value: f64, half: f64) -> Estimated {
        Estimated {
            value: Some(value),
            std_error: Some(half / 2.0),
            ci_low: Some(value - half),
            ci_high: Some(value + half),
        }
    }

    #[test]
    fn the_selected_is_told_with_its_mean() {
        let finding = Finding::Selected {
            measure: "latency_restricted_mean".into(),
            alternative: alternative("fusion"),
            best: End::Lowest,
            constrained: true,
            mean: estimated(5.0, 0.25),
        };
        let words = ", fusion at tacitness = 0.5: selected, with the lowest mean among the alternatives \
                     that meet the constraints: 5.00 (4.75 to 5.25) quarters.";
        assert!(told(&finding).ends_with(words), "{}", told(&finding));
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(value["kind"], "selected");
        assert_eq!(Finding::deserialize(&value).unwrap(), finding);
    }

    #[test]
    fn a_violation_is_told_with_the_bound_in_the_unit_of_its_measure() {
        let finding = Finding::Infeasible {
            alternative: alternative("fusion"),
            after: 50,
            measure: "researcher_retention_12m".into(),
            mean: estimated(0.8, 0.02),
            side: Side::AtLeast,
            bound: 0.85,
        };
        assert_eq!(
            told(&finding),
            "Researchers: retained over 12 months, fusion at tacitness = 0.5: dropped after 50 runs; \
             the mean is 80.0% (78.0 to 82.0) and must be at least 85%."
        );
    }

    #[test]
    fn where_none_is_selected_it_is_said_why() {
        let contenders = ["small", "large"].map(|variant| Alternative {
            variant: Some(variant.to_owned()),
            at: Vec::new(),
        });
        let finding = Finding::NoneSelected {
            replicates: 12,
            contenders: contenders.into(),
        };
        assert_eq!(
            told(&finding),
            "No alternative is selected: after 12 runs of each, the maximum allowed, these \
             remain: small and large. Allow more runs (--replicates) or widen the indifference zone."
        );
        let spent = Finding::Spent {
            runs: 420,
            idle: 10,
            replicates: 135,
            alternatives: 5,
        };
        assert_eq!(
            told(&spent),
            "It took 420 runs (and 10 unused ones in rounds that ended early); 135 runs of each of 5 \
             alternatives would have been 675."
        );
    }
}

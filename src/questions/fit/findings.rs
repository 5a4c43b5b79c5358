//! What a fit found, as values.

use serde::{Deserialize, Serialize};

use super::backtest::Counted;
use super::checks::Feature;
use super::described;
use super::fitted::Fitted;
use super::rows::{Backtested, LearntParameter, Standing};

/// A finding of a fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Finding {
    /// About what was learnt.
    Learnt(LearntFinding),
    /// About what the records say.
    Said(described::Finding),
}

/// A finding about what was learnt from records, and how it was tested.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum LearntFinding {
    /// How well the last quarters would have been predicted, as a whole.
    Predicted {
        /// What was predicted.
        counted: Counted,
        /// How many quarters.
        quarters: u64,
        /// Ends of the interval that holds 90% of the prediction.
        low: f64,
        /// Upper end.
        high: f64,
        /// What happened.
        observed: f64,
    },
    /// How often the prediction of a quarter was better than baselines, and intervals held what
    /// happened.
    Scored {
        /// What was predicted.
        counted: Counted,
        /// How many quarters were predicted one by one.
        quarters: u64,
        /// Those in which it was better than last year's rate.
        better_than_last_year: u64,
        /// Those in which it was better than a constant rate by role.
        better_than_by_role: u64,
        /// Mean score relative to that of last year's rate: below 1, it is better.
        relative_to_last_year: f64,
        /// The same relative to that of a constant rate by role.
        relative_to_by_role: f64,
        /// Quarters whose count lay within the middle half of the prediction.
        within_50: u64,
        /// Those within nine tenths.
        within_90: u64,
    },
    /// Nothing was learnt.
    NothingLearnt {
        /// Why not.
        reason: String,
    },
    /// Too few quarters are known for a test of predictions.
    NotTested {
        /// How many are known.
        quarters: u64,
    },
    /// What was learnt of a parameter.
    Learnt {
        /// Its key.
        parameter: String,
        /// Unit of its values.
        unit: String,
        /// Posterior median.
        median: f64,
        /// Lower end of the posterior interval.
        low: f64,
        /// Upper end.
        high: f64,
        /// Level of the interval.
        level: f64,
        /// What is assumed without records.
        assumed: (f64, f64),
    },
    /// What records might have said something about and did not, and all else that is assumed.
    NotIdentified {
        /// Keys of the parameters.
        parameters: Vec<String>,
        /// How many others keep their assumed ranges.
        others: u64,
    },
    /// A feature of the records that the model, with what was learnt, does not make.
    Remarkable {
        /// The feature.
        feature: Feature,
        /// What it is in the records.
        observed: f64,
        /// Quantile at 5% of what simulated organisations have.
        low: f64,
        /// Quantile at 95%.
        high: f64,
        /// Share of them that are as remarkable.
        p: f64,
    },
    /// What to do with what was learnt.
    GoOn,
    /// No feature is remarkable.
    Unremarkable {
        /// How many were looked at.
        features: u64,
    },
}

impl LearntFinding {
    /// What was learnt of a parameter, with intervals at a level.
    pub(super) fn learnt(row: &LearntParameter, level: f64) -> Option<Self> {
        let ((low, high), median) = row.interval().zip(row.median)?;
        Some(Self::Learnt {
            parameter: row.parameter.clone(),
            unit: row.unit.clone(),
            median,
            low,
            high,
            level,
            assumed: (row.assumed_low, row.assumed_high),
        })
    }
}

/// Most parameters that are told one by one, those that the records said most about.
const MOST: usize = 6;

impl Fitted {
    /// What was learnt and how it was tested, the test first.
    pub(super) fn findings(&self, level: f64) -> Vec<LearntFinding> {
        let mut found = Vec::new();
        let tested = || self.backtest.iter().map(|row| &**row);
        for row in tested().filter(|row| row.quarters > 1) {
            found.push(LearntFinding::Predicted {
                counted: row.counted,
                quarters: row.quarters,
                low: row.predicted_p05,
                high: row.predicted_p95,
                observed: row.observed,
            });
        }
        for &counted in Counted::ALL {
            let rows: Vec<&Backtested> = tested()
                .filter(|row| row.quarters == 1 && row.counted == counted)
                .collect();
            if !rows.is_empty() {
                found.push(scored(counted, &rows));
            }
        }
        if self.tests_predictions && self.backtest.is_empty() {
            found.push(LearntFinding::NotTested {
                quarters: u64::from(self.span.quarters),
            });
        }
        found.extend(self.of_checks());
        found.extend(self.of_parameters(level));
        found
    }

    fn of_checks(&self) -> Vec<LearntFinding> {
        let remarkable = self.checks.iter().filter(|row| row.is_remarkable);
        let found: Vec<LearntFinding> = remarkable
            .map(|row| LearntFinding::Remarkable {
                feature: row.feature,
                observed: row.observed,
                low: row.simulated_p05,
                high: row.simulated_p95,
                p: row.p,
            })
            .collect();
        match found.is_empty() {
            true => vec![LearntFinding::Unremarkable {
                features: self.checks.len() as u64,
            }],
            false => found,
        }
    }

    fn of_parameters(&self, level: f64) -> Vec<LearntFinding> {
        let mut learnt: Vec<_> = self
            .parameters
            .iter()
            .filter(|row| row.standing == Standing::Learnt)
            .collect();
        // What was measured comes last: nothing was narrowed.
        learnt.sort_by(|a, b| {
            let of = |narrowed: Option<f64>| narrowed.unwrap_or(-1.0);
            of(b.narrowed).total_cmp(&of(a.narrowed))
        });
        let learnt = learnt.into_iter().take(MOST);
        let learnt = learnt.filter_map(|row| LearntFinding::learnt(row, level));
        let of = |standing| {
            let rows = self.parameters.iter();
            rows.filter(move |row| row.standing == standing)
        };
        let unidentified = of(Standing::NotIdentified).map(|row| row.parameter.clone());
        let rest = LearntFinding::NotIdentified {
            parameters: unidentified.collect(),
            others: of(Standing::Assumed).count() as u64,
        };
        learnt.chain([rest, LearntFinding::GoOn]).collect()
    }
}

fn scored(counted: Counted, rows: &[&Backtested]) -> LearntFinding {
    let count = |is: &dyn Fn(&Backtested) -> bool| rows.iter().filter(|row| is(row)).count() as u64;
    let sum = |of: fn(&Backtested) -> f64| rows.iter().map(|row| of(row)).sum::<f64>();
    let relative = |to: f64| sum(|row| row.score) / to.max(f64::MIN_POSITIVE);
    LearntFinding::Scored {
        counted,
        quarters: rows.len() as u64,
        better_than_last_year: count(&|row| row.score < row.score_last_year),
        better_than_by_role: count(&|row| row.score < row.score_by_role),
        relative_to_last_year: relative(sum(|row| row.score_last_year)),
        relative_to_by_role: relative(sum(|row| row.score_by_role)),
        within_50: count(&Backtested::is_within_half),
        within_90: count(&Backtested::is_within),
    }
}

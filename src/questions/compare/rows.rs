//! The rows of a comparison.

use std::slice::Iter;

use serde::{Deserialize, Serialize};

use crate::choice::choice;
use crate::row::{Field, Heading, row};
use crate::stats::Estimated;
use crate::table::{Cell, Column, Kind};

choice! {
    /// What the interval of a difference says of it, and of what matters.
    pub enum Verdict {
        /// Above 0; no threshold is stated.
        Higher = "higher",
        /// Below 0; no threshold is stated.
        Lower = "lower",
        /// Above the threshold.
        HigherBeyond = "higher, beyond the threshold",
        /// Below the threshold with the other sign.
        LowerBeyond = "lower, beyond the threshold",
        /// Between both.
        Within = "within the threshold",
        /// Exactly 0 in all pairs, of which there are at least two.
        Identical = "identical",
        /// None of these, or there is no interval: fewer than two pairs, or too few that are
        /// all equal.
        Undecided = "undecided",
        /// There is no difference to judge.
        Unknown = "unknown",
    }
}

impl Verdict {
    /// The sign of a difference that is decided: 1 or -1, else 0.
    pub fn sign(self) -> i8 {
        match self {
            Self::Higher | Self::HigherBeyond => 1,
            Self::Lower | Self::LowerBeyond => -1,
            Self::Within | Self::Identical | Self::Undecided | Self::Unknown => 0,
        }
    }
}

choice! {
    /// What simultaneous intervals say of a variant beside the best of the others.
    pub enum Standing {
        /// No other is better.
        Best = "best",
        /// Another is better.
        NotBest = "not best",
        /// Neither is sure.
        Undecided = "undecided",
    }
}

row! {
    /// A variant compared with the baseline.
    pub struct Difference = "differences.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant that is compared with.
        baseline: String,
        /// The variant that is compared.
        variant: String,
        /// Runs in which both have a value.
        pairs: u64 [unit "runs"],
        /// Mean of the baseline over the pairs.
        baseline_mean: Option<f64> [unit "unit of the measure"] [empty "no value"],
        /// Mean of the variant over the pairs.
        variant_mean: Option<f64> [unit "unit of the measure"] [empty "no value"],
        /// Variant minus baseline, mean over pairs of runs with the same luck.
        difference: Estimated [unit "unit of the measure"],
        /// Two-sided paired t test.
        p_value: Option<f64> [unit "probability"] [empty "nothing varies"],
        /// The same, after Holm, over all comparisons of this table.
        p_adjusted: Option<f64> [unit "probability"] [empty "not adjusted, or nothing varies"],
        /// Correlation between the two.
        correlation: Option<f64> [empty "one of them is constant"],
        /// Variance of the difference of independent runs, relative to that of pairs.
        variance_reduction: Option<f64> [unit "ratio"] [empty "the difference is constant"],
        /// What matters in practice.
        threshold: Option<f64> [unit "unit of the measure"] [empty "not stated"],
        /// What the interval says of the difference, and of what matters.
        verdict: Verdict,
    }
}

row! {
    /// How the difference between a variant and the baseline spreads.
    pub struct DifferenceSpread = "spreads.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant that is compared with.
        baseline: String,
        /// The variant that is compared.
        variant: String,
        /// What one organisation may see: over pairs of runs with the same luck.
        runs: Spread,
        /// The same with parameters drawn from their assumed ranges, the same in all variants:
        /// a pair of runs a draw.
        parameters: Spread,
    }
}

/// How a difference, variant minus baseline, spreads over pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// How many pairs have a value of both.
    pub n: u64,
    /// Share of them in which the variant is better; equal ones count half.
    pub better: Option<f64>,
    /// The difference below which 5 percent of them lie.
    pub p05: Option<f64>,
    /// The difference below which 50 percent of them lie.
    pub p50: Option<f64>,
    /// The difference below which 95 percent of them lie.
    pub p95: Option<f64>,
}

impl Field for Spread {
    fn columns(heading: Heading<'_>) -> Vec<Column> {
        const UNIT: &str = "unit of the measure";
        const EMPTY: &str = "no pair has both values, or parameters were fixed";
        let of = |end: &str, kind: Kind, unit: &str, meaning: &str| {
            Column::new(&format!("{}_{end}", heading.name), kind, unit, meaning)
        };
        let quantile = |end: &str, percent: u32| {
            let meaning =
                format!("Difference, variant minus baseline, below which {percent} percent lie.");
            of(end, Kind::Number, UNIT, &meaning).or_empty(EMPTY)
        };
        let better = "Share of them in which the variant is better; equal ones count half. Of a measure \
                      without a preferred direction, in which it is higher.";
        vec![
            of(
                "n",
                Kind::Count,
                "pairs",
                &format!("{} How many have both values.", heading.meaning),
            ),
            of("better", Kind::Number, "share", better).or_empty(EMPTY),
            quantile("p05", 5),
            quantile("p50", 50),
            quantile("p95", 95),
        ]
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        cells.push(Cell::Count(self.n));
        let numbers = [self.better, self.p05, self.p50, self.p95];
        cells.extend(numbers.map(Cell::from));
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        Some(Self {
            n: Field::take(cells)?,
            better: Field::take(cells)?,
            p05: Field::take(cells)?,
            p50: Field::take(cells)?,
            p95: Field::take(cells)?,
        })
    }
}

row! {
    /// A variant compared with the baseline in a quarter.
    pub struct QuarterDifference = "quarters.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant that is compared.
        variant: String,
        /// Observed quarter, from 0.
        quarter: u64 [unit "quarters"],
        /// Runs in which both have a value.
        pairs: u64 [unit "runs"],
        /// Variant minus baseline in this quarter, mean over pairs of runs with the same luck.
        difference: Estimated [unit "unit of the measure"],
    }
}

row! {
    /// A variant beside the best of the others.
    pub struct BesideBest = "best.csv" {
        /// Key of the measure.
        measure: String,
        /// The variant.
        variant: String,
        /// Its mean minus the best mean among the others; above 0: better.
        difference: Option<f64> [unit "unit of the measure"] [empty "no interval"],
        /// Lower end of simultaneous intervals; 0: no other is better.
        ci_low: Option<f64> [unit "unit of the measure"] [empty "no interval"],
        /// Upper end of simultaneous intervals; 0: another is at least as good.
        ci_high: Option<f64> [unit "unit of the measure"] [empty "no interval"],
        /// What the intervals say.
        verdict: Standing,
    }
}

/// Quarters in a row in which a difference has the same sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// Its sign: 1 or -1.
    pub sign: i8,
    /// The first quarter.
    pub first: u64,
    /// The last quarter.
    pub last: u64,
}

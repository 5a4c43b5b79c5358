//! The rows of an audit.

use std::slice::Iter;

use super::claim::Compare;
use crate::choice::choice;
use crate::row::{Field, Heading, row};
use crate::table::{Cell, Column, Kind};

choice! {
    /// What a claim's own values say of its change as stated.
    pub enum Arithmetic {
        /// It is their change in percent.
        Holds = "holds",
        /// It is the difference of two percentages, in points.
        Points = "points stated as percent",
        /// It is neither.
        Wrong = "wrong",
        /// No change in percent is stated, or there is no other value.
        Unchecked = "not checked",
    }
}

choice! {
    /// What the test of two counts says of their difference.
    pub enum Chance {
        /// It is significant.
        MoreThanNoise = "more than noise",
        /// It is not.
        Compatible = "compatible with noise",
        /// The values are no counts over equal times.
        Untested = "not tested",
    }
}

choice! {
    /// Where a claim lies beside the model's interval over the plausible ranges.
    pub enum Position {
        /// Inside.
        Inside = "inside",
        /// Outside.
        Outside = "outside",
        /// No run has a number.
        NoNumber = "no number",
        /// It is not compared with the model.
        NotCompared = "not compared",
    }
}

choice! {
    /// Which ranges of the parameters hold a claim.
    pub enum Reach {
        /// Those of the literature.
        Literature = "the plausible ranges",
        /// Stretched ones.
        Stretched = "widened ranges",
        /// None that was tried.
        NotReached = "not reached",
    }
}

/// A central interval over draws and runs with its median, in the claim's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    /// Its low end; none if no run has a number.
    pub low: Option<f64>,
    /// The median.
    pub median: Option<f64>,
    /// Its high end.
    pub high: Option<f64>,
}

impl Span {
    /// Low end, median and high end; none unless all are there.
    pub fn ends(&self) -> Option<[f64; 3]> {
        Some([self.low?, self.median?, self.high?])
    }
}

impl From<[f64; 3]> for Span {
    fn from([low, median, high]: [f64; 3]) -> Self {
        Self {
            low: Some(low),
            median: Some(median),
            high: Some(high),
        }
    }
}

impl Field for Span {
    fn columns(heading: Heading<'_>) -> Vec<Column> {
        let column = |end: &str, what: &str| {
            let name = format!("{}_{end}", heading.name);
            let meaning = format!("{} {what}", heading.meaning);
            let column = Column::new(&name, Kind::Number, heading.unit, &meaning);
            column.or_empty(heading.empty)
        };
        let central = "of the central interval over draws and runs, at the confidence level of the \
                       manifest.";
        vec![
            column("low", &format!("Lower end {central}")),
            column("median", "Median over draws and runs."),
            column("high", &format!("Upper end {central}")),
        ]
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        cells.extend([self.low, self.median, self.high].map(Cell::from));
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        Some(Self {
            low: Field::take(cells)?,
            median: Field::take(cells)?,
            high: Field::take(cells)?,
        })
    }
}

row! {
    /// What an audit says of a claim.
    pub struct AuditedClaim = "claims.csv" {
        /// Identifier of the claim.
        claim: String,
        /// What it is about.
        quantity: String,
        /// Stated value before, or low end of a range.
        before: Option<f64> [unit "claim's unit"] [empty "not stated"],
        /// Stated value after, the only one, or high end of a range.
        after: Option<f64> [unit "claim's unit"] [empty "not stated"],
        /// Unit of both.
        unit: Option<String> [empty "not stated"],
        /// The change as stated.
        stated_change: Option<String> [empty "not stated"],
        /// After minus before.
        difference: Option<f64> [unit "claim's unit"] [empty "one level, or a range"],
        /// The same relative to before.
        relative: Option<f64> [unit "share"] [empty "one level, a range, or a change from zero"],
        /// By what factor the share of people who leave changes.
        attrition_factor: Option<f64> [unit "ratio"] [empty "not about shares that are retained"],
        /// After relative to before, of constant hazards that give these shares.
        hazard_ratio: Option<f64> [unit "ratio"] [empty "not about shares that are retained"],
        /// What these say of the change as stated.
        arithmetic: Arithmetic,
        /// Exact two-sided conditional binomial test.
        p_value: Option<f64> [unit "probability"] [empty "there is no counting noise to test"],
        /// What the test says, at what the confidence level of the manifest leaves.
        noise: Chance,
        /// Key of the measure with which it is compared.
        measure: Option<String> [empty "the model has none"],
        /// What is compared.
        compare: Option<Compare> [empty "the model has no measure"],
        /// The note on the claim.
        note: Option<String> [empty "there is none"],
        /// Where it lies beside the model's interval over the plausible ranges.
        literature: Position,
        /// Which ranges hold it.
        reached: Option<Reach> [empty "not compared"],
        /// Before, over the plausible ranges.
        literature_before: Span [unit "claim's unit"] [empty "not compared"],
        /// After, over the plausible ranges.
        literature_after: Span [unit "claim's unit"] [empty "not compared"],
        /// The change, a ratio where ratios are compared, over the plausible ranges.
        literature_change: Span [unit "claim's unit"] [empty "not compared"],
        /// Before, over widened ranges.
        wide_before: Span [unit "claim's unit"] [empty "not compared, or not needed"],
        /// After, over widened ranges.
        wide_after: Span [unit "claim's unit"] [empty "not compared, or not needed"],
        /// The change, a ratio where ratios are compared, over widened ranges.
        wide_change: Span [unit "claim's unit"] [empty "not compared, or not needed"],
        /// Stretch of the wide ranges: the smallest that holds the claim, or the largest tried.
        stretch: Option<f64> [unit "ratio"] [empty "not compared, or not needed"],
        /// Draws from the plausible ranges that have a value.
        draws_used: Option<u64> [unit "draws"] [empty "not compared"],
        /// Parameters that were drawn.
        parameters_drawn: Option<u64> [unit "parameters"] [empty "not compared"],
        /// Parameters held fixed because a rule ties them to others.
        held_fixed: Option<String> [empty "not compared, or none"],
        /// What is stated of that which is compared, the change if there is one: low end of
        /// a range, or the number.
        stated_low: Option<f64> [unit "claim's unit"] [empty "not compared"],
        /// The same: high end of a range, or the number.
        stated_high: Option<f64> [unit "claim's unit"] [empty "not compared"],
    }
}

impl AuditedClaim {
    /// What the model predicts of that which is compared, over the plausible ranges:
    /// the change if there is one, else the level after.
    pub fn literature_compared(&self) -> Option<[f64; 3]> {
        let change = self.literature_change.ends();
        change.or_else(|| self.literature_after.ends())
    }

    /// The same over widened ranges.
    pub fn wide_compared(&self) -> Option<[f64; 3]> {
        let change = self.wide_change.ends();
        change.or_else(|| self.wide_after.ends())
    }

    /// What is stated of that which is compared: low and high end.
    pub fn stated(&self) -> Option<(f64, f64)> {
        self.stated_low.zip(self.stated_high)
    }
}

row! {
    /// A parameter that drives a claim that lies outside.
    pub struct Driver = "drivers.csv" {
        /// Identifier of the claim.
        claim: String,
        /// Key of the parameter.
        parameter: String,
        /// Rank correlation of its draws with what is compared.
        correlation: f64,
        /// The value at which it alone makes the model's interval hold the claim.
        value: Option<f64> [unit "unit of the parameter"] [empty "not reached"],
        /// The stretch of its range that has this value as an end.
        stretch: Option<f64> [unit "ratio"] [empty "not reached"],
    }
}

//! What the model predicts for a claim.

use super::claim::{Claim, Compare};
use super::rows::Span;
use super::world::Outcomes;
use crate::stats::{quantiles, tail_probability};

/// What the model predicts for a claim under one prior.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prediction {
    pub(super) before: Span,
    pub(super) after: Span,
    /// Difference or ratio.
    pub(super) change: Span,
    /// Whether the interval of what is compared holds the claim.
    pub(super) is_inside: bool,
    /// Draws with a number.
    pub(super) used: usize,
}

impl Prediction {
    /// That of the claim number `index` of a scenario, with central intervals of a level.
    pub(super) fn of(claim: &Claim, outcomes: &Outcomes, index: usize, level: f64) -> Self {
        let tail = tail_probability(level);
        let span = |number: &dyn Fn([f64; 2]) -> f64| {
            let numbers = outcomes
                .rows
                .iter()
                .map(|(_, levels)| number(levels[index]));
            let mut numbers: Vec<f64> = numbers.filter(|number| number.is_finite()).collect();
            let ends = quantiles(&mut numbers, [tail, 0.5, 1.0 - tail]);
            (ends.map_or(Span::default(), Span::from), numbers.len())
        };
        let (compared, used) = span(&|levels| compared(claim, levels));
        let [low, high] = stated(claim);
        let has_change = claim.targets[0].is_some();
        Self {
            before: span(&|levels| levels[0]).0,
            after: span(&|levels| levels[1]).0,
            change: if has_change {
                compared
            } else {
                Span::default()
            },
            is_inside: compared
                .ends()
                .is_some_and(|[from, _, to]| from <= high && low <= to),
            used,
        }
    }
}

/// The number of a draw that is compared with the claim.
pub(super) fn compared(claim: &Claim, [before, after]: [f64; 2]) -> f64 {
    match claim.compare {
        Some(Compare::Ratio) => after / before,
        _ if claim.targets[0].is_some() => after - before,
        _ => after,
    }
}

/// The claim's own such number: low and high end.
pub(super) fn stated(claim: &Claim) -> [f64; 2] {
    let [before, after] = [claim.before, claim.after].map(|level| level.unwrap_or(f64::NAN));
    match claim.compare {
        Some(Compare::Range) => [before, after],
        _ => [compared(claim, [before, after]); 2],
    }
}

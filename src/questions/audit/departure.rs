//! What it would take: which parameters drive a claim, and how far one of them
//! alone would have to go.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::claim::Claim;
use super::prediction::{Prediction, compared, stated};
use super::world::{AuditError, Outcomes, World};

/// Factors by which the literature's ranges are stretched, one after the other.
pub(super) const FACTORS: [f64; 6] = [1.5, 2.0, 3.0, 4.0, 6.0, 8.0];
/// How many parameters are looked at.
const TOP: usize = 5;
/// Most draws for one value of one parameter.
const MOST_DRAWS: usize = 60;

/// A parameter that drives a claim, and how far it alone would have to go.
#[derive(Clone, Debug)]
pub(super) struct Departure {
    pub(super) key: String,
    /// Spearman's rank correlation with the number compared.
    pub(super) correlation: f64,
    /// The value that suffices and its stretch factor; none within the allowed
    /// range and the largest factor.
    pub(super) reach: Option<(f64, f64)>,
}

/// Looks for departures from the literature's ranges; what is run for one claim serves
/// the others.
pub(super) struct Departures<'a> {
    world: &'a World<'a>,
    literature: &'a Outcomes,
    /// Outcomes with one parameter at a value, by its place and the bits of the value.
    known: BTreeMap<(usize, u64), Outcomes>,
}

impl<'a> Departures<'a> {
    pub(super) fn new(world: &'a World<'a>, literature: &'a Outcomes) -> Self {
        Self {
            world,
            literature,
            known: BTreeMap::new(),
        }
    }

    /// Those for the claim number `index` of the scenario, which lies outside.
    pub(super) fn of(&mut self, index: usize) -> Result<Vec<Departure>, AuditError> {
        let claim = self.world.claims[index].1;
        let wanted = direction(claim, self.literature, index);
        let strongest = strongest(self.world, claim, self.literature, index);
        let departure = |(parameter, correlation): (usize, f64)| {
            let reach = self.reach(index, parameter, wanted * correlation > 0.0)?;
            Ok(Departure {
                key: self.world.prior.drawn[parameter].key.clone(),
                correlation,
                reach,
            })
        };
        strongest.into_iter().map(departure).collect()
    }

    /// How far a parameter alone has to go up, or down, until the claim lies inside.
    fn reach(
        &mut self,
        index: usize,
        parameter: usize,
        up: bool,
    ) -> Result<Option<(f64, f64)>, AuditError> {
        let claim = self.world.claims[index].1;
        let level = self.world.settings.level;
        let mut last = None;
        for factor in FACTORS {
            let (low, high) = self.world.prior.drawn[parameter].stretched(factor);
            let value = if up { high } else { low };
            if last == Some(value) {
                break;
            }
            last = Some(value);
            let outcomes = self.pinned(parameter, value)?;
            if Prediction::of(claim, outcomes, index, level).is_inside {
                return Ok(Some((value, factor)));
            }
        }
        Ok(None)
    }

    /// Outcomes with one parameter at a value.
    fn pinned(&mut self, parameter: usize, value: f64) -> Result<&Outcomes, AuditError> {
        let draws = self.literature.rows.len().min(MOST_DRAWS);
        match self.known.entry((parameter, value.to_bits())) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(free) => {
                let outcomes = self.world.draw(1.0, Some((parameter, value)), draws)?;
                Ok(free.insert(outcomes))
            }
        }
    }
}

/// The sign of the way from the model's median to the claim.
fn direction(claim: &Claim, outcomes: &Outcomes, index: usize) -> f64 {
    let numbers = outcomes
        .rows
        .iter()
        .map(|(_, levels)| compared(claim, levels[index]));
    let mut numbers: Vec<f64> = numbers.filter(|number| number.is_finite()).collect();
    let median = crate::stats::quantiles(&mut numbers, [0.5]).map_or(0.0, |[median]| median);
    if stated(claim)[0] > median { 1.0 } else { -1.0 }
}

/// The parameters with the strongest rank correlation.
fn strongest(
    world: &World<'_>,
    claim: &Claim,
    outcomes: &Outcomes,
    index: usize,
) -> Vec<(usize, f64)> {
    let rows = outcomes.rows.iter();
    let pairs: Vec<(&Vec<f64>, f64)> = rows
        .map(|(values, levels)| (values, compared(claim, levels[index])))
        .filter(|(_, number)| number.is_finite())
        .collect();
    let numbers = ranks(pairs.iter().map(|(_, number)| *number));
    let mut found: Vec<(usize, f64)> = (0..world.prior.drawn.len())
        .map(|parameter| {
            let own = ranks(pairs.iter().map(|(values, _)| values[parameter]));
            (parameter, correlation(&own, &numbers))
        })
        .filter(|(_, correlation)| correlation.is_finite())
        .collect();
    found.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    found.truncate(TOP);
    found
}

/// Ranks, with the mean rank for ties.
fn ranks(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let numbers: Vec<f64> = numbers.collect();
    let mut sorted = numbers.clone();
    sorted.sort_by(f64::total_cmp);
    let rank = |number: &f64| {
        let below = sorted.partition_point(|other| other < number);
        let up_to = sorted.partition_point(|other| other <= number);
        f64::midpoint(below as f64, up_to as f64)
    };
    numbers.iter().map(rank).collect()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |numbers: &[f64]| numbers.iter().sum::<f64>() / numbers.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let products = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b));
    let square = |numbers: &[f64], mean: f64| -> f64 {
        numbers.iter().map(|x| (x - mean) * (x - mean)).sum()
    };
    products.sum::<f64>() / (square(a, mean_a) * square(b, mean_b)).sqrt()
}

//! Whether the model, with what was learnt, makes records like those that were read.

use super::hazard::{Cells, is_exit};
use super::posterior::Posterior;
use super::statistics::Scope;
use super::world::World;
use crate::choice::choice;
use crate::elementary::ln;
use crate::engine::{MonteCarlo, Signals};
use crate::records::Records;
use crate::stats::quantiles;

/// Organisations that are simulated for the checks.
pub(super) const SIMULATED: usize = 600;

/// Chance at which some check is remarkable although the model is right.
const FALSE_ALARM: f64 = 0.05;

choice! {
    /// What is compared.
    pub enum Feature {
        /// Differences between the quarters of the year in exits: chi-squared by degrees of
        /// freedom.
        Seasons = "seasons",
        /// Exits by quarter relative to chance: variance by mean.
        Quarters = "unevenness of quarters",
        /// Exits in teams relative to chance: chi-squared by degrees of freedom.
        Teams = "unevenness of teams",
        /// Most people who left one team in a quarter.
        Exodus = "largest exodus of a team",
        /// Exits of the second half of the records relative to those of the first.
        Trend = "trend of exits",
    }
}

/// A feature of the records, and what it is in simulated ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Check {
    pub(super) feature: Feature,
    pub(super) observed: f64,
    /// Quantiles at 5, 50 and 95 percent.
    pub(super) simulated: [f64; 3],
    /// Chance of a simulated organisation to be as remarkable.
    pub(super) p: f64,
    /// Whether that is too small, over all checks together.
    pub(super) is_remarkable: bool,
}

/// Compares records with those of organisations that are simulated with what was learnt. None
/// if it was interrupted.
pub(super) fn checks(
    records: &Records,
    world: &World,
    scope: &Scope,
    posterior: &Posterior,
    (engine, signals): (&MonteCarlo, &Signals),
) -> Option<Vec<Check>> {
    let chosen = posterior.resampled(SIMULATED);
    let of_simulated = scope.of_simulated();
    let simulated = world.records(&chosen, 7_000_000_000, (engine, signals), |records| {
        features(records, &of_simulated)
    })?;
    let observed = features(records, scope);
    let asked: Vec<usize> = (0..Feature::ALL.len())
        .filter(|&place| {
            let needs_teams = matches!(Feature::ALL[place], Feature::Teams | Feature::Exodus);
            scope.has_teams || !needs_teams
        })
        .collect();
    let cutoff = FALSE_ALARM / asked.len() as f64;
    let checks = asked.into_iter().map(|place| {
        let feature = Feature::ALL[place];
        let mut numbers: Vec<f64> = simulated.iter().map(|own| own[place]).collect();
        let at_least = share(&numbers, |own| own >= observed[place]);
        let at_most = share(&numbers, |own| own <= observed[place]);
        // A trend may go either way; of all else, only more than the model makes is remarkable.
        let p = match feature {
            Feature::Trend => (2.0 * at_least.min(at_most)).min(1.0),
            _ => at_least,
        };
        Check {
            feature,
            observed: observed[place],
            simulated: quantiles(&mut numbers, [0.05, 0.5, 0.95]).unwrap_or([f64::NAN; 3]),
            p,
            is_remarkable: p < cutoff,
        }
    });
    Some(checks.collect())
}

/// A share in which what is asked about counts as one of them, so that it is never 0.
fn share(numbers: &[f64], is: impl Fn(f64) -> bool) -> f64 {
    let count = numbers.iter().filter(|&&own| is(own)).count();
    (count + 1) as f64 / (numbers.len() + 1) as f64
}

/// All features, in their order.
fn features(records: &Records, scope: &Scope) -> [f64; 5] {
    let span = scope.span;
    let quarters = span.quarters as usize;
    let mut exits = vec![0.0; quarters];
    let mut people = vec![0.0; quarters];
    let mut teams = vec![0u32; records.teams * quarters];
    for stay in &records.stays {
        for (quarter, people) in people.iter_mut().enumerate() {
            let day = span.first_day(quarter as u32);
            if stay.is_there(day) {
                *people += 1.0;
            }
        }
        let Some(quarter) = stay.ended.and_then(|ended| span.quarter_of(ended.day)) else {
            continue;
        };
        if is_exit(stay) {
            exits[quarter as usize] += 1.0;
            if let Some(team) = stay.post(span.first_day(quarter)).team {
                teams[team as usize * quarters + quarter as usize] += 1;
            }
        }
    }
    let rate = exits.iter().sum::<f64>() / people.iter().sum::<f64>().max(1.0);
    let mut of_year = [(0.0, 0.0); 4];
    for (quarter, (exits, people)) in exits.iter().zip(&people).enumerate() {
        let season = span.first.after(quarter as i64).in_year() as usize - 1;
        of_year[season].0 += exits;
        of_year[season].1 += people * rate;
    }
    let expected: Vec<f64> = people.iter().map(|people| people * rate).collect();
    let half = quarters / 2;
    let rate_of = |range: std::ops::Range<usize>| {
        let (exits, people) = (&exits[range.clone()], &people[range]);
        (exits.iter().sum::<f64>() + 0.5) / (people.iter().sum::<f64>() + 1.0)
    };
    let cells = Cells::of(records, span, scope.units, &scope.unit_of);
    [
        pearson(of_year.into_iter()),
        pearson(exits.iter().copied().zip(expected)),
        cells.effects().dispersion,
        f64::from(teams.into_iter().max().unwrap_or(0)),
        ln(rate_of(half..quarters) / rate_of(0..half)),
    ]
}

/// Pearson's chi-squared of counts and what is expected of them, by degrees of freedom.
fn pearson(counts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut sum, mut cells) = (0.0, 0.0);
    for (count, expected) in counts {
        if expected > 0.0 {
            sum += (count - expected) * (count - expected) / expected;
            cells += 1.0;
        }
    }
    sum / (cells - 1.0f64).max(1.0)
}

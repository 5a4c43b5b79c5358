//! When to stop: precision targets with a guard against stopping too early.

use super::Next;
use crate::stats::{Estimate, Method};

/// Stops when the confidence intervals of several measures are narrow enough.
///
/// A target is an absolute half-width (Law's sequential procedure). An interval
/// that is looked at again and again is sometimes narrow by luck, and stopping
/// at that moment makes it cover too seldom. So, after Hoad, Robinson & Davies
/// (2010), all targets must go on holding at every look for another
/// `kLimit / 100 * max(n, 100)` runs with `kLimit` = 5; if one fails, the wait
/// starts anew. No measure counts as met before it has values of `least_runs`
/// runs, whatever they look like.
///
/// The rule is looked at once a batch, so where it stops does not depend on
/// threads.
///
/// ```
/// use orgsim::engine::{Next, StoppingRule};
/// use orgsim::stats::{Estimate, Moments};
/// let mut rule = StoppingRule::new(vec![0.5], 30);
/// let mut values = Moments::default();
/// let mut runs = 0;
/// let mut next = Next::Continue;
/// while next == Next::Continue {
///     runs += 10;
///     values.extend((runs - 10..runs).map(|run| (run % 3) as f64));
///     next = rule.check(runs, &[Estimate::of_mean(&values, 0.95)]);
/// }
/// assert_eq!(runs, 40); // met at 30, and still met 5 runs later
/// ```
#[derive(Clone, Debug)]
pub struct StoppingRule {
    targets: Vec<f64>,
    least_runs: u64,
    met_since: Option<u64>,
}

/// How a measure stands against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its interval is too wide, or it has values of too few runs.
    Open,
    /// Its interval is narrow enough.
    Met,
    /// All runs gave the same value: more of them promise nothing. It counts
    /// as met, but is not known to be precise.
    Constant,
}

impl StoppingRule {
    /// Fewest runs before any measure counts as met, for batches of `batch`.
    pub fn least_runs_for(batch: u64) -> u64 {
        batch.max(30)
    }

    /// A rule with an absolute half-width for each measure, in its unit.
    pub fn new(targets: Vec<f64>, least_runs: u64) -> Self {
        Self {
            targets,
            least_runs,
            met_since: None,
        }
    }

    /// Looks at the estimates after `runs` runs, in the order of the targets,
    /// and decides. A rule without targets never stops.
    pub fn check(&mut self, runs: u64, estimates: &[Estimate]) -> Next {
        if !self.is_met(estimates) {
            self.met_since = None;
            return Next::Continue;
        }
        let since = *self.met_since.get_or_insert(runs);
        if runs >= since + look_ahead(since) {
            Next::Stop
        } else {
            Next::Continue
        }
    }

    /// How each measure stands against its target.
    pub fn standings(&self, estimates: &[Estimate]) -> Vec<Standing> {
        let pairs = self.targets.iter().zip(estimates);
        pairs
            .map(|(&target, estimate)| self.standing(target, estimate))
            .collect()
    }

    /// Whether all targets are met. At a number of runs that was fixed
    /// beforehand this needs no guard.
    pub fn is_met(&self, estimates: &[Estimate]) -> bool {
        let mut pairs = self.targets.iter().zip(estimates);
        !self.targets.is_empty()
            && estimates.len() >= self.targets.len()
            && pairs.all(|(&target, estimate)| self.standing(target, estimate) != Standing::Open)
    }

    fn standing(&self, target: f64, estimate: &Estimate) -> Standing {
        if estimate.n < self.least_runs {
            Standing::Open
        } else if estimate.method == Method::Constant {
            Standing::Constant
        } else if estimate.half_width().is_some_and(|h| h <= target) {
            Standing::Met
        } else {
            Standing::Open
        }
    }
}

/// Further runs for which targets that were met after `runs` must hold.
fn look_ahead(runs: u64) -> u64 {
    const LIMIT_PERCENT: u64 = 5;
    (runs.max(100) * LIMIT_PERCENT).div_ceil(100)
}

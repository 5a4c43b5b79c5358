//! Curves over the runs so far, in memory that grows with the points of a curve
//! alone.

use crate::metrics::{Fate, LatencyPoint, TenurePoint};
use crate::stats::{Estimate, Moments};

/// Survival at a tenure, in a window and for a role, over the runs so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct TenureTotals {
    runs: u64,
    survival: Moments,
    at_risk: u64,
    exits: u64,
}

/// What became of breakthroughs, at a time since they were made and in a window,
/// over the runs so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct LatencyTotals {
    runs: u64,
    /// A place for each fate.
    shares: [Moments; Fate::ALL.len()],
    at_risk: u64,
}

impl TenureTotals {
    /// Takes in the next run.
    pub(super) fn fold(&mut self, point: &TenurePoint) {
        self.runs += 1;
        self.at_risk += point.at_risk;
        self.exits += point.exits;
        if let Some(survival) = point.survival {
            self.survival.push(survival);
        }
    }

    /// The mean survival over the runs that had one, with the interval of Student's
    /// t.
    pub fn survival(&self, level: f64) -> Estimate {
        Estimate::of_mean(&self.survival, level)
    }

    /// People at risk at the tenure in a run, on average over all runs; none without
    /// runs.
    pub fn at_risk(&self) -> Option<f64> {
        mean(self.at_risk, self.runs)
    }

    /// How many of them left, on average over all runs; none without runs.
    pub fn exits(&self) -> Option<f64> {
        mean(self.exits, self.runs)
    }
}

impl LatencyTotals {
    /// Takes in the next run.
    pub(super) fn fold(&mut self, point: &LatencyPoint) {
        self.runs += 1;
        self.at_risk += point.at_risk;
        for &fate in Fate::ALL {
            let share = match fate {
                Fate::Shipped => point.shipped,
                Fate::Abandoned => point.abandoned,
                Fate::Open => point.open,
            };
            if let Some(share) = share {
                self.shares[fate as usize].push(share);
            }
        }
    }

    /// The mean share with a fate over the runs that had one, with the interval of
    /// Student's t.
    pub fn share(&self, fate: Fate, level: f64) -> Estimate {
        Estimate::of_mean(&self.shares[fate as usize], level)
    }

    /// Breakthroughs in a run that were followed for that long and open until then,
    /// on average over all runs; none without runs.
    pub fn at_risk(&self) -> Option<f64> {
        mean(self.at_risk, self.runs)
    }
}

fn mean(sum: u64, runs: u64) -> Option<f64> {
    (runs > 0).then(|| sum as f64 / runs as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_without_a_share_count_for_those_at_risk_alone() {
        let mut tenure = TenureTotals::default();
        let mut latency = LatencyTotals::default();
        assert_eq!((tenure.at_risk(), latency.at_risk()), (None, None));
        for (share, at_risk) in [(Some(0.5), 4), (None, 0), (Some(1.0), 8)] {
            tenure.fold(&TenurePoint {
                survival: share,
                at_risk,
                exits: at_risk / 4,
            });
            latency.fold(&LatencyPoint {
                shipped: share,
                abandoned: share.map(|_| 0.0),
                open: share.map(|share| 1.0 - share),
                at_risk,
            });
        }
        let survival = tenure.survival(0.95);
        assert_eq!((survival.value, survival.n), (Some(0.75), 2));
        assert_eq!((tenure.at_risk(), tenure.exits()), (Some(4.0), Some(1.0)));
        let shares = Fate::ALL.iter().map(|&fate| latency.share(fate, 0.95));
        let shares: Vec<_> = shares.map(|share| (share.value, share.n)).collect();
        assert_eq!(shares, [(Some(0.75), 2), (Some(0.0), 2), (Some(0.25), 2)]);
        assert_eq!(latency.at_risk(), Some(4.0));
    }
}

//! Survival with censoring and delayed entry.

use super::{ROUNDING, SpellTable, half_width, place};
use crate::stats::interval::log_log_interval;

/// The estimator of Kaplan & Meier (1958): the share of spells that last
/// beyond a tick, `S(t) = prod over i <= t of (1 - d_i / n_i)` with `d_i`
/// events of any cause among `n_i` at risk.
///
/// It is defined up to the last tick at which somebody was at risk, and for
/// ever once it has come down to 0. Where nobody is at risk at a tick, nothing
/// can be known from there on, and the answer is none.
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMeier {
    /// One step a tick, from tick 0 on; none if nobody was at risk at 0.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    survival: f64,
    /// Greenwood's sum of `d / (n (n - d))`.
    greenwood: f64,
}

impl KaplanMeier {
    /// The survival of the spells in a table, whatever the cause of their end.
    pub fn new(spells: &SpellTable) -> Self {
        let rows = spells.rows();
        Self::from_counts(rows.map(|row| (row.at_risk, row.events.iter().sum())))
    }

    /// The survival that follows from how many were at risk and how many of
    /// them had an event, at ticks 0, 1, 2 and so on.
    ///
    /// # Panics
    /// If more had an event than were at risk.
    pub fn from_counts(counts: impl IntoIterator<Item = (u64, u64)>) -> Self {
        let mut step = Step {
            survival: 1.0,
            greenwood: 0.0,
        };
        let mut steps = Vec::new();
        for (at_risk, events) in counts {
            assert!(events <= at_risk, "more events than at risk");
            if at_risk == 0 {
                break;
            }
            let (n, left) = (at_risk as f64, (at_risk - events) as f64);
            step.survival *= left / n;
            step.greenwood += events as f64 / (n * left);
            steps.push(step);
            if events == at_risk {
                break;
            }
        }
        Self { steps }
    }

    /// Share of spells that last beyond a tick.
    pub fn survival(&self, tick: u32) -> Option<f64> {
        self.step(tick).map(|step| step.survival)
    }

    /// Standard error of the survival after Greenwood (1926); none where the
    /// survival is 0, for which the formula has no value.
    pub fn std_error(&self, tick: u32) -> Option<f64> {
        let step = self.step(tick)?;
        (step.survival > 0.0).then(|| step.survival * step.greenwood.sqrt())
    }

    /// Confidence interval of the survival, symmetric on the scale of
    /// `ln(-ln S)`; none where the survival is 0 or 1.
    ///
    /// It takes spells as independent of each other, which those of one run are
    /// not. `level` lies strictly between 0 and 1.
    pub fn interval(&self, tick: u32, level: f64) -> Option<(f64, f64)> {
        log_log_interval(
            self.survival(tick)?,
            half_width(self.std_error(tick)?, level),
        )
    }

    /// The first tick beyond which at most half of the spells last; none if it
    /// is not reached.
    pub fn median(&self) -> Option<u32> {
        let half = |step: &Step| step.survival <= 0.5 + ROUNDING;
        self.steps.iter().position(half).map(|tick| tick as u32)
    }

    /// Mean duration up to `tau` ticks, the integral of the survival from 0 to
    /// `tau`; none if the survival is not known so far.
    pub fn restricted_mean(&self, tau: u32) -> Option<f64> {
        (0..tau).map(|tick| self.survival(tick)).sum()
    }

    fn step(&self, tick: u32) -> Option<&Step> {
        let ended = self.steps.last()?.survival == 0.0;
        self.steps.get(place(tick, self.steps.len(), ended)?)
    }
}

//! How a measure follows from what is counted in a run.

use super::fate::Fate;
use super::role::Role;
use super::tally::{GroupTally, Tally};

/// How a measure follows from what a run's recorder has counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Formula {
    /// Mean of a tally over quarters.
    PerQuarter(Tally),
    /// Sum of `of` over sum of `to`, times `scale`. A window leaves out its
    /// first `lag` quarters, whose `to` belongs to quarters before it.
    Ratio {
        of: Tally,
        to: Tally,
        scale: f64,
        lag: u32,
    },
    /// Kaplan-Meier survival by tenure, at this many quarters.
    Survival(Role, u32),
    /// Share of the papers that the top tenth of authors wrote.
    TopTenthOfAuthors,
    /// Share of the citations that the top tenth of papers gather.
    TopTenthOfPapers,
    /// Mean of a tally over quarters, for each table of the grouping.
    PerGroup(GroupTally),
    /// Kaplan-Meier incidence of starts of training runs, so many quarters
    /// after the plan.
    StartedBy(u32),
    /// Mean slip of the starts, cut at a horizon.
    RestrictedMeanSlip,
    /// Aalen-Johansen incidence of a fate, at this many quarters.
    Incidence(Fate, u32),
    /// Smallest latency at which half of all breakthroughs have shipped.
    MedianLatency,
    /// Whether there is such a latency.
    MedianLatencyReached,
    /// Median latency of those that ship.
    MedianLatencyShipped,
    /// Mean of the latency, cut at the scenario's horizon.
    RestrictedMeanLatency,
    /// Share of breakthroughs with a fate at the end of the window.
    FateShare(Fate),
}

/// `scale` times the sum of one tally over the sum of another.
pub(super) fn ratio(of: impl Into<Tally>, to: impl Into<Tally>, scale: f64) -> Formula {
    Formula::Ratio {
        of: of.into(),
        to: to.into(),
        scale,
        lag: 0,
    }
}

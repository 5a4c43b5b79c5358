//! The curves of a run: survival by tenure, and what became of breakthroughs by the
//! time since they were made.

/// Survival at a tenure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TenurePoint {
    /// Kaplan-Meier estimate of the share of people who stay for that many
    /// quarters; none if a shorter tenure had nobody at risk.
    pub survival: Option<f64>,
    /// People who were there at a start of a quarter with that tenure, and could
    /// leave in it.
    pub at_risk: u64,
    /// How many of them left in it.
    pub exits: u64,
}

/// What became of breakthroughs, at a time since they were made: Aalen-Johansen
/// estimates, which add up to one; none beyond the longest follow-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatencyPoint {
    /// Share that shipped by then.
    pub shipped: Option<f64>,
    /// Share that was abandoned by then.
    pub abandoned: Option<f64>,
    /// Share that is still open.
    pub open: Option<f64>,
    /// Breakthroughs that were followed for that long and open until then.
    pub at_risk: u64,
}

/// The curves of a run, window by window in the order of
/// [`Layout::windows`](super::Layout::windows).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curves {
    /// In each window of researchers and then of engineers, at tenures of 0, 1, 2
    /// quarters up to [`Layout::tenures`](super::Layout::tenures).
    pub tenures: Vec<TenurePoint>,
    /// In each window, 0, 1, 2 quarters after the breakthrough up to
    /// [`Layout::latency_horizon`](super::Layout::latency_horizon).
    pub latencies: Vec<LatencyPoint>,
}

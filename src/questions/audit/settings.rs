//! How an audit is made.

/// How an audit is made.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Parameter draws of a prior.
    pub draws: u32,
    /// Seed of draws and runs.
    pub seed: u64,
    /// Level of the central intervals, strictly between 0 and 1; a test of counts is
    /// significant at what it leaves.
    pub level: f64,
    /// Threads; 0: one a core.
    pub threads: usize,
}

impl Settings {
    /// The level if nothing is said.
    pub const LEVEL: f64 = 0.95;
}

//! How runs are done, which changes no result.

/// How runs are done, which changes no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Threads; 0 for one a core.
    pub threads: usize,
    /// Whether what scenarios share of their past is simulated once for all of them.
    pub shares_pasts: bool,
}

impl From<usize> for Execution {
    /// With so many threads, 0 for one a core; pasts are shared.
    fn from(threads: usize) -> Self {
        Self {
            threads,
            shares_pasts: true,
        }
    }
}

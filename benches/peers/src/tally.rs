//! What is counted in a replicate, and the statistics that all have to agree on.

use crate::organisation::{QUARTERS, RESEARCHERS, RETENTION};

/// What is counted in a quarter.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quarter {
    /// Occupied seats at the start.
    pub(crate) active: u64,
    /// Who quit.
    pub(crate) quits: u64,
    /// Papers.
    pub(crate) papers: u64,
    /// Products shipped.
    pub(crate) ships: u64,
    /// Quarters since the same team shipped before, over all that was shipped.
    pub(crate) latency: u64,
    /// Active researchers at the end.
    pub(crate) researchers: u64,
    /// Those of them who have been there for at least as long as retention is taken over.
    pub(crate) veterans: u64,
}

/// The quarters of a replicate.
pub(crate) type Tally = [Quarter; QUARTERS];

/// The names of the statistics.
pub(crate) const STATISTICS: [&str; 7] = [
    "ret4_q4",
    "ret4",
    "papers/quarter",
    "ships/quarter",
    "latency",
    "active",
    "quits/quarter",
];

/// The statistics of a replicate.
pub(crate) fn statistics(tally: &Tally) -> [f64; STATISTICS.len()] {
    let mean =
        |count: fn(&Quarter) -> u64| tally.iter().map(count).sum::<u64>() as f64 / QUARTERS as f64;
    // a quarter from `RETENTION` on, counted from 1
    let retention = |quarter: usize| {
        let before = match quarter - RETENTION {
            0 => RESEARCHERS as u64,
            before => tally[before - 1].researchers,
        };
        tally[quarter - 1].veterans as f64 / before as f64
    };
    let retentions = (RETENTION..=QUARTERS).map(retention);
    let ships = mean(|quarter| quarter.ships);
    [
        retention(RETENTION),
        retentions.sum::<f64>() / (QUARTERS - RETENTION + 1) as f64,
        mean(|quarter| quarter.papers),
        ships,
        mean(|quarter| quarter.latency) / ships,
        mean(|quarter| quarter.active),
        mean(|quarter| quarter.quits),
    ]
}

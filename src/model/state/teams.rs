//! Teams: who sits with whom.

use std::ops::Range;

/// A team: a contiguous range of researchers' seats and one of engineers'.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Team {
    pub(crate) unit: usize,
    /// Number of the team in its unit.
    pub(crate) number: usize,
    pub(crate) researchers: Range<usize>,
    pub(crate) engineers: Range<usize>,
    /// Researchers with whom the team's engineers can form ties.
    pub(crate) near_researchers: Range<usize>,
    /// Engineers with whom the team's researchers can form ties.
    pub(crate) near_engineers: Range<usize>,
    /// Features shipped relative to normal, smoothed.
    pub(crate) engagement: f64,
}

impl Team {
    /// All seats of the team.
    pub(crate) fn seats(&self) -> impl Iterator<Item = usize> + use<> {
        self.researchers.clone().chain(self.engineers.clone())
    }

    /// Seats of those who manage it: engineers first, since a mixed team has a
    /// product manager.
    pub(crate) fn managers(&self, managers: u32) -> impl Iterator<Item = usize> + use<> {
        let by_rank = self.engineers.clone().chain(self.researchers.clone());
        by_rank.take(managers as usize)
    }

    /// Seats by which its product outcomes are measured: the engineers', or all
    /// if it has none.
    pub(crate) fn product_seats(&self) -> usize {
        match self.engineers.len() {
            0 => self.researchers.len(),
            engineers => engineers,
        }
    }
}

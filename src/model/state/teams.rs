//! Teams: who sits with whom.

use std::ops::Range;

use super::seats::Seats;
use crate::measures::Role;

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
    /// Role of those who manage it, if it has people of both.
    pub(crate) managed_by: Role,
    /// Features that the requested work is worth that its researchers finished this quarter.
    pub(crate) requested: f64,
    /// Features shipped relative to normal, smoothed.
    pub(crate) engagement: f64,
}

impl Team {
    /// All seats of the team.
    pub(crate) fn seats(&self) -> impl Iterator<Item = usize> + use<> {
        self.researchers.clone().chain(self.engineers.clone())
    }

    /// Seats of those who manage it: people of the role that the structure says first.
    pub(crate) fn managers(&self, managers: u32) -> impl Iterator<Item = usize> + use<> {
        let (first, then) = match self.managed_by {
            Role::Engineer => (&self.engineers, &self.researchers),
            Role::Researcher => (&self.researchers, &self.engineers),
        };
        first.clone().chain(then.clone()).take(managers as usize)
    }

    /// Open seats by which its product outcomes are measured: the engineers', or the
    /// researchers' if it has none.
    pub(crate) fn product_seats(&self, seats: &Seats) -> usize {
        match seats.open_count(self.engineers.clone()) {
            0 => seats.open_count(self.researchers.clone()),
            engineers => engineers,
        }
    }
}

//! A firm of two divisions in search of better decisions, which may be
//! decentralised for a time (Siggelkow & Levinthal 2003).
//!
//! Siggelkow, N. & Levinthal, D. A. (2003). Temporarily divide to conquer:
//! centralized, decentralized, and reintegrated organizational approaches to
//! exploration and adaptation. *Organization Science* 14(6), 650-669.
//!
//! Each period, each division considers to change one of its decisions. While
//! the firm is decentralised, both look at once from where the firm stands and
//! keep the change that raises their own mean contribution; what it does to
//! the other division shows when both are done. In an integrated firm the two
//! changes are considered one after the other, and kept if they raise the
//! total. So all firms consider as much, and, in the same run, the same.

use orgsim::random::{Categorical, Streams};
use orgsim::units::Quarter;

use super::landscape::{
    Configuration, DECISIONS, IN_DIVISION, Interactions, Landscape, Luck, entity,
};

/// Most periods of a run: an address has 15 bits for them.
pub(crate) const MOST_PERIODS: u16 = i16::MAX as u16;

/// The world of a run: a landscape, and what any firm in it meets.
pub(crate) struct World {
    streams: Streams,
    pub(crate) landscape: Landscape,
}

impl World {
    /// The world with the given streams.
    pub(crate) fn new(interactions: Interactions, streams: Streams) -> Self {
        let landscape = Landscape::new(interactions, &streams);
        Self { streams, landscape }
    }

    /// The fitness of a firm that is decentralised in its first periods, after
    /// each of some numbers of periods in rising order: as a share of the way
    /// from the landscape's lowest to its highest point.
    pub(crate) fn fitness_after(&self, decentralised_periods: u16, periods: &[u16]) -> Vec<f64> {
        let (low, high) = self.landscape.range();
        let mut over = 0;
        let mut at = self.start();
        let after = |&period: &u16| {
            while over < period {
                over += 1;
                at = if over <= decentralised_periods {
                    self.search_apart(at, over)
                } else {
                    self.search_together(at, over)
                };
            }
            (self.landscape.fitness(at) - low) / (high - low)
        };
        periods.iter().map(after).collect()
    }

    /// A random configuration.
    fn start(&self) -> Configuration {
        (0..DECISIONS).fold(0, |at, decision| {
            let u = self
                .streams
                .uniform(Luck::Start, entity(decision), Quarter(0));
            at | usize::from(u < 0.5) << decision
        })
    }

    /// Both divisions change what is better for themselves as things are.
    fn search_apart(&self, at: Configuration, period: u16) -> Configuration {
        let mut next = at;
        for division in 0..2 {
            let change = self.proposal(division, period);
            let own = |at| self.landscape.of_division(division, at);
            if own(at ^ change) > own(at) {
                next ^= change;
            }
        }
        next
    }

    /// One proposal after the other is judged by the total.
    fn search_together(&self, at: Configuration, period: u16) -> Configuration {
        (0..2).fold(at, |at, division| {
            let changed = at ^ self.proposal(division, period);
            if self.landscape.fitness(changed) > self.landscape.fitness(at) {
                changed
            } else {
                at
            }
        })
    }

    /// The bit of the decision that a division considers in a period.
    fn proposal(&self, division: usize, period: u16) -> Configuration {
        let now = Quarter(period.into());
        let u = self.streams.uniform(Luck::Proposal, entity(division), now);
        let place = Categorical::new([1.0; IN_DIVISION]).quantile(u);
        1 << (division * IN_DIVISION + place)
    }
}

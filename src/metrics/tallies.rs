//! The tallies of a run: how much of what there was, quarter by quarter.

use crate::measures::{
    Family, GroupTally, MarketTally, MoneyTally, PeopleTally, ProductTally, ProgrammeTally,
    ResearchTally, Tally,
};

/// Tallies of each family, in the order of [`family_number`].
const COUNTS: [usize; 7] = [
    PeopleTally::COUNT,
    PeopleTally::COUNT,
    ResearchTally::COUNT,
    ProductTally::COUNT,
    ProgrammeTally::COUNT,
    MarketTally::COUNT,
    MoneyTally::COUNT,
];

/// The first column of each family, and behind them that of the groups.
const FIRST: [usize; COUNTS.len() + 1] = {
    let mut first = [0; COUNTS.len() + 1];
    let mut family = 0;
    while family < COUNTS.len() {
        first[family + 1] = first[family] + COUNTS[family];
        family += 1;
    }
    first
};

fn family_number(family: Family) -> usize {
    match family {
        Family::People(role) => role as usize,
        Family::Research => 2,
        Family::Product => 3,
        Family::Programme => 4,
        Family::Market => 5,
        Family::Money => 6,
    }
}

fn column(tally: Tally) -> usize {
    FIRST[family_number(tally.family)] + usize::from(tally.nth)
}

/// The tallies of a run: one column a tally, one row an observed quarter.
#[derive(Clone, Debug)]
pub(super) struct Tallies {
    quarters: usize,
    topics: usize,
    cells: Vec<f64>,
}

impl Tallies {
    /// All zero, for so many topics and venues.
    pub(super) fn new(quarters: u32, topics: usize, venues: usize) -> Self {
        let quarters = quarters as usize;
        let columns = FIRST[COUNTS.len()] + GroupTally::OF_TOPICS * topics + venues;
        Self {
            quarters,
            topics,
            cells: vec![0.0; columns * quarters],
        }
    }

    /// The first cell of a tally for a table of its grouping.
    fn group_cell(&self, tally: GroupTally, group: usize) -> usize {
        let column = match tally {
            GroupTally::VenuePapers => GroupTally::OF_TOPICS * self.topics + group,
            of_topics => of_topics as usize * self.topics + group,
        };
        (FIRST[COUNTS.len()] + column) * self.quarters
    }

    /// Adds to the count of a quarter for a table of a grouping.
    pub(super) fn add_to_group(
        &mut self,
        tally: GroupTally,
        group: usize,
        quarter: usize,
        amount: f64,
    ) {
        let cell = self.group_cell(tally, group) + quarter;
        self.cells[cell] += amount;
    }

    /// The count of a quarter for a table of a grouping.
    pub(super) fn get_of_group(&self, tally: GroupTally, group: usize, quarter: u32) -> f64 {
        self.cells[self.group_cell(tally, group) + quarter as usize]
    }

    /// Zero again.
    pub(super) fn clear(&mut self) {
        self.cells.fill(0.0);
    }

    /// Adds to the count of a quarter.
    #[inline]
    pub(super) fn add(&mut self, tally: impl Into<Tally>, quarter: usize, amount: f64) {
        self.cells[column(tally.into()) * self.quarters + quarter] += amount;
    }

    /// The count of a quarter.
    pub(super) fn get(&self, tally: impl Into<Tally>, quarter: u32) -> f64 {
        self.cells[column(tally.into()) * self.quarters + quarter as usize]
    }

    /// The sum from one quarter to another, both included.
    pub(super) fn sum(&self, tally: Tally, [first, last]: [u32; 2]) -> f64 {
        (first..last + 1)
            .map(|quarter| self.get(tally, quarter))
            .sum()
    }
}

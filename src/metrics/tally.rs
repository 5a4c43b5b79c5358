//! What the recorder counts, quarter by quarter.

use super::window::Window;
use crate::model::Role;

/// Something that is counted in every observed quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tally {
    /// About the people of a role.
    People(Role, PeopleTally),
    /// About the organisation's work.
    Work(WorkTally),
}

/// Counts about the people of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeopleTally {
    /// Employed at the end of the quarter.
    HeadCount,
    /// Employed at the end of the quarter before: those at risk of leaving.
    AtRisk,
    /// Employed at the end of the quarter four quarters earlier.
    Cohort,
    /// Of that cohort, those who never left since.
    Retained,
    /// Vacant seats at the end of the quarter.
    Vacancies,
    /// Hires.
    Hires,
    /// Exits.
    Exits,
    /// Exits after a shock in the same quarter.
    ShockExits,
    /// Exits without one.
    OtherExits,
    /// Exits to a competitor.
    ToCompetitor,
    /// Exits to a start-up.
    ToStartup,
    /// Exits to academia.
    ToAcademia,
    /// Exits to anywhere else.
    ToElsewhere,
    /// Sum of satisfaction over people, at the end of the quarter.
    Satisfaction,
    /// Sum of the research share of effort over people.
    ResearchEffort,
}

/// Counts about the organisation's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkTally {
    /// Papers submitted for the first time.
    Submitted,
    /// Papers accepted.
    Accepted,
    /// Projects pivoted by a product request.
    Pivots,
    /// Projects started.
    Started,
    /// Projects ended: finished or cancelled.
    Ended,
    /// Projects finished.
    Finished,
    /// Projects cancelled by a review.
    Cancelled,
    /// Projects finished with a quality in the top tail.
    Hits,
    /// Projects finished with a quality in the bottom tail.
    Flops,
    /// Breakthroughs made.
    Breakthroughs,
    /// Breakthroughs shipped.
    Shipped,
    /// Breakthroughs abandoned.
    Abandoned,
    /// Breakthroughs in transfer at the end of the quarter.
    Open,
    /// Value of the breakthroughs shipped.
    ShippedValue,
    /// Product features shipped.
    Features,
    /// Reputation at the end of the quarter.
    Reputation,
    /// Live ties at the end of the quarter.
    Ties,
    /// Live ties that cross the research-product line.
    CrossTies,
}

const PEOPLE: usize = PeopleTally::ResearchEffort as usize + 1;
const WORK: usize = WorkTally::CrossTies as usize + 1;

impl Tally {
    fn column(self) -> usize {
        match self {
            Self::People(role, tally) => role as usize * PEOPLE + tally as usize,
            Self::Work(tally) => 2 * PEOPLE + tally as usize,
        }
    }
}

/// The tallies of a run: one column a tally, one row an observed quarter.
#[derive(Clone, Debug)]
pub(super) struct Tallies {
    quarters: usize,
    cells: Vec<f64>,
}

impl Tallies {
    /// All zero.
    pub(super) fn new(quarters: u32) -> Self {
        let quarters = quarters as usize;
        Self {
            quarters,
            cells: vec![0.0; (2 * PEOPLE + WORK) * quarters],
        }
    }

    /// Zero again.
    pub(super) fn clear(&mut self) {
        self.cells.fill(0.0);
    }

    /// Adds to the count of a quarter.
    #[inline]
    pub(super) fn add(&mut self, tally: Tally, quarter: usize, amount: f64) {
        self.cells[tally.column() * self.quarters + quarter] += amount;
    }

    /// The count of a quarter.
    pub(super) fn get(&self, tally: Tally, quarter: u32) -> f64 {
        self.cells[tally.column() * self.quarters + quarter as usize]
    }

    /// The sum over a window without its first `lag` quarters.
    pub(super) fn sum(&self, tally: Tally, window: &Window, lag: u32) -> f64 {
        (window.first + lag..window.last + 1)
            .map(|quarter| self.get(tally, quarter))
            .sum()
    }
}

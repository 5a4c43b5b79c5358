//! What a selection found.

use super::Feasibility;
use crate::stats::Estimate;

/// What a selection found so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The variant that was selected, by its number from 0. None while the
    /// selection goes on, if it ran out of replicates, or if no variant is
    /// feasible.
    pub selected: Option<usize>,
    /// Replicates of the variants that were in play to the end.
    pub replicates: u64,
    /// Runs of all variants together.
    pub runs: u64,
    /// What is known of each variant, in the order of their numbers.
    pub variants: Vec<VariantOutcome>,
}

/// What became of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is the best of those that are feasible.
    Selected,
    /// Another one is better, or as good and within the indifference zone.
    Eliminated {
        /// Replicates after which it was dropped.
        after: u64,
        /// The variant that it was surely worse than.
        by: usize,
    },
    /// It breaks a constraint.
    Infeasible {
        /// Replicates after which that was sure.
        after: u64,
        /// The number of the constraint, from 0.
        constraint: usize,
    },
    /// It may be the best, or it may not be feasible: nothing was sure yet when
    /// the replicates ran out.
    Undecided,
}

/// What is known of a variant.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantOutcome {
    /// What became of it.
    pub status: Status,
    /// Mean of the objective over its replicates, with a t interval at the
    /// level of the selection. It holds for this variant alone, and does not
    /// know that variants were compared in between.
    pub objective: Estimate,
    /// The objective of this variant less that of the selected one, over the
    /// replicates that both have, with an interval of the same kind. None for
    /// the selected one itself and where none was selected. Where it says that
    /// all differences were equal, nothing was seen of how they vary, and the
    /// procedure took that for certainty: look at more replicates.
    pub beside_selected: Option<Estimate>,
    /// How it stands with each constraint, in their order.
    pub constraints: Vec<Feasibility>,
}

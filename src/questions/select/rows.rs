//! The rows of a selection.

use crate::analysis::selection;
use crate::choice::choice;
use crate::experiment::Side;
use crate::row::row;
use crate::stats::Estimated;

choice! {
    /// The status of an alternative.
    pub enum Status {
        /// It is the best.
        Selected = "selected",
        /// Another is significantly better, or as good within the indifference zone.
        Worse = "worse",
        /// It violates a constraint.
        Infeasible = "infeasible",
        /// It remained when the maximum number of runs was reached.
        Undecided = "undecided",
    }
}

choice! {
    /// Whether an alternative meets a constraint.
    pub enum Verdict {
        /// The interval lies on the allowed side of the bound.
        Feasible = "feasible",
        /// The interval lies beyond the bound.
        Infeasible = "infeasible",
        /// The interval includes the bound.
        Undecided = "undecided",
    }
}

impl From<selection::Verdict> for Verdict {
    fn from(verdict: selection::Verdict) -> Self {
        match verdict {
            selection::Verdict::Feasible => Self::Feasible,
            selection::Verdict::Infeasible => Self::Infeasible,
            selection::Verdict::Undecided => Self::Undecided,
        }
    }
}

row! {
    /// An alternative of a selection.
    pub struct Candidate = "selection.csv" {
        /// The variant.
        variant: String,
        /// Key of the measure by which the best is selected.
        measure: String,
        /// selected; worse: significantly worse than another, or as good within the indifference
        /// zone; infeasible: violates a constraint; undecided: remained at the end.
        status: Status,
        /// The alternative that it is worse than, or the constraint that it violates.
        because_of: Option<String> [empty "it was not dropped"],
        /// Runs used, until it was dropped.
        runs: u64 [unit "runs"],
        /// Mean over these runs, with an interval for this alternative alone.
        mean: Estimated [unit "unit of the measure"],
        /// This alternative minus the selected one, mean over the paired runs, with an interval
        /// for this pair alone; empty for the selected one, and where there is none.
        difference: Estimated [unit "unit of the measure"],
        /// The indifference zone: a smaller difference does not matter.
        indifference: f64 [unit "unit of the measure"],
        /// Level of the intervals: the probability of correct selection.
        level: f64 [unit "probability"],
    }
}

row! {
    /// An alternative and a constraint.
    pub struct ConstraintCheck = "constraints.csv" {
        /// The variant.
        variant: String,
        /// Name of the constraint.
        constraint: String,
        /// Key of the measure that is bounded.
        measure: String,
        /// at least or at most.
        side: Side,
        /// The bound on the mean.
        bound: f64 [unit "unit of the measure"],
        /// Runs used.
        runs: u64 [unit "runs"],
        /// Mean of the measure.
        mean: Option<f64> [unit "unit of the measure"] [empty "no run"],
        /// Lower end of the interval of the last check, at the level in `level`.
        ci_low: Option<f64> [unit "unit of the measure"]
            [empty "no interval: fewer than two runs, or all the same"],
        /// Upper end of that interval.
        ci_high: Option<f64> [unit "unit of the measure"]
            [empty "no interval: fewer than two runs, or all the same"],
        /// Level of that interval: checks share the error probability set aside for constraints.
        level: f64 [unit "share"],
        /// feasible, infeasible or undecided: where the interval lay when it was decided.
        verdict: Verdict,
        /// Runs after which that was decided.
        decided_after: Option<u64> [unit "runs"] [empty "undecided"],
    }
}

//! Whether a variant keeps to bounds on further measures.

use crate::analysis::Bound;
use crate::stats::{Estimate, Judgement, Method, Moments};

/// What is known of a variant and a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval lies on the allowed side of the bound.
    Feasible,
    /// The interval lies beyond the bound.
    Infeasible,
    /// The interval holds the bound, or there is none yet.
    Undecided,
}

/// How a variant stands with a constraint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feasibility {
    /// What is known.
    pub verdict: Verdict,
    /// Replicates at the look that decided it; none while undecided.
    pub decided_after: Option<u64>,
    /// Mean of the measure over all replicates, with an interval at the level
    /// of the last look.
    pub estimate: Estimate,
}

/// When constraints are looked at, and how much error each look may have.
///
/// Looks come after the first stage, at each doubling and at the end. A look has half of
/// the error of the one before, so that all looks together stay within the
/// error of a judgement (Bonferroni), however long it goes on.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    next: u64,
    last: u64,
    error: f64,
}

impl Looks {
    /// With the error that one judgement may have.
    pub(super) fn new(first_stage: u64, most_replicates: u64, judgement_error: f64) -> Self {
        Self {
            next: first_stage,
            last: most_replicates,
            error: judgement_error / 2.0,
        }
    }

    /// The level of intervals, if this is the moment for a look.
    pub(super) fn level_after(&mut self, replicates: u64) -> Option<f64> {
        if replicates != self.next && replicates != self.last {
            return None;
        }
        let level = self.level();
        self.next = self.next.saturating_mul(2);
        self.error /= 2.0;
        Some(level)
    }

    /// The level of intervals at the next look.
    pub(super) fn level(&self) -> f64 {
        1.0 - self.error
    }
}

/// Judges a constraint by the interval of its measure.
///
/// A measure that all replicates give the same value has no interval. Its
/// value is taken for the mean from 30 replicates on, since a model may hold
/// it constant; that nothing else was seen does not prove it.
pub(super) fn judge(constraint: Bound, values: &Moments, level: f64) -> Verdict {
    const LEAST_FOR_CONSTANT: u64 = 30;
    let estimate = Estimate::of_mean(values, level);
    if estimate.method == Method::Constant && estimate.n < LEAST_FOR_CONSTANT {
        return Verdict::Undecided;
    }
    let judged = Judgement::of(&estimate, constraint.value(), 0.0);
    match (judged, constraint) {
        (Judgement::Identical, _)
        | (Judgement::Above, Bound::AtLeast(_))
        | (Judgement::Below, Bound::AtMost(_)) => Verdict::Feasible,
        (Judgement::Below, Bound::AtLeast(_)) | (Judgement::Above, Bound::AtMost(_)) => {
            Verdict::Infeasible
        }
        (Judgement::Unknown | Judgement::Undecided | Judgement::Within, _) => Verdict::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_double_and_share_the_error() {
        let mut looks = Looks::new(10, 90, 0.08);
        let levels: Vec<(u64, f64)> = (1..=100)
            .filter_map(|n| Some((n, looks.level_after(n)?)))
            .collect();
        assert_eq!(
            levels,
            [
                (10, 0.96),
                (20, 0.98),
                (40, 0.99),
                (80, 0.995),
                (90, 0.9975)
            ]
        );
    }

    #[test]
    fn an_interval_is_judged_by_both_ends() {
        let values: Moments = (0..100).map(|i| f64::from(i % 2)).collect();
        let judge = |constraint| judge(constraint, &values, 0.95);
        assert_eq!(judge(Bound::AtLeast(0.3)), Verdict::Feasible);
        assert_eq!(judge(Bound::AtLeast(0.5)), Verdict::Undecided);
        assert_eq!(judge(Bound::AtLeast(0.7)), Verdict::Infeasible);
        assert_eq!(judge(Bound::AtMost(0.7)), Verdict::Feasible);
        assert_eq!(judge(Bound::AtMost(0.3)), Verdict::Infeasible);
    }

    #[test]
    fn a_constant_is_believed_late() {
        let constant = |n| std::iter::repeat_n(2.0, n).collect::<Moments>();
        let judge = |n| judge(Bound::AtMost(2.0), &constant(n), 0.95);
        assert_eq!(judge(29), Verdict::Undecided);
        assert_eq!(judge(30), Verdict::Feasible);
    }
}

//! What an interval says of a number: the one rule from which verdicts are made.

use super::{Estimate, Method};

/// Values that are all equal have no interval; from so many on their value is taken for the
/// mean, since a model may hold a number constant. If each fell on either side of a mark
/// with equal odds, ten on one side would come up twice in a thousand times.
const LEAST_EQUAL: u64 = 10;

/// What an estimate says of a mark, such as 0 or a bound, and of a margin about it within
/// which a distance does not matter. It needs an interval, or equal values: one value alone
/// says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// There is no value.
    Unknown,
    /// There is no interval, or it is on no side of the mark and its margin.
    Undecided,
    /// At least two values, all of them exactly at the mark.
    Identical,
    /// The interval lies above the mark and its margin.
    Above,
    /// The interval lies below the mark and its margin.
    Below,
    /// The interval lies within the margin.
    Within,
}

impl Estimate {
    /// Both ends of what a verdict may rest on: the interval, or the value itself where it is
    /// that of ten or more that are all equal.
    pub fn known(&self) -> Option<(f64, f64)> {
        let equal = self.method == Method::Constant && self.n >= LEAST_EQUAL;
        let same = self.value.filter(|_| equal).map(|value| (value, value));
        self.ci_low.zip(self.ci_high).or(same)
    }
}

impl Judgement {
    /// What an estimate says of `mark` and of `margin`, from 0, on either side of it.
    pub fn of(estimate: &Estimate, mark: f64, margin: f64) -> Self {
        let Some(value) = estimate.value else {
            return Self::Unknown;
        };
        let constant = estimate.method == Method::Constant;
        if constant && value == mark {
            return Self::Identical;
        }
        let Some((low, high)) = estimate.known() else {
            return Self::Undecided;
        };
        match (mark - margin, mark + margin) {
            (_, above) if low > above => Self::Above,
            (below, _) if high < below => Self::Below,
            (below, above) if below < low && high < above => Self::Within,
            _ => Self::Undecided,
        }
    }

    /// The side of the mark: 1 above, -1 below, else 0.
    pub fn sign(self) -> i8 {
        match self {
            Self::Above => 1,
            Self::Below => -1,
            Self::Unknown | Self::Undecided | Self::Identical | Self::Within => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;

    fn of(numbers: &[f64]) -> Estimate {
        Estimate::of_mean(&numbers.iter().copied().collect::<Moments>(), 0.95)
    }

    #[test]
    fn an_interval_decides() {
        // mean 1.5, interval 1.21 to 1.79
        let estimate = of(&[1.3, 1.7, 1.4, 1.6]);
        let judged = |mark, margin| Judgement::of(&estimate, mark, margin);
        assert_eq!(judged(0.0, 0.0), Judgement::Above);
        assert_eq!(judged(0.0, 1.0), Judgement::Above);
        assert_eq!(judged(0.0, 1.5), Judgement::Undecided);
        assert_eq!(judged(0.0, 3.0), Judgement::Within);
        assert_eq!(judged(1.5, 0.0), Judgement::Undecided);
        assert_eq!(judged(3.0, 1.0), Judgement::Below);
    }

    #[test]
    fn one_value_decides_nothing() {
        for margin in [0.0, 1.0, 9.0] {
            assert_eq!(
                Judgement::of(&of(&[4.0]), 0.0, margin),
                Judgement::Undecided
            );
            assert_eq!(
                Judgement::of(&of(&[0.0]), 0.0, margin),
                Judgement::Undecided
            );
            assert_eq!(Judgement::of(&of(&[]), 0.0, margin), Judgement::Unknown);
        }
    }

    #[test]
    fn equal_values_are_at_the_mark_or_many() {
        let judged = |value, n| Judgement::of(&of(&vec![value; n]), 0.0, 0.5);
        assert_eq!(judged(0.0, 2), Judgement::Identical);
        assert_eq!(judged(4.0, 9), Judgement::Undecided);
        assert_eq!(judged(4.0, 10), Judgement::Above);
        assert_eq!(judged(-4.0, 10), Judgement::Below);
        assert_eq!(judged(0.25, 10), Judgement::Within);
    }
}

//! A condition that an estimate is to meet, judged by its interval.

use std::fmt;

use crate::choice::choice;
use crate::stats::{Estimate, Moments, t_test_power, tail_probability};

/// Where an estimate is to lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// Above a number.
    Above(f64),
    /// Below a number.
    Below(f64),
    /// Between two numbers.
    Within(f64, f64),
    /// At a number, exactly and in every run.
    Exactly(f64),
}

impl fmt::Display for Target {
    /// In words, ends of a range with three decimals at most: `0.5 to 0.667`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |number: f64| {
            let text = format!("{number:.3}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        match self {
            Self::Above(bound) => write!(f, "above {bound}"),
            Self::Below(bound) => write!(f, "below {bound}"),
            Self::Within(low, high) => write!(f, "{} to {}", short(*low), short(*high)),
            Self::Exactly(number) => write!(f, "exactly {number}"),
        }
    }
}

choice! {
    /// What an interval says about a condition.
    pub enum Answer {
        /// The whole interval lies where it is to lie.
        Holds = "holds",
        /// The whole interval lies elsewhere.
        Contradicted = "contradicted",
        /// The interval lies on both sides, or there is none.
        Undecided = "undecided",
    }
}

/// A number that was looked at, and where it is to lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What the number is.
    pub quantity: String,
    /// Its unit.
    pub unit: &'static str,
    /// Its estimate, over runs or over groups of runs.
    pub estimate: Estimate,
    /// Where it is to lie.
    pub target: Target,
    /// The value for which the power is stated: an effect worth finding, or the
    /// middle of a range.
    pub alternative: f64,
}

impl Condition {
    pub(super) fn new(
        quantity: impl Into<String>,
        unit: &'static str,
        estimate: Estimate,
        target: Target,
        alternative: f64,
    ) -> Self {
        Self {
            quantity: quantity.into(),
            unit,
            estimate,
            target,
            alternative,
        }
    }

    /// A condition whose power is stated for the middle of a range.
    pub(super) fn within(
        quantity: impl Into<String>,
        unit: &'static str,
        estimate: Estimate,
        [low, high]: [f64; 2],
    ) -> Self {
        let middle = f64::midpoint(low, high);
        Self::new(quantity, unit, estimate, Target::Within(low, high), middle)
    }

    /// What the interval says. Runs that all gave the same value have no
    /// interval; their value is taken as it is.
    pub fn answer(&self) -> Answer {
        let Some(value) = self.estimate.value else {
            return Answer::Undecided;
        };
        if self.estimate.n < 2 {
            return Answer::Undecided;
        }
        let low = self.estimate.ci_low.unwrap_or(value);
        let high = self.estimate.ci_high.unwrap_or(value);
        let (holds, contradicted) = match self.target {
            Target::Above(bound) => (low > bound, high < bound),
            Target::Below(bound) => (high < bound, low > bound),
            Target::Within(from, to) => (from < low && high < to, high < from || to < low),
            Target::Exactly(number) => (
                low == number && high == number,
                low != number || high != number,
            ),
        };
        match (holds, contradicted) {
            (true, _) => Answer::Holds,
            (_, true) => Answer::Contradicted,
            _ => Answer::Undecided,
        }
    }

    /// Probability that the condition holds by this many runs with this standard
    /// error if the truth is the alternative. None where nothing varies.
    ///
    /// For a range it is a lower bound, that both of its one-sided tests reject
    /// (Schuirmann 1987; Bonferroni).
    pub fn power(&self) -> Option<f64> {
        let error = self.estimate.std_error.filter(|&error| error > 0.0)?;
        let freedom = self.estimate.n.checked_sub(1)? as f64;
        let tail = self.one_sided();
        let beyond = |distance: f64| t_test_power(distance / error, tail, freedom);
        let power = match self.target {
            Target::Above(bound) => beyond(self.alternative - bound),
            Target::Below(bound) => beyond(bound - self.alternative),
            Target::Within(low, high) => {
                let both = beyond(self.alternative - low) + beyond(high - self.alternative);
                (both - 1.0).max(0.0)
            }
            Target::Exactly(_) => return None,
        };
        power.is_finite().then_some(power)
    }

    /// Most probability that the condition holds though the truth lies
    /// elsewhere: the level of a one-sided test, and nothing where numbers are
    /// compared bit for bit.
    pub fn false_alarm(&self) -> f64 {
        match self.target {
            Target::Exactly(_) => 0.0,
            _ => self.one_sided(),
        }
    }

    /// That an end of an interval lies on one side of a number is a one-sided t test at
    /// half of what the level leaves.
    fn one_sided(&self) -> f64 {
        tail_probability(self.estimate.level)
    }
}

/// The mean of numbers, one a run or one a group of runs, with its interval of a level.
/// Runs without a number count for nothing.
pub(super) fn estimate(numbers: impl IntoIterator<Item = f64>, level: f64) -> Estimate {
    let numbers: Moments = numbers.into_iter().filter(|x| x.is_finite()).collect();
    Estimate::of_mean(&numbers, level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(numbers: &[f64], target: Target) -> Answer {
        let estimate = estimate(numbers.iter().copied(), 0.95);
        Condition::new("x", "", estimate, target, 1.0).answer()
    }

    #[test]
    fn an_interval_holds_contradicts_or_leaves_it_open() {
        // mean 2, interval (-0.484, 4.484)
        let wide = [1.0, 2.0, 3.0];
        assert_eq!(answer(&wide, Target::Above(-1.0)), Answer::Holds);
        assert_eq!(answer(&wide, Target::Above(0.0)), Answer::Undecided);
        assert_eq!(answer(&wide, Target::Above(5.0)), Answer::Contradicted);
        assert_eq!(answer(&wide, Target::Below(5.0)), Answer::Holds);
        assert_eq!(answer(&wide, Target::Below(1.0)), Answer::Undecided);
        assert_eq!(answer(&wide, Target::Below(-1.0)), Answer::Contradicted);
        assert_eq!(answer(&wide, Target::Within(-1.0, 5.0)), Answer::Holds);
        assert_eq!(answer(&wide, Target::Within(1.0, 3.0)), Answer::Undecided);
        assert_eq!(
            answer(&wide, Target::Within(5.0, 6.0)),
            Answer::Contradicted
        );
        assert_eq!(answer(&wide, Target::Exactly(2.0)), Answer::Contradicted);
    }

    #[test]
    fn constants_are_taken_as_they_are() {
        assert_eq!(answer(&[0.0; 4], Target::Exactly(0.0)), Answer::Holds);
        assert_eq!(answer(&[0.0; 4], Target::Above(-0.1)), Answer::Holds);
        assert_eq!(answer(&[0.0; 4], Target::Above(0.0)), Answer::Undecided);
        assert_eq!(answer(&[0.0], Target::Above(-0.1)), Answer::Undecided);
        assert_eq!(
            answer(&[f64::NAN; 4], Target::Above(-0.1)),
            Answer::Undecided
        );
    }

    #[test]
    fn power_is_the_level_at_the_bound_and_grows_with_distance() {
        let estimate = estimate((0..100).map(|i| f64::from(i % 10)), 0.95);
        let power = |alternative: f64| {
            let target = Target::Above(4.0);
            Condition::new("x", "", estimate, target, alternative)
                .power()
                .unwrap()
        };
        assert!((power(4.0) - 0.025).abs() < 1e-6);
        assert!(power(4.5) < power(5.0) && power(8.0) > 0.999);
        let both = Condition::within("x", "", estimate, [3.0, 5.0])
            .power()
            .unwrap();
        assert!((both - (2.0 * power(5.0) - 1.0)).abs() < 1e-9);
    }
}

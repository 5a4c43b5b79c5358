//! A number that was estimated, and how sure one may be of it.

use super::interval::{log_log_interval, upper_probability};
use super::{Moments, student_t_cdf, student_t_quantile};
use crate::choice::choice;
use crate::elementary::normal_quantile;

choice! {
    /// How the interval of an [`Estimate`] was made.
    pub enum Method {
        /// Student's t on the mean of independent runs.
        StudentT = "t",
        /// Wilson's score interval for a proportion of independent runs.
        Wilson = "wilson",
        /// Student's t on what runs add to a statistic of the sums over all of them.
        Influence = "influence",
        /// Student's t on the standard deviation of bootstrap resamples.
        Bootstrap = "bootstrap",
        /// No interval: all runs gave the same value. The model may hold it
        /// constant, or what varies it may not have been seen yet.
        Constant = "constant",
        /// No interval: there are fewer than two values.
        None = "none",
        /// No value, whatever the number of runs: nothing is watched for that long.
        Unseen = "unseen",
    }
}

/// An estimate across runs. The unit is the run: people or items of one run
/// depend on each other and are never counted as if they did not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate; none if no run gave a value.
    pub value: Option<f64>,
    /// Its standard error; none for fewer than two runs.
    pub std_error: Option<f64>,
    /// Lower end of the confidence interval, if there is one.
    pub ci_low: Option<f64>,
    /// Upper end of the confidence interval, if there is one.
    pub ci_high: Option<f64>,
    /// Nominal coverage of the interval, such as 0.95.
    pub level: f64,
    /// How the interval was made, or why there is none.
    pub method: Method,
    /// How many runs gave a value.
    pub n: u64,
}

impl Estimate {
    /// The mean of independent values, one a run, with the interval of
    /// Student's t, `mean ± t s / sqrt(n)`.
    ///
    /// Fewer than two values have no interval, and neither have values that
    /// are all equal: nothing was seen of how they vary, so the standard error
    /// of zero is said and [`Method::Constant`], not an interval of no width.
    ///
    /// `level` lies strictly between 0 and 1.
    pub fn of_mean(values: &Moments, level: f64) -> Self {
        let std_error = values.std_error();
        let (half_width, method) = match std_error {
            None => (None, Method::None),
            Some(0.0) => (None, Method::Constant),
            Some(error) => {
                let freedom = (values.count() - 1) as f64;
                let t = student_t_quantile(upper_probability(level), freedom);
                (Some(t * error), Method::StudentT)
            }
        };
        let end = |sign: f64| Some(values.mean()? + sign * half_width?);
        Self {
            value: values.mean(),
            std_error,
            ci_low: end(-1.0),
            ci_high: end(1.0),
            level,
            method,
            n: values.count(),
        }
    }

    /// The share of `n` independent runs in which something happened, with
    /// Wilson's score interval (1927). It stays within 0 to 1 and has a width
    /// even where the share is 0 or 1 and the standard error therefore 0.
    ///
    /// `level` lies strictly between 0 and 1; `successes` is at most `n`.
    pub fn of_proportion(successes: u64, n: u64, level: f64) -> Self {
        if n == 0 {
            return Self::of_mean(&Moments::default(), level);
        }
        Self::of_share(successes as f64 / n as f64, n as f64, n, level)
    }

    /// The same for a share of `n` rows of unequal weight, which tell as much as `effective`
    /// rows of equal weight would.
    pub fn of_share(share: f64, effective: f64, n: u64, level: f64) -> Self {
        let runs = effective;
        let z = normal_quantile(upper_probability(level));
        let square = z * z;
        let centre = (share * runs + square / 2.0) / (runs + square);
        let spread = share * (1.0 - share) * runs + square / 4.0;
        let half_width = z / (runs + square) * spread.sqrt();
        Self {
            value: Some(share),
            std_error: Some((share * (1.0 - share) / runs).sqrt()),
            // the ends are exact for a share of 0 or 1, beyond rounding
            ci_low: Some(if share <= 0.0 {
                0.0
            } else {
                centre - half_width
            }),
            ci_high: Some(if share >= 1.0 {
                1.0
            } else {
                centre + half_width
            }),
            level,
            method: Method::Wilson,
            n,
        }
    }

    /// A statistic of `n` independent rows with the interval `value ± t s`, where
    /// s is the standard deviation of the statistic over bootstrap resamples of
    /// the rows (Efron & Tibshirani 1993, chapter 13) and t is Student's with
    /// `n - 1` degrees of freedom.
    ///
    /// The interval stands about the statistic, not about the mean of the
    /// resamples, which is shifted where a statistic cannot be negative. A value
    /// that is not finite is none; if some of the `resamples` had none, there is
    /// no interval; if all were equal, it is [`Method::Constant`].
    ///
    /// `level` lies strictly between 0 and 1.
    pub fn of_bootstrap(value: f64, resamples: &[f64], level: f64, n: u64) -> Self {
        let value = value.is_finite().then_some(value);
        let all_there = resamples.iter().all(|x| x.is_finite());
        let spread: Moments = resamples.iter().copied().collect();
        let std_error = spread.std_dev().filter(|_| all_there && value.is_some());
        let (half_width, method) = match std_error {
            None => (None, Method::None),
            Some(0.0) => (None, Method::Constant),
            Some(error) => {
                let freedom = n.saturating_sub(1).max(1) as f64;
                let t = student_t_quantile(upper_probability(level), freedom);
                (Some(t * error), Method::Bootstrap)
            }
        };
        let end = |sign: f64| Some(value? + sign * half_width?);
        Self {
            value,
            std_error,
            ci_low: end(-1.0),
            ci_high: end(1.0),
            level,
            method,
            n,
        }
    }

    /// The same within the least and the greatest that it can be: its interval ends there,
    /// and a value that noise has put beyond is the nearest that can be.
    #[must_use]
    pub fn within(self, [least, greatest]: [f64; 2]) -> Self {
        let inside = |number: Option<f64>| number.map(|number| number.clamp(least, greatest));
        Self {
            value: inside(self.value),
            ci_low: inside(self.ci_low),
            ci_high: inside(self.ci_high),
            ..self
        }
    }

    /// How it was made, unless there is no value because nothing is watched for that long.
    pub fn method_where(&self, is_watched: bool) -> Method {
        match self.value.is_none() && !is_watched {
            true => Method::Unseen,
            false => self.method,
        }
    }

    /// No value, of `n` runs.
    pub(super) fn none(level: f64, n: u64) -> Self {
        Self {
            value: None,
            std_error: None,
            ci_low: None,
            ci_high: None,
            level,
            method: Method::None,
            n,
        }
    }

    /// A statistic of the sums over `n` runs, with the interval of Student's t on its standard
    /// error. `numbers` are the least and the greatest that the statistic can be: an interval
    /// between two of them is taken on the scale of log(-log), between which it stays.
    ///
    /// `level` lies strictly between 0 and 1.
    pub fn of_statistic(
        value: f64,
        std_error: Option<f64>,
        [least, greatest]: [f64; 2],
        level: f64,
        n: u64,
    ) -> Self {
        let (interval, method) = match std_error {
            None => (None, Method::None),
            Some(0.0) => (None, Method::Constant),
            Some(error) => {
                let t = student_t_quantile(upper_probability(level), (n - 1) as f64);
                let range = greatest - least;
                let share = (value - least) / range;
                let inside = log_log_interval(share, t * error / range);
                let ends = match inside {
                    Some((low, high)) => (least + low * range, least + high * range),
                    None => (
                        (value - t * error).max(least),
                        (value + t * error).min(greatest),
                    ),
                };
                (Some(ends), Method::Influence)
            }
        };
        Self {
            value: Some(value),
            std_error,
            ci_low: interval.map(|(low, _)| low),
            ci_high: interval.map(|(_, high)| high),
            level,
            method,
            n,
        }
    }

    /// Two-sided p-value of Student's t test that a mean is zero; none if nothing varies.
    pub fn p_value(&self) -> Option<f64> {
        let error = self.std_error.filter(|&error| error > 0.0)?;
        let t = self.value? / error;
        Some(2.0 * student_t_cdf(-t.abs(), (self.n - 1) as f64))
    }

    /// Half of the width of the interval, if there is one.
    pub fn half_width(&self) -> Option<f64> {
        Some((self.ci_high? - self.ci_low?) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_have_no_interval() {
        let mut values = Moments::default();
        let none = Estimate::of_mean(&values, 0.95);
        assert_eq!((none.value, none.std_error), (None, None));
        assert_eq!((none.method, none.n), (Method::None, 0));
        assert_eq!(Estimate::of_proportion(0, 0, 0.95), none);

        values.push(3.0);
        let one = Estimate::of_mean(&values, 0.95);
        assert_eq!((one.value, one.std_error), (Some(3.0), None));
        assert_eq!((one.method, one.half_width()), (Method::None, None));
    }

    #[test]
    fn equal_values_are_said_to_be_constant() {
        let values: Moments = [0.3; 50].into_iter().collect();
        let estimate = Estimate::of_mean(&values, 0.95);
        assert_eq!(estimate.method, Method::Constant);
        assert_eq!(estimate.std_error, Some(0.0));
        assert_eq!((estimate.ci_low, estimate.ci_high), (None, None));
    }

    #[test]
    fn an_interval_of_two_values() {
        // t with one degree of freedom is 12.706 at 95%; s / sqrt(2) is 1
        let values: Moments = [1.0, 3.0].into_iter().collect();
        let estimate = Estimate::of_mean(&values, 0.95);
        assert!((estimate.half_width().unwrap() - 12.706_204_736).abs() < 1e-8);
        assert_eq!(estimate.method.name(), "t");
    }

    #[test]
    fn a_bootstrap_interval_stands_about_the_statistic() {
        let estimate = Estimate::of_bootstrap(1.0, &[1.0, 2.0, 3.0], 0.95, 7);
        assert_eq!((estimate.std_error, estimate.n), (Some(1.0), 7));
        // t with six degrees of freedom is 2.447 at 95%
        assert!((estimate.ci_high.unwrap() - 3.446_911_851).abs() < 1e-8);
        assert!((estimate.ci_low.unwrap() + 1.446_911_851).abs() < 1e-8);
        let constant = Estimate::of_bootstrap(0.0, &[0.0; 9], 0.95, 7);
        assert_eq!(
            (constant.method, constant.half_width()),
            (Method::Constant, None)
        );
        let partly = Estimate::of_bootstrap(1.0, &[1.0, f64::NAN], 0.95, 7);
        assert_eq!((partly.value, partly.method), (Some(1.0), Method::None));
        let none = Estimate::of_bootstrap(f64::NAN, &[1.0, 2.0], 0.95, 7);
        assert_eq!(
            (none.value, none.std_error, none.method),
            (None, None, Method::None)
        );
    }

    #[test]
    fn what_cannot_be_is_cut_off() {
        let share = |value, low, high| Estimate {
            value: Some(value),
            ci_low: Some(low),
            ci_high: Some(high),
            ..Estimate::none(0.95, 9)
        };
        let cut = |value, low, high| share(value, low, high).within([0.0, 1.0]);
        assert_eq!(cut(0.9, 0.7, 1.1), share(0.9, 0.7, 1.0));
        assert_eq!(cut(-0.2, -0.3, -0.1), share(0.0, 0.0, 0.0));
        assert_eq!(cut(0.5, 0.4, 0.6), share(0.5, 0.4, 0.6));
    }

    #[test]
    fn wilson_intervals_stay_within_zero_and_one() {
        for n in [1, 2, 10, 1_000_000] {
            for successes in [0, n / 2, n] {
                let estimate = Estimate::of_proportion(successes, n, 0.95);
                let (low, high) = (estimate.ci_low.unwrap(), estimate.ci_high.unwrap());
                assert!(0.0 <= low && low < high && high <= 1.0, "{estimate:?}");
                let share = estimate.value.unwrap();
                assert!(low <= share && share <= high, "{estimate:?}");
            }
        }
    }
}

//! Earnings: what shipped breakthroughs bring, quarter by quarter, after they have shipped.

use crate::elementary::exp;

/// Value of shipped breakthroughs that is still to be earned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Earnings {
    to_come: f64,
}

/// The pace at which value is earned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Share of what is still to come that is earned in a quarter.
    share: f64,
}

impl Pace {
    /// With so many quarters from shipping to the mean time of earning.
    pub(super) fn new(quarters: f64) -> Self {
        Self {
            share: 1.0 - exp(-1.0 / quarters),
        }
    }
}

impl Earnings {
    /// A breakthrough has shipped.
    pub(super) fn ship(&mut self, value: f64) {
        self.to_come += value;
    }

    /// What is earned in a quarter that is over.
    ///
    /// Equation (M88).
    pub(super) fn earn(&mut self, pace: Pace) -> f64 {
        let earned = pace.share * self.to_come;
        self.to_come -= earned;
        earned
    }

    /// So many quarters were seen before the first observed one: what shipped before them is
    /// taken to have been like what shipped in them.
    pub(super) fn assume_past(&mut self, pace: Pace, quarters: u32) {
        let mut left = 1.0;
        for _ in 0..quarters {
            left *= 1.0 - pace.share;
        }
        if left < 1.0 {
            self.to_come /= 1.0 - left;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_earned_in_the_end_at_the_mean_time() {
        let pace = Pace::new(8.0);
        let mut earnings = Earnings::default();
        earnings.ship(3.0);
        let (mut sum, mut times) = (0.0, 0.0);
        for quarter in 0..1000 {
            let earned = earnings.earn(pace);
            sum += earned;
            times += earned * (f64::from(quarter) + 0.5);
        }
        assert!((sum - 3.0).abs() < 1e-9);
        // Half a quarter is lost to counting in whole ones.
        assert!((times / sum - 8.0).abs() < 0.02, "{}", times / sum);
    }

    #[test]
    fn a_steady_past_earns_what_ships() {
        let pace = Pace::new(5.0);
        let mut earnings = Earnings::default();
        for _ in 0..6 {
            earnings.ship(2.0);
            earnings.earn(pace);
        }
        earnings.assume_past(pace, 6);
        for _ in 0..20 {
            earnings.ship(2.0);
            assert!((earnings.earn(pace) - 2.0).abs() < 1e-9);
        }
    }
}

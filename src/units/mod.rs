//! Quantities with a unit: quarters, with dates or without, and hazards beside probabilities.

mod calendar;
mod day;

pub use calendar::{Calendar, CalendarQuarter, NoQuarter};
pub use day::Day;

use serde::{Deserialize, Serialize};
use std::fmt;

/// Quarters in a year.
const QUARTERS_A_YEAR: f64 = 4.0;

/// Days in a quarter: a quarter of 365.25.
pub const DAYS_A_QUARTER: f64 = 91.312_5;

/// Index of a quarter. Quarter 0 is the first observed one; quarters of the
/// burn-in are negative.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quarter(pub i32);

/// A number that is not in the range of the quantity it was meant to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutOfRange {
    /// Name of the quantity.
    pub quantity: &'static str,
    /// The allowed range, in words.
    pub range: &'static str,
    /// The number.
    pub value: f64,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            quantity,
            range,
            value,
        } = self;
        write!(f, "a {quantity} is {range}, not {value}")
    }
}

impl std::error::Error for OutOfRange {}

/// A rate of events a quarter: zero or more. An infinite hazard is an event
/// that is certain.
///
/// A hazard and a probability differ: a hazard of 0.5 a quarter gives an event
/// within the quarter with probability 0.39. They are converted, never mixed.
///
/// ```
/// use orgsim::units::Hazard;
/// let hazard = Hazard::per_quarter(0.03)?;
/// assert_eq!(hazard.annual(), 0.12);
/// assert!(hazard.probability().get() < 0.03);
/// # Ok::<(), orgsim::units::OutOfRange>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Hazard(f64);

impl Hazard {
    /// A hazard given a quarter.
    ///
    /// # Errors
    /// If `rate` is negative or not a number.
    pub fn per_quarter(rate: f64) -> Result<Self, OutOfRange> {
        if rate >= 0.0 {
            Ok(Self(rate))
        } else {
            Err(OutOfRange {
                quantity: "hazard",
                range: "zero or more",
                value: rate,
            })
        }
    }

    /// A hazard given a year.
    ///
    /// # Errors
    /// If `rate` is negative or not a number.
    pub fn per_year(rate: f64) -> Result<Self, OutOfRange> {
        Self::per_quarter(rate / QUARTERS_A_YEAR)
    }

    /// Events a quarter.
    pub fn quarterly(self) -> f64 {
        self.0
    }

    /// Events a year.
    pub fn annual(self) -> f64 {
        self.0 * QUARTERS_A_YEAR
    }

    /// Probability that the event happens within a quarter, `1 - exp(-h)`.
    pub fn probability(self) -> Probability {
        Probability(-libm::expm1(-self.0))
    }
}

/// A probability: from zero to one.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Probability(f64);

impl Probability {
    /// A probability.
    ///
    /// # Errors
    /// If `p` lies outside 0 to 1 or is not a number.
    pub fn new(p: f64) -> Result<Self, OutOfRange> {
        if (0.0..=1.0).contains(&p) {
            Ok(Self(p))
        } else {
            Err(OutOfRange {
                quantity: "probability",
                range: "from 0 to 1",
                value: p,
            })
        }
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }

    /// The hazard under which an event happens within a quarter with this
    /// probability, `-ln(1 - p)`; infinite for a probability of one.
    pub fn hazard(self) -> Hazard {
        // abs: -ln(1) is -0.0
        Hazard(libm::log1p(-self.0).abs())
    }

    /// Probability of the event within a year, if this is the probability
    /// within each of its quarters: `1 - (1 - p)^4`.
    pub fn quarterly_to_annual(self) -> Self {
        Self(-libm::expm1(QUARTERS_A_YEAR * libm::log1p(-self.0)))
    }

    /// Probability of the event within each quarter of a year, if this is the
    /// probability within the year: `1 - (1 - p)^(1/4)`.
    pub fn annual_to_quarterly(self) -> Self {
        Self(-libm::expm1(libm::log1p(-self.0) / QUARTERS_A_YEAR))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 4.0 * f64::EPSILON * b.abs()
    }

    #[test]
    fn known_conversions() {
        let half = Probability::new(0.5).unwrap();
        assert!(close(half.hazard().quarterly(), std::f64::consts::LN_2));
        assert!(close(half.quarterly_to_annual().get(), 0.9375));
        let year = Probability::new(0.9375).unwrap();
        assert!(close(year.annual_to_quarterly().get(), 0.5));
        assert!(close(Hazard::per_year(0.2).unwrap().quarterly(), 0.05));
    }

    #[test]
    fn conversions_return_where_they_came_from() {
        for p in [1e-300, 1e-18, 1e-9, 1e-3, 0.1, 0.5, 0.9] {
            let p = Probability::new(p).unwrap();
            assert!(close(p.hazard().probability().get(), p.get()), "{p:?}");
            let back = p.quarterly_to_annual().annual_to_quarterly();
            assert!((back.get() / p.get() - 1.0).abs() < 1e-12, "{p:?}");
        }
    }

    #[test]
    fn the_ends_of_the_ranges() {
        let (never, always) = (Probability(0.0), Probability(1.0));
        assert_eq!(never.hazard().quarterly().to_bits(), 0.0_f64.to_bits());
        assert_eq!(always.hazard().quarterly(), f64::INFINITY);
        assert_eq!(always.hazard().probability(), always);
        assert_eq!(always.quarterly_to_annual(), always);
        assert_eq!(always.annual_to_quarterly(), always);
    }

    #[test]
    fn what_is_outside_is_refused() {
        for p in [-0.1, 1.0 + f64::EPSILON, f64::NAN, f64::INFINITY] {
            assert!(Probability::new(p).is_err(), "{p}");
        }
        for rate in [-1e-9, f64::NAN, f64::NEG_INFINITY] {
            assert!(Hazard::per_quarter(rate).is_err(), "{rate}");
            assert!(Hazard::per_year(rate).is_err(), "{rate}");
        }
        let error = Probability::new(1.5).unwrap_err();
        assert_eq!(error.to_string(), "a probability is from 0 to 1, not 1.5");
    }
}

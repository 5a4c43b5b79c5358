//! Whether rates differ by more than chance.

use super::rows::{EqualRates, Tested};
use crate::stats::chi_squared_tail;

/// Events in so much time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Count {
    pub(super) events: u64,
    /// Years of people, or another time.
    pub(super) time: f64,
}

impl Count {
    pub(super) fn new(events: u64, time: f64) -> Self {
        Self { events, time }
    }
}

/// The test of one set of rates, or of several that are each compared within: their statistics
/// and degrees of freedom add up. None if no set has two rates and an event.
pub(super) fn equal_rates(tested: Tested, sets: &[Vec<Count>]) -> Option<EqualRates> {
    let mut test = EqualRates {
        tested,
        rates: 0,
        events: 0,
        statistic: 0.0,
        freedom: 0,
        p_value: 1.0,
        least_expected: f64::INFINITY,
    };
    for set in sets {
        let timed: Vec<&Count> = set.iter().filter(|count| count.time > 0.0).collect();
        let events: u64 = timed.iter().map(|count| count.events).sum();
        if timed.len() < 2 || events == 0 {
            continue;
        }
        let rate = events as f64 / timed.iter().map(|count| count.time).sum::<f64>();
        test.rates += timed.len() as u64;
        test.freedom += timed.len() as u64 - 1;
        test.events += events;
        for count in timed {
            let expected = rate * count.time;
            let off = count.events as f64 - expected;
            test.statistic += off * off / expected;
            test.least_expected = test.least_expected.min(expected);
        }
    }
    test.p_value = chi_squared_tail(test.statistic, test.freedom as f64);
    (test.freedom > 0).then_some(test)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statistic_is_that_of_pearson() {
        // 30 events in 3 times of 10, 10 expected of each: (25 + 25 + 0) / 10
        let set = vec![
            Count::new(15, 10.0),
            Count::new(5, 10.0),
            Count::new(10, 10.0),
        ];
        let test = equal_rates(Tested::Roles, std::slice::from_ref(&set)).unwrap();
        assert_eq!((test.rates, test.events, test.freedom), (3, 30, 2));
        assert!((test.statistic - 5.0).abs() < 1e-12 && (test.least_expected - 10.0).abs() < 1e-12);
        // with 2 degrees of freedom: exp(-5 / 2)
        assert!((test.p_value - 0.082_084_998_623_898_8).abs() < 1e-14);
        let twice = equal_rates(Tested::RolesInUnits, &[set.clone(), set]).unwrap();
        assert_eq!((twice.freedom, twice.statistic), (4, 2.0 * test.statistic));
        assert_eq!(
            equal_rates(Tested::Roles, &[vec![Count::new(3, 1.0)]]),
            None
        );
        assert_eq!(
            equal_rates(Tested::Roles, &[vec![Count::new(0, 1.0); 2]]),
            None
        );
    }
}

//! The quarters of the calendar that records cover.

use crate::records::Records;
use crate::units::{CalendarQuarter, Day};

/// The quarters from that in which records begin to that in which they end.
#[derive(Clone, Debug)]
pub(super) struct Quarters {
    first: CalendarQuarter,
    /// The day before each of them that is covered, and the last one.
    ends: Vec<Day>,
    covered: Vec<f64>,
}

impl Quarters {
    pub(super) fn of(records: &Records) -> Self {
        let first = records.begin.quarter();
        let count = records.until.quarter().since(first).max(0) + 1;
        let mut ends = vec![records.begin.after(-1)];
        let mut covered = Vec::new();
        for place in 0..count {
            let start = Day::first_of(first.after(place));
            let next = Day::first_of(first.after(place + 1));
            let end = next.after(-1).min(records.until);
            let before = ends[ends.len() - 1];
            covered.push(f64::from(end.since(before)) / f64::from(next.since(start)));
            ends.push(end);
        }
        Self {
            first,
            ends,
            covered,
        }
    }

    /// How many there are, at least one.
    pub(super) fn len(&self) -> usize {
        self.covered.len()
    }

    /// The place of the one in which a day lies that the records cover.
    pub(super) fn place(&self, day: Day) -> usize {
        let place = day.quarter().since(self.first);
        usize::try_from(place).unwrap_or(0).min(self.len() - 1)
    }

    /// One of them.
    pub(super) fn at(&self, place: usize) -> CalendarQuarter {
        // some hundreds of quarters
        self.first.after(place as i64)
    }

    /// The day before its first one that is covered.
    pub(super) fn before(&self, place: usize) -> Day {
        self.ends[place]
    }

    /// Its last day that is covered.
    pub(super) fn last(&self, place: usize) -> Day {
        self.ends[place + 1]
    }

    /// Share of its days that are covered.
    pub(super) fn covered(&self, place: usize) -> f64 {
        self.covered[place]
    }

    /// Whether one and those before it, so many together, are covered as a whole.
    pub(super) fn are_whole(&self, last: usize, count: usize) -> bool {
        let first = (last + 1).checked_sub(count);
        first.is_some_and(|first| self.covered[first..=last].iter().all(|c| *c == 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, records};
    use super::*;

    #[test]
    fn first_and_last_are_covered_in_part() {
        // from the 31st of January to the 30th of September of a leap year
        let quarters = Quarters::of(&records(30, 273, Vec::new()));
        assert_eq!(quarters.len(), 3);
        let covered: Vec<f64> = (0..3).map(|place| quarters.covered(place)).collect();
        assert_eq!(covered, [61.0 / 91.0, 1.0, 1.0]);
        assert_eq!(quarters.at(2).to_string(), "2020-Q3");
        assert_eq!((quarters.before(0), quarters.last(0)), (day(29), day(90)));
        assert_eq!(
            [30, 90, 91, 273].map(|at| quarters.place(day(at))),
            [0, 0, 1, 2]
        );
        assert!(quarters.are_whole(2, 2) && !quarters.are_whole(2, 3));
        assert!(!quarters.are_whole(0, 1) && !quarters.are_whole(2, 4));
    }
}

//! The whole quarters that records cover.

use crate::records::Records;
use crate::units::{CalendarQuarter, DAYS_A_QUARTER, Day};

/// Quarters of the year, one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub first: CalendarQuarter,
    /// How many.
    pub quarters: u32,
}

impl Span {
    /// All quarters that records cover as a whole; none if there is none.
    pub fn of(records: &Records) -> Option<Self> {
        let first = records.begin.quarter();
        let is_whole = Day::first_of(first) == records.begin;
        let first = if is_whole { first } else { first.after(1) };
        let after = records.until.after(1).quarter();
        let quarters = u32::try_from(after.since(first)).ok()?;
        (quarters > 0).then_some(Self { first, quarters })
    }

    /// Its first quarters.
    #[must_use]
    pub fn before_last(self, quarters: u32) -> Option<Self> {
        let left = self.quarters.checked_sub(quarters)?;
        (left > 0).then_some(Self {
            quarters: left,
            ..self
        })
    }

    /// First day of one of its quarters, or of a later one.
    pub fn first_day(self, quarter: u32) -> Day {
        Day::first_of(self.first.after(i64::from(quarter)))
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        self.first_day(self.quarters).after(-1)
    }

    /// The number of the quarter of a day, if it is one of these.
    pub fn quarter_of(self, day: Day) -> Option<u32> {
        let quarter = u32::try_from(day.quarter().since(self.first)).ok()?;
        (quarter < self.quarters).then_some(quarter)
    }
}

/// Completed quarters from one day to another; quarters of the year count as whole ones.
pub(super) fn completed_quarters(from: Day, to: Day) -> u32 {
    // A quarter of the year may be a day and a half shorter than the mean one.
    let quarters = f64::from(to.since(from)) / DAYS_A_QUARTER + 0.05;
    quarters.max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
        Day::of(parts[0], parts[1], parts[2]).unwrap()
    }

    fn records(begin: &str, until: &str) -> Records {
        Records {
            begin: day(begin),
            until: day(until),
            units: Vec::new(),
            teams: 0,
            stays: Vec::new(),
            papers: None,
            topics: Vec::new(),
            venues: Vec::new(),
            work: None,
            vacancies: None,
            changes: Vec::new(),
        }
    }

    #[test]
    fn only_whole_quarters_count() {
        let span = |begin, until| Span::of(&records(begin, until)).map(|span| span.quarters);
        assert_eq!(span("2020-01-01", "2020-12-31"), Some(4));
        assert_eq!(span("2020-01-02", "2020-12-30"), Some(2));
        assert_eq!(span("2020-01-02", "2020-04-30"), None);
    }

    #[test]
    fn quarters_of_the_year_are_whole_ones() {
        let since = |from, to| completed_quarters(day(from), day(to));
        assert_eq!(since("2021-01-01", "2021-04-01"), 1);
        assert_eq!(since("2021-01-01", "2021-03-20"), 0);
        assert_eq!(since("2021-01-01", "2031-01-01"), 40);
    }
}

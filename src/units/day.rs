//! Days of the calendar, for records that have dates.

use std::fmt;

use super::CalendarQuarter;

/// A day, counted from the first one of 1970.
///
/// ```
/// use orgsim::units::Day;
/// let day = Day::of(2024, 2, 29).unwrap();
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert_eq!(day.quarter().to_string(), "2024-Q1");
/// assert_eq!(Day::first_of(day.quarter().after(1)).to_string(), "2024-04-01");
/// assert_eq!(Day::of(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// Days from the first of March of year 0 to the first of January of 1970.
const EPOCH: i64 = 719_468;

impl Day {
    /// A day of the Gregorian calendar; none if there is no such day.
    pub fn of(year: i64, month: i64, day: i64) -> Option<Self> {
        let is_month = (1..=12).contains(&month) && (-9999..=9999).contains(&year);
        let found = is_month.then(|| Self::counted(year, month, day))?;
        (found.civil() == (year, month, day)).then_some(found)
    }

    /// The days before, in years that begin in March, so that leap days come last.
    fn counted(year: i64, month: i64, day: i64) -> Self {
        let year = if month > 2 { year } else { year - 1 };
        let in_era = year.rem_euclid(400);
        let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = in_era * 365 + in_era / 4 - in_era / 100 + in_year;
        Self((year.div_euclid(400) * ERA + days - EPOCH) as i32)
    }

    /// Year, month and day of the month.
    pub fn civil(self) -> (i64, i64, i64) {
        let days = i64::from(self.0) + EPOCH;
        let (era, in_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
        let in_year = in_era - (365 * year + year / 4 - year / 100);
        let month = (5 * in_year + 2) / 153;
        let day = in_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }

    /// The quarter that it lies in.
    pub fn quarter(self) -> CalendarQuarter {
        let (year, month, _) = self.civil();
        CalendarQuarter::of(year, (month - 1) / 3)
    }

    /// The first day of a quarter.
    pub fn first_of(quarter: CalendarQuarter) -> Self {
        Self::counted(quarter.year(), 3 * quarter.in_year() - 2, 1)
    }

    /// Days since an earlier one; negative if that is later.
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The day so many later.
    #[must_use]
    pub fn after(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (day, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (19_782, "2024-02-29"),
            (20_786, "2026-11-29"),
            (-25_508, "1900-03-01"),
        ] {
            assert_eq!(Day(day).to_string(), text);
            let (year, month, of_month) = Day(day).civil();
            assert_eq!(Day::of(year, month, of_month), Some(Day(day)));
        }
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        let mut last = Day::of(1799, 12, 31).unwrap();
        for _ in 0..ERA {
            let next = last.after(1);
            let (year, month, day) = next.civil();
            assert_eq!(Day::of(year, month, day), Some(next));
            let quarter = next.quarter();
            assert!(Day::first_of(quarter) <= next && next < Day::first_of(quarter.after(1)));
            last = next;
        }
    }

    #[test]
    fn no_other_day_exists() {
        for (year, month, day) in [(2023, 2, 29), (2023, 4, 31), (2023, 13, 1), (2023, 0, 1)] {
            assert_eq!(Day::of(year, month, day), None);
        }
        assert_eq!(Day::of(2023, 1, 0), None);
        assert_eq!(Day::of(2023, 1, 400), None);
    }
}

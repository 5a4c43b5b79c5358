//! Quarters of years, for quarters that are otherwise numbers.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A quarter of a year, as files write it: `2026-Q1`.
///
/// ```
/// use orgsim::units::CalendarQuarter;
/// let first: CalendarQuarter = "2026-Q3".parse()?;
/// assert_eq!(first.after(2).to_string(), "2027-Q1");
/// assert_eq!(first.after(-3).first_day(), "2025-10-01");
/// # Ok::<(), orgsim::units::NoQuarter>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CalendarQuarter {
    /// Quarters since the first one of year 0.
    count: i64,
}

/// A text that is no quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoQuarter;

impl fmt::Display for NoQuarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a quarter is a year of four digits, -Q, and 1 to 4, such as 2026-Q1")
    }
}

impl std::error::Error for NoQuarter {}

impl CalendarQuarter {
    /// A quarter of a year, from 0 to 3.
    pub(super) fn of(year: i64, quarter: i64) -> Self {
        Self {
            count: 4 * year + quarter,
        }
    }

    /// Quarters since an earlier one; negative if that is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.count - earlier.count
    }

    /// The quarter so many later; earlier if that is negative.
    #[must_use]
    pub fn after(self, quarters: i64) -> Self {
        Self {
            count: self.count.saturating_add(quarters),
        }
    }

    /// Its year.
    pub fn year(self) -> i64 {
        self.count.div_euclid(4)
    }

    /// Its number in its year, from 1.
    pub fn in_year(self) -> i64 {
        self.count.rem_euclid(4) + 1
    }

    /// Its first day, as ISO 8601 has it: `2026-01-01`.
    pub fn first_day(self) -> String {
        format!("{:04}-{:02}-01", self.year(), 3 * self.in_year() - 2)
    }
}

impl fmt::Display for CalendarQuarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year(), self.in_year())
    }
}

impl FromStr for CalendarQuarter {
    type Err = NoQuarter;

    fn from_str(text: &str) -> Result<Self, NoQuarter> {
        let (year, quarter) = text.split_once("-Q").ok_or(NoQuarter)?;
        let is_year = year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
        let year: i64 = year.parse().ok().filter(|_| is_year).ok_or(NoQuarter)?;
        let quarter = match quarter {
            "1" => 0,
            "2" => 1,
            "3" => 2,
            "4" => 3,
            _ => return Err(NoQuarter),
        };
        Ok(Self {
            count: 4 * year + quarter,
        })
    }
}

impl From<CalendarQuarter> for String {
    fn from(quarter: CalendarQuarter) -> Self {
        quarter.to_string()
    }
}

impl TryFrom<String> for CalendarQuarter {
    type Error = NoQuarter;

    fn try_from(text: String) -> Result<Self, NoQuarter> {
        text.parse()
    }
}

/// How observed quarters are told: by their numbers, or by dates where it is known which
/// quarter the first one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar {
    /// The quarter with number 0.
    pub start: Option<CalendarQuarter>,
}

impl Calendar {
    /// Whether quarters have numbers alone.
    pub fn is_empty(&self) -> bool {
        self.start.is_none()
    }

    /// The date of a quarter, if it has one.
    pub fn date(self, quarter: i64) -> Option<CalendarQuarter> {
        Some(self.start?.after(quarter))
    }

    /// A quarter, in a list of them: `8`, or `2028-Q1`.
    pub fn name(self, quarter: i64) -> String {
        self.date(quarter)
            .map_or_else(|| quarter.to_string(), |date| date.to_string())
    }

    /// A quarter, in a sentence: `quarter 8`, or `2028-Q1`.
    pub fn words(self, quarter: i64) -> String {
        self.date(quarter)
            .map_or_else(|| format!("quarter {quarter}"), |date| date.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_counted_over_years() {
        let start: CalendarQuarter = "2026-Q3".parse().unwrap();
        let told = [-7, -1, 0, 1, 2, 400].map(|quarters| start.after(quarters).to_string());
        let expected = [
            "2024-Q4", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1", "2126-Q3",
        ];
        assert_eq!(told, expected);
        let days = [0, 1, 2, 3].map(|quarters| start.after(quarters).first_day());
        assert_eq!(
            days,
            ["2026-07-01", "2026-10-01", "2027-01-01", "2027-04-01"]
        );
    }

    #[test]
    fn anything_else_is_no_quarter() {
        for text in [
            "", "2026", "2026-Q0", "2026-Q5", "2026-Q12", "2026Q1", "2026-q1", "26-Q1", "-026-Q1",
            "2026-Q", " 2026-Q1", "2026-01", "20261-Q1", "+202-Q1",
        ] {
            assert_eq!(text.parse::<CalendarQuarter>(), Err(NoQuarter), "{text}");
        }
    }

    #[test]
    fn without_a_start_quarters_are_numbers() {
        let (none, some) = (
            Calendar::default(),
            Calendar {
                start: "2026-Q1".parse().ok(),
            },
        );
        assert_eq!([none.name(8), none.words(8)], ["8", "quarter 8"]);
        assert_eq!([some.name(8), some.words(-1)], ["2028-Q1", "2025-Q4"]);
        assert_eq!(serde_json::to_string(&some).unwrap(), "\"2026-Q1\"");
        assert_eq!(serde_json::from_str::<Calendar>("null").unwrap(), none);
    }
}

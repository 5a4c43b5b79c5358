//! Which quarters a number is about, as tables and keys name them.

use crate::row::Value;
use crate::table::{Cell, Kind};
use crate::units::Calendar;

/// The quarters that a number is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// All observed quarters.
    All,
    /// Those from the first to the last of these, both included.
    Quarters(u32, u32),
}

impl Span {
    /// Its name in tables: `all`, or for instance `q8-q19`.
    pub fn name(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Quarters(first, last) => format!("q{first}-q{last}"),
        }
    }

    /// The span of such a name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "all" => Some(Self::All),
            part => Self::between(part, "-q"),
        }
    }

    /// What it adds to the key of a measure: nothing for all quarters, else for
    /// instance `__q8_q19`.
    pub fn suffix(self) -> String {
        match self {
            Self::All => String::new(),
            Self::Quarters(first, last) => format!("__q{first}_q{last}"),
        }
    }

    /// The span of such a suffix without its two lines: `q8_q19`.
    pub fn of_suffix(suffix: &str) -> Option<Self> {
        Self::between(suffix, "_q")
    }

    fn between(text: &str, and: &str) -> Option<Self> {
        let (first, last) = text.strip_prefix('q')?.split_once(and)?;
        Some(Self::Quarters(first.parse().ok()?, last.parse().ok()?))
    }

    /// The span in words: `quarters 8 to 19`, or `2028-Q1 to 2030-Q4`.
    pub fn words(self, calendar: Calendar) -> String {
        match (self, self.dates(calendar)) {
            (Self::All, _) => "all quarters".to_owned(),
            (_, Some((first, last))) if first == last => first,
            (_, Some((first, last))) => format!("{first} to {last}"),
            (Self::Quarters(first, last), _) if first == last => format!("quarter {first}"),
            (Self::Quarters(first, last), _) => format!("quarters {first} to {last}"),
        }
    }

    /// The same at the head of a column: `q8–q19`, or `2028-Q1–2030-Q4`.
    pub fn short(self, calendar: Calendar) -> String {
        match (self, self.dates(calendar)) {
            (_, Some((first, last))) if first != last => format!("{first}–{last}"),
            (Self::All, _) | (_, Some(_)) => self.words(calendar),
            (Self::Quarters(first, last), None) if first == last => format!("q{first}"),
            (Self::Quarters(first, last), None) => format!("q{first}–q{last}"),
        }
    }

    /// The same where there is little room: `quarters 8–19`, or `2028-Q1–2030-Q4`.
    pub fn brief(self, calendar: Calendar) -> String {
        match (self, self.dates(calendar)) {
            (Self::Quarters(first, last), None) if first != last => {
                format!("quarters {first}–{last}")
            }
            (_, None) => self.words(calendar),
            (_, Some(_)) => self.short(calendar),
        }
    }

    /// The dates of the first and the last of its quarters, if they have any.
    fn dates(self, calendar: Calendar) -> Option<(String, String)> {
        match self {
            Self::All => None,
            Self::Quarters(first, last) => {
                let [first, last] = [first, last].map(|quarter| calendar.date(quarter.into()));
                Some((first?.to_string(), last?.to_string()))
            }
        }
    }
}

impl Value for Span {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        Cell::text(self.name())
    }

    fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Text(name) => Self::named(name),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_suffixes_read_back() {
        for span in [Span::All, Span::Quarters(8, 19), Span::Quarters(7, 7)] {
            assert_eq!(Span::named(&span.name()), Some(span));
            let suffix = span.suffix();
            let read = suffix.strip_prefix("__").and_then(Span::of_suffix);
            assert_eq!(read, Some(span).filter(|span| *span != Span::All));
        }
        assert_eq!(Span::Quarters(8, 19).suffix(), "__q8_q19");
        for other in ["pilot", "q8", "q8-19", "q-q", "All", ""] {
            assert_eq!(Span::named(other), None, "{other}");
        }
    }

    #[test]
    fn spans_have_words() {
        let none = Calendar::default();
        assert_eq!(Span::Quarters(8, 19).words(none), "quarters 8 to 19");
        assert_eq!(Span::Quarters(8, 19).brief(none), "quarters 8–19");
        assert_eq!(Span::Quarters(7, 7).brief(none), "quarter 7");
        assert_eq!(Span::Quarters(8, 19).short(none), "q8–q19");
        assert_eq!(Span::Quarters(7, 7).short(none), "q7");
        assert_eq!(Span::All.words(none), "all quarters");
    }

    #[test]
    fn spans_have_dates_where_quarters_do() {
        let start = "2026-Q1".parse().ok();
        let calendar = Calendar { start };
        let told = |span: Span| {
            let forms = [Span::words, Span::short, Span::brief];
            forms.map(|form| form(span, calendar))
        };
        assert_eq!(
            told(Span::Quarters(8, 19)),
            ["2028-Q1 to 2030-Q4", "2028-Q1–2030-Q4", "2028-Q1–2030-Q4"]
        );
        assert_eq!(told(Span::Quarters(7, 7)), ["2027-Q4"; 3]);
        assert_eq!(told(Span::All), ["all quarters"; 3]);
    }
}

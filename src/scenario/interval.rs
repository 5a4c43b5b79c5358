//! Intervals of numbers, as the default scenario writes them.

use std::fmt;

/// An interval such as `[0, 1]`, `(0, 100]` or `(0, inf)`: a bracket includes the
/// end, a parenthesis leaves it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// Whether the lower end belongs to it.
    pub includes_low: bool,
    /// The upper end.
    pub high: f64,
    /// Whether the upper end belongs to it.
    pub includes_high: bool,
    /// As it was written; a number such as 2^63 - 1 is not exact in `low`.
    text: String,
}

impl Interval {
    /// Reads an interval; `None` if the text is none or the interval is empty.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (includes_low, rest) = match text.split_at_checked(1)? {
            ("[", rest) => (true, rest),
            ("(", rest) => (false, rest),
            _ => return None,
        };
        let (numbers, includes_high) = match rest.strip_suffix(']') {
            Some(numbers) => (numbers, true),
            None => (rest.strip_suffix(')')?, false),
        };
        let (low, high) = numbers.split_once(',')?;
        let number = |text: &str, is_included: bool| {
            let number = text.trim().parse::<f64>().ok();
            number.filter(|x| x.is_finite() || x.is_infinite() && !is_included)
        };
        let (low, high) = (number(low, includes_low)?, number(high, includes_high)?);
        let empty = low > high || low == high && !(includes_low && includes_high);
        (!empty).then(|| Self {
            low,
            includes_low,
            high,
            includes_high,
            text: text.to_owned(),
        })
    }

    /// Whether a number lies inside; a NaN does not.
    pub fn contains(&self, x: f64) -> bool {
        let above = x > self.low || self.includes_low && x == self.low;
        let below = x < self.high || self.includes_high && x == self.high;
        above && below
    }

    /// Whether all of another interval lies inside.
    pub fn covers(&self, other: &Self) -> bool {
        let end = |x: f64, included: bool| {
            self.contains(x) || !included && (x == self.low || x == self.high)
        };
        end(other.low, other.includes_low) && end(other.high, other.includes_high)
    }

    /// The two ends in words, for example `above 0 and at most 100`; empty if
    /// there is neither.
    pub fn words(&self) -> String {
        let (low, high) = self.ends();
        let low = match self.includes_low {
            true => format!("at least {low}"),
            false => format!("above {low}"),
        };
        let high = match self.includes_high {
            true => format!("at most {high}"),
            false => format!("below {high}"),
        };
        let low = self.low.is_finite().then_some(low);
        let high = self.high.is_finite().then_some(high);
        let ends: Vec<String> = low.into_iter().chain(high).collect();
        ends.join(" and ")
    }

    /// The two ends as they were written.
    pub(crate) fn ends(&self) -> (&str, &str) {
        let inner = self.text.get(1..self.text.len() - 1).unwrap_or_default();
        let (low, high) = inner.split_once(',').unwrap_or_default();
        (low.trim(), high.trim())
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn brackets_include_and_parentheses_leave_out() {
        let interval = Interval::parse("(0, 1.5]").unwrap();
        assert!(!interval.contains(0.0));
        assert!(interval.contains(f64::MIN_POSITIVE));
        assert!(interval.contains(1.5));
        assert!(!interval.contains(1.6));
        assert!(!interval.contains(f64::NAN));
        assert!(!interval.contains(f64::INFINITY));
        assert_eq!(interval.words(), "above 0 and at most 1.5");
        assert_eq!(interval.to_string(), "(0, 1.5]");
    }

    #[test]
    fn what_is_no_interval_is_refused() {
        for text in [
            "", "[", "[]", "[1]", "[1, 0]", "(1, 1]", "[a, 1]", "[0, inf]", "(0, nan)", "0, 1",
        ] {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
        assert!(Interval::parse("[1, 1]").unwrap().contains(1.0));
    }

    #[test]
    fn an_end_may_be_infinite() {
        let interval = Interval::parse("[0, inf)").unwrap();
        assert!(interval.contains(0.0) && interval.contains(f64::MAX));
        assert!(!interval.contains(f64::INFINITY));
        assert_eq!(interval.words(), "at least 0");
        assert_eq!(Interval::parse("(-inf, inf)").unwrap().words(), "");
    }

    #[test]
    fn an_open_end_covers_an_open_end() {
        let open = Interval::parse("(0, 1)").unwrap();
        assert!(open.covers(&open));
        assert!(!open.covers(&Interval::parse("[0, 1)").unwrap()));
        assert!(Interval::parse("[0, 1]").unwrap().covers(&open));
    }
}

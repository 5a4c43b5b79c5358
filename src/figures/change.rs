//! How a measure changes from one window to another, in words.

use super::windows::Over;
use crate::numerals::{Shown, decimals, fixed, significant};

/// A change from one window to a later one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// The numbers of both windows, in a few characters.
    pub(crate) before: String,
    pub(crate) after: String,
    /// The change with its interval: `down 7.2 pp (6.7 to 7.7)`.
    pub(crate) words: String,
    pub(crate) up: bool,
    /// Whether the interval leaves out zero; never without an interval.
    pub(crate) clear: bool,
}

impl Change {
    /// The change between two numbers of a unit; none without both.
    ///
    /// Both come from the same runs, so that the standard error of the change is
    /// at most the sum of theirs: half-widths are added, and the interval holds
    /// with at least its probability.
    pub(crate) fn of(before: &Over, after: &Over, unit: &str) -> Option<Self> {
        let shown = Shown::of(unit);
        let (from, to) = (before.value?, after.value?);
        let change = shown.factor * (to - from);
        let interval = before.interval.zip(after.interval);
        let interval = interval
            .map(|((low, high), (least, most))| (least - high, most - low))
            .map(|(low, high)| (shown.factor * low, shown.factor * high));
        let unit = match shown.unit_of_differences() {
            "pp" => " pp",
            _ => "",
        };
        let clear = interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0);
        let way = if change > 0.0 { "up" } else { "down" };
        let words = match interval {
            _ if change == 0.0 && !clear => "no change".to_owned(),
            None => format!("{way} {}{unit}", significant(change.abs(), 3)),
            Some((low, high)) => {
                let decimals = coarser((high - low) / 2.0);
                let [low, high] = [low, high].map(|end| fixed(end, decimals));
                if !clear {
                    format!("no clear change ({low} to {high}{unit})")
                } else {
                    let by = fixed(change.abs(), decimals);
                    let (low, high) = match change > 0.0 {
                        true => (low, high),
                        false => (high, low),
                    };
                    let [low, high] = [&low, &high].map(|end| end.trim_start_matches('-'));
                    format!("{way} {by}{unit} ({low} to {high})")
                }
            }
        };
        // both with the digits that the wider interval bears
        let widest = [before, after].map(|over| over.interval);
        let widest = widest
            .into_iter()
            .flatten()
            .max_by(|(a, b), (c, d)| (b - a).total_cmp(&(d - c)));
        Some(Self {
            before: brief(&shown, from, widest),
            after: brief(&shown, to, widest),
            words,
            up: change > 0.0,
            clear,
        })
    }
}

impl Over {
    /// The number in a few characters; `-` without one.
    pub(crate) fn brief(&self, unit: &str) -> String {
        let shown = Shown::of(unit);
        let brief = |value| brief(&shown, value, self.interval);
        self.value.map_or("-".to_owned(), brief)
    }

    /// Its interval and window: `84.9 to 85.3, all quarters`.
    pub(crate) fn interval_in_words(&self, unit: &str) -> String {
        let shown = Shown::of(unit);
        let Some((low, high)) = self.interval else {
            return self.window.words();
        };
        let decimals = coarser(shown.factor * (high - low) / 2.0);
        let [low, high] = [low, high].map(|end| fixed(shown.factor * end, decimals));
        format!("{low} to {high}, {}", self.window.words())
    }
}

/// Decimals that show one significant digit of a half-width.
fn coarser(half_width: f64) -> usize {
    decimals(half_width).saturating_sub(1)
}

fn brief(shown: &Shown, value: f64, interval: Option<(f64, f64)>) -> String {
    let value = shown.factor * value;
    let number = match interval {
        Some((low, high)) => fixed(value, coarser(shown.factor * (high - low) / 2.0)),
        None => significant(value, 3),
    };
    let percent = if &*shown.unit == "%" { "%" } else { "" };
    format!("{number}{percent}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Span;

    fn over(value: f64, half_width: Option<f64>) -> Over {
        Over {
            window: Span::All,
            value: Some(value),
            interval: half_width.map(|h| (value - h, value + h)),
            items: None,
            censored: None,
        }
    }

    #[test]
    fn half_widths_of_both_windows_add() {
        let (before, after) = (over(0.894, Some(0.002)), over(0.822, Some(0.003)));
        let change = Change::of(&before, &after, "share").unwrap();
        assert_eq!(change.words, "down 7.2 pp (6.7 to 7.7)");
        assert_eq!((&*change.before, &*change.after), ("89.4%", "82.2%"));
        assert!(change.clear && !change.up);
        let change = Change::of(&after, &before, "papers per quarter").unwrap();
        assert_eq!(change.words, "up 0.072 (0.067 to 0.077)");
        assert!(change.clear && change.up);
    }

    #[test]
    fn what_is_not_clear_or_has_no_interval_is_said_so() {
        let (before, after) = (over(10.0, Some(0.4)), over(10.5, Some(0.4)));
        let change = Change::of(&before, &after, "papers per quarter").unwrap();
        assert_eq!(change.words, "no clear change (-0.3 to 1.3)");
        let change = Change::of(&over(0.8, None), &over(0.7, None), "share").unwrap();
        assert_eq!(change.words, "down 10 pp");
        assert!(!change.clear);
        let missing = Over {
            value: None,
            ..over(0.0, None)
        };
        assert_eq!(Change::of(&missing, &after, "share"), None);
        assert_eq!(missing.brief("share"), "-");
        assert_eq!(
            over(0.85, Some(0.002)).interval_in_words("share"),
            "84.8 to 85.2, all quarters"
        );
    }
}

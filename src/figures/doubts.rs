//! What may be expected of a measure, or of a difference between variants: where one
//! organisation may lie, where it may lie if its parameters differ, and the mean with the
//! error of the simulation.

use super::windows::Over;
use crate::numerals::Shown;
use std::cmp::Ordering;

/// Words for what is shown, in all figures and tables.
pub(crate) const ONE: &str = "one organisation";
pub(crate) const DIFFER: &str = "if parameters differ";

/// The three doubts about a number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Doubts {
    pub(crate) mean: Option<f64>,
    /// Of the mean: the error of the simulation.
    pub(crate) interval: Option<(f64, f64)>,
    /// Within which 90% of organisations lie.
    pub(crate) one: Option<(f64, f64)>,
    /// The same if their parameters differ.
    pub(crate) differ: Option<(f64, f64)>,
}

impl From<&Over> for Doubts {
    fn from(over: &Over) -> Self {
        Self {
            mean: over.value,
            interval: over.interval,
            one: over.one,
            differ: over.differ,
        }
    }
}

/// A strip: a window of a result, a whole result, or a variant.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// What it is called.
    pub(crate) name: String,
    /// What is said below its name; may be empty.
    pub(crate) told: String,
    /// The place of its result among the series.
    pub(crate) series: usize,
    pub(crate) doubts: Doubts,
}

/// What the numbers of strips are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sort {
    /// Values of a measure.
    Values,
    /// Differences, with the size of one that matters, if that is stated.
    Differences(Option<f64>),
}

/// The strips of a measure, below each other.
#[derive(Clone, Debug)]
pub(crate) struct Ranges {
    pub(crate) title: String,
    pub(crate) shown: Shown,
    pub(crate) sort: Sort,
    pub(crate) strips: Vec<Strip>,
}

impl Ranges {
    /// Strips of values in a unit.
    pub(crate) fn of_values(title: String, unit: &str, strips: Vec<Strip>) -> Self {
        Self {
            title,
            shown: Shown::of(unit),
            sort: Sort::Values,
            strips,
        }
    }

    /// Strips of differences between values in a unit.
    pub(crate) fn of_differences(
        title: String,
        unit: &str,
        threshold: Option<f64>,
        strips: Vec<Strip>,
    ) -> Self {
        Self {
            title,
            shown: Shown::of(unit).of_differences(),
            sort: Sort::Differences(threshold),
            strips,
        }
    }

    fn doubts(&self) -> impl Iterator<Item = &Doubts> {
        self.strips.iter().map(|strip| &strip.doubts)
    }

    /// Whether any strip has a mean.
    pub(crate) fn has_value(&self) -> bool {
        self.doubts().any(|doubts| doubts.mean.is_some())
    }

    /// Whether any strip shows parameters that differ.
    pub(crate) fn differ(&self) -> bool {
        self.doubts().any(|doubts| doubts.differ.is_some())
    }

    /// Whether any strip shows where one organisation may lie.
    pub(crate) fn one(&self) -> bool {
        self.doubts().any(|doubts| doubts.one.is_some())
    }

    /// The mean of a strip, with the digits that its organisations bear.
    pub(super) fn mean(&self, strip: &Strip) -> String {
        match strip.doubts.mean {
            Some(value) => self.number(value, self.bears()) + self.shown.sign(),
            None => "–".to_owned(),
        }
    }

    /// A number with the digits that a range bears; differences say that they are above 0.
    fn number(&self, value: f64, bears: Option<(f64, f64)>) -> String {
        let number = self.shown.apart(value, bears).0;
        let is_zero = !number.contains(|digit: char| ('1'..='9').contains(&digit));
        match self.sort {
            Sort::Differences(_) if value > 0.0 && !is_zero => format!("+{number}"),
            _ => number,
        }
    }

    /// The widest range of one organisation, which says how many digits are shown.
    fn bears(&self) -> Option<(f64, f64)> {
        widest(self.doubts().filter_map(|doubts| doubts.one))
    }

    /// The same where parameters differ; the sign of a difference is not rounded away.
    fn bears_drawn(&self) -> Option<(f64, f64)> {
        let drawn = self.doubts().filter_map(|doubts| doubts.differ);
        match self.sort {
            Sort::Values => widest(drawn),
            Sort::Differences(_) => drawn.min_by(by_width),
        }
    }

    /// The numbers at the ends of the widest range that a strip has.
    pub(super) fn ends(&self, strip: &Strip) -> Option<(String, String)> {
        let Doubts { one, differ, .. } = strip.doubts;
        let bears = match differ {
            Some(_) => self.bears_drawn(),
            None => self.bears(),
        };
        Some(self.told_range(differ.or(one)?, bears))
    }

    /// Where one organisation may lie: both ends.
    pub(super) fn one_of(&self, strip: &Strip) -> Option<(String, String)> {
        Some(self.told_range(strip.doubts.one?, self.bears()))
    }

    fn told_range(&self, (low, high): (f64, f64), bears: Option<(f64, f64)>) -> (String, String) {
        let end = |end| self.number(end, bears) + self.shown.sign();
        (end(low), end(high))
    }

    /// The values at both ends of the scale; differences are seen beside 0.
    pub(super) fn range(&self) -> (f64, f64) {
        let shown = self.doubts().flat_map(|doubts| {
            let ranges = [doubts.one, doubts.differ, doubts.interval];
            let ends = ranges.into_iter().flatten();
            ends.flat_map(|(low, high)| [low, high]).chain(doubts.mean)
        });
        let zone = match self.sort {
            Sort::Values => [None; 3],
            Sort::Differences(None) => [Some(0.0), None, None],
            Sort::Differences(Some(size)) => [Some(0.0), Some(-size), Some(size)],
        };
        let shown = shown.chain(zone.into_iter().flatten());
        let (low, high) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
            (low.min(x), high.max(x))
        });
        match low < high {
            true => (low, high),
            // a single value stands in the middle
            false => (low - 1.0, low + 1.0),
        }
    }

    /// Whether zero lies within the scale of some range.
    pub(crate) fn has_zero(&self) -> bool {
        let (low, high) = self.range();
        low < 0.0 && high > 0.0 && (self.one() || self.differ())
    }

    /// The numbers of a strip in words.
    pub(crate) fn told(&self, strip: &Strip) -> String {
        let mut words = format!("{}, {}: {}", self.title, strip.name, self.in_words(strip));
        if !strip.told.is_empty() {
            words.extend(["; ", &*strip.told]);
        }
        words
    }

    /// The numbers of a strip in words: the mean, and what one organisation may see.
    pub(crate) fn in_words(&self, strip: &Strip) -> String {
        let doubts = &strip.doubts;
        let mean = match self.sort {
            Sort::Values => self.shown.estimate(doubts.mean, doubts.interval),
            Sort::Differences(_) => self.shown.difference(doubts.mean, doubts.interval),
        };
        let mut words = vec![format!("mean {mean}")];
        let ranges = [(ONE, doubts.one), (DIFFER, doubts.differ)];
        words.extend(ranges.into_iter().filter_map(|(name, range)| {
            let (low, high) = self.told_range(range?, range);
            let low = low.strip_suffix(self.shown.sign()).unwrap_or(&low);
            Some(format!("{name} {low} to {high}"))
        }));
        words.join("; ")
    }
}

/// The widest of some ranges.
fn widest(ranges: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    ranges.max_by(by_width)
}

fn by_width((a, b): &(f64, f64), (c, d): &(f64, f64)) -> Ordering {
    (b - a).total_cmp(&(d - c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(mean: f64, one: (f64, f64)) -> Strip {
        Strip {
            name: "fused".to_owned(),
            told: String::new(),
            series: 0,
            doubts: Doubts {
                mean: Some(mean),
                one: Some(one),
                ..Doubts::default()
            },
        }
    }

    #[test]
    fn differences_are_seen_beside_zero_and_what_matters() {
        let strips = vec![strip(-0.03, (-0.05, -0.01))];
        let ranges = Ranges::of_differences("Kept".into(), "share", Some(0.02), strips.clone());
        assert_eq!(ranges.range(), (-0.05, 0.02));
        assert_eq!(ranges.mean(&strips[0]), "-3.0");
        let values = Ranges::of_values("Kept".into(), "share", strips.clone());
        assert_eq!(values.range(), (-0.05, -0.01));
        assert_eq!(values.mean(&strips[0]), "-3.0%");
    }

    #[test]
    fn differences_above_zero_carry_a_sign() {
        let strips = vec![strip(0.4, (-0.2, 1.0)), strip(0.0, (0.0, 0.004))];
        let ranges = Ranges::of_differences("Papers".into(), "papers", None, strips.clone());
        assert_eq!(ranges.mean(&strips[0]), "+0.40");
        assert_eq!(
            ranges.ends(&strips[1]).unwrap(),
            ("0.00".to_owned(), "0.00".to_owned())
        );
        assert_eq!(
            ranges.told(&strips[0]),
            "Papers, fused: mean +0.4 papers; one organisation -0.20 to +1.00"
        );
    }

    #[test]
    fn numbers_of_a_panel_have_the_same_decimals() {
        let strips = vec![strip(1.0, (0.9, 1.1)), strip(20.0, (10.0, 30.0))];
        let ranges = Ranges::of_values("Papers".into(), "papers", strips.clone());
        let means = strips.iter().map(|strip| ranges.mean(strip));
        assert_eq!(means.collect::<Vec<_>>(), ["1", "20"]);
    }
}

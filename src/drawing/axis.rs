//! Axes: a range of values, round numbers on it, and what they are called.

use crate::numerals::{Shown, fixed};
use crate::units::Calendar;

/// A range of values with the places that have a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What the values are, with their unit; may be empty.
    pub label: String,
    /// Value at the start.
    pub low: f64,
    /// Value at the end, above `low`.
    pub high: f64,
    /// Named values, in order.
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis over all of these values, with about so many round numbers; shares
    /// in percent. It begins and ends at a round number; one that begins above zero is
    /// cut, and says so beside its unit.
    pub fn of(
        label: &str,
        unit: &str,
        values: impl IntoIterator<Item = f64>,
        about: usize,
    ) -> Self {
        let shown = Shown::of(unit);
        let values = values.into_iter().map(|value| shown.factor * value);
        let most = if unit == "share" {
            100.0
        } else {
            f64::INFINITY
        };
        let (low, high) = widened(range(values), most);
        Self::over(label, &shown, (low, high), about)
    }

    fn over(label: &str, shown: &Shown, (low, high): (f64, f64), about: usize) -> Self {
        let step = round_step((high - low) / about.max(1) as f64);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let decimals = decimals_of(step);
        // a handful of numbers
        let ticks = (0..=(last - first) as u32).map(|tick| {
            let value = (first + f64::from(tick)) * step;
            (value / shown.factor, fixed(value, decimals))
        });
        let cut = match first > 0.0 {
            true => format!("axis from {}", fixed(first * step, decimals)),
            false => String::new(),
        };
        let unit: Vec<&str> = [&*shown.unit, &*cut].into();
        let unit: Vec<&str> = unit.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            label: with_unit(label, &unit.join(", ")),
            low: first * step / shown.factor,
            high: last * step / shown.factor,
            ticks: ticks.collect(),
        }
    }

    /// The same, from zero or to it.
    pub fn with_zero(
        label: &str,
        unit: &str,
        values: impl IntoIterator<Item = f64>,
        about: usize,
    ) -> Self {
        let values = values.into_iter().chain(std::iter::once(0.0));
        Self::of(label, unit, values, about)
    }

    /// An axis of differences: with zero, and in percentage points between percents.
    pub fn of_differences(
        label: &str,
        unit: &str,
        values: impl IntoIterator<Item = f64>,
        about: usize,
    ) -> Self {
        let shown = Shown::of(unit);
        let values = values.into_iter().map(|value| shown.factor * value);
        let range = match range(values.chain(std::iter::once(0.0))) {
            (low, high) if low < high => (low, high),
            _ => (-1.0, 1.0),
        };
        let mut axis = Self::over("", &shown, range, about);
        axis.label = with_unit(label, shown.unit_of_differences());
        axis
    }

    /// An axis of whole numbers that ends where they do.
    pub fn whole(label: &str, low: f64, high: f64, about: usize) -> Self {
        let high = high.max(low + 1.0);
        let step = round_step((high - low) / about.max(1) as f64);
        Self::in_steps(label, low, high, step.max(1.0).round())
    }

    /// An axis of quarters, with names at whole years if there are many.
    pub fn quarters(label: &str, low: f64, high: f64, about: usize) -> Self {
        let high = high.max(low + 1.0);
        let step = (high - low) / about.max(1) as f64;
        let step = match step {
            step if step <= 1.0 => 1.0,
            step if step <= 2.0 => 2.0,
            // one, two, five, ten years and so on
            step => 4.0 * round_step((step / 4.0 - 0.25).max(0.5)).max(1.0).round(),
        };
        Self::in_steps(label, low, high, step)
    }

    /// An axis of quarters with dates: names at the beginnings of years if there are many.
    /// Without dates, one of quarters.
    pub fn dates(calendar: Calendar, label: &str, low: f64, high: f64, about: usize) -> Self {
        let axis = Self::quarters(label, low, high, about);
        let step = match axis.ticks.as_slice() {
            [(first, _), (second, _), ..] => second - first,
            _ => 1.0,
        };
        // whole numbers, from quarters
        let (first, last) = (low.ceil() as i64, high.floor() as i64);
        let Some(date) = calendar.date(first) else {
            return axis;
        };
        // years are named at their beginnings; only what is named is looked at
        let every = step as i64;
        let in_years = step >= 4.0;
        let behind = match in_years {
            true => 4 * date.year() + date.in_year() - 1,
            false => first,
        };
        let from = first + (-behind).rem_euclid(every);
        let named = (from..=last).step_by(every as usize).filter_map(|at| {
            let date = calendar.date(at)?;
            let name = match in_years {
                true => date.year().to_string(),
                false => date.to_string(),
            };
            Some((at as f64, name))
        });
        let ticks: Vec<(f64, String)> = named.collect();
        match ticks.is_empty() {
            true => axis,
            false => Self {
                label: String::new(),
                ticks,
                ..axis
            },
        }
    }

    fn in_steps(label: &str, low: f64, high: f64, step: f64) -> Self {
        let (first, last) = ((low / step).ceil(), (high / step).floor());
        let ticks = (0..=(last - first).max(0.0) as u32).map(|tick| {
            let value = (first + f64::from(tick)) * step;
            (value, fixed(value, 0))
        });
        Self {
            label: label.to_owned(),
            low,
            high,
            ticks: ticks.collect(),
        }
    }

    /// An axis of names, each at its place from 0, with half a step at both ends.
    pub fn names<'a>(label: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().enumerate();
        let ticks: Vec<(f64, String)> = names.map(|(at, n)| (at as f64, n.to_owned())).collect();
        Self {
            label: label.to_owned(),
            low: -0.5,
            high: (ticks.len() as f64 - 0.5).max(0.5),
            ticks,
        }
    }

    /// The same from one value to another, if the second is above.
    #[must_use]
    pub fn between(mut self, low: f64, high: f64) -> Self {
        if low < high {
            (self.low, self.high) = (low, high);
            self.ticks.retain(|(value, _)| (low..=high).contains(value));
        }
        self
    }

    /// Where a value stands: 0 at the start, 1 at the end.
    pub fn position(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// Whether a value lies on it.
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// What an axis is called: a label, its unit, or both.
fn with_unit(label: &str, unit: &str) -> String {
    match (label, unit) {
        (label, "") => label.to_owned(),
        ("", unit) => unit.to_owned(),
        (label, unit) => format!("{label} ({unit})"),
    }
}

/// The range of the finite values; from 0 to 1 without any.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let values = values.filter(|value| value.is_finite());
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

/// A range that is not so narrow that it would show what is nearly constant as a
/// change: at least a hundredth of its values, a fifth if it is a single one, and
/// from zero if that is zero. It keeps to what values can be at most.
fn widened((low, high): (f64, f64), most: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    let least = match (low < high, size > 0.0) {
        (true, _) => 0.01 * size,
        (false, true) => 0.2 * size,
        (false, false) => return (0.0, 1.0),
    };
    let room = ((least - (high - low)) / 2.0).max(0.0);
    match high + room {
        above if above > most && high <= most => (low - 2.0 * room + (most - high), most),
        above => (low - room, above),
    }
}

/// The least of 1, 2, 2.5 and 5 times a power of ten that is no less.
fn round_step(step: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= step {
        power *= 10.0;
    }
    while power > step && power > f64::MIN_POSITIVE {
        power /= 10.0;
    }
    let times = [1.0, 2.0, 2.5, 5.0].into_iter();
    let step = times
        .map(|times| times * power)
        .find(|round| *round >= step);
    step.unwrap_or(10.0 * power)
}

/// Decimals that tell multiples of a step apart.
fn decimals_of(step: f64) -> usize {
    let whole = |decimals: &usize| {
        let shown: f64 = fixed(step, *decimals).parse().unwrap_or(0.0);
        (shown - step).abs() < 1e-6 * step
    };
    (0..12).find(whole).unwrap_or(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn numbers_are_round() {
        let axis = Axis::of("retention", "share", [0.852, 0.913], 4);
        assert_eq!(names(&axis), ["84", "86", "88", "90", "92"]);
        assert_eq!(axis.label, "retention (%, axis from 84)");
        assert_eq!(Axis::of("", "", [5.0, 6.0], 2).label, "axis from 5.0");
        assert_eq!(Axis::of("", "days", [-5.0, 6.0], 2).label, "days");
        assert!((axis.low - 0.84).abs() < 1e-12 && (axis.high - 0.92).abs() < 1e-12);
        let axis = Axis::with_zero("", "papers per quarter", [11.2, 27.0], 4);
        assert_eq!(names(&axis), ["0", "10", "20", "30"]);
        assert_eq!(axis.label, "papers/quarter");
        let axis = Axis::of("", "", [-0.0012, 0.0031], 4);
        assert_eq!(names(&axis), ["-0.002", "0.000", "0.002", "0.004"]);
    }

    #[test]
    fn a_single_value_or_none_still_has_an_axis() {
        let axis = Axis::of("", "", [5.0], 4);
        assert!(axis.low < 5.0 && axis.high > 5.0);
        let axis = Axis::of("", "", [f64::NAN], 4);
        assert!(axis.low < axis.high);
        let axis = Axis::of("", "", [0.0, 0.0], 4);
        assert!(axis.low == 0.0 && axis.high > 0.0);
        let axis = Axis::of_differences("", "", [0.0, 0.0], 4);
        assert!(axis.low < 0.0 && axis.high > 0.0);
    }

    #[test]
    fn noise_is_no_change() {
        let axis = Axis::of("", "share", [0.9994, 1.0], 2);
        assert_eq!(names(&axis), ["99.0", "99.5", "100.0"]);
        assert_eq!(names(&Axis::of("", "share", [1.0], 2)), ["80", "90", "100"]);
        assert_eq!(
            names(&Axis::of("", "share", [1.2], 2)),
            ["100", "120", "140"]
        );
        let axis = Axis::of("", "", [500.0, 500.1], 2);
        assert!(axis.low < 498.0 && axis.high > 502.0);
    }

    #[test]
    fn many_quarters_are_named_by_years() {
        let names_to = |high: f64| {
            let axis = Axis::quarters("quarter", 0.0, high, 5);
            names(&axis).join(" ")
        };
        assert_eq!(names_to(3.0), "0 1 2 3");
        assert_eq!(names_to(8.0), "0 2 4 6 8");
        assert_eq!(names_to(19.0), "0 4 8 12 16");
        assert_eq!(names_to(24.0), "0 4 8 12 16 20 24");
        assert_eq!(names_to(39.0), "0 8 16 24 32");
    }

    #[test]
    fn numbers_of_quarters_are_whole() {
        assert_eq!(
            names(&Axis::whole("quarter", 0.0, 19.0, 5)),
            ["0", "5", "10", "15"]
        );
        assert_eq!(names(&Axis::whole("quarter", 0.0, 0.0, 5)), ["0", "1"]);
        assert_eq!(
            names(&Axis::whole("quarter", 0.0, 3.0, 5)),
            ["0", "1", "2", "3"]
        );
    }

    #[test]
    fn dates_have_names_at_the_beginnings_of_years() {
        let calendar = Calendar {
            start: "2026-Q3".parse().ok(),
        };
        let axis = Axis::dates(calendar, "quarter", 0.0, 19.0, 5);
        assert_eq!(names(&axis), ["2027", "2028", "2029", "2030", "2031"]);
        let at: Vec<f64> = axis.ticks.iter().map(|(at, _)| *at).collect();
        assert_eq!(at, [2.0, 6.0, 10.0, 14.0, 18.0]);
        assert_eq!((axis.low, axis.high, &*axis.label), (0.0, 19.0, ""));
        let short = Axis::dates(calendar, "quarter", 0.0, 3.0, 5);
        assert_eq!(names(&short), ["2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2"]);
        let long = Axis::dates(calendar, "quarter", 0.0, 99.0, 5);
        assert_eq!(names(&long), ["2030", "2035", "2040", "2045", "2050"]);
        // as many as are named, however many there are
        let endless = Axis::dates(calendar, "quarter", 0.0, 9e15, 5);
        assert!((3..=10).contains(&endless.ticks.len()), "{endless:?}");
        let none = Axis::dates(Calendar::default(), "quarter", 0.0, 19.0, 5);
        assert_eq!(none, Axis::quarters("quarter", 0.0, 19.0, 5));
    }
}

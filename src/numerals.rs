//! Numbers and labels as people read them: as many digits as an interval bears,
//! shares in percent, units short, headings with a capital.

use std::borrow::Cow;

/// How the numbers of a unit are shown: by which factor, and in which unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What a number is multiplied with.
    pub factor: f64,
    /// The unit after that; empty if there is none.
    pub unit: Cow<'static, str>,
}

/// A value and the ends of its interval, where there are such.
pub type WithInterval = (Option<f64>, Option<(f64, f64)>);

impl Shown {
    /// How a unit of a table is shown. Shares are in percent; shares of a variance are
    /// indices from 0 to 1 and stay so.
    ///
    /// ```
    /// use orgsim::numerals::Shown;
    ///
    /// assert_eq!(Shown::of("share").unit, "%");
    /// assert_eq!(Shown::of("share of runs").unit, "% of runs");
    /// assert_eq!(Shown::of("share of the variance").factor, 1.0);
    /// assert_eq!(Shown::of("papers per quarter").unit, "papers/quarter");
    /// let money = Shown::of("thousand dollars per quarter");
    /// assert_eq!((money.factor, &*money.unit), (0.001, "$m/quarter"));
    /// ```
    pub fn of(unit: &str) -> Self {
        let (factor, unit) = match unit {
            "share" => (100.0, Cow::Borrowed("%")),
            "share of runs" => (100.0, Cow::Borrowed("% of runs")),
            _ => match unit.strip_prefix("thousand dollars") {
                Some(rest) => (
                    0.001,
                    Cow::Owned(format!("$m{}", rest.replace(" per ", "/"))),
                ),
                None => (1.0, Cow::Owned(unit.replace(" per ", "/"))),
            },
        };
        Self { factor, unit }
    }

    /// What stands right behind a number where the unit is said elsewhere: the sign of
    /// percents, else nothing.
    pub fn sign(&self) -> &'static str {
        match self.unit.starts_with('%') {
            true => "%",
            false => "",
        }
    }

    /// The same for differences of numbers of the unit.
    ///
    /// ```
    /// use orgsim::numerals::Shown;
    ///
    /// assert_eq!(Shown::of("share").of_differences().significant(0.0125, 3), "1.25 pp");
    /// ```
    #[must_use]
    pub fn of_differences(self) -> Self {
        let unit = Cow::Owned(self.unit_of_differences().to_owned());
        Self { unit, ..self }
    }

    /// The unit of differences: percentage points between percents.
    pub fn unit_of_differences(&self) -> &str {
        match &*self.unit {
            "%" => "pp",
            unit => unit,
        }
    }

    /// A number without its unit, with so many significant digits at most.
    pub fn significant_number(&self, number: f64, digits: usize) -> String {
        significant(self.factor * number, digits)
    }

    /// A number with its unit, with so many significant digits at most.
    ///
    /// ```
    /// use orgsim::numerals::Shown;
    ///
    /// let money = Shown::of("thousand dollars per quarter");
    /// assert_eq!(money.significant(-40_000.0, 2), "-$40m/quarter");
    /// ```
    pub fn significant(&self, number: f64, digits: usize) -> String {
        with_unit(&significant(self.factor * number, digits), &self.unit)
    }

    /// An estimate with its interval and unit: `85.15 (84.98 to 85.32) %`. Without
    /// an interval, three digits; without an estimate, `no value`.
    pub fn estimate(&self, value: Option<f64>, interval: Option<(f64, f64)>) -> String {
        self.in_unit(value, interval, &self.unit)
    }

    /// The same without the unit, where it is said once for several.
    pub fn bare(&self, value: Option<f64>, interval: Option<(f64, f64)>) -> String {
        self.in_unit(value, interval, "")
    }

    /// The same for a difference of two numbers of the unit.
    pub fn difference(&self, value: Option<f64>, interval: Option<(f64, f64)>) -> String {
        let text = self.in_unit(value, interval, self.unit_of_differences());
        match value {
            Some(value) if value > 0.0 => format!("+{text}"),
            _ => text,
        }
    }

    /// The size of a difference of two numbers of the unit, which has no sign.
    pub fn distance(&self, size: Option<f64>, interval: Option<(f64, f64)>) -> String {
        self.in_unit(size, interval, self.unit_of_differences())
    }

    /// A number and its interval without the unit, each for itself: `85.15` and
    /// `84.98 to 85.32`. Without an interval, or with one of no width, three digits.
    ///
    /// ```
    /// use orgsim::numerals::Shown;
    ///
    /// let (number, interval) = Shown::of("share").apart(0.8515, Some((0.8498, 0.8532)));
    /// assert_eq!((&*number, interval.as_deref()), ("85.15", Some("84.98 to 85.32")));
    /// ```
    pub fn apart(&self, value: f64, interval: Option<(f64, f64)>) -> (String, Option<String>) {
        let Some((low, high)) = interval else {
            return (significant(self.factor * value, 3), None);
        };
        if low == high {
            let [value, end] = [value, low].map(|x| significant(self.factor * x, 3));
            return (value, Some(format!("{end} to {end}")));
        }
        let decimals = decimals(self.factor * (high - low) / 2.0);
        let [value, low, high] = [value, low, high].map(|x| fixed(self.factor * x, decimals));
        (value, Some(format!("{low} to {high}")))
    }

    /// Estimates that stand below each other, all with the decimals that the widest of their
    /// intervals bears; `differences` of numbers of the unit carry their sign.
    ///
    /// ```
    /// use orgsim::numerals::Shown;
    ///
    /// let all = [(Some(0.39), Some((0.28, 0.5))), (Some(-0.1182), Some((-0.151, -0.085)))];
    /// let told = Shown::of("papers").alike(&all, true);
    /// assert_eq!(told, ["+0.39 (0.28 to 0.50) papers", "-0.12 (-0.15 to -0.09) papers"]);
    /// ```
    pub fn alike(&self, estimates: &[WithInterval], differences: bool) -> Vec<String> {
        let intervals = estimates.iter().filter_map(|(_, interval)| *interval);
        let bears = intervals.max_by(|(a, b), (c, d)| (b - a).total_cmp(&(d - c)));
        let number = |value| self.apart(value, bears).0;
        let unit = match differences {
            true => self.unit_of_differences(),
            false => &self.unit,
        };
        let told = |&(value, interval): &WithInterval| {
            let Some(value) = value else {
                return "no value".to_owned();
            };
            let ends = interval.map(|(low, high)| format!("{} to {}", number(low), number(high)));
            let sign = if differences && value > 0.0 { "+" } else { "" };
            sign.to_owned() + &composed(number(value), ends, unit)
        };
        estimates.iter().map(told).collect()
    }

    fn in_unit(&self, value: Option<f64>, interval: Option<(f64, f64)>, unit: &str) -> String {
        let Some(value) = value else {
            return "no value".to_owned();
        };
        let (value, interval) = self.apart(value, interval);
        composed(value, interval, unit)
    }
}

/// A number with the ends of its interval and its unit.
fn composed(value: String, interval: Option<String>, unit: &str) -> String {
    match (interval, unit) {
        (None, unit) => with_unit(&value, unit),
        (Some(ends), "" | "%" | "pp") => format!("{} ({ends})", with_unit(&value, unit)),
        (Some(ends), unit) => format!("{value} ({ends}) {unit}"),
    }
}

/// A number of things: `1 run`, `2 runs`.
pub fn counted(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// A number behind or before its unit.
pub(crate) fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        "%" => format!("{number}%"),
        unit => match unit.strip_prefix('$') {
            Some(unit) => {
                let size = number.trim_start_matches(['-', '+']);
                let sign = &number[..number.len() - size.len()];
                format!("{sign}${size}{unit}")
            }
            None => format!("{number} {unit}"),
        },
    }
}

/// Decimals that show two significant digits of a half-width.
pub fn decimals(half_width: f64) -> usize {
    let mut decimals = 0;
    let mut width = half_width;
    while width < 9.95 && decimals < 6 {
        width *= 10.0;
        decimals += 1;
    }
    decimals
}

/// A number with so many decimals. What rounds to zero has no sign.
pub fn fixed(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
        _ => text,
    }
}

/// A number with a few significant digits and no idle zeros.
pub fn significant(number: f64, digits: usize) -> String {
    let rounded = format!("{number:.*e}", digits - 1);
    // reading back drops the zeros; the format above can always be read
    rounded.parse::<f64>().map_or(rounded, |x| x.to_string())
}

/// A number of any size in four digits.
///
/// ```
/// use orgsim::numerals::short;
///
/// let shown = [0.0, 1234.56, -0.00012346, 1.5e-28, 2.5e9].map(short);
/// assert_eq!(shown, ["0", "1235", "-0.0001235", "1.50e-28", "2.50e9"]);
/// ```
pub fn short(number: f64) -> String {
    match number.abs() {
        0.0 => "0".to_owned(),
        m if !(1e-4..1e7).contains(&m) => format!("{number:.2e}"),
        _ => significant(number, 4),
    }
}

/// A confidence level in percent: `95%`, `99.5%`.
///
/// ```
/// assert_eq!(orgsim::numerals::percent(0.9), "90%");
/// assert_eq!(orgsim::numerals::percent(0.995), "99.5%");
/// ```
pub fn percent(level: f64) -> String {
    format!("{}%", significant(100.0 * level, 6))
}

/// Several things in a sentence: `a`, `a and b`, `a, b and c`.
pub fn listed(things: impl IntoIterator<Item = impl Into<String>>) -> String {
    let mut things: Vec<String> = things.into_iter().map(Into::into).collect();
    match (things.pop(), things.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} and {last}", things.join(", ")),
    }
}

/// A heading from a label: its first letter as a capital.
pub fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_decimals_as_the_interval_bears() {
        assert_eq!(decimals(0.28), 2);
        assert_eq!(decimals(1.3), 1);
        assert_eq!(decimals(25.0), 0);
        assert_eq!(decimals(0.0), 6);
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(fixed(-0.06, 1), "-0.1");
        assert_eq!(fixed(-0.0, 0), "0");
        assert_eq!(fixed(10.0, 1), "10.0");
    }

    #[test]
    fn significant_digits() {
        assert_eq!(significant(95.0, 4), "95");
        assert_eq!(significant(99.99, 4), "99.99");
        assert_eq!(significant(1234.5, 3), "1230");
        assert_eq!(significant(0.012345, 3), "0.0123");
        assert_eq!(significant(0.0, 3), "0");
    }

    #[test]
    fn estimates_and_differences() {
        let share = Shown::of("share");
        let shown = share.estimate(Some(0.8515), Some((0.8498, 0.8532)));
        assert_eq!(shown, "85.15% (84.98 to 85.32)");
        let lower = share.difference(Some(-0.0425), Some((-0.05, -0.035)));
        assert_eq!(lower, "-4.25 pp (-5.00 to -3.50)");
        assert_eq!(share.difference(Some(0.02), None), "+2 pp");
        assert_eq!(share.distance(Some(0.02), None), "2 pp");
        let papers = Shown::of("papers per quarter");
        assert_eq!(papers.estimate(None, None), "no value");
        assert_eq!(
            papers.estimate(Some(12.0), Some((10.0, 14.0))),
            "12.0 (10.0 to 14.0) papers/quarter"
        );
    }
}

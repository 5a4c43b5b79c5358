//! From the unit of a claim to that of a measure.

/// What a unit is: so many of a base unit, perhaps in so many quarters.
#[derive(Debug, PartialEq)]
struct Unit {
    factor: f64,
    /// The base unit, in the plural.
    base: String,
    is_rate: bool,
}

/// Names of units, with the base unit that they are so many of.
const NAMES: [(&str, f64, &str); 21] = [
    ("share", 1.0, SHARE),
    ("share of runs", 1.0, SHARE),
    ("fraction", 1.0, SHARE),
    ("proportion", 1.0, SHARE),
    ("%", 0.01, SHARE),
    ("pp", 0.01, SHARE),
    ("points", 0.01, SHARE),
    ("day", 4.0 / 365.25, QUARTERS),
    ("days", 4.0 / 365.25, QUARTERS),
    ("week", 28.0 / 365.25, QUARTERS),
    ("weeks", 28.0 / 365.25, QUARTERS),
    ("month", 1.0 / 3.0, QUARTERS),
    ("months", 1.0 / 3.0, QUARTERS),
    ("quarter", 1.0, QUARTERS),
    ("quarters", 1.0, QUARTERS),
    ("year", 4.0, QUARTERS),
    ("years", 4.0, QUARTERS),
    ("$", 1.0, DOLLARS),
    ("dollars", 1.0, DOLLARS),
    ("US dollars", 1.0, DOLLARS),
    ("USD", 1.0, DOLLARS),
];
const SHARE: &str = "shares";
const QUARTERS: &str = "quarters";
const DOLLARS: &str = "dollars";

/// Words before a unit that make it larger.
const MAGNITUDES: [(&str, f64); 3] = [("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];

impl Unit {
    fn of(text: &str) -> Self {
        let text = text.trim();
        if let Some((of, period)) = text.split_once(" per ").or_else(|| text.split_once('/')) {
            let (of, period) = (Self::of(of), Self::of(period));
            // papers per person are no rate, and neither is percent per percent
            if period.base == QUARTERS && !period.is_rate && !of.is_rate {
                return Self {
                    factor: of.factor / period.factor,
                    is_rate: true,
                    ..of
                };
            }
        }
        for (word, factor) in MAGNITUDES {
            let rest = text.strip_prefix(word);
            if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
                let rest = Self::of(rest);
                return Self {
                    factor: factor * rest.factor,
                    ..rest
                };
            }
        }
        let named = NAMES
            .iter()
            .find(|(name, ..)| text.eq_ignore_ascii_case(name));
        let (factor, base) = match named {
            Some((_, factor, base)) => (*factor, (*base).to_owned()),
            // what follows says of what
            None if text.starts_with("percent") => (0.01, SHARE.to_owned()),
            None => (1.0, text.to_lowercase()),
        };
        Self {
            factor,
            base,
            is_rate: false,
        }
    }
}

/// How many of the second unit one of the first is; none if nobody can say.
pub(super) fn factor(from: &str, to: &str) -> Option<f64> {
    let (from, to) = (Unit::of(from), Unit::of(to));
    let same = from.base == to.base && from.is_rate == to.is_rate;
    same.then(|| from.factor / to.factor)
}

#[cfg(test)]
mod tests {
    use super::factor;

    #[test]
    fn units_that_measure_the_same_are_converted() {
        for (from, to, expected) in [
            ("percent", "share", 0.01),
            ("percent of researchers", "share", 0.01),
            ("%", "share of runs", 0.01),
            ("share", "points", 100.0),
            ("percent", "points", 1.0),
            ("months", "quarters", 1.0 / 3.0),
            ("years", "quarters", 4.0),
            ("papers per year", "papers per quarter", 0.25),
            ("papers/month", "papers per quarter", 3.0),
            ("million dollars per year", "$ per quarter", 250_000.0),
            ("thousand people", "people", 1000.0),
            ("million per month", "million per month", 1.0),
            (
                "papers per person-quarter",
                "papers per person-quarter",
                1.0,
            ),
        ] {
            let found = factor(from, to);
            let close = found.is_some_and(|found| (found / expected - 1.0).abs() < 1e-12);
            assert!(close, "{from} to {to}: {found:?}");
        }
    }

    #[test]
    fn others_are_not() {
        for (from, to) in [
            ("percent", "people"),
            ("people", "share"),
            ("papers", "papers per quarter"),
            ("papers per quarter", "exits per quarter"),
            ("per year", "quarters"),
            ("", "share"),
        ] {
            assert_eq!(factor(from, to), None, "{from} to {to}");
        }
    }
}

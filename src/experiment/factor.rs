//! What an experiment varies.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::analysis::sampling::level;
use crate::elementary::{exp, ln};
use crate::scenario::registry;

/// A value of a factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Level {
    /// A number.
    Number(f64),
    /// A text, such as the name of a structure.
    Text(String),
}

impl Level {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<f64> for Level {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Level {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A factor at one of its levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactorLevel {
    /// Name of the factor.
    pub factor: String,
    /// Its level.
    pub level: Level,
}

impl FactorLevel {
    /// Factors at their levels, in the same order.
    pub fn all(factors: &[Factor], levels: &[Level]) -> Vec<Self> {
        let pairs = factors.iter().zip(levels);
        pairs
            .map(|(factor, level)| Self {
                factor: factor.name.clone(),
                level: level.clone(),
            })
            .collect()
    }
}

impl fmt::Display for FactorLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.factor, self.level)
    }
}

/// The values that a factor can have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Domain {
    /// All numbers of a range, spread evenly.
    Linear(f64, f64),
    /// All numbers of a range, their logarithms spread evenly.
    Log(f64, f64),
    /// The whole numbers of a range, both ends included.
    Whole(i64, i64),
    /// These.
    Levels(Vec<Level>),
}

/// Something that is varied: one value for one or more keys of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factor {
    /// Its name.
    pub name: String,
    /// Keys of the scenario that get its value.
    pub keys: Vec<String>,
    /// Its values.
    pub domain: Domain,
    /// Into how many values a grid divides a range.
    pub grid: usize,
}

impl Factor {
    /// A number from a range, spread evenly; a grid takes both ends and what divides the
    /// range into four. Its key is its name.
    pub fn range(name: &str, low: f64, high: f64) -> Self {
        Self::of(name, Domain::Linear(low, high))
    }

    /// One of some values. Its key is its name.
    pub fn values(name: &str, values: impl IntoIterator<Item = impl Into<Level>>) -> Self {
        let values = values.into_iter().map(Into::into);
        Self::of(name, Domain::Levels(values.collect()))
    }

    fn of(name: &str, domain: Domain) -> Self {
        Self {
            name: name.to_owned(),
            keys: vec![name.to_owned()],
            domain,
            grid: 5,
        }
    }

    /// The same, which sets other keys of the scenario than its name.
    #[must_use]
    pub fn of_keys(mut self, keys: &[&str]) -> Self {
        self.keys = keys.iter().map(|&key| key.to_owned()).collect();
        self
    }

    /// The unit of its values: that of the parameter which it sets; empty if it has none.
    pub fn unit(&self) -> String {
        registry().unit_of(self.keys.iter().map(String::as_str))
    }

    /// The value at a place of the unit interval, `[0, 1]`.
    pub fn at(&self, u: f64) -> Level {
        match &self.domain {
            Domain::Linear(low, high) => between(*low, *high, u, low + (high - low) * u),
            Domain::Log(low, high) => {
                let (from, to) = (ln(*low), ln(*high));
                between(*low, *high, u, exp(from + (to - from) * u))
            }
            Domain::Whole(low, high) => {
                // a place at the very end belongs to the last number
                let numbers = high.abs_diff(*low).saturating_add(1) as usize;
                let above = level(u.min(0.999_999_999), numbers) as u64;
                Level::Number(low.saturating_add_unsigned(above) as f64)
            }
            Domain::Levels(levels) => levels[level(u.min(0.999_999_999), levels.len())].clone(),
        }
    }

    /// The values of a grid: all of a list, or so many over a range, ends
    /// included and whole numbers each once.
    pub fn levels(&self) -> Vec<Level> {
        let steps = self.grid.max(2) - 1;
        match &self.domain {
            Domain::Levels(levels) => levels.clone(),
            Domain::Whole(low, high) => {
                let all = high.abs_diff(*low) as f64;
                let above = |step| (all * step as f64 / steps as f64) as u64;
                let place = |step| low.saturating_add_unsigned(above(step)).min(*high);
                let mut numbers: Vec<i64> = (0..=steps).map(place).collect();
                numbers.dedup();
                numbers
                    .into_iter()
                    .map(|x| Level::Number(x as f64))
                    .collect()
            }
            Domain::Linear(..) | Domain::Log(..) => {
                let places = (0..=steps).map(|step| step as f64 / steps as f64);
                places.map(|u| self.at(u)).collect()
            }
        }
    }

    /// Whether its values are numbers, so that more and less have a meaning.
    pub fn is_numeric(&self) -> bool {
        match &self.domain {
            Domain::Levels(levels) => levels.iter().all(|level| level.number().is_some()),
            _ => true,
        }
    }

    /// The overrides that give its keys a value.
    pub fn overrides(&self, level: &Level) -> impl Iterator<Item = String> {
        let value = match level {
            Level::Number(number) => number.to_string(),
            // a quoted text is TOML as it is JSON
            Level::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        };
        self.keys.iter().map(move |key| format!("{key}={value}"))
    }
}

/// A number of a range at a place of the unit interval: at its ends the ends themselves,
/// and nothing beyond them, whatever rounding has made of it.
fn between(low: f64, high: f64, u: f64, number: f64) -> Level {
    Level::Number(match u {
        u if u <= 0.0 => low,
        u if u >= 1.0 => high,
        _ => number.clamp(low, high),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(domain: Domain, grid: usize) -> Factor {
        Factor {
            name: "x".into(),
            keys: vec!["a.b".into()],
            domain,
            grid,
        }
    }

    fn numbers(levels: Vec<Level>) -> Vec<f64> {
        levels
            .into_iter()
            .map(|level| level.number().unwrap())
            .collect()
    }

    #[test]
    fn a_range_of_all_whole_numbers_has_both_ends() {
        let all = factor(Domain::Whole(i64::MIN, i64::MAX), 3);
        let ends = [i64::MIN as f64, i64::MAX as f64];
        let levels = numbers(all.levels());
        assert_eq!([levels[0], levels[2]], ends);
        assert_eq!(numbers(vec![all.at(0.0)]), ends[..1]);
        assert!(numbers(vec![all.at(1.0)])[0] > 0.9 * ends[1]);
        assert_eq!(all.count(), 3);
    }

    #[test]
    fn grids_have_both_ends() {
        assert_eq!(
            numbers(factor(Domain::Linear(0.0, 1.0), 3).levels()),
            [0.0, 0.5, 1.0]
        );
        let log = numbers(factor(Domain::Log(1.0, 100.0), 3).levels());
        assert!((log[1] - 10.0).abs() < 1e-12 && log[2] == 100.0);
        assert_eq!(
            numbers(factor(Domain::Whole(1, 3), 5).levels()),
            [1.0, 2.0, 3.0]
        );
        assert_eq!(
            numbers(factor(Domain::Whole(4, 16), 4).levels()),
            [4.0, 8.0, 12.0, 16.0]
        );
    }

    #[test]
    fn the_ends_of_a_range_are_what_was_said_and_nothing_lies_beyond_them() {
        let ends = [
            (0.01, 100.0),
            (0.001, 1000.0),
            (0.1, 0.3),
            (1e-9, 0.7),
            (0.05, 0.35),
            (3.3, 1e300),
        ];
        for (low, high) in ends {
            for domain in [Domain::Linear(low, high), Domain::Log(low, high)] {
                for grid in [2, 3, 7, 1000] {
                    let levels = numbers(factor(domain.clone(), grid).levels());
                    assert_eq!((levels[0], levels[grid - 1]), (low, high), "{domain:?}");
                    assert!(
                        levels.iter().all(|x| (low..=high).contains(x)),
                        "{domain:?}"
                    );
                }
                let near = [f64::EPSILON, 1.0 - f64::EPSILON / 2.0, 0.999_999_999_999];
                let own = factor(domain, 2);
                for u in near {
                    assert!((low..=high).contains(&own.at(u).number().unwrap()));
                }
            }
        }
    }

    #[test]
    fn every_whole_number_has_the_same_share_of_the_unit_interval() {
        let factor = factor(Domain::Whole(2, 4), 2);
        let found = [0.0, 0.33, 0.34, 0.66, 0.67, 1.0].map(|u| factor.at(u).number().unwrap());
        assert_eq!(found, [2.0, 2.0, 3.0, 3.0, 4.0, 4.0]);
    }

    #[test]
    fn texts_are_quoted_and_numbers_are_not() {
        let factor = factor(Domain::Linear(0.0, 1.0), 2);
        let of = |level| factor.overrides(&level).collect::<Vec<_>>();
        assert_eq!(of(Level::Number(0.25)), ["a.b=0.25"]);
        assert_eq!(
            of(Level::Text("say \"x\"".into())),
            ["a.b=\"say \\\"x\\\"\""]
        );
    }
}

//! Whole numbers that flags take: each has a range, and a refusal names it.

use std::fmt::Display;
use std::str::FromStr;

use orgsim::scenario::{self, Range};

/// Reads a number that is one of these.
pub(crate) fn whole<T>(least: T, most: T) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: Copy + Display + FromStr + PartialOrd + Send + Sync + 'static,
{
    move |text| {
        let number = text.parse().ok();
        let fits = number.filter(|number| (least..=most).contains(number));
        fits.ok_or_else(|| format!("must be a whole number from {least} to {most}"))
    }
}

/// Reads a number that a key of scenarios may have, for a flag that stands for this key.
pub(crate) fn of_key(key: &'static str) -> impl Fn(&str) -> Result<u64, String> + Clone {
    // Looked up when the flag is given: most commands need no parameter of scenarios to start.
    move |text| {
        let mut parameters = scenario::registry().parameters().iter();
        let parameter = parameters.find(|parameter| parameter.key() == key);
        match parameter.map(|parameter| &parameter.range) {
            // TOML has no greater numbers than those of `i64`.
            Some(Range::Interval(own)) => {
                whole(own.low as u64, (own.high as u64).min(i64::MAX as u64))(text)
            }
            _ => unreachable!("{key} is a number"),
        }
    }
}

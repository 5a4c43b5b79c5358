//! The description of one parameter, as the default scenario gives it.

use super::interval::Interval;
use super::value::{Path, Type, Value, dotted};
use crate::text::LINE;

/// A parameter: what it is called, what it means and which values it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its path; a star stands for the name of a unit, an incentive function,
    /// a structure or an event.
    pub(crate) path: Path,
    /// What it means, in sentences.
    pub meaning: String,
    /// Its unit of measurement.
    pub unit: String,
    /// What kind of value it has.
    pub kind: Type,
    /// Which values are allowed.
    pub range: Range,
    /// Where the value comes from: identifiers of the evidence table,
    /// `modelling choice`, or `user`.
    pub source: String,
    /// The value that the default scenario shows.
    pub shown: Value,
    /// Whether that value is only an example, in a line that starts with `#|`.
    pub is_example: bool,
}

/// Which values of its type a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Range {
    /// All.
    Any,
    /// A line of text that may stand in tables.
    Line,
    /// Numbers in an interval.
    Interval(Interval),
    /// One of some words.
    Choices(Vec<String>),
    /// The key of a quarterly measure.
    Measure,
    /// The name of a table under a heading, or several names in a list.
    Names {
        /// The heading: `units`, `incentives` or `structures`.
        heading: String,
        /// Whether an empty text, for none, is allowed too.
        or_empty: bool,
    },
}

impl Parameter {
    /// The path as a file would write it, with a star for any name.
    pub fn key(&self) -> String {
        dotted(&self.path)
    }

    /// Whether its value and range come from rows of the evidence table, and not from a choice
    /// of who made the model or uses it.
    pub fn rests_on_evidence(&self) -> bool {
        !matches!(self.source.as_str(), "modelling choice" | "user")
    }

    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Whether it only says how to read a file (`extends`, `like`, `remove`) and is no
    /// part of the scenario.
    pub fn is_directive(&self) -> bool {
        matches!(self.name(), "extends" | "like" | "remove")
    }

    /// Reads the line `unit = ...; range = ...; plausible = ...; source = ...`
    /// of a parameter: what it is, and the plausible range of its first value.
    pub(super) fn parse(
        path: Path,
        meaning: String,
        line: &str,
        shown: Value,
        is_example: bool,
    ) -> Result<(Self, Option<Interval>), String> {
        let mut fields = line.split(';').map(|field| field.split_once('='));
        let mut field = |name: &str| match fields.next() {
            Some(Some((key, value))) if key.trim() == name => Ok(value.trim().to_owned()),
            _ => Err(format!("{}: expected `{name} = ...`", dotted(&path))),
        };
        let (unit, range) = (field("unit")?, field("range")?);
        let (plausible, source) = (field("plausible")?, field("source")?);
        let range = Range::parse(&range)
            .ok_or_else(|| format!("{}: cannot read range {range}", dotted(&path)))?;
        let plausible = parse_plausible(&plausible)
            .ok_or_else(|| format!("{}: cannot read plausible range", dotted(&path)))?;
        let parameter = Self {
            kind: shown.kind(),
            path,
            meaning,
            unit,
            range,
            source,
            shown,
            is_example,
        };
        Ok((parameter, plausible))
    }
}

/// Reads `fixed`, for no plausible range, or an interval.
pub(super) fn parse_plausible(text: &str) -> Option<Option<Interval>> {
    match text.trim() {
        "fixed" => Some(None),
        text => Interval::parse(text).map(Some),
    }
}

impl Range {
    /// Reads `any`, `line`, `[0, 1]`, `a | b`, `quarterly measure`, `name in units` or
    /// `name in incentives or empty`.
    fn parse(text: &str) -> Option<Self> {
        if text == "any" {
            return Some(Range::Any);
        }
        if text == "line" {
            return Some(Range::Line);
        }
        if text == "quarterly measure" {
            return Some(Range::Measure);
        }
        if let Some(heading) = text.strip_prefix("name in ") {
            let (heading, or_empty) = match heading.strip_suffix(" or empty") {
                Some(heading) => (heading, true),
                None => (heading, false),
            };
            return Some(Range::Names {
                heading: heading.to_owned(),
                or_empty,
            });
        }
        if text.contains('|') {
            let choices = text.split('|').map(|choice| choice.trim().to_owned());
            return Some(Range::Choices(choices.collect()));
        }
        Interval::parse(text).map(Range::Interval)
    }

    /// The allowed values in words; empty if all are allowed.
    pub fn words(&self) -> String {
        match self {
            Range::Any => String::new(),
            Range::Line => LINE.to_owned(),
            Range::Interval(interval) => interval.to_string(),
            Range::Choices(choices) => choices.join(" | "),
            Range::Measure => "the key of a quarterly measure".to_owned(),
            Range::Names { heading, or_empty } => {
                let end = if *or_empty { ", or empty" } else { "" };
                format!("a name under [{heading}]{end}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<(Parameter, Option<Interval>), String> {
        Parameter::parse(
            vec!["a".into()],
            String::new(),
            line,
            Value::Number(0.5),
            false,
        )
    }

    #[test]
    fn a_line_gives_unit_range_plausible_range_and_source() {
        let (parameter, plausible) =
            parse("unit = per quarter; range = (0, 1]; plausible = fixed; source = E1 E2").unwrap();
        assert_eq!(parameter.unit, "per quarter");
        assert_eq!(parameter.range.words(), "(0, 1]");
        assert_eq!(plausible, None);
        assert_eq!(parameter.source, "E1 E2");
    }

    #[test]
    fn a_line_with_a_fault_is_refused() {
        for line in [
            "unit = x; range = [0, 1]; plausible = fixed",
            "unit = x; plausible = fixed; range = any; source = user",
            "unit = x; range = 0..1; plausible = fixed; source = user",
            "unit = x; range = any; plausible = some; source = user",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}

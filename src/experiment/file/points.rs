//! Points that somebody lists: each value must be one of its factor's.

use super::code;
use super::load::File;
use super::value::Item;
use crate::diagnostic::{Diagnostic, Place};
use crate::experiment::factor::{Domain, Factor, Level};
use crate::scenario::missing::{WHY_NOT, reads_as_missing};

/// Why a value is none of a factor's.
pub(super) struct Refused {
    message: String,
    note: Option<String>,
    help: Option<String>,
}

impl Refused {
    /// The fault at a place.
    pub(super) fn at(self, place: &Place, label: &str) -> Diagnostic {
        let fault = Diagnostic::new(&code::BAD_CELL, self.message).at(place, label);
        let fault = self.note.into_iter().fold(fault, Diagnostic::note);
        self.help.into_iter().fold(fault, Diagnostic::help)
    }
}

impl File<'_> {
    /// The levels of points that the experiment file lists.
    pub(super) fn listed(
        &mut self,
        factors: &[Factor],
        rows: &[Vec<Item>],
        place: &Place,
    ) -> Option<Vec<Vec<Level>>> {
        if rows.is_empty() || rows.iter().any(|row| row.len() != factors.len()) {
            let message = format!(
                "every point needs a value for each of {} factors",
                factors.len()
            );
            self.reading.fault(&code::BAD_DESIGN, place, message, None);
            return None;
        }
        let mut points = Vec::new();
        for (number, row) in (1..).zip(rows) {
            let mut point = Vec::new();
            for (factor, item) in factors.iter().zip(row) {
                match level(factor, item) {
                    Ok(level) => point.push(level),
                    Err(mut refused) => {
                        refused.message = format!("point {number}: {}", refused.message);
                        self.reading.faults.push(refused.at(place, ""));
                    }
                }
            }
            points.push(point);
        }
        points
            .iter()
            .all(|point| point.len() == factors.len())
            .then_some(points)
    }
}

/// The level of a factor that a value is.
pub(super) fn level(factor: &Factor, item: &Item) -> Result<Level, Refused> {
    let name = &factor.name;
    let level = match item {
        Item::Number(number) => Level::Number(*number),
        Item::Text(text) => Level::Text(text.clone()),
    };
    let found = match item {
        Item::Number(number) => number.to_string(),
        Item::Text(text) => format!("\"{text}\""),
    };
    let allowed = |words: String| Some(format!("the factor `{name}` has {words}"));
    let refused = |message, note: Option<String>, help: Option<&str>| {
        Err(Refused {
            message,
            note,
            help: help.map(str::to_owned),
        })
    };
    if let Level::Text(text) = &level
        && reads_as_missing(text)
    {
        return match text.trim() {
            "" => refused(
                format!("`{name}` has no value"),
                None,
                Some("give every factor a value at every point, or leave the point out"),
            ),
            _ => refused(
                format!("`{name}` is {found}, which is no value"),
                Some(WHY_NOT.to_owned()),
                Some("give every factor a value at every point, or leave the point out"),
            ),
        };
    }
    let (low, high, is_whole) = match &factor.domain {
        Domain::Linear(low, high) | Domain::Log(low, high) => (*low, *high, false),
        Domain::Whole(low, high) => (*low as f64, *high as f64, true),
        Domain::Levels(levels) => {
            let known: Vec<String> = levels.iter().map(Level::to_string).collect();
            return match levels.contains(&level) {
                true => Ok(level),
                false => refused(
                    format!("`{name}` is {found}, which is none of its values"),
                    allowed(format!("the values {}", known.join(", "))),
                    None,
                ),
            };
        }
    };
    let words = match is_whole {
        true => format!("whole numbers from {low} to {high}"),
        false => format!("numbers from {low} to {high}"),
    };
    match level.number() {
        None => {
            let help = match found.contains(',') {
                true => "write a decimal point: 0.5",
                false => "write a number",
            };
            refused(
                format!("`{name}` is {found}, which is no number"),
                allowed(words),
                Some(help),
            )
        }
        Some(number) if is_whole && number.fract() != 0.0 => refused(
            format!("`{name}` is {found}, which is no whole number"),
            allowed(words),
            None,
        ),
        Some(number) if !(low..=high).contains(&number) => refused(
            format!("`{name}` is {found}, outside its range"),
            allowed(words),
            Some("widen the range of the factor, or leave the point out"),
        ),
        Some(_) => Ok(level),
    }
}

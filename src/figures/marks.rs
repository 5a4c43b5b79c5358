//! What happened when: events as marks on an axis of quarters.

use crate::drawing::{Axis, Drawing, Panel};
use crate::experiment::tables::EventSummary;
use crate::numerals::{decimals, fixed};
use crate::result::{ResultError, ResultFolder};

/// An event that happened in some runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    /// The median of the first quarters in which it happened.
    pub(crate) quarter: f64,
    /// Its name, and in how many runs it happened if not in all.
    pub(crate) label: String,
}

impl Mark {
    /// Its place on an axis of quarters, if it is on it: between the quarter before it and
    /// its own, which has felt it.
    pub(crate) fn at(&self, axis: &Axis) -> Option<f64> {
        axis.holds(self.quarter)
            .then(|| (self.quarter - 0.5).max(axis.low))
    }
}

/// Draws marks.
pub(crate) fn draw_marks(drawing: &mut Drawing, panel: &Panel, marks: &[Mark]) {
    let marks = marks.iter();
    let marks = marks.filter_map(|mark| Some((mark.at(&panel.x)?, &*mark.label)));
    let marks: Vec<(f64, &str)> = marks.collect();
    panel.events(drawing, &marks);
}

/// What marks are, at the end of a note.
pub(crate) fn note_on(marks: &[Mark]) -> &'static str {
    match marks {
        [] => "",
        _ => " Dashed: events.",
    }
}

/// The events of the variants of an experiment that are set for a quarter, in order of
/// time. One that not all variants have that have any says whose it is.
pub(crate) fn marks_of_variants(result: &ResultFolder) -> Vec<Mark> {
    let variants = result.manifest()["variants"].as_array();
    let variants: Vec<(&str, Vec<(f64, &str)>)> = variants
        .into_iter()
        .flatten()
        .map(|variant| {
            let events = variant["scenario"]["events"].as_object();
            let events = events.into_iter().flatten();
            let set = events.filter_map(|(name, event)| {
                Some((event["trigger"]["quarter"].as_f64()?, name.as_str()))
            });
            (variant["label"].as_str().unwrap_or_default(), set.collect())
        })
        .filter(|(_, events): &(_, Vec<_>)| !events.is_empty())
        .collect();
    let mut all: Vec<(f64, &str)> = variants.iter().flat_map(|(_, own)| own).copied().collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
    all.dedup();
    let mark = |event: (f64, &str)| {
        let has = |own: &&(&str, Vec<(f64, &str)>)| own.1.contains(&event);
        let whose: Vec<&str> = variants.iter().filter(has).map(|own| own.0).collect();
        let label = match whose.len() < variants.len() {
            true => format!("{} ({})", event.1, whose.join(", ")),
            false => event.1.to_owned(),
        };
        Mark {
            quarter: event.0,
            label,
        }
    };
    all.into_iter().map(mark).collect()
}

/// The events of a result that happened, in order of time.
pub(crate) fn marks(result: &ResultFolder) -> Result<Vec<Mark>, ResultError> {
    let Some(events) = result.rows::<EventSummary>()? else {
        return Ok(Vec::new());
    };
    let mark = |row: &EventSummary| {
        let percent = 100.0 * row.share.value.unwrap_or(1.0);
        let label = match percent < 100.0 {
            true => format!(
                "{} ({}% of runs)",
                row.event,
                fixed(percent, decimals(10.0))
            ),
            false => row.event.clone(),
        };
        Some(Mark {
            quarter: row.first_p50? as f64,
            label,
        })
    };
    let mut marks: Vec<Mark> = events.iter().filter_map(|row| mark(row)).collect();
    marks.sort_by(|a, b| a.quarter.total_cmp(&b.quarter));
    Ok(marks)
}

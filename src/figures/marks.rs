//! What happened when: events as marks on an axis of quarters.

use crate::drawing::{Drawing, Panel};
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

/// Draws marks, each between the quarter before it and its own, which has felt it.
pub(crate) fn draw_marks(drawing: &mut Drawing, panel: &Panel, marks: &[Mark]) {
    let marks = marks.iter();
    let (low, high) = (panel.x.low, panel.x.high);
    let marks = marks.filter(|mark| (low..=high).contains(&mark.quarter));
    let marks = marks.map(|mark| ((mark.quarter - 0.5).max(low), &*mark.label));
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

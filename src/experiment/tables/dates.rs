//! The dates of quarters, as columns: none where quarters are numbers alone.

use crate::table::{Cell, Column, Kind};
use crate::units::Calendar;

/// The columns: the quarter of the year, for people, and its first day, which programs read
/// as a date.
pub(crate) fn date_columns(calendar: Calendar) -> Vec<Column> {
    match calendar.is_empty() {
        true => Vec::new(),
        false => all_date_columns().into(),
    }
}

/// The columns where quarters have dates.
pub(crate) fn all_date_columns() -> [Column; 2] {
    [
        Column::new(
            "calendar_quarter",
            Kind::Text,
            "",
            "The quarter of the year, after `simulation.start`.",
        ),
        Column::new(
            "first_day",
            Kind::Text,
            "",
            "First day of the quarter, as ISO 8601 writes dates.",
        ),
    ]
}

/// The cells of these columns.
pub(crate) fn date_cells(calendar: Calendar, quarter: i64) -> Vec<Cell> {
    let date = calendar.date(quarter);
    let cells = date.map(|date| [date.to_string(), date.first_day()].map(Cell::text));
    cells.into_iter().flatten().collect()
}

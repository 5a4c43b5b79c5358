//! How the quarters of several results are told.

use super::ResultFolder;
use crate::units::Calendar;

/// With dates, where all results have the same.
pub fn calendar(results: &[ResultFolder]) -> Calendar {
    let mut calendars = results.iter().map(ResultFolder::calendar);
    let first = calendars.next().unwrap_or_default();
    match calendars.all(|other| other == first) {
        true => first,
        false => Calendar::default(),
    }
}

//! Tips of quarters: the values of all series in one of them.

use super::moments::Moment;
use crate::drawing::{Drawing, Panel};
use crate::numerals::Shown;
use crate::units::Calendar;

/// A tip for each quarter of a panel with a title, a unit and a calendar, with the values of
/// all series.
pub(crate) fn tips(
    drawing: &mut Drawing,
    panel: &Panel,
    (title, unit, calendar): (&str, &str, Calendar),
    names: &[String],
    series: &[Vec<Moment>],
) {
    let shown = Shown::of(unit);
    let longest = series.iter().max_by_key(|series| series.len());
    for &Moment { quarter, .. } in longest.into_iter().flatten() {
        // quarters are whole numbers
        let mut tip = format!("{title}, {}", calendar.words(quarter as i64));
        // the unit of several is said once
        if names.len() > 1 && !shown.unit.is_empty() {
            tip.extend([", ", &*shown.unit]);
        }
        for (name, series) in names.iter().zip(series) {
            if let Some(own) = series.iter().find(|moment| moment.quarter == quarter) {
                let (value, interval) = (own.mean, own.interval);
                tip += &match names.len() {
                    1 => format!("; mean {}", shown.estimate(value, interval)),
                    _ => format!("; {name} {}", shown.bare(value, interval)),
                };
            }
        }
        drawing.tip(panel.around(quarter, 1.0), &tip);
    }
}

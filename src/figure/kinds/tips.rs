//! Tips of quarters: the values of all series in one of them.

use super::moments::Moment;
use crate::figure::{Drawing, Panel};
use crate::numerals::Shown;

/// A tip for each quarter of a panel with a title and a unit, with the values of
/// all series.
pub(super) fn tips(
    drawing: &mut Drawing,
    panel: &Panel,
    (title, unit): (&str, &str),
    names: &[String],
    series: &[Vec<Moment>],
) {
    let shown = Shown::of(unit);
    let longest = series.iter().max_by_key(|series| series.len());
    for &Moment { quarter, .. } in longest.into_iter().flatten() {
        let values = names.iter().zip(series).filter_map(|(name, series)| {
            let own = series.iter().find(|moment| moment.quarter == quarter)?;
            let value = shown.estimate(own.mean, own.interval);
            let name = if names.len() > 1 { name } else { "mean" };
            Some(format!("; {name} {value}"))
        });
        let tip = format!("{title}, quarter {quarter}{}", values.collect::<String>());
        drawing.tip(panel.around(quarter, 1.0), &tip);
    }
}

//! Rows of a forest with one number each.

use crate::drawing::{Entry, Mark, Shape};
use crate::numerals::Shown;
use crate::questions::fit::described::Bounded;

/// The unit of exit rates.
pub(super) const PER_YEAR: &str = "per year";

/// A row of a forest with one number, and what it is taken from.
pub(super) fn entry(name: &str, number: &Bounded, unit: &str, taken_from: &str) -> Entry {
    let told = Shown::of(unit).estimate(number.value, number.interval());
    let tip = format!("{name}: {told}{taken_from}");
    Entry {
        name: name.to_owned(),
        marks: vec![Mark::new(0, Shape::Dot, number.value, tip).interval(number.interval())],
        told,
        leads: false,
    }
}

/// All tips of entries, as a description.
pub(super) fn words(entries: &[Entry]) -> String {
    let marks = entries.iter().flat_map(|entry| &entry.marks);
    let tips: Vec<&str> = marks.map(|mark| mark.tip.as_str()).collect();
    tips.join("; ")
}

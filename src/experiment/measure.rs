//! What a measure of an experiment is called and measured in.

use crate::metrics::{self, Better};
use crate::numerals::capitalised;

/// A measure as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its key in tables.
    pub key: String,
    /// What it is, in a few words; with the window if it has one.
    pub label: String,
    /// The same without the group that measures are listed in, unless that says whose it is.
    pub title: String,
    /// The unit of its values; empty if it has none.
    pub unit: String,
    /// The size of a difference that matters in practice, in its unit.
    pub threshold: Option<f64>,
    /// Which direction is better.
    pub better: Better,
    /// The least and the greatest that it can be; may be infinite.
    pub possible: [f64; 2],
}

/// Any number.
pub(crate) const ANY: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

impl Measure {
    /// A measure of somebody's own: its key, a label, its unit and which direction is
    /// better.
    pub fn new(key: &str, label: &str, unit: &str, better: Better) -> Self {
        Self {
            key: key.to_owned(),
            label: label.to_owned(),
            title: label.to_owned(),
            unit: unit.to_owned(),
            threshold: None,
            better,
            possible: ANY,
        }
    }

    /// The measure of a key of the registry, which may end with a window. An unknown key
    /// is its own label.
    pub fn registered(key: &str) -> Self {
        let Some(known) = metrics::find_value(key) else {
            return Self {
                key: key.to_owned(),
                label: key.replace('_', " "),
                title: key.replace('_', " "),
                unit: String::new(),
                threshold: None,
                better: Better::Neither,
                possible: ANY,
            };
        };
        Self {
            key: key.to_owned(),
            label: known.label(),
            title: known.title(),
            unit: known.measure.unit.to_owned(),
            threshold: None,
            better: known.measure.better,
            possible: known.measure.numbers,
        }
    }

    /// The part of an interval in which its values can lie.
    pub fn within(&self, (low, high): (f64, f64)) -> (f64, f64) {
        let [least, greatest] = self.possible;
        (low.clamp(least, greatest), high.clamp(least, greatest))
    }

    /// Its title as a heading.
    pub fn heading(&self) -> String {
        capitalised(&self.title)
    }
}

/// The measures that an answer speaks of.
#[derive(Clone, Debug, Default)]
pub struct Measures(pub Vec<Measure>);

impl Measures {
    /// The measure of a key: as it is listed, else as the registry says.
    pub fn get(&self, key: &str) -> Measure {
        let listed = self.0.iter().find(|measure| measure.key == key);
        listed.map_or_else(|| Measure::registered(key), Measure::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_of_a_window_is_told_with_it() {
        let measure = Measure::registered("researcher_retention_12m__q8_q11");
        assert_eq!(
            measure.label,
            "researchers: retained over 12 months (quarters 8 to 11)"
        );
        assert_eq!(
            measure.heading(),
            "Researchers: retained over 12 months (quarters 8 to 11)"
        );
        let heading = Measure::registered("papers_accepted").heading();
        assert_eq!(heading, "Papers accepted");
        assert_eq!(measure.unit, "share");
        let unknown = Measure::registered("of_another_version");
        assert_eq!(unknown.label, "of another version");
    }
}

//! What a run leaves behind.

use super::Spell;

/// The numbers of one run, in the places that a [`Layout`](super::Layout)
/// names. A missing number is NaN.
#[derive(Clone, Debug, Default)]
pub struct RunRecord {
    /// Quarterly series, one after the other.
    pub series: Vec<f64>,
    /// Values over windows.
    pub values: Vec<f64>,
    /// For each value, how many items it is made of; 0 if it is not made of
    /// items.
    pub items: Vec<u64>,
    /// For each value, how many of them are censored; 0 if none can be.
    pub censored: Vec<u64>,
    /// Spells, if they were asked for.
    pub spells: Option<Vec<Spell>>,
}

/// Bit for bit, so that a missing number equals a missing number.
impl PartialEq for RunRecord {
    fn eq(&self, other: &Self) -> bool {
        let bits = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        bits(&self.series) == bits(&other.series)
            && bits(&self.values) == bits(&other.values)
            && self.items == other.items
            && self.censored == other.censored
            && self.spells == other.spells
    }
}

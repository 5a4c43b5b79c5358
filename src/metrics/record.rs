//! What a run leaves behind.

use serde::{Deserialize, Serialize};

use super::{Picture, Spell};

/// How often an event of the scenario happened in the observed quarters of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// How often.
    pub times: u32,
    /// The first quarter in which it did.
    pub first: Option<u32>,
}

impl Happening {
    /// Once more, in a quarter.
    pub(super) fn again(&mut self, quarter: u32) {
        self.times += 1;
        self.first.get_or_insert(quarter);
    }
}

/// The numbers of one run, in the places that a [`Layout`](super::Layout)
/// names. A missing number is NaN. Spells and pictures are not written with the rest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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
    /// The counts that are summed over runs, part by part.
    pub counts: Vec<f64>,
    /// For each event of the scenario, whether and when it happened.
    pub happenings: Vec<Happening>,
    /// Spells, if they were asked for.
    #[serde(skip)]
    pub spells: Option<Vec<Spell>>,
    /// Pictures of the organisation, if they were asked for.
    #[serde(skip)]
    pub pictures: Option<Vec<Picture>>,
}

/// Bit for bit, so that a missing number equals a missing number.
impl PartialEq for RunRecord {
    fn eq(&self, other: &Self) -> bool {
        let bits = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        bits(&self.series) == bits(&other.series)
            && bits(&self.values) == bits(&other.values)
            && self.items == other.items
            && self.censored == other.censored
            && self.counts == other.counts
            && self.happenings == other.happenings
            && self.spells == other.spells
            && self.pictures == other.pictures
    }
}

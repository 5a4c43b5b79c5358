//! All measures with their definitions.

use crate::metrics::{Better, Measure, measures};
use crate::model::Role;
use crate::row::{Rows, row};

row! {
    /// A measure of the registry.
    pub struct Registered = "measures.csv" {
        /// Key of the measure: in tables, in `--measure` and in `--precision`.
        measure: String,
        /// Whose measure it is.
        role: Option<Role> [empty "the measure is not about the people of one role"],
        /// Unit of the numbers.
        unit: String,
        /// Whether it has quarterly values, values per run, or both.
        kind: String,
        /// Which direction is better.
        better: Better,
        /// What it is, in a few words.
        label: String,
        /// What it is exactly.
        definition: String,
        /// The items that are counted.
        items: Option<String> [empty "the measure has no items"],
        /// Which of the items are censored.
        censored: Option<String> [empty "none can be"],
    }
}

/// All measures with their definitions.
pub fn registry() -> Rows<Registered> {
    measures().iter().map(of).collect()
}

fn of(measure: &Measure) -> Registered {
    Registered {
        measure: measure.key(),
        role: measure.role,
        unit: measure.unit.to_owned(),
        kind: measure.kind().to_owned(),
        better: measure.better,
        label: measure.label.clone(),
        definition: measure.definition.clone(),
        items: measure.items.map(str::to_owned),
        censored: measure.censored.map(str::to_owned),
    }
}

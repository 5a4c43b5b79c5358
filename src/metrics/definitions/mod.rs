//! The definitions of all measures.

mod market;
mod people;
mod product;
mod programme;
mod research;

pub(super) use market::{market, money};
pub(super) use people::people;
pub(super) use product::{organization, transfer};
pub(super) use programme::{SLIP_HORIZON, compute, flagship};
pub(super) use research::{papers, projects};

use super::measure::{Better, Formula, Grouping, Measure, Topic};
use super::tally::{Tally, WorkTally};

/// Quarters in the twelve months of cohort retention.
pub(super) const RETENTION_QUARTERS: u32 = 4;

/// A measure with a number for each quarter and each run.
fn measure(
    id: &'static str,
    unit: &'static str,
    label: impl Into<String>,
    definition: impl Into<String>,
    formula: Formula,
) -> Measure {
    Measure {
        id,
        role: None,
        topic: Topic::Organization,
        headline: false,
        unit,
        label: label.into(),
        definition: definition.into(),
        better: Better::Neither,
        quarterly: true,
        per_run: true,
        items: None,
        censored: None,
        grouping: None,
        formula,
    }
}

fn work(
    id: &'static str,
    unit: &'static str,
    label: &str,
    definition: &str,
    tally: WorkTally,
) -> Measure {
    measure(
        id,
        unit,
        label,
        definition,
        Formula::PerQuarter(Tally::Work(tally)),
    )
}

fn ratio(of: Tally, to: Tally, scale: f64) -> Formula {
    Formula::Ratio {
        of,
        to,
        scale,
        lag: 0,
    }
}

impl Measure {
    fn only_per_run(mut self) -> Self {
        self.quarterly = false;
        self
    }

    fn of_items(mut self, items: &'static str) -> Self {
        self.items = Some(items);
        self
    }

    fn grouped(mut self, grouping: Grouping) -> Self {
        self.grouping = Some(grouping);
        self
    }

    fn some_censored(mut self, censored: &'static str) -> Self {
        self.censored = Some(censored);
        self
    }

    fn higher(mut self) -> Self {
        self.better = Better::Higher;
        self
    }

    fn lower(mut self) -> Self {
        self.better = Better::Lower;
        self
    }
}

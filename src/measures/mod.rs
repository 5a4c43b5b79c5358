//! What is measured: every measure once, with its meaning and its formula.
//!
//! Scenario files name measures, in the conditions of events, so they are declared here,
//! left of them; [`crate::metrics`] takes them from runs and is where others find them.

mod fate;
mod formula;
mod market;
mod measure;
mod money;
mod people;
mod product;
mod programme;
mod registry;
mod research;
mod role;
mod tally;

pub use fate::Fate;
pub(crate) use formula::Formula;
pub(crate) use market::MarketTally;
pub use measure::{Better, Grouping, Measure, Topic};
pub(crate) use money::MoneyTally;
pub(crate) use people::{LONG_RETENTION_QUARTERS, PeopleTally, RETENTION_QUARTERS};
pub(crate) use product::ProductTally;
pub(crate) use programme::{ProgrammeTally, SLIP_HORIZON};
pub(crate) use registry::quarterly_keys;
pub use registry::{FIRST, find, measures, nearest};
pub(crate) use research::ResearchTally;
pub use role::{Role, role_name};
pub(crate) use tally::{Family, GroupTally, Tally};

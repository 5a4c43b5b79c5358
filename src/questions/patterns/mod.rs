//! Patterns that organisations show, and whether a scenario shows them.
//!
//! Those of kind *fitted* were looked at when parameters were chosen; those of
//! kind *predicted* were not, and nothing in the model makes them by itself;
//! those of kind *null* are about versions of the scenario in which something
//! is switched off. A pattern is about an organisation, so it leaves the
//! scenario's own events out and observes as long as it needs.

mod baseline;
mod condition;
mod finding;
mod incentives;
mod laboratory;
mod list;
mod nulls;
mod reorganisation;
mod rows;
mod shape;
mod stars;
mod steady;
mod transfer;
mod watch;
mod words;

pub use condition::{Answer, Condition, Target};
pub use finding::{Finding, Kind, Verdict};
pub use laboratory::{PatternsError, Settings};
pub use list::find;
pub use nulls::{constant_hazard, equal_incentives, no_contagion, structure_without_effect};
pub use rows::{TestedCondition, rows};
pub use words::summary;

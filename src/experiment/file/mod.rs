//! Experiment files: a base scenario, variants of it, factors, a design, and
//! the questions that are put to them.
//!
//! `declaration` lists every key once; what a file may say, its JSON Schema
//! and the reference page come from there. [`load`] gives an [`Experiment`](super::Experiment) or
//! every fault at once.

mod code;
mod declaration;
mod design;
mod factors;
mod field;
mod load;
mod mistaken;
mod reading;
mod record;
mod reference;
mod schema;
mod side_by_side;

pub use code::CODES;
pub(crate) use code::{BAD_FACTOR, BAD_QUESTION, UNKNOWN_MEASURE, UNKNOWN_VARIANT};
pub(crate) use code::{point_described, point_fault};
pub use field::{Field, Kind};
pub use load::load;
pub use mistaken::faults_of_scenario;
pub(crate) use reading::Reading;
pub(crate) use record::Record;
pub use reference::reference;
pub use schema::schema;
pub use side_by_side::load_files;

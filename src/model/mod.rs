//! The model: people in structures, advanced quarter by quarter.
//!
//! [`Model`] is a scenario prepared for simulation. What an organisation is stands in
//! `state`, what happens in a quarter in `phases`, and what an event of the scenario does
//! in `events`; `quarter` lists the phases in their order and gives each the parts that it
//! reads and writes. Nothing here computes a statistic: an [`Observer`] is told what
//! happens.

mod event;
mod events;
mod founding;
mod observer;
mod phases;
mod prepared;
mod quarter;
mod state;
mod step;

pub use crate::measures::Role;
pub use event::{Destination, Event, ExitReason, ProjectKind, ProjectOutcome};
pub use observer::Observer;
pub use prepared::{Model, two_task_optimum};
pub(crate) use quarter::Course;
pub use state::{Compute, Flagship, Imbalance, Market, Organization, humaneval_like, mmlu_like};

//! The model: people in structures, advanced quarter by quarter.
//!
//! [`Model`] is a scenario prepared for simulation. `quarter` lists the
//! phases of a quarter in their order; each phase is a function of its own in
//! a module of its own. Nothing here computes a statistic: an [`Observer`] is
//! told what happens.

mod agenda;
mod appraisal;
mod balance;
mod compute;
mod departures;
mod effects;
mod effort;
mod event;
mod flagship;
mod founding;
mod hiring;
mod incentives;
mod interventions;
mod labour_market;
mod layout;
mod luck;
mod market;
mod organization;
mod papers;
mod person;
mod preparation;
mod product;
mod quarter;
mod reorganisation;
mod research;
mod step;
mod ties;
mod timetable;
mod transfer;
mod two_tasks;
mod work;

pub use crate::measures::Role;
pub use balance::Imbalance;
pub use compute::Compute;
pub use event::{Destination, Event, ExitReason, Observer, ProjectKind, ProjectOutcome};
pub use flagship::{Flagship, humaneval_like, mmlu_like};
pub use market::Market;
pub use organization::Organization;
pub use preparation::Model;
pub use two_tasks::two_task_optimum;

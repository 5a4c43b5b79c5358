//! What events of a scenario do when they begin.
//!
//! Each action of [`crate::scenario::Action`] begins in the file about what it acts on:
//! structures, people who leave, resources, or effects that last for some quarters.

mod begin;
mod departures;
mod interventions;
mod lasting;
mod resources;
mod structures;
mod timing;

pub(super) use begin::Interventions;
pub(super) use timing::Reading;

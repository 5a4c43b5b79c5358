//! The model: people in structures, advanced quarter by quarter.

mod event;
mod organization;

pub use event::{Destination, Event, ExitReason, Observer, ProjectKind, ProjectOutcome};
pub use organization::{Organization, Role};

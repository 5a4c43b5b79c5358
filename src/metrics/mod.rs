//! What is measured in a run, and how.
//!
//! The [registry](measures) holds every measure once. A [`Recorder`] listens to
//! a run, counts into tallies and turns them into the numbers of a
//! [`RunRecord`], whose places a [`Layout`] names.

mod authors;
mod counts;
mod curves;
mod definitions;
mod expenses;
mod fate;
mod latency;
mod layout;
mod measure;
mod picture;
mod record;
mod recorder;
mod reference;
mod registry;
mod span;
mod spells;
mod survival;
mod tally;
mod window;

pub use curves::{Curves, LatencyPoint, TenurePoint};
pub use fate::Fate;
pub use layout::{Group, Layout, Series, Value};
pub use measure::{Better, Grouping, Measure, Topic, role_name};
pub use picture::{Moment, Picture, TeamKind, TeamPicture, TieGroup};
pub use record::{Happening, RunRecord};
pub use recorder::Recorder;
pub use reference::reference;
pub use registry::{Named, find, find_value, measures, nearest, split_window};
pub use span::Span;
pub use spells::{Outcome, Spell, SpellKind};
pub use window::Window;

#[cfg(test)]
mod recorder_tests;

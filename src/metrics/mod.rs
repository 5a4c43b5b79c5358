//! What is measured in a run, and how.
//!
//! [`measures`] holds every measure once. A [`Recorder`] listens to a run, counts into
//! tallies and turns them into the numbers of a [`RunRecord`], whose places a [`Layout`]
//! names.

mod authors;
mod counting;
mod counts;
mod earnings;
mod expenses;
mod kept;
mod latency;
mod layout;
mod named;
mod parts;
mod picture;
mod record;
mod recorder;
mod reference;
mod span;
mod spells;
mod survival;
mod tallies;
mod window;

pub use crate::measures::{
    Better, FIRST, Fate, Grouping, Measure, Topic, find, measures, nearest, role_name,
};
pub use kept::RecordKeeper;
pub use layout::{Group, Layout, Series, Value};
pub use named::{Named, find_value, split_window};
pub use parts::{Made, WindowCurves};
pub use picture::{Moment, Picture, TeamKind, TeamPicture, TieGroup};
pub use record::{Happening, RunRecord};
pub(crate) use recorder::Heard;
pub use recorder::Recorder;
pub use reference::reference;
pub use span::Span;
pub use spells::{Outcome, Spell, SpellKind};
pub use window::Window;

#[cfg(test)]
mod recorder_tests;

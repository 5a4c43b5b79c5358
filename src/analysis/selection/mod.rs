//! Ranking and selection: which of several variants is best, in as few runs as
//! a stated confidence allows.
//!
//! The procedures KN (Kim & Nelson 2001) and KN++ (Kim & Nelson 2006; under
//! common random numbers as Malone, Kim, Goldsman & Batur 2005) repeat all
//! variants, drop those that are surely worse, and go on with the rest. With
//! probability at least the stated level they select the best variant if it is
//! better than every other by the indifference zone; within that zone they
//! select one that is good enough. What the guarantee assumes: values of a
//! replicate are normal, replicates are independent, and the indifference zone
//! was chosen beforehand. That of KN++ holds in the limit of a small zone.
//!
//! [`Selection`] is a state machine that says what is [`due`](Selection::due)
//! and is fed with it; [`select`] drives one with parallel runs.

mod boundary;
mod drive;
mod feasibility;
mod outcome;
mod pairs;
mod procedure;
mod settings;

pub use boundary::{continuation, eta, h_squared};
pub use drive::{SelectionError, select};
pub use feasibility::{Feasibility, Verdict};
pub use outcome::{Outcome, Status, VariantOutcome};
pub use procedure::{Due, FeedError, Selection};
pub use settings::{Procedure, Sampling, Settings, SettingsError};

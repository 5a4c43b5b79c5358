//! An organisation's own records: what they say, what they teach, and how well what was learnt
//! predicts them.

mod answer;
mod backtest;
mod brief;
mod checks;
mod command;
pub mod described;
mod draw;
#[cfg(feature = "figures")]
mod figures;
mod findings;
mod fitted;
mod growth;
mod hazard;
mod learn;
mod learnable;
mod organisation;
mod posterior;
pub mod round_trip;
mod rows;
mod score;
mod span;
mod spread;
mod statistics;
mod words;
mod world;

pub use answer::Fit;
pub use backtest::Counted;
pub use brief::InBrief;
pub use checks::Feature;
pub use findings::Finding;
pub use fitted::{FitSettings, Fitted, cost, fit};
pub use learn::FitError;
pub use rows::{Backtested, Checked, LearntParameter, Standing, WeightedSet};
pub use span::Span;
pub use spread::Spread;

use super::question::{self, Answered};
use command::COMMAND;

/// What its answers say. It is asked of records, not of an experiment.
pub(super) const ANSWERED: Answered = Answered {
    name: COMMAND,
    findings: question::findings::<Finding>,
    notes: answer::notes,
    of_records: true,
    #[cfg(feature = "figures")]
    figures: figures::FIGURES,
};

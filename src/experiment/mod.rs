//! Questions that take many runs: a [`Study`] repeats a scenario, an
//! [`Ensemble`] folds its records into estimates, and [`tables`] shows them.

mod ensemble;
mod happenings;
mod precision;
mod study;
pub mod tables;

pub use ensemble::{Ensemble, Spread};
pub use happenings::EventTotals;
pub use precision::{PrecisionTarget, TargetError};
pub use study::{Ending, Finding, Progress, Study, StudyError};

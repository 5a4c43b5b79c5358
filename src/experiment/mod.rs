//! Questions that take many runs: a [`Study`] repeats a scenario, an
//! [`Ensemble`] folds its records into estimates, and [`tables`] shows them. An
//! [`Experiment`] has variants of a scenario, factors and a design.

mod answer;
mod asked;
mod boundary;
mod calibrate;
mod cells;
mod columns;
mod compare;
mod cost;
mod curve_tables;
mod curve_totals;
mod definition;
mod discover;
mod effects;
mod ensemble;
mod factor;
pub mod file;
mod happenings;
mod identity;
mod outcomes;
mod picture_tables;
mod precision;
mod run_table;
mod runner;
mod select;
mod sensitivity;
mod session;
mod study;
mod sweep;
pub mod tables;

pub use answer::Answer;
pub use asked::NamedBound;
pub use calibrate::{CalibrateSettings, Role, Target, calibrate};
pub use cells::{Cell, CellsError, Fingerprint, MOST_CELLS, fingerprint};
pub use columns::Columns;
pub use compare::{Adjust, CompareSettings, compare};
pub use cost::Cost;
pub use curve_totals::{LatencyTotals, TenureTotals};
pub use definition::{Design, Experiment, Variant};
pub use discover::{DiscoverSettings, discover};
pub use ensemble::{Ensemble, Spread};
pub use factor::{Domain, Factor, Level};
pub use happenings::EventTotals;
pub use outcomes::Outcomes;
pub use precision::{PrecisionTarget, TargetError};
pub use run_table::{push_runs_of, run_table};
pub use runner::{Block, Job, Runner, RunnerError, block_of, blocks};
pub use select::{SelectSettings, select};
pub use sensitivity::{
    Explained, SensitivityMethod, SensitivityPlan, SensitivitySettings, sensitivity,
};
pub use session::{ExperimentError, Session};
pub use study::{Ending, Finding, Progress, Study, StudyError};
pub use sweep::sweep;

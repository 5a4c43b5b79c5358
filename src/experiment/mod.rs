//! Questions that take many runs: a [`Study`] repeats a scenario, an
//! [`Ensemble`] folds its records into estimates, and [`tables`] shows them. An
//! [`Experiment`] has variants of a scenario, factors and a design.

pub(crate) mod answer;
pub(crate) mod asked;
mod assumed;
mod build;
pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod cost;
pub(crate) mod definition;
mod ensemble;
pub(crate) mod factor;
mod few_runs;
pub mod file;
pub mod finding;
mod happenings;
pub(crate) mod identity;
pub(crate) mod kept;
mod measure;
pub(crate) mod model;
pub(crate) mod outcomes;
mod own_measure;
mod points;
pub(crate) mod precision;
mod run_table;
mod runnable;
pub(crate) mod runner;
pub(crate) mod session;
mod spread;
pub(crate) mod study;
pub mod tables;

pub use answer::Answer;
pub use asked::{NamedBound, Side};
pub use assumed::{Assumed, ParameterDoubt};
pub use cells::{Cell, CellsError, Fingerprint, MOST_CELLS, MOST_RUNS, fingerprint};
pub use columns::Columns;
pub use cost::Cost;
pub use definition::{Design, Experiment, Source, Variant};
pub use ensemble::Ensemble;
pub use factor::{Domain, Factor, FactorLevel, Level};
pub use few_runs::{FewRuns, Needed};
pub use finding::{Finding, Tell, Weight};
pub use happenings::EventTotals;
pub use kept::Kept;
pub use measure::{Measure, Measures};
pub use model::{DesignPoint, Model};
pub use outcomes::Outcomes;
pub use own_measure::OwnMeasure;
pub use precision::{PrecisionTarget, TargetError};
pub(crate) use run_table::run_columns;
pub use run_table::{push_runs_of, run_table};
pub use runnable::{OwnModel, Runnable};
pub use runner::{Block, Job, Runner, RunnerError, block_of, blocks};
pub use session::{ExperimentError, Session};
pub use spread::Spread;
pub use study::{Ending, Progress, Study, StudyError, StudyResult};

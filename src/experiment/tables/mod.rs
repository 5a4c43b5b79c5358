//! The results of a study as tables: what a row of each of them holds, and how it is made.

mod curves;
mod dates;
mod estimates;
mod events;
mod in_all;
mod pictures;
mod registry;
mod role;
mod runs;
mod spells;

pub use curves::{Incidence, Survival, incidence, survival};
pub(crate) use dates::{all_date_columns, date_cells, date_columns};
pub use estimates::{InQuarter, OverWindow, quarters, summary};
pub use events::{EventSummary, events};
pub use in_all::{in_all, told_first};
pub use pictures::{Team, Ties, teams, ties};
pub use registry::{Registered, registry};
pub use runs::{RUN_QUARTERS, RUNS, push_run_quarters, push_runs, run_quarters, runs};
pub use spells::{SpellOfRun, push_spells, spells};

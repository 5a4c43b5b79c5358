//! Monte Carlo simulation of organisations in which researchers and product
//! engineers with different incentives are placed in different structures.
//!
//! The way of the data is one direction: a scenario file becomes a validated
//! [`scenario::Scenario`]; [`simulation::Simulation`] turns it and a run number
//! into a record; [`engine`] repeats that in parallel; [`experiment`] folds the
//! records into estimates; [`questions`] ask what follows; [`output`] writes the
//! answers as tables.
//!
//! Two structures under the same luck:
//!
//! ```
//! use orgsim::experiment::{Experiment, Measure, Session};
//! use orgsim::questions::compare::{CompareSettings, Difference, compare};
//! use orgsim::scenario::load_str;
//!
//! let small = "units.core.researchers = 12\nunits.core.engineers = 24\nsimulation.quarters = 8\n";
//! let fused = format!("{small}units.core.structure = \"fusion-teams\"\n");
//! let experiment = Experiment::new("structures", [Measure::registered("papers_accepted")])
//!     .with_scenario("default", load_str(small)?)
//!     .with_scenario("fusion teams", load_str(&fused)?)
//!     .with_replicates(20);
//! let settings = CompareSettings::default();
//! let answer = compare(&mut Session::in_memory(&experiment)?, settings, |_| ())?;
//! for row in &answer.rows::<Difference>().expect("a comparison has differences") {
//!     println!("{}: {:?} ({})", row.measure, row.difference.value, row.verdict);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]

pub mod units;

pub mod text;

pub mod refusal;

pub mod diagnostic;

pub mod elementary;

pub mod table;

mod choice;

pub mod row;

pub mod numerals;

pub mod prose;

pub mod stats;

pub mod random;

mod measures;

pub mod records;

pub mod scenario;

pub mod model;

pub mod metrics;

pub mod simulation;

pub mod engine;

mod draft;

pub use draft::Draft;

pub mod store;

pub mod analysis;

pub mod shards;

pub mod submit;

pub mod experiment;

pub mod output;

pub mod result;

#[cfg(feature = "figures")]
pub mod drawing;

#[cfg(feature = "figures")]
pub mod figures;

pub mod questions;

#[cfg(feature = "report")]
pub mod report;

#[cfg(feature = "live")]
pub mod live;

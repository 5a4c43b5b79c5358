//! Monte Carlo simulation of organisations in which researchers and product
//! engineers with different incentives are placed in different structures.
//!
//! The way of the data is one direction: a scenario file becomes a validated
//! [`scenario::Scenario`]; [`simulation::Simulation`] turns it and a run number
//! into a record; [`engine`] repeats that in parallel; [`experiment`] folds the
//! records into estimates; [`output`] writes them as tables.

#![forbid(unsafe_code)]

pub mod units;

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

//! What the library promises: scenarios, the model and its mechanisms, estimates,
//! methods, and the files it writes.
//!
//! The first modules are no tests: small worlds, a full trace of a run, judgements
//! with a known rate of false alarms, kept messages, and a second model, which is written to
//! be read.

#![allow(missing_docs, reason = "fields of the trace are named as in the model")]

pub mod happenings;
pub mod judge;
mod kept_messages;
mod reference;
pub mod trace;
pub mod worlds;

mod burn_in;
mod calibration;
mod common_random_numbers;
mod conservation;
mod coverage;
mod discovery;
mod elementary;
mod engine;
mod experiment_files;
mod figures_experiments;
mod fit;
mod invalid_experiments;
mod invalid_scenarios;
mod known_answers;
mod mechanisms;
mod metamorphic;
mod model_coverage;
mod null_scenarios;
mod outputs;
mod own_models;
mod published_models;
mod random_streams;
mod records;
mod reference_model;
mod replicate_parameters;
mod reserved_names;
mod retention_and_latency;
mod sampling;
mod scenario_events;
mod scenario_files;
mod scenario_parameters;
mod scenario_properties;
mod scenario_schema;
mod selection;
mod sensitivity;
mod shared_pasts;
mod statistics_reference;
mod store;
mod submit;

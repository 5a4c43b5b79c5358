//! The program `orgsim` as its users meet it: arguments, messages, exit codes, and the
//! files that it leaves.

/// A folder with an experiment file, in which commands run.
pub mod place;

mod audit;
mod calendar;
mod calibrate;
mod cli_scenario;
mod comparisons;
mod confidence_level;
mod discover;
mod experiments;
mod extremes;
mod faults;
mod figures_runs;
mod fit;
mod gallery;
mod golden;
#[cfg(target_os = "linux")]
mod interrupts;
#[cfg(target_os = "linux")]
mod listening;
mod live;
mod mechanisms;
#[cfg(unix)]
mod pasting;
mod patterns;
mod plot;
mod quarters_of_runs;
mod refusals;
mod report;
mod run_cli;
mod screens;
mod select;
mod sensitivity_command;
mod shards;
#[cfg(unix)]
mod shipped;
mod terminals;
mod verdicts;

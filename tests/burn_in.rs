//! Does the burn-in bring an organisation to the state that its structure
//! keeps it in?
//!
//! The first observed year of a shipped scenario is compared with years that are
//! up to 40 years away. A measure is off if the 95 % interval of the difference
//! lies wholly beyond what matters. Seeds are fixed, so the verdict is the same
//! each time; the printed intervals tell how fine it is.

#![allow(
    clippy::print_stdout,
    reason = "the figures are for whoever runs it with --nocapture"
)]

pub mod common;

use std::path::Path;

use common::report;
use common::runs::{Runs, differences};
use orgsim::scenario;

const RUNS: u64 = 160;

/// The first year, and the years that stand for the long run.
const FIRST: std::ops::Range<usize> = 0..4;
const LATE: std::ops::Range<usize> = 100..160;

/// Measures, and the difference that matters: in the unit of the measure, or
/// relative to the long run.
const MEASURES: [(&str, Tolerance); 11] = [
    // Half a percentage point of retention over twelve months.
    ("researcher_exit_hazard", Tolerance::Absolute(0.0055)),
    ("engineer_exit_hazard", Tolerance::Absolute(0.0055)),
    ("researcher_head_count", Tolerance::Relative(0.01)),
    ("researcher_satisfaction", Tolerance::Absolute(0.03)),
    ("researcher_research_effort", Tolerance::Absolute(0.01)),
    ("papers_accepted", Tolerance::Relative(0.03)),
    ("breakthroughs", Tolerance::Relative(0.05)),
    ("shipped_value", Tolerance::Relative(0.05)),
    ("features_shipped", Tolerance::Relative(0.01)),
    ("reputation", Tolerance::Relative(0.05)),
    ("cross_tie_share", Tolerance::Absolute(0.01)),
];

#[derive(Clone, Copy)]
enum Tolerance {
    Absolute(f64),
    Relative(f64),
}

#[test]
fn loose_coupling_starts_where_it_stays() {
    first_year_is_like_the_long_run("loose-coupling");
}

#[test]
fn fusion_starts_where_it_stays() {
    first_year_is_like_the_long_run("fusion-teams");
}

fn first_year_is_like_the_long_run(name: &str) {
    let file = format!("{}/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let mut scenario = scenario::load(Path::new(&file), &[]).unwrap().scenario;
    scenario.simulation.quarters = LATE.end as u32;
    let runs = Runs::of(&scenario, RUNS);
    let mut off = Vec::new();
    for (key, tolerance) in MEASURES {
        let (first, late) = (runs.mean_over(key, FIRST), runs.mean_over(key, LATE));
        let difference = report::estimate(differences(&late, &first));
        let long_run = report::estimate(late).value.unwrap();
        let limit = match tolerance {
            Tolerance::Absolute(x) => x,
            Tolerance::Relative(x) => x * long_run,
        };
        let words = report::words(&difference, 4);
        println!("{name} {key}: {words} off the long run, {long_run:.4}; {limit:.4} matters");
        if report::above(&difference, limit) || report::below(&difference, -limit) {
            off.push(key);
        }
    }
    assert!(off.is_empty(), "off the long run: {off:?}");
}

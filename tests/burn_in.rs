//! Does the burn-in bring an organisation to the state that its structure
//! keeps it in?
//!
//! The first observed year is compared with years that are up to 40 years away.
//! A measure `drifts` if the 95 % interval of the difference lies wholly beyond
//! what matters, and is `settled` if not. Which ones do is written down in
//! `burn_in.expected.txt`; the test fails when that changes.

pub mod common;

use common::report::{self, Finding};
use common::runs::{Runs, differences};
use orgsim::scenario::Scenario;

const RUNS: u64 = 160;

/// The first year, the one that twice the burn-in would make the first, and the
/// years that stand for the long run.
const FIRST: std::ops::Range<usize> = 0..4;
const TWICE: std::ops::Range<usize> = 40..44;
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
fn the_first_year_is_held_against_the_long_run() {
    let mut findings = Vec::new();
    for structure in ["loose-coupling", "fusion-teams"] {
        let mut scenario = Scenario::default();
        scenario.units[0].structure = structure.into();
        assert_eq!(scenario.simulation.burn_in_quarters as usize, TWICE.start);
        scenario.simulation.quarters = LATE.end as u32;
        let runs = Runs::of(&scenario, RUNS);
        for (key, tolerance) in MEASURES {
            let (first, late) = (runs.mean_over(key, FIRST), runs.mean_over(key, LATE));
            let difference = report::estimate(differences(&late, &first));
            let twice = runs.mean_over(key, TWICE);
            let twice = report::estimate(differences(&late, &twice));
            let long_run = report::estimate(late).value.unwrap();
            let (limit, criterion) = match tolerance {
                Tolerance::Absolute(x) => (x, format!("{x}")),
                Tolerance::Relative(x) => (x * long_run, format!("{:.0} %", 100.0 * x)),
            };
            let drifts = report::above(&difference, limit) || report::below(&difference, -limit);
            let difference = report::words(&difference, 4);
            let twice = report::words(&twice, 4);
            findings.push(Finding {
                name: format!("{structure} {key}"),
                kind: "burn-in",
                figures: format!(
                    "{difference} off the long run, {long_run:.4}; after twice the burn-in {twice}"
                ),
                criterion: format!("less than {criterion} off"),
                verdict: if drifts { "drifts" } else { "settled" },
            });
        }
    }
    report::publish(&findings, include_str!("burn_in.expected.txt"));
}

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

use std::num::NonZeroU64;
use std::ops::Range;
use std::path::Path;

use orgsim::engine::MonteCarlo;
use orgsim::metrics::RunRecord;
use orgsim::scenario;
use orgsim::simulation::Simulation;
use orgsim::stats::{Estimate, Moments};

const RUNS: u64 = 160;

/// The first year, and the years that stand for the long run.
const FIRST: Range<usize> = 0..4;
const LATE: Range<usize> = 100..160;

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
    let simulation = Simulation::new(&scenario);
    let engine = MonteCarlo::new(NonZeroU64::MIN, 0).unwrap();
    let run = |run| simulation.simulate(run, &mut simulation.recorder());
    let records = engine.collect(RUNS, run);
    let series = simulation.layout().series();
    let mut off = Vec::new();
    for (key, tolerance) in MEASURES {
        let place = series.iter().position(|series| series.measure.key() == key);
        let start = place.expect("a known measure") * LATE.end;
        let mean = |record: &RunRecord, quarters: Range<usize>| {
            let known = record.series[start..][quarters].iter().copied();
            known
                .filter(|x| !x.is_nan())
                .collect::<Moments>()
                .mean()
                .unwrap()
        };
        let late = records
            .iter()
            .map(|record| mean(record, LATE))
            .collect::<Moments>();
        let long_run = late.mean().unwrap();
        let differences = records
            .iter()
            .map(|record| mean(record, FIRST) - mean(record, LATE));
        let off_by = Estimate::of_mean(&differences.collect(), 0.95);
        let limit = match tolerance {
            Tolerance::Absolute(x) => x,
            Tolerance::Relative(x) => x * long_run,
        };
        // without an interval where no run moved
        let value = off_by.value.unwrap();
        let [low, high] = [off_by.ci_low, off_by.ci_high].map(|end| end.unwrap_or(value));
        println!(
            "{name} {key}: {value:.4} [{low:.4}, {high:.4}] off the long run, {long_run:.4}; \
             {limit:.4} matters"
        );
        if low > limit || high < -limit {
            off.push(key);
        }
    }
    assert!(off.is_empty(), "off the long run: {off:?}");
}

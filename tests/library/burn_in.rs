//! Does the burn-in bring an organisation to the state that its structure
//! keeps it in?
//!
//! The first observed year of each preset structure is compared with that after a burn-in of
//! eight years. A measure is off if the 95 % interval of the difference lies wholly beyond
//! what matters. Seeds are fixed, so the verdict is the same
//! each time; the printed intervals tell how fine it is.

#![allow(
    clippy::print_stdout,
    reason = "the figures are for whoever runs it with --nocapture"
)]

use std::num::NonZeroU64;

use orgsim::engine::MonteCarlo;
use orgsim::metrics::RunRecord;
use orgsim::scenario::Scenario;
use orgsim::simulation::Simulation;
use orgsim::stats::Moments;

const RUNS: u64 = 240;

/// The year that is compared.
const QUARTERS: u32 = 4;

/// A burn-in after which nothing is left of how a run starts: then, the organisation had a
/// fifth of its size.
const LONG: u32 = 32;

/// Measures, and the difference that matters: in the unit of the measure, or
/// relative to the long run.
const MEASURES: [(&str, Tolerance); 14] = [
    // Half a percentage point of retention over twelve months.
    ("researcher_exit_hazard", Tolerance::Absolute(0.0055)),
    ("engineer_exit_hazard", Tolerance::Absolute(0.0055)),
    // Where hardly anybody wants to come, vacancies take years to settle.
    ("researcher_head_count", Tolerance::Relative(0.05)),
    // What moves the hazard of exit by as much as matters there.
    ("researcher_satisfaction", Tolerance::Absolute(0.06)),
    ("researcher_research_effort", Tolerance::Absolute(0.01)),
    ("papers_accepted", Tolerance::Relative(0.03)),
    ("breakthroughs", Tolerance::Relative(0.05)),
    ("shipped_value", Tolerance::Relative(0.05)),
    ("features_shipped", Tolerance::Relative(0.01)),
    ("reputation", Tolerance::Absolute(0.02)),
    ("cross_tie_share", Tolerance::Absolute(0.015)),
    ("citations", Tolerance::Relative(0.1)),
    ("open_model_downloads", Tolerance::Relative(0.05)),
    ("talent_at_competitors", Tolerance::Relative(0.1)),
];

#[derive(Clone, Copy)]
enum Tolerance {
    Absolute(f64),
    Relative(f64),
}

#[test]
fn every_preset_starts_where_a_long_burn_in_brings_it() {
    let mut off = Vec::new();
    let presets = Scenario::default().structures;
    assert_eq!(presets.len(), 5);
    for structure in presets.keys() {
        let [short, long] = [None, Some(LONG)].map(|burn_in| first_year(structure, burn_in));
        for ((key, tolerance), (short, long)) in MEASURES.iter().zip(short.iter().zip(&long)) {
            let means = [short, long].map(|moments| moments.mean().unwrap());
            let errors = [short, long].map(|moments| moments.std_error().unwrap_or(0.0));
            let (value, error) = (means[0] - means[1], errors[0].hypot(errors[1]));
            let (low, high) = (value - 1.96 * error, value + 1.96 * error);
            let limit = match tolerance {
                Tolerance::Absolute(x) => *x,
                Tolerance::Relative(x) => x * means[1],
            };
            println!(
                "{structure} {key}: {value:.4} [{low:.4}, {high:.4}] off {:.4}; \
                 {limit:.4} matters",
                means[1]
            );
            if low > limit || high < -limit {
                off.push((structure.clone(), key));
            }
        }
    }
    assert!(off.is_empty(), "off the long run: {off:?}");
}

/// Means over the first year of each measure, run by run.
fn first_year(structure: &str, burn_in: Option<u32>) -> Vec<Moments> {
    let mut scenario = Scenario::default();
    scenario.units[0].structure = structure.into();
    scenario.simulation.quarters = QUARTERS;
    if let Some(quarters) = burn_in {
        scenario.simulation.burn_in_quarters = quarters;
        // Another organisation's luck.
        scenario.simulation.seed += 1;
    }
    let simulation = Simulation::new(&scenario);
    let engine = MonteCarlo::new(NonZeroU64::MIN, 0).unwrap();
    let run = |run| simulation.simulate(run, &mut simulation.recorder());
    let records = engine.collect(RUNS, run);
    let series = simulation.layout().series();
    let means = MEASURES.iter().map(|(key, _)| {
        let place = series
            .iter()
            .position(|series| series.measure.key() == *key);
        let start = place.expect("a known measure") * QUARTERS as usize;
        let of_run = |record: &RunRecord| {
            let year = &record.series[start..start + QUARTERS as usize];
            let known = year.iter().copied().filter(|x| !x.is_nan());
            known.collect::<Moments>().mean()
        };
        records.iter().filter_map(of_run).collect()
    });
    means.collect()
}

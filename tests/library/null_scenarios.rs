//! Scenarios in which something is switched off: what must not change does not,
//! bit for bit, and what must change does.

use orgsim::metrics::RunRecord;
use orgsim::questions::patterns;
use orgsim::scenario::{Scenario, load};
use orgsim::simulation::Simulation;
use std::path::Path;

/// Exact comparisons need few runs; each is compared number by number.
const RUNS: u64 = 4;

fn null(name: &str) -> Scenario {
    let path = Path::new("scenarios/nulls").join(name);
    let loaded = load(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    loaded.scenario
}

/// The quarterly numbers and those over all quarters. An event adds windows
/// before and after it, which a scenario without events does not have.
fn bits(scenario: &Scenario) -> Vec<Vec<u64>> {
    let simulation = Simulation::new(scenario);
    let whole = |record: &RunRecord| {
        let values = simulation.layout().values().iter().zip(&record.values);
        let whole = values.filter(|(value, _)| value.window.is_whole());
        let numbers = whole.map(|(_, number)| number).chain(&record.series);
        numbers.map(|number| number.to_bits()).collect()
    };
    (0..RUNS)
        .map(|run| whole(&simulation.simulate(run, &mut simulation.recorder())))
        .collect()
}

#[test]
fn a_structure_without_effect_is_no_event_at_all() {
    let renamed = null("structure-without-effect.toml");
    let mut nothing = renamed.clone();
    nothing.events.clear();
    assert!(bits(&renamed) == bits(&nothing));

    let mut disturbed = renamed.clone();
    disturbed.mechanisms.reorganisation_dip = true;
    assert!(bits(&disturbed) != bits(&nothing));
}

#[test]
fn with_equal_incentives_it_does_not_matter_who_evaluates() {
    let research = null("equal-incentives.toml");
    let evaluated_by_product = |scenario: &Scenario| {
        let mut scenario = scenario.clone();
        scenario.structures["loose-coupling"].evaluation_weight = 0.5;
        scenario
    };
    assert!(bits(&research) == bits(&evaluated_by_product(&research)));

    let opposed = Scenario::default();
    assert!(bits(&opposed) != bits(&evaluated_by_product(&opposed)));
}

#[test]
fn a_constant_hazard_is_the_same_for_everyone() {
    let constant = null("constant-hazard.toml");
    let mut varied = constant.clone();
    varied.labour_market.satisfaction = 0.0;
    varied.labour_market.contagion = 0.0;
    varied.labour_market.shock_effect = 1.0;
    varied.labour_market.frailty_sigma = 0.0;
    assert!(bits(&constant) == bits(&varied));

    varied.mechanisms.frailty = true;
    varied.labour_market.frailty_sigma = 0.5;
    assert!(bits(&constant) != bits(&varied));
}

/// `orgsim patterns` looks at the same versions of any scenario.
#[test]
fn the_files_are_the_null_models_of_the_default_scenario() {
    let default = Scenario::default();
    let hazard = null("constant-hazard.toml").labour_market.base_hazard;
    for (file, model) in [
        ("no-contagion.toml", patterns::no_contagion(&default)),
        (
            "constant-hazard.toml",
            patterns::constant_hazard(&default, hazard),
        ),
        (
            "equal-incentives.toml",
            patterns::equal_incentives(&default),
        ),
        (
            "structure-without-effect.toml",
            patterns::structure_without_effect(&default),
        ),
    ] {
        let mut null = null(file);
        null.title.clone_from(&model.title);
        null.description.clone_from(&model.description);
        assert_eq!(null, model, "{file}");
    }
}

#[test]
fn without_contagion_its_strength_does_not_matter() {
    let off = null("no-contagion.toml");
    let mut strong = off.clone();
    strong.labour_market.contagion = 1.0;
    assert!(bits(&off) == bits(&strong));

    strong.mechanisms.contagion = true;
    assert!(bits(&off) != bits(&strong));
}

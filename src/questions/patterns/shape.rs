//! Variants of a scenario, and what sort of organisation it is.

use crate::scenario::{Action, Event, Reorganise, Scenario, Structure};

/// Half of the technical control or of the teams: nearer to fusion than to a
/// laboratory that stands alone.
const HALF: f64 = 0.5;

/// The scenario without its events, observed for so many quarters.
pub(super) fn undisturbed(scenario: &Scenario, quarters: u32) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.events.clear();
    scenario.simulation.quarters = quarters;
    scenario
}

/// The same scenario with all units reorganised at the start of a quarter.
pub(super) fn reorganised(scenario: &Scenario, quarter: u32, structure: &str) -> Scenario {
    let mut scenario = scenario.clone();
    let event = Event::at(quarter, Action::reorganise(structure));
    scenario.events.insert("reorganisation".into(), event);
    scenario
}

/// The same scenario with a structure in all units, since long ago.
pub(super) fn everywhere(scenario: &Scenario, structure: &str) -> Scenario {
    let mut scenario = scenario.clone();
    for unit in scenario.units.values_mut() {
        structure.clone_into(&mut unit.structure);
    }
    scenario
}

/// The same scenario with the structures of all units altered at the start of a quarter.
pub(super) fn altered(
    scenario: &Scenario,
    quarter: u32,
    alter: impl Fn(&mut Structure),
) -> Scenario {
    let mut altered = scenario.clone();
    for (name, unit) in &scenario.units {
        let mut own = scenario.structures[&unit.structure].clone();
        alter(&mut own);
        let structure = format!("{} of {name}, altered", unit.structure);
        altered.structures.insert(structure.clone(), own);
        let change = Reorganise {
            structure,
            units: vec![name.clone()],
            over_quarters: 1,
            announced_quarters: 0,
        };
        let event = Event::at(quarter, Action::Reorganise(change));
        altered.events.insert(format!("change of {name}"), event);
    }
    altered
}

/// Names of the structures that units start in, each once.
pub(super) fn structures_in_use(scenario: &Scenario) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for unit in scenario.units.values() {
        if !names.contains(&unit.structure) {
            names.push(unit.structure.clone());
        }
    }
    names
}

/// Whether research is coupled loosely to product in all units: research decides
/// on the larger part of its agenda, and most of its people sit among their own.
/// The numbers of a structure decide, not its name.
pub(super) fn is_loosely_coupled(scenario: &Scenario) -> bool {
    structures_in_use(scenario).iter().all(|name| {
        let structure = &scenario.structures[name];
        structure.technical_control < HALF && structure.mixed_teams < HALF
    })
}

//! Variants of a scenario, and what sort of organisation it is.

use crate::scenario::{Action, Event, Scenario};

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

//! Events: units change their structure.

use super::step::Step;
use super::{Event, Observer, Organization, layout, ties};

/// Disruption below which it is over.
const NEGLIGIBLE: f64 = 1e-6;

/// The disruption of earlier changes fades; then the quarter's events take
/// effect.
pub(super) fn events(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let persistence = step.model.scenario.work.dip_persistence;
    for unit in &mut organization.units {
        unit.disruption *= persistence;
        if unit.disruption < NEGLIGIBLE {
            unit.disruption = 0.0;
        }
    }
    for event in &step.model.events {
        if event.quarter != step.quarter {
            continue;
        }
        for &unit in &event.units {
            let structure = event
                .structure
                .unwrap_or(organization.units[unit].previous_structure);
            change_structure(step, organization, observer, unit, structure);
        }
    }
}

/// A unit takes on a structure: teams are formed anew, ties break, work is
/// disrupted. Crews stay together, and work under way goes on.
fn change_structure(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    unit: usize,
    structure: usize,
) {
    let scenario = &step.model.scenario;
    let state = &mut organization.units[unit];
    state.previous_structure = state.structure;
    state.structure = structure;
    state.disruption = 1.0;
    layout::reassign_unit(step.model, organization, unit);
    if scenario.mechanisms.tie_breakage {
        let prepared = &step.model.units[unit];
        let seats = prepared.researchers.start..prepared.engineers.end;
        ties::break_ties(step, organization, seats);
    }
    observer.happened(step.quarter, Event::Reorganised { unit }, organization);
}

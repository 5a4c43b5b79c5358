//! Reorganisation: units change their structure.

use super::step::Step;
use super::timetable::DueChange;
use super::{Event, Observer, Organization, layout, ties};

/// Disruption, and rise in the hazard of survivors, below which it is over.
const NEGLIGIBLE: f64 = 1e-6;

/// The disruption of earlier changes fades, and so does what layoffs left.
///
/// Equation (M1).
pub(super) fn fade(step: &Step, organization: &mut Organization) {
    let scenario = &step.model.scenario;
    for unit in &mut organization.units {
        for (left, persistence) in [
            (&mut unit.disruption, scenario.work.dip_persistence),
            (
                &mut unit.survivors,
                scenario.labour_market.survivor_persistence,
            ),
        ] {
            *left *= persistence;
            if *left < NEGLIGIBLE {
                *left = 0.0;
            }
        }
    }
}

/// A unit takes on a structure: teams are formed anew, ties break, work is
/// disrupted. Crews stay together, and work under way goes on. A change on a
/// condition to the structure that is there already is none.
pub(super) fn change(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    change: DueChange,
) {
    let scenario = &step.model.scenario;
    let unit = change.unit;
    let state = &mut organization.units[unit];
    if change.announced {
        state.announced -= 1;
    }
    let structure = change.structure.unwrap_or(state.previous_structure);
    if change.conditional && structure == state.structure {
        return;
    }
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

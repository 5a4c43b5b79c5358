//! Changes of structure: units reorganise, return, and recover.

use super::begin::{Begin, Interventions};
use crate::model::event::Event;
use crate::model::phases::reassign_unit;
use crate::model::prepared::PreparedEvent;
use crate::model::state::{DueChange, UnitState};
use crate::model::step::Step;
use crate::random::Stream;
use crate::scenario::{Reorganise, RestoreAutonomy};
use crate::units::Quarter;

/// Disruption, and rise in the hazard of survivors, below which it is over.
const NEGLIGIBLE: f64 = 1e-6;

impl Begin for Reorganise {
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        change_structures(step, event, on);
    }
}

impl Begin for RestoreAutonomy {
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        change_structures(step, event, on);
    }
}

/// Changes structures unit by unit: those of this quarter at once; those to come
/// are entered, and announced if the event says so.
fn change_structures(step: &Step, event: &PreparedEvent, on: &mut Interventions) {
    for &(unit, delay) in &event.units {
        let announced = event.announced > 0;
        let due = DueChange {
            quarter: Quarter(step.quarter.0 + event.announced + delay),
            unit,
            structure: event.structure,
            announced,
            conditional: event.is_conditional(),
        };
        if announced {
            on.units[unit].announced += 1;
            on.happened.push(Event::Announced { unit });
        }
        if due.quarter == step.quarter {
            change(step, on, due);
        } else {
            on.timetable.enter(due);
        }
    }
}

/// A unit takes on a structure: teams are formed anew, ties break, work is
/// disrupted. Crews stay together, and work under way goes on. A change on a
/// condition to the structure that is there already is none.
pub(super) fn change(step: &Step, on: &mut Interventions, due: DueChange) {
    let unit = due.unit;
    let state = &mut on.units[unit];
    if due.announced {
        state.announced -= 1;
    }
    let structure = due.structure.unwrap_or(state.previous_structure);
    if due.conditional && structure == state.structure {
        return;
    }
    state.previous_structure = state.structure;
    state.structure = structure;
    state.disruption = 1.0;
    reassign_unit(step.model, (unit, structure), on.seats, on.teams);
    if step.model.scenario.mechanisms.tie_breakage {
        break_ties(step, on, unit);
    }
    on.happened.push(Event::Reorganised { unit });
}

/// A change of structure breaks some of the ties of a unit's people.
fn break_ties(step: &Step, on: &mut Interventions, unit: usize) {
    let probability = step.model.scenario.work.tie_breakage;
    for seat in step.model.units[unit].seats() {
        let own = on.seats.person[seat].place();
        for nth in 0..on.ties.per_person() {
            let u = step
                .streams
                .nth_uniform(Stream::TieBreakage, own, step.quarter, 0, nth as u16);
            if u < probability {
                on.ties.break_off(seat, nth);
            }
        }
        on.ties.count(on.seats, seat);
    }
}

/// The disruption of earlier changes fades, and so does what layoffs left.
///
/// Equation (M5).
pub(super) fn fade(step: &Step, units: &mut [UnitState]) {
    let scenario = &step.model.scenario;
    for unit in units {
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

//! Scheduled events that contradict each other, and what becomes of the
//! structure of each unit over time.
//!
//! Whether and when an event on a condition happens depends on the run, so
//! whether it contradicts others cannot be checked here.

use std::collections::{BTreeMap, BTreeSet};

use super::actions::Sets;
use super::code;
use super::definition::Scenario;
use super::event::{Event, Trigger};
use super::layers::Layers;
use crate::diagnostic::{Diagnostic, Place};
use crate::measures::{Role, role_name};

/// What is set, and of what part of the organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// The structure of a unit.
    Structure(usize),
    /// Something about the people of a unit and role: what an event does to them.
    People(&'static str, usize, Role),
    /// Something about the whole: what an event does to it, and what two of them both do.
    Whole(&'static str, &'static str),
}

/// Checks the events of a scenario against each other.
pub(crate) fn check(scenario: &Scenario, layers: &Layers, faults: &mut Vec<Diagnostic>) {
    let mut timeline = Timeline {
        scenario,
        layers,
        taken: BTreeMap::new(),
        contradicting: BTreeSet::new(),
        told: BTreeSet::new(),
        faults,
    };
    for index in 0..scenario.events.len() {
        timeline.enter(index);
    }
    for unit in 0..scenario.units.len() {
        timeline.follow(unit);
    }
}

struct Timeline<'a> {
    scenario: &'a Scenario,
    layers: &'a Layers,
    /// Which event sets what in which quarter.
    taken: BTreeMap<(Subject, u32), usize>,
    /// Events that contradict one before them in the file.
    contradicting: BTreeSet<usize>,
    /// Events about which something was said that need not be said of each unit.
    told: BTreeSet<usize>,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'a> Timeline<'a> {
    /// An event by its number in the file.
    fn event(&self, index: usize) -> Option<(&'a str, &'a Event)> {
        let (name, event) = self.scenario.events.get_index(index)?;
        Some((name.as_str(), event))
    }

    /// Where an event stands.
    fn at(&self, name: &str) -> Option<Place> {
        self.layers.place(&["events".to_owned(), name.to_owned()])
    }

    /// Enters what an event sets, up to the first contradiction.
    fn enter(&mut self, index: usize) {
        let Some((_, event)) = self.event(index) else {
            return;
        };
        for (subject, quarter) in set_by(self.scenario, event) {
            if let Some(&other) = self.taken.get(&(subject, quarter)) {
                self.contradicting.insert(index);
                return self.contradiction(other, index, subject, quarter);
            }
            self.taken.insert((subject, quarter), index);
        }
    }

    fn contradiction(&mut self, first: usize, second: usize, subject: Subject, quarter: u32) {
        let (Some((one, _)), Some((other, _))) = (self.event(first), self.event(second)) else {
            return;
        };
        let (Some(first), Some(second)) = (self.at(one), self.at(other)) else {
            return;
        };
        let unit = |index| {
            let unit = self.scenario.units.get_index(index);
            unit.map_or("", |(name, _): (&String, _)| name.as_str())
        };
        let (does, note) = match subject {
            Subject::Structure(index) => (
                "changes the structure",
                format!(
                    "both apply to the unit `{}` in quarter {quarter}",
                    unit(index)
                ),
            ),
            Subject::People(does, index, role) => {
                let unit = unit(index);
                let note = format!(
                    "both apply to the {}s of the unit `{unit}` in quarter {quarter}",
                    role_name(role)
                );
                (does, note)
            }
            Subject::Whole(does, both) => (does, format!("{both} in quarter {quarter}")),
        };
        let message = format!("the events `{one}` and `{other}` contradict each other");
        self.faults.push(
            Diagnostic::new(&code::CONTRADICTORY_EVENTS, message)
                .at(&second, "and so does this")
                .related(&first, does)
                .note(note),
        );
    }

    /// Follows the structure of a unit through time.
    fn follow(&mut self, index: usize) {
        let Some((unit, properties)) = self.scenario.units.get_index(index) else {
            return;
        };
        let mut changing = Vec::new();
        for (number, event) in self.scenario.events.values().enumerate() {
            if event.action.changes_structure() && self.reaches(event, index) {
                changing.push((number, event));
            }
        }
        let change = |event: &'a Event| event.action.act().change();
        let reorganises =
            |(_, event): &(usize, &'a Event)| change(event).is_some_and(|change| !change.is_return);
        let on_condition = |(_, event): &(usize, &Event)| matches!(event.trigger, Trigger::When(_));
        let is_certain = !changing.iter().any(on_condition);
        if !changing.iter().any(reorganises) {
            // Whenever it is restored, there is nothing to undo.
            for (number, event) in changing.iter().filter(|event| on_condition(event)) {
                if change(event).is_some_and(|change| change.structure.is_empty()) {
                    self.nothing_to_restore(*number, unit, "no event reorganises it");
                }
            }
        } else if !is_certain {
            // Which structure the unit has by then, only a run can tell.
            return;
        }
        if changing
            .iter()
            .any(|(number, _)| self.contradicting.contains(number))
        {
            // Which structure the unit has by then is what must be settled first.
            return;
        }
        let mut structure = properties.structure.as_str();
        let mut before = None;
        let all = (Subject::Structure(index), 0)..=(Subject::Structure(index), u32::MAX);
        let changes = self.taken.range(all);
        let changes: Vec<_> = changes.map(|((_, when), &event)| (*when, event)).collect();
        for (quarter, number) in changes {
            let Some(change) = self.event(number).and_then(|(_, event)| change(event)) else {
                continue;
            };
            let target = match (change.structure, before) {
                ("", None) => {
                    let label = format!("no reorganisation to undo in quarter {quarter}");
                    self.nothing_to_restore(number, unit, &label);
                    continue;
                }
                ("", Some(before)) => before,
                (named, _) => named,
            };
            if target == structure && is_certain {
                self.unchanged(number, unit, target);
            }
            before = (!change.is_return).then_some(structure);
            structure = target;
        }
    }

    fn reaches(&self, event: &Event, unit: usize) -> bool {
        match event.action.units() {
            None | Some([]) => true,
            Some(names) => {
                let name = self.scenario.units.get_index(unit).map(|(name, _)| name);
                name.is_some_and(|name| names.contains(name))
            }
        }
    }

    fn nothing_to_restore(&mut self, event: usize, unit: &str, label: &str) {
        let message = format!("the unit `{unit}` has no autonomy to restore");
        let fault = Diagnostic::new(&code::NOTHING_TO_RESTORE, message)
            .help("name the structure: restore_autonomy = { structure = \"...\" }");
        self.tell(event, fault, label);
    }

    fn unchanged(&mut self, event: usize, unit: &str, target: &str) {
        let message = format!("the unit `{unit}` already has the structure `{target}`");
        let fault = Diagnostic::new(&code::UNCHANGED_STRUCTURE, message)
            .note("productivity still dips and ties still break, as in any change of structure");
        self.tell(event, fault, "does not change the structure");
    }

    /// One message for an event that reaches many units, or often, is enough.
    fn tell(&mut self, event: usize, fault: Diagnostic, label: &str) {
        let Some((name, _)) = self.event(event) else {
            return;
        };
        if let Some(place) = self.at(name)
            && self.told.insert(event)
        {
            self.faults.push(fault.at(&place, label));
        }
    }
}

/// What a scheduled event sets, and in which quarters. There may be many, of
/// which the first contradiction ends the need.
fn set_by<'a>(
    scenario: &'a Scenario,
    event: &'a Event,
) -> Box<dyn Iterator<Item = (Subject, u32)> + 'a> {
    let horizon = scenario.simulation.quarters;
    let units = scenario.units_reached(&event.action);
    let action = event.action.act();
    if action.change().is_some() {
        let changes = event.changes(units.len(), horizon);
        let subject = move |(position, quarter)| {
            let unit: &usize = units.get(position)?;
            Some((Subject::Structure(*unit), quarter))
        };
        return Box::new(changes.filter_map(subject));
    }
    let subjects: Vec<Subject> = match action.sets() {
        Some(Sets::OfPeople(does)) => {
            let roles = action.reach().unwrap_or_default().roles();
            let of_unit = |&unit| {
                roles
                    .iter()
                    .map(move |&role| Subject::People(does, unit, role))
            };
            units.iter().flat_map(of_unit).collect()
        }
        Some(Sets::OfAll(does, both)) => vec![Subject::Whole(does, both)],
        None => Vec::new(),
    };
    let quarters = event.quarters_of(horizon);
    Box::new(quarters.flat_map(move |quarter| {
        let subjects = subjects.clone().into_iter();
        subjects.map(move |subject| (subject, quarter))
    }))
}

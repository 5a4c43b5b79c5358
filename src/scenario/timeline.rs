//! Events that do not fit each other or the time that is simulated.

use super::code;
use super::definition::{Action, Event, Scenario};
use super::layers::Layers;
use crate::diagnostic::{Diagnostic, Place};

/// An event with its name and place.
struct Dated<'a> {
    name: &'a str,
    event: &'a Event,
    place: Place,
}

/// Checks the events of a scenario unit by unit, in the order of time.
pub(crate) fn check(scenario: &Scenario, layers: &Layers, faults: &mut Vec<Diagnostic>) {
    let mut dated: Vec<Dated<'_>> = Vec::new();
    for (name, event) in &scenario.events {
        let path = |key: &str| ["events".to_owned(), name.clone(), key.to_owned()];
        let Some(place) = layers.place(&path("action")) else {
            continue;
        };
        let horizon = scenario.simulation.quarters;
        if event.quarter >= horizon && !layers.is_faulty(&simulation("quarters")) {
            let place = layers.place(&path("quarter")).unwrap_or(place);
            faults.push(after_horizon(name, horizon, &place, layers));
            continue;
        }
        dated.push(Dated { name, event, place });
    }
    // Stable: events of one quarter stay in the order of the file.
    dated.sort_by_key(|dated| dated.event.quarter);
    for (unit, properties) in &scenario.units {
        let mut history = History {
            unit,
            structure: &properties.structure,
            before: None,
            last: None,
        };
        for event in &dated {
            if let Some(fault) = history.advance(event) {
                // One message for an event that reaches many units is enough.
                if !faults.iter().any(|known| known.primary == fault.primary) {
                    faults.push(fault);
                }
            }
        }
    }
}

fn simulation(key: &str) -> [String; 2] {
    ["simulation".to_owned(), key.to_owned()]
}

fn after_horizon(name: &str, horizon: u32, place: &Place, layers: &Layers) -> Diagnostic {
    let message = format!("the event `{name}` happens after the end");
    let last = horizon - 1;
    let fault = Diagnostic::new(&code::EVENT_AFTER_HORIZON, message)
        .at(place, format!("must be at most {last}"))
        .note(format!("{horizon} quarters are observed: 0 to {last}"));
    match layers.stated(&simulation("quarters")) {
        Some((_, leaf)) => fault.related(&leaf.place, "the observed time"),
        None => fault.help("set simulation.quarters to observe more of them"),
    }
}

/// The structures of one unit over time.
struct History<'a> {
    unit: &'a str,
    structure: &'a str,
    /// The structure before the last reorganisation, until it is restored.
    before: Option<&'a str>,
    /// The last event that reached the unit.
    last: Option<&'a Dated<'a>>,
}

impl<'a> History<'a> {
    /// Lets an event happen to the unit, if it reaches it.
    fn advance(&mut self, dated: &'a Dated<'a>) -> Option<Diagnostic> {
        let (Action::Reorganise { units, .. } | Action::RestoreAutonomy { units, .. }) =
            &dated.event.action;
        if !units.is_empty() && !units.iter().any(|unit| unit == self.unit) {
            return None;
        }
        let unit = self.unit;
        let quarter = dated.event.quarter;
        if let Some(last) = self.last
            && last.event.quarter == quarter
        {
            let (one, other) = (last.name, dated.name);
            let message = format!("the events `{one}` and `{other}` contradict each other");
            return Some(
                Diagnostic::new(&code::CONTRADICTORY_EVENTS, message)
                    .at(&dated.place, "and so does this")
                    .related(&last.place, "changes the structure")
                    .note(format!("both reach the unit `{unit}` in quarter {quarter}")),
            );
        }
        let target = match (&dated.event.action, self.before) {
            (Action::Reorganise { structure, .. }, _) => structure,
            (Action::RestoreAutonomy { structure, .. }, _) if !structure.is_empty() => structure,
            (Action::RestoreAutonomy { .. }, Some(before)) => before,
            (Action::RestoreAutonomy { .. }, None) => {
                let message = format!("the unit `{unit}` has no autonomy to restore");
                return Some(
                    Diagnostic::new(&code::NOTHING_TO_RESTORE, message)
                        .at(
                            &dated.place,
                            format!("no reorganisation to undo in quarter {quarter}"),
                        )
                        .help("name the structure: restore_autonomy = { structure = \"...\" }"),
                );
            }
        };
        let unchanged = target == self.structure;
        self.before = match dated.event.action {
            Action::Reorganise { .. } => Some(self.structure),
            Action::RestoreAutonomy { .. } => None,
        };
        self.structure = target;
        self.last = Some(dated);
        unchanged.then(|| {
            let message = format!("the unit `{unit}` already has the structure `{target}`");
            Diagnostic::new(&code::UNCHANGED_STRUCTURE, message)
                .at(&dated.place, "changes nothing but still disturbs")
                .note("productivity dips and ties break as in any change of structure")
        })
    }
}

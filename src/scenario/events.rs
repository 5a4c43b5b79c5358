//! Events: what is to happen, and what brings it about.
//!
//! Which keys an event can have stands in the default scenario, which of them
//! it needs in the definition: those without a default there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::de::DeserializeOwned;

use super::actions::Action;
use super::code;
use super::event::{Condition, Event, Trigger};
use super::layers::Layers;
use super::registry::{Known, registry};
use super::resolve::{self, Setting};
use super::value::{Path, Value, dotted};
use crate::diagnostic::{Diagnostic, Place};

/// What can bring an event about.
const TRIGGERS: [&str; 2] = ["quarter", "when"];
/// How often an event happens.
const REPETITION: &str = "repeat_quarters";

/// The events of a scenario, with what is stated about them.
#[derive(Default)]
pub(crate) struct Events {
    pub(crate) events: IndexMap<String, Event>,
    pub(crate) settings: Vec<Setting>,
}

/// Reads all events; those with a fault are left out.
pub(crate) fn resolve(layers: &Layers, faults: &mut Vec<Diagnostic>) -> Events {
    let mut events = Events::default();
    for name in layers.names("events") {
        let path = vec!["events".to_owned(), name.clone()];
        let Some(place) = layers.place(&path) else {
            continue;
        };
        let mut reader = Reader {
            layers,
            path,
            place,
            settings: &mut events.settings,
            faults,
        };
        if let Some(event) = reader.event() {
            events.events.insert(name.clone(), event);
        }
    }
    events
}

/// The actions that an event can have, in the order of the default scenario.
pub(crate) fn actions() -> impl Iterator<Item = &'static str> {
    let event = ["events".to_owned(), "*".to_owned()];
    let keys = registry().keys_in(&event).into_iter();
    keys.filter(|key| !TRIGGERS.contains(key) && *key != REPETITION)
}

/// A table with one table inside it.
fn inside(name: &str, table: toml::Table) -> toml::Value {
    toml::Table::from_iter([(name.to_owned(), table.into())]).into()
}

/// Whether a table of an event, an action or a condition, needs one of its keys.
fn is_needed(name: &str, key: &str) -> bool {
    static NEEDED: LazyLock<Vec<[&str; 2]>> = LazyLock::new(|| {
        let parameters = registry().parameters().iter();
        let keys = parameters.filter_map(|parameter| match parameter.path.as_slice() {
            [first, _, table, key] if first == "events" => Some([table.as_str(), key.as_str()]),
            _ => None,
        });
        keys.filter(|[table, key]| !is_complete_without(table, key))
            .collect()
    });
    NEEDED.contains(&[name, key])
}

/// Whether all keys of a table but this one give something.
fn is_complete_without(name: &str, key: &str) -> bool {
    let parameters = registry().parameters().iter();
    let others = parameters.filter_map(|parameter| match parameter.path.as_slice() {
        [first, _, table, other] if first == "events" && table == name && other != key => {
            Some((other.clone(), parameter.shown.to_toml()))
        }
        _ => None,
    });
    let others: toml::Table = others.collect();
    match name {
        "when" => toml::Value::from(others).try_into::<Condition>().is_ok(),
        name => inside(name, others).try_into::<Action>().is_ok(),
    }
}

struct Reader<'a> {
    layers: &'a Layers,
    path: Path,
    place: Place,
    settings: &'a mut Vec<Setting>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn event(&mut self) -> Option<Event> {
        let trigger = self.trigger();
        let repetition = self.value(&[REPETITION]);
        let action = self.action();
        // A fault of a value that would win is reported where it stands.
        if self.layers.has_fault_under(&self.path) {
            return None;
        }
        let repeat_quarters = match repetition {
            Some(Value::Integer(quarters)) if quarters > 0 => u32::try_from(quarters).ok(),
            _ => None,
        };
        Some(Event {
            trigger: trigger?,
            repeat_quarters,
            action: action?,
        })
    }

    fn trigger(&mut self) -> Option<Trigger> {
        let message = format!("the event `{}` has two triggers", self.name());
        let two = Diagnostic::new(&code::EVENT_TRIGGER, message)
            .help("split it into two events, or remove one of the triggers");
        match self.only(&TRIGGERS, two)? {
            Some("quarter") => match self.value(&["quarter"])? {
                Value::Integer(quarter) => u32::try_from(quarter).ok().map(Trigger::Quarter),
                _ => None,
            },
            Some(_) => {
                let condition = self.table("when");
                let is_bounded = self.is_bounded();
                let condition = condition.filter(|_| is_bounded)?;
                self.built(condition.into()).map(Trigger::When)
            }
            None => {
                let message = format!("the event `{}` has no trigger", self.name());
                let fault = Diagnostic::new(&code::EVENT_INCOMPLETE, message)
                    .at(&self.place, "when does it happen?")
                    .help("for example quarter = 8")
                    .help(
                        "or when = { measure = \"researcher_retention_12m\", below = 0.8, \
                         for_quarters = 2 }",
                    );
                self.faults.push(fault);
                None
            }
        }
    }

    /// Whether the condition has a bound; without one, it says nothing.
    fn is_bounded(&mut self) -> bool {
        let says = ["below", "above"].iter().any(|&key| self.says("when", key));
        if !says && !self.layers.has_unknown_key(&self.under(&["when"])) {
            let message = format!("the condition of `{}` has no bound", self.name());
            let fault = Diagnostic::new(&code::EVENT_INCOMPLETE, message)
                .at(&self.place_of("when"), "incomplete")
                .help("add below = 0.8, or above = 0.8, or both");
            self.faults.push(fault);
        }
        says
    }

    fn action(&mut self) -> Option<Action> {
        let message = format!("the event `{}` has two actions", self.name());
        let two = Diagnostic::new(&code::EVENT_ACTION, message).help("split it into two events");
        let names: Vec<&str> = actions().collect();
        match self.only(&names, two)? {
            Some(name) => {
                let action = self.table(name)?;
                self.built(inside(name, action))
            }
            None => {
                let message = format!("the event `{}` has no action", self.name());
                let fault = Diagnostic::new(&code::EVENT_ACTION, message)
                    .at(&self.place, "nothing happens")
                    .note(format!("actions: {}", names.join(", ")))
                    .help("for example reorganise = { structure = \"fusion-teams\" }");
                self.faults.push(fault);
                None
            }
        }
    }

    /// The only one of these keys in the strongest layer that has one of them: a
    /// file can give an event of its base another action, or another trigger.
    /// The inner `None`: no layer has any; the outer one: a fault is reported.
    fn only<'k>(&mut self, keys: &[&'k str], two: Diagnostic) -> Option<Option<&'k str>> {
        let paths: Vec<Path> = keys.iter().map(|key| self.under(&[key])).collect();
        for layer in self.layers.stating(&self.path) {
            let mut found = keys.iter().zip(&paths).filter_map(|(&key, path)| {
                let leaf = layer.leaves.get(path).map(|leaf| &leaf.place);
                Some((key, leaf.or_else(|| layer.tables.get(path))?))
            });
            match (found.next(), found.next()) {
                (None, _) => {}
                (Some((key, _)), None) => return Some(Some(key)),
                (Some((_, first)), Some((_, second))) => {
                    let fault = two.at(second, "the second").related(first, "the first");
                    self.faults.push(fault);
                    return None;
                }
            }
        }
        // A key with a fault, or an unknown one, explains what seems to be missing.
        let explained = keys
            .iter()
            .any(|key| self.layers.has_fault_under(&self.under(&[key])));
        let explained = explained || self.layers.has_unknown_key(&self.path);
        (!explained).then_some(None)
    }

    /// What is stated in a table of the event; `None` if it lacks a key.
    fn table(&mut self, name: &str) -> Option<toml::Table> {
        let (mut table, mut missing) = (toml::Table::new(), Vec::new());
        let path = self.under(&[name]);
        let explained = self.layers.has_unknown_key(&path);
        for key in registry().keys_in(&path) {
            match self.value(&[name, key]) {
                Some(Value::Names(mut names)) => {
                    // Whoever is named twice is reached once.
                    let mut known = BTreeSet::new();
                    names.retain(|name| known.insert(name.clone()));
                    table.insert(key.to_owned(), names.into());
                }
                Some(value) => {
                    table.insert(key.to_owned(), value.to_toml());
                }
                None if self.layers.is_faulty(&self.under(&[name, key])) => {}
                None if is_needed(name, key) => missing.push(key),
                None => {}
            }
        }
        if missing.is_empty() {
            return Some(table);
        }
        if !explained {
            let lacking = missing.iter().map(|key| format!("`{key}`"));
            let lacking = lacking.collect::<Vec<_>>().join(", ");
            let message = format!("`{name}` of the event `{}` lacks {lacking}", self.name());
            let fault = Diagnostic::new(&code::EVENT_INCOMPLETE, message)
                .at(&self.place_of(name), "incomplete")
                .help(format!("for example {}", self.example(name, &missing)));
            self.faults.push(fault);
        }
        None
    }

    /// Keys with the values that the default scenario shows.
    fn example(&self, table: &str, keys: &[&str]) -> String {
        let shown = keys
            .iter()
            .filter_map(|key| match registry().at(&self.under(&[table, key])) {
                Known::Parameter(parameter) => Some(format!("{key} = {}", parameter.shown)),
                Known::Table | Known::Nothing => None,
            });
        shown.collect::<Vec<_>>().join(", ")
    }

    /// What a table of the event stands for.
    fn built<T: DeserializeOwned>(&mut self, table: toml::Value) -> Option<T> {
        // The errors of a value with a fault are reported where it stands.
        if self.layers.has_fault_under(&self.path) {
            return None;
        }
        match table.try_into() {
            Ok(built) => Some(built),
            Err(error) => {
                // The keys of the default scenario and those of the definition
                // disagree: a defect, which a test looks for.
                self.faults
                    .push(Diagnostic::new(&code::DEFECT, error.message()).at(&self.place, ""));
                None
            }
        }
    }

    /// The value at a key that is stated, of which a note is taken.
    fn value(&mut self, keys: &[&str]) -> Option<Value> {
        let path = self.under(keys);
        let Known::Parameter(parameter) = registry().at(&path) else {
            return None;
        };
        let setting = resolve::setting(self.layers, parameter, path)?;
        let value = setting.value.clone();
        self.settings.push(setting);
        Some(value)
    }

    /// Whether a key of a table is stated, with a fault or without.
    fn says(&self, table: &str, key: &str) -> bool {
        let path = self.under(&[table, key]);
        self.layers.stated(&path).is_some() || self.layers.is_faulty(&path)
    }

    fn place_of(&self, key: &str) -> Place {
        let place = self.layers.place(&self.under(&[key]));
        place.unwrap_or_else(|| self.place.clone())
    }

    fn under(&self, keys: &[&str]) -> Path {
        let keys = keys.iter().map(|key| (*key).to_owned());
        self.path.iter().cloned().chain(keys).collect()
    }

    fn name(&self) -> String {
        dotted(&self.path[1..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_action_needs_has_no_default_in_the_definition() {
        assert!(is_needed("reorganise", "structure"));
        assert!(!is_needed("reorganise", "units"));
        assert!(!is_needed("restore_autonomy", "structure"));
        assert!(is_needed("retention_grant", "hold"));
        assert!(!is_needed("departure", "people"));
        assert!(is_needed("when", "measure"));
        assert!(!is_needed("when", "for_quarters"));
    }

    /// Every action of the default scenario is one of the definition, and has
    /// the same keys as it.
    #[test]
    fn the_default_shows_every_action_with_all_its_keys() {
        let event = |keys: &[&str]| -> Path {
            let keys = keys.iter().map(|key| (*key).to_owned());
            ["events".to_owned(), "*".to_owned()]
                .into_iter()
                .chain(keys)
                .collect()
        };
        for name in actions() {
            let path = event(&[name]);
            let shown = registry().keys_in(&path).into_iter().map(|key| {
                let Known::Parameter(parameter) = registry().at(&event(&[name, key])) else {
                    panic!("{name}.{key} is no parameter");
                };
                (key.to_owned(), parameter.shown.to_toml())
            });
            let shown: toml::Table = shown.collect();
            let action: Action = inside(name, shown.clone())
                .try_into()
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(action.name(), name);
            let written = toml::Value::try_from(&action).unwrap();
            assert_eq!(written[name].as_table(), Some(&shown), "{name}");
        }
        assert_eq!(actions().count(), 13);
    }
}

//! Events: what is to happen, and when.

use indexmap::IndexMap;

use super::code;
use super::definition::{Action, Event};
use super::layers::Layers;
use super::registry::{Known, registry};
use super::resolve::{self, Setting};
use super::value::{Path, Value, dotted};
use crate::diagnostic::{Diagnostic, Place};

/// The actions that an event can have.
const ACTIONS: [&str; 2] = ["reorganise", "restore_autonomy"];

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
        // A fault that is reported anyway explains what seems to be missing.
        if layers.has_fault_under(&path) {
            continue;
        }
        let reader = Reader {
            layers,
            path,
            place,
        };
        let mut settings = Vec::new();
        match reader.event(&mut settings) {
            Ok(event) => {
                events.events.insert(name.clone(), event);
            }
            Err(fault) => faults.push(*fault),
        }
        events.settings.append(&mut settings);
    }
    events
}

struct Reader<'a> {
    layers: &'a Layers,
    path: Path,
    place: Place,
}

impl Reader<'_> {
    fn event(&self, settings: &mut Vec<Setting>) -> Result<Event, Box<Diagnostic>> {
        let quarter = match self.value(&["quarter"], settings) {
            Some(Value::Integer(quarter)) => u32::try_from(quarter).ok(),
            _ => None,
        };
        let action = self.action()?;
        let structure = match self.value(&[action, "structure"], settings) {
            Some(Value::Text(structure)) => Some(structure),
            _ => None,
        };
        let units = match self.value(&[action, "units"], settings) {
            Some(Value::Names(units)) => units,
            _ => Vec::new(),
        };
        let quarter = quarter.ok_or_else(|| self.incomplete("quarter = 8"))?;
        let action = match (action, structure) {
            ("reorganise", None) => {
                return Err(self.incomplete("reorganise = { structure = \"fusion-teams\" }"));
            }
            ("reorganise", Some(structure)) => Action::Reorganise { structure, units },
            (_, structure) => Action::RestoreAutonomy {
                structure: structure.unwrap_or_default(),
                units,
            },
        };
        Ok(Event { quarter, action })
    }

    /// The only action of the strongest layer that names one: a file can give
    /// an event of its base another action.
    fn action(&self) -> Result<&'static str, Box<Diagnostic>> {
        for layer in self.layers.strongest_first() {
            let mut found = ACTIONS.into_iter().filter_map(|action| {
                let place = layer.tables.get(&self.under(&[action]))?;
                Some((action, place))
            });
            match (found.next(), found.next()) {
                (None, _) => {}
                (Some((action, _)), None) => return Ok(action),
                (Some((_, first)), Some((_, second))) => {
                    let message = format!("the event `{}` has two actions", self.name());
                    return Err(Diagnostic::new(&code::EVENT_ACTION, message)
                        .at(second, "another")
                        .related(first, "one action")
                        .help("make two events of it")
                        .into());
                }
            }
        }
        let message = format!("the event `{}` has no action", self.name());
        Err(Diagnostic::new(&code::EVENT_ACTION, message)
            .at(&self.place, "nothing happens")
            .note(format!("actions: {}", ACTIONS.join(", ")))
            .help("for example reorganise = { structure = \"fusion-teams\" }")
            .into())
    }

    fn incomplete(&self, example: &str) -> Box<Diagnostic> {
        let missing = example.split(' ').next().unwrap_or_default();
        let what = match missing {
            "quarter" => "quarter",
            _ => "structure to change to",
        };
        let message = format!("the event `{}` has no {what}", self.name());
        Diagnostic::new(&code::EVENT_INCOMPLETE, message)
            .at(&self.place, "incomplete")
            .help(format!("for example {example}"))
            .into()
    }

    fn value(&self, keys: &[&str], settings: &mut Vec<Setting>) -> Option<Value> {
        let path = self.under(keys);
        let Known::Parameter(parameter) = registry().at(&path) else {
            return None;
        };
        let setting = resolve::setting(self.layers, parameter, path)?;
        let value = setting.value.clone();
        settings.push(setting);
        Some(value)
    }

    fn under(&self, keys: &[&str]) -> Path {
        let keys = keys.iter().map(|key| (*key).to_owned());
        self.path.iter().cloned().chain(keys).collect()
    }

    fn name(&self) -> String {
        dotted(&self.path[1..])
    }
}

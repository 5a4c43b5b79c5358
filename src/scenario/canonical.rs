//! The scenario as one complete text, and back.

use indexmap::IndexMap;
use serde::Deserialize;

use super::definition::{Action, Event, Scenario};
use super::resolve::Setting;

/// Builds a scenario from its values.
pub(crate) fn build(
    settings: &[Setting],
    events: IndexMap<String, Event>,
) -> Result<Scenario, toml::de::Error> {
    let mut document = toml::Table::new();
    for setting in settings {
        if setting.path[0] == "events" {
            continue;
        }
        let mut table = &mut document;
        let (key, outer) = match setting.path.split_last() {
            Some(parts) => parts,
            None => continue,
        };
        for part in outer {
            let inner = table.entry(part.as_str());
            let inner = inner.or_insert_with(|| toml::Table::new().into());
            let toml::Value::Table(inner) = inner else {
                return Err(serde::de::Error::custom("a value where a table stands"));
            };
            table = inner;
        }
        table.insert(key.clone(), setting.value.to_toml());
    }
    document.insert("events".to_owned(), toml::Table::new().into());
    let mut scenario = Scenario::deserialize(document)?;
    scenario.events = events;
    Ok(scenario)
}

impl Scenario {
    /// The scenario as the text of a scenario file that states every value.
    /// Loading that text gives the same scenario, and the same scenario always
    /// gives the same text, whatever files it came from.
    ///
    /// # Errors
    ///
    /// A scenario that was put together by hand may have a value that TOML
    /// cannot express, such as a seed of 2^63 or more.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let mut document = toml::Table::try_from(self)?;
        let events = self.events.iter().map(|(name, event)| {
            let event = toml::Value::Table(event_table(event));
            (name.clone(), event)
        });
        let events: toml::Table = events.collect();
        document.insert("events".to_owned(), events.into());
        toml::to_string(&document)
    }
}

/// An event as a file writes it: the action under its own name.
fn event_table(event: &Event) -> toml::Table {
    let (name, structure, units) = match &event.action {
        Action::Reorganise { structure, units } => ("reorganise", structure, units),
        Action::RestoreAutonomy { structure, units } => ("restore_autonomy", structure, units),
    };
    let mut action = toml::Table::new();
    action.insert("structure".to_owned(), structure.clone().into());
    action.insert("units".to_owned(), units.clone().into());
    let mut table = toml::Table::new();
    table.insert("quarter".to_owned(), i64::from(event.quarter).into());
    table.insert(name.to_owned(), action.into());
    table
}

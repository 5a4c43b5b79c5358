//! The scenario as one complete text, and back.

use indexmap::IndexMap;
use serde::Deserialize;

use super::definition::Scenario;
use super::event::Event;
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
        let mut events = toml::Table::new();
        for (name, event) in &self.events {
            events.insert(name.clone(), event_table(event)?.into());
        }
        document.insert("events".to_owned(), events.into());
        toml::to_string(&document)
    }
}

/// An event as a file writes it: trigger and action under their own names.
fn event_table(event: &Event) -> Result<toml::Table, toml::ser::Error> {
    let mut table = toml::Table::new();
    if let Some(quarters) = event.repeat_quarters {
        table.insert("repeat_quarters".to_owned(), i64::from(quarters).into());
    }
    let parts = [
        toml::Value::try_from(&event.trigger)?,
        toml::Value::try_from(&event.action)?,
    ];
    for part in parts {
        if let toml::Value::Table(part) = part {
            table.extend(part);
        }
    }
    Ok(table)
}

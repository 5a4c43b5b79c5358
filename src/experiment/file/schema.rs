//! The JSON Schema of experiment files, for editors.

use serde_json::{Map, Value, json};

use super::key::{Absent, Key, Kind, Section};
use crate::scenario::{limits, schema_of_names};
use crate::text::LINE_PATTERN;

/// The JSON Schema (draft 2020-12) of experiment files. It knows every key, its
/// type, range, default and meaning; what several keys mean together is left to
/// [`load`](super::load).
pub(crate) fn schema(root: &Section) -> Value {
    let mut schema = Map::new();
    let draft = "https://json-schema.org/draft/2020-12/schema";
    schema.insert("$schema".to_owned(), draft.into());
    schema.insert("title".to_owned(), "Experiment of orgsim".into());
    if let Value::Object(table) = table(root) {
        schema.extend(table);
    }
    schema.into()
}

fn table(section: &Section) -> Value {
    let mut properties = Map::new();
    for key in &section.keys {
        properties.insert(key.name.clone(), property(key));
    }
    let required = section
        .keys
        .iter()
        .filter(|key| matches!(key.absent, Absent::Required));
    let required: Vec<&str> = required.map(|key| key.name.as_str()).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(key: &Key) -> Value {
    let mut schema = kind(&key.kind);
    schema["description"] = description(key).into();
    if key.kind.section().is_none() {
        let shown = json_of(&key.shown);
        match key.absent {
            Absent::Default(_) => schema["default"] = shown,
            _ => schema["examples"] = vec![shown].into(),
        }
    }
    schema
}

fn description(key: &Key) -> String {
    let mut facts = Vec::new();
    if !key.unit.is_empty() {
        facts.push(format!("Unit: {}", key.unit));
    }
    match &key.absent {
        Absent::By { text: words, .. } => facts.push(format!("default: {words}")),
        Absent::Words(words) if !matches!(words.as_str(), "" | "none") => {
            facts.push(format!("default: {words}"));
        }
        Absent::RequiredUnless(other) => facts.push(format!("required unless `{other}` is given")),
        _ => {}
    }
    match facts.is_empty() {
        true => key.meaning.clone(),
        false => format!("{} ({}.)", key.meaning, facts.join("; ")),
    }
}

/// A value that is written as in a file.
fn json_of(text: &str) -> Value {
    let table = toml::from_str::<toml::Table>(&format!("x = {text}")).unwrap_or_default();
    serde_json::to_value(table.get("x")).unwrap_or_default()
}

fn kind(kind: &Kind) -> Value {
    let item = json!({ "type": ["number", "string"] });
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Line => json!({ "type": "string", "pattern": LINE_PATTERN }),
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Whole(interval) => {
            let mut schema = json!({ "type": "integer" });
            limits(interval, &mut schema);
            schema
        }
        Kind::Number(interval) => {
            let mut schema = json!({ "type": "number" });
            limits(interval, &mut schema);
            schema
        }
        Kind::Texts => json!({
            "type": ["string", "array"],
            "items": { "type": "string" },
            "minItems": 1,
        }),
        Kind::Values => json!({ "type": "array", "items": item }),
        Kind::Range(words) => json!({ "anyOf": [
            { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
            { "enum": words },
        ]}),
        Kind::Rows => json!({ "type": "array", "items": { "type": "array", "items": item } }),
        Kind::Overrides => json!({ "type": "object" }),
        Kind::Numbers(interval) => {
            let mut number = json!({ "type": "number" });
            limits(interval, &mut number);
            json!({ "type": "object", "additionalProperties": number })
        }
        Kind::Table(section) => table(section),
        Kind::Named(section) => json!({
            "type": "object",
            "propertyNames": schema_of_names(),
            "additionalProperties": table(section),
        }),
    }
}

//! The JSON Schema of scenario files, for editors.

use serde_json::{Map, Value, json};

use super::events;
use super::interval::Interval;
use super::layer::Layer;
use super::missing;
use super::parameter::{Parameter, Range};
use super::registry::{NAMED, registry};
use super::value::Type;
use crate::measures::quarterly_keys;
use crate::text::{LINE_PATTERN, NAME_PATTERN};

/// The JSON Schema (draft 2020-12) of scenario files. It knows every key, its
/// type, range, default and meaning; rules over several keys are left to
/// [`load`](super::load).
pub fn schema() -> Value {
    let mut definitions = Map::new();
    for heading in NAMED {
        definitions.insert(heading.to_owned(), table(&[heading, "*"]));
    }
    let mut root = Map::new();
    let draft = "https://json-schema.org/draft/2020-12/schema";
    root.insert("$schema".to_owned(), draft.into());
    root.insert("title".to_owned(), "Scenario of orgsim".into());
    if let Value::Object(table) = table(&[]) {
        root.extend(table);
    }
    root.insert("$defs".to_owned(), definitions.into());
    root.into()
}

/// The schema of a table.
fn table(path: &[&str]) -> Value {
    let owned: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
    let mut properties = Map::new();
    for key in registry().keys_in(&owned) {
        let inside: Vec<&str> = path.iter().copied().chain([key]).collect();
        let parameters = registry().parameters().iter();
        let value = match parameters.clone().find(|p| p.path == inside) {
            Some(parameter) => leaf(parameter),
            None if path.is_empty() && NAMED.contains(&key) => named(key),
            None => table(&inside),
        };
        properties.insert(key.to_owned(), value);
    }
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let sections = registry().sections().iter();
    let description = sections
        .filter(|section| section.path == path && !section.description.is_empty())
        .map(|section| section.description.as_str())
        .next();
    if let Some(description) = description {
        schema["description"] = description.into();
    }
    if path == ["events", "*"] {
        // Which of them it has may stand in a base file.
        schema["not"] = json!({ "required": ["quarter", "when"] });
        let has = |action| json!({ "required": [action] });
        let any: Vec<Value> = events::actions().map(has).collect();
        let none = json!({ "not": { "anyOf": any } });
        schema["oneOf"] = events::actions().map(has).chain([none]).collect();
    }
    schema
}

/// The schema of the tables under a heading: those of the default scenario by
/// name, so that editors can offer them, and any others.
fn named(heading: &str) -> Value {
    let reference = json!({ "$ref": format!("#/$defs/{heading}") });
    let default = Layer::default_scenario();
    let presets = default
        .tables
        .keys()
        .filter_map(|path| match path.as_slice() {
            [first, name] if first == heading => Some((name.clone(), reference.clone())),
            _ => None,
        });
    let presets: Map<String, Value> = presets.collect();
    json!({
        "type": "object",
        "properties": presets,
        "additionalProperties": reference,
        "propertyNames": names(),
    })
}

/// The schema of the names of tables.
pub(crate) fn names() -> Value {
    json!({ "pattern": NAME_PATTERN, "not": { "pattern": missing::pattern() } })
}

/// The schema of a value.
fn leaf(parameter: &Parameter) -> Value {
    let kind = match parameter.kind {
        Type::Switch => "boolean",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Text => "string",
        Type::Names | Type::Integers => "array",
    };
    let mut schema = json!({
        "type": kind,
        "description": description(parameter),
    });
    if parameter.kind == Type::Names {
        schema["items"] = json!({ "type": "string" });
    }
    if parameter.kind == Type::Integers {
        let mut item = json!({ "type": "integer" });
        if let Range::Interval(interval) = &parameter.range {
            limits(interval, &mut item);
        }
        schema["items"] = item;
    }
    match &parameter.range {
        Range::Names {
            or_empty: false, ..
        } if parameter.kind == Type::Text => {
            schema["minLength"] = 1.into();
        }
        Range::Line => {
            schema["pattern"] = LINE_PATTERN.into();
        }
        Range::Any | Range::Names { .. } => {}
        Range::Choices(choices) => schema["enum"] = choices.clone().into(),
        Range::Measure => {
            schema["enum"] = quarterly_keys().into();
        }
        Range::Interval(_) if parameter.kind == Type::Integers => {}
        Range::Interval(interval) => limits(interval, &mut schema),
    }
    let shown = serde_json::to_value(&parameter.shown).unwrap_or_default();
    if parameter.is_example {
        schema["examples"] = vec![shown].into();
    } else {
        schema["default"] = shown;
    }
    schema
}

fn description(parameter: &Parameter) -> String {
    let unit = &parameter.unit;
    let source = &parameter.source;
    format!("{} (Unit: {unit}; source: {source}.)", parameter.meaning)
}

/// Adds the ends of an interval to the schema of a number.
pub(crate) fn limits(interval: &Interval, schema: &mut Value) {
    let (low, high) = interval.ends();
    // Whole numbers stay exact, whatever their size.
    let number = |text: &str| -> Value {
        let whole = text.parse::<i64>().map(Value::from);
        whole.unwrap_or_else(|_| text.parse::<f64>().map(Value::from).unwrap_or_default())
    };
    if interval.low.is_finite() {
        let key = match interval.includes_low {
            true => "minimum",
            false => "exclusiveMinimum",
        };
        schema[key] = number(low);
    }
    if interval.high.is_finite() {
        let key = match interval.includes_high {
            true => "maximum",
            false => "exclusiveMaximum",
        };
        schema[key] = number(high);
    }
}

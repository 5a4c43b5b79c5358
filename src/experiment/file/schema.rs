//! The JSON Schema of experiment files, for editors.

use serde_json::{Map, Value, json};

use super::declaration::ROOT;
use super::field::{Field, Kind};

/// The JSON Schema (draft 2020-12) of experiment files. It knows every key, its
/// type, range and meaning; what several keys mean together is left to
/// [`load`](super::load).
pub fn schema() -> Value {
    let mut schema = table(ROOT);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "Experiment of orgsim".into();
    schema
}

fn table(fields: &[Field]) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let mut property = kind(&field.kind);
        property["description"] = field.meaning.into();
        properties.insert(field.name.to_owned(), property);
    }
    let required = fields.iter().filter(|field| field.required);
    let required: Vec<&str> = required.map(|field| field.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn kind(kind: &Kind) -> Value {
    let item = json!({ "type": ["number", "string"] });
    match *kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Whole(least, most) => {
            let mut schema = json!({ "type": "integer", "minimum": least });
            if most < u64::MAX {
                schema["maximum"] = most.into();
            }
            schema
        }
        Kind::Number(least, most, includes_ends) => {
            let keys = match includes_ends {
                true => ["minimum", "maximum"],
                false => ["exclusiveMinimum", "exclusiveMaximum"],
            };
            let mut schema = json!({ "type": "number" });
            for (key, end) in keys.into_iter().zip([least, most]) {
                if end.is_finite() {
                    schema[key] = end.into();
                }
            }
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
        Kind::Numbers => json!({
            "type": "object",
            "additionalProperties": { "type": "number", "exclusiveMinimum": 0 },
        }),
        Kind::Table(fields) => table(fields),
        Kind::Named(fields) => json!({
            "type": "object",
            "propertyNames": { "pattern": "^[A-Za-z0-9_-]{1,60}$" },
            "additionalProperties": table(fields),
        }),
    }
}

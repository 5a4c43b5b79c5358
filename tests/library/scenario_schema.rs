//! The JSON Schema: what the program accepts conforms to it, and what breaks a
//! rule about one key does not.
//!
//! The validator below knows the keywords that the schema uses, and fails on
//! any other.

use std::fs;
use std::path::PathBuf;

use orgsim::scenario;
use serde_json::{Map, Value};

struct Validator {
    root: Value,
}

impl Validator {
    fn new() -> Self {
        Self {
            root: scenario::schema(),
        }
    }

    fn accepts(&self, document: &Value) -> Result<(), String> {
        self.check(&self.root, document, "")
    }

    fn check(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let schema = schema.as_object().expect("a schema is an object");
        for (keyword, rule) in schema {
            let holds = match keyword.as_str() {
                "$schema" | "title" | "description" | "default" | "examples" | "$defs" => true,
                "$ref" => {
                    let pointer = rule.as_str().unwrap().trim_start_matches('#');
                    let target = self
                        .root
                        .pointer(pointer)
                        .expect("the reference leads somewhere");
                    self.check(target, value, at)?;
                    true
                }
                "type" => is_of_type(value, rule.as_str().unwrap()),
                "enum" => rule.as_array().unwrap().contains(value),
                "minimum" => value.as_f64() >= rule.as_f64(),
                "maximum" => value.as_f64() <= rule.as_f64(),
                "exclusiveMinimum" => value.as_f64() > rule.as_f64(),
                "exclusiveMaximum" => value.as_f64() < rule.as_f64(),
                "minLength" => value.as_str().unwrap().len() as u64 >= rule.as_u64().unwrap(),
                "items" => {
                    for item in value.as_array().unwrap() {
                        self.check(rule, item, at)?;
                    }
                    true
                }
                "required" => {
                    let mut keys = rule.as_array().unwrap().iter();
                    keys.all(|key| value.get(key.as_str().unwrap()).is_some())
                }
                "not" => self.check(rule, value, at).is_err(),
                "anyOf" => self.accepting(rule, value, at) >= 1,
                "oneOf" => self.accepting(rule, value, at) == 1,
                "propertyNames" => {
                    assert_eq!(rule["pattern"], "^[A-Za-z0-9_][A-Za-z0-9_-]{0,59}$");
                    let fits = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
                    let name = |key: &String| {
                        let is_short = (1..=60).contains(&key.len());
                        is_short && key.chars().all(fits) && !key.starts_with('-')
                    };
                    value.as_object().unwrap().keys().all(name)
                }
                "pattern" => {
                    assert_eq!(rule, r"^(?!\s*[=@])[^\x00-\x1f\x7f]*$");
                    let text = value.as_str().unwrap();
                    !text.trim_start().starts_with(['=', '@']) && !text.contains(char::is_control)
                }
                "properties" | "additionalProperties" => {
                    self.properties(schema, value, at)?;
                    true
                }
                other => panic!("the validator does not know {other}"),
            };
            if !holds {
                return Err(format!("{at}: {keyword} {rule}, found {value}"));
            }
        }
        Ok(())
    }

    /// How many of these schemas accept a value.
    fn accepting(&self, schemas: &Value, value: &Value, at: &str) -> usize {
        let schemas = schemas.as_array().unwrap().iter();
        schemas
            .filter(|schema| self.check(schema, value, at).is_ok())
            .count()
    }

    fn properties(
        &self,
        schema: &Map<String, Value>,
        value: &Value,
        at: &str,
    ) -> Result<(), String> {
        for (key, inner) in value.as_object().ok_or_else(|| format!("{at}: no table"))? {
            let at = format!("{at}.{key}");
            match (
                schema["properties"].get(key),
                &schema["additionalProperties"],
            ) {
                (Some(schema), _) => self.check(schema, inner, &at)?,
                (None, Value::Bool(false)) => return Err(format!("{at}: unknown")),
                (None, schema) => self.check(schema, inner, &at)?,
            }
        }
        Ok(())
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}

fn document(text: &str) -> Option<Value> {
    let table: toml::Table = text.parse().ok()?;
    serde_json::to_value(table).ok()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect()
}

#[test]
fn every_shipped_scenario_and_the_default_conform() {
    let validator = Validator::new();
    let mut texts: Vec<_> = files("scenarios")
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(texts.len() >= 3);
    texts.push(scenario::DEFAULT.to_owned());
    // Every kind of event.
    let (_, events) = scenario::DEFAULT.split_once("\n[events]\n").unwrap();
    let examples = events.replace("#| ", "");
    assert!(examples.contains("\n[events.spin-off.spin_off]\n"));
    texts.push(examples);
    texts.push(scenario::Scenario::default().to_toml().unwrap());
    for text in texts {
        validator.accepts(&document(&text).unwrap()).unwrap();
    }
}

#[test]
fn faults_of_a_single_key_do_not_conform() {
    let validator = Validator::new();
    let mut checked = 0;
    for path in files("tests/invalid") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_about_one_key = [
            "key-",
            "type-",
            "range-",
            "choice-",
            "table-",
            "name-with",
            "event-with-two",
            "condition-on-an-unknown",
        ]
        .iter()
        .any(|start| name.starts_with(start));
        // 400.0 is a whole number in JSON, and nan is none of its numbers.
        let is_beyond_json = name.contains("whole-number") || name.contains("not-a-number");
        if !is_about_one_key || is_beyond_json {
            continue;
        }
        if let Some(document) = document(&fs::read_to_string(&path).unwrap()) {
            assert!(validator.accepts(&document).is_err(), "{name} conforms");
            checked += 1;
        }
    }
    assert!(checked >= 25, "only {checked}");
}

#[test]
fn every_key_has_a_description() {
    fn visit(schema: &Value, at: &str, leaves: &mut usize) {
        match schema.get("properties") {
            Some(properties) => {
                for (key, inner) in properties.as_object().unwrap() {
                    visit(inner, &format!("{at}.{key}"), leaves);
                }
            }
            None if schema.get("$ref").is_some() => {}
            None => {
                let description = schema["description"].as_str().unwrap_or_default();
                assert!(description.len() > 20, "{at}: {description}");
                *leaves += 1;
            }
        }
    }
    let schema = scenario::schema();
    let mut leaves = 0;
    visit(&schema, "", &mut leaves);
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        visit(definition, name, &mut leaves);
    }
    let parameters = scenario::registry().parameters().len();
    assert_eq!(leaves, parameters);
}

//! Manifests conform to the published schema of a Job, and to the rules of the
//! interface that no schema says.
//!
//! The validator knows the keywords that the schema uses, and fails on any
//! other.

use std::fs;

use serde_json::{Value, json};

use super::{folder, hostile, job, work};

fn schema() -> Value {
    let text = fs::read(folder().join("job-batch-v1.schema.json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    for (keyword, rule) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$comment" | "$defs" | "format" => true,
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(pointer).unwrap(), value, at)?;
                true
            }
            "type" => match rule {
                Value::Array(names) => names.iter().any(|name| is_of_type(value, name)),
                name => is_of_type(value, name),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "oneOf" => {
                let rules = rule.as_array().unwrap().iter();
                let fitting = rules.filter(|rule| check(root, rule, value, at).is_ok());
                fitting.count() == 1
            }
            "items" => {
                for item in value.as_array().ok_or(at)? {
                    check(root, rule, item, at)?;
                }
                true
            }
            "required" => {
                let mut keys = rule.as_array().unwrap().iter();
                keys.all(|key| value.get(key.as_str().unwrap()).is_some())
            }
            "properties" | "additionalProperties" => {
                let empty = json!({});
                let known = schema.get("properties").unwrap_or(&empty);
                for (key, inner) in value.as_object().ok_or(at)? {
                    let at = format!("{at}.{key}");
                    match (known.get(key), schema.get("additionalProperties")) {
                        (Some(schema), _) => check(root, schema, inner, &at)?,
                        (None, Some(schema @ Value::Object(_))) => {
                            check(root, schema, inner, &at)?;
                        }
                        _ => return Err(format!("{at}: unknown")),
                    }
                }
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

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("no type {other}"),
    }
}

fn conforms(manifest: &Value) -> Result<(), String> {
    let schema = schema();
    check(&schema, &schema, manifest, "")
}

fn manifests() -> [Value; 4] {
    let (plain, hostile) = (job(work()), job(hostile()));
    [
        plain.work_manifest().unwrap(),
        hostile.work_manifest().unwrap(),
        plain.merge_manifest(),
        hostile.merge_manifest(),
    ]
    .map(|text| serde_json::from_str(&text).unwrap())
}

#[test]
fn manifests_conform_to_the_schema() {
    for manifest in manifests() {
        assert_eq!(conforms(&manifest), Ok(()));
    }
}

#[test]
fn what_does_not_conform_is_found() {
    let broken = |pointer: &str, key: &str, value: Value| {
        let mut manifest = manifests()[0].clone();
        let object = manifest.pointer_mut(pointer).unwrap();
        object.as_object_mut().unwrap().insert(key.into(), value);
        conforms(&manifest).unwrap_err()
    };
    assert_eq!(
        broken("/spec", "completion", json!(8)),
        ".spec.completion: unknown"
    );
    assert!(broken("/spec", "completions", json!("8")).starts_with(".spec.completions: type"));
    assert!(broken("", "kind", json!("Pod")).starts_with(".kind: enum"));
    let container = "/spec/template/spec/containers/0";
    assert!(broken(container, "args", json!("work")).contains(".args"));
    assert!(broken(container, "cmd", json!([])).ends_with(".cmd: unknown"));
    let mut nameless = manifests()[0].clone();
    let container = nameless.pointer_mut(container).unwrap();
    container.as_object_mut().unwrap().remove("name");
    assert!(conforms(&nameless).unwrap_err().contains(": required"));
}

/// The interface refuses what breaks these, whatever the schema says.
#[test]
fn manifests_keep_the_rules_that_no_schema_says() {
    for manifest in manifests() {
        let name = manifest["metadata"]["name"].as_str().unwrap();
        let label = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(label) && !name.starts_with('-') && !name.ends_with('-'));
        // The name of a pod is that of the Job, a hyphen and the index.
        assert!(name.len() + "-99999".len() <= 63);
        let spec = &manifest["spec"];
        let pod = &spec["template"]["spec"];
        assert_eq!(pod["restartPolicy"], "Never");
        if spec.get("backoffLimitPerIndex").is_some() {
            assert_eq!(spec["completionMode"], "Indexed");
        }
        assert!(spec["parallelism"].as_u64() <= spec["completions"].as_u64());
        let volume = &pod["volumes"][0]["name"];
        assert_eq!(&pod["containers"][0]["volumeMounts"][0]["name"], volume);
    }
}

/// As Kubernetes expands words: a doubled dollar is one, `$(NAME)` a variable.
#[test]
fn pods_run_what_was_meant_whatever_the_names() {
    let work = hostile();
    let manifest = &manifests()[1];
    let command = &manifest["spec"]["template"]["spec"]["containers"][0]["command"];
    let words: Vec<String> = serde_json::from_value(command.clone()).unwrap();
    let undone: Vec<String> = words
        .iter()
        .map(|word| {
            assert!(!word.replace("$$", "").contains("$("), "{word}");
            word.replace("$$", "$")
        })
        .collect();
    let meant = [
        "orgsim",
        "work",
        &work.experiment,
        "--shard",
        "auto",
        "--of",
        "3",
        "--out",
        &work.out,
        &work.flags[0],
    ];
    assert_eq!(undone, meant);
}

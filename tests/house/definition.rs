//! The fields of a scenario are documented by the beginning of what the default scenario
//! says of them, so that both say the same.

use crate::assert_none;
use crate::files_below;
use crate::read;
use orgsim::scenario::{Parameter, registry};

/// Units that say no more than the meaning does.
const PLAIN: [&str; 19] = [
    "share",
    "index",
    "log",
    "switch",
    "name",
    "names",
    "choice",
    "text",
    "ratio",
    "factor",
    "number",
    "probability",
    "correlation",
    "elasticity",
    "ratio minus one",
    "logit",
    "sd",
    "log hazard",
    "that of the measure",
];
/// Units of effects per standard deviation or unit, which their meanings tell.
const PER: [&str; 4] = [
    "sd per unit",
    "sd per sd",
    "log hazard per sd",
    "log odds per sd",
];
/// Structs whose fields stand for several parameters, or are no parameters.
const ELSEWHERE: [&str; 2] = ["Scenario", "RoleIncentives"];

/// How the field of a parameter is documented: the meaning up to its first comma of
/// sense, and the unit.
fn documentation(parameter: &Parameter) -> String {
    let meaning = &parameter.meaning;
    let ends = [". ", "; ", ": "]
        .iter()
        .filter_map(|end| meaning.find(end));
    let end = ends.min().unwrap_or(meaning.len());
    let meaning = meaning[..end].trim_end_matches('.');
    match parameter.unit.as_str() {
        unit if PLAIN.contains(&unit) || PER.contains(&unit) => format!("{meaning}."),
        unit => format!("{meaning} ({unit})."),
    }
}

/// A public field: its struct, its name and its documentation.
fn fields(text: &str) -> Vec<(String, String, String)> {
    let (mut holder, mut doc, mut found) = (String::new(), String::new(), Vec::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("pub struct ") {
            holder = name.trim_end_matches(" {").to_owned();
            doc.clear();
        } else if let Some(more) = line.strip_prefix("    /// ") {
            doc = [doc.as_str(), more].join(" ").trim().to_owned();
        } else if let Some(field) = line.strip_prefix("    pub ") {
            let name = field.split(':').next().unwrap_or_default();
            found.push((holder.clone(), name.to_owned(), doc.clone()));
            doc.clear();
        }
    }
    found
}

fn faults(path: &str, text: &str) -> Vec<String> {
    let parameters = registry().parameters();
    let mut faults = Vec::new();
    for (holder, name, doc) in fields(text) {
        let of_name = |p: &&Parameter| p.key().rsplit('.').next() == Some(&name);
        let wanted: Vec<String> = parameters
            .iter()
            .filter(of_name)
            .map(documentation)
            .collect();
        let is_told_elsewhere = ELSEWHERE.contains(&holder.as_str()) || wanted.is_empty();
        if !is_told_elsewhere && !wanted.contains(&doc) {
            let wanted = wanted.join("` or `");
            faults.push(format!("{path}: document `{holder}::{name}` as `{wanted}`"));
        }
    }
    faults
}

#[test]
fn fields_are_documented_by_what_the_default_says() {
    let files = files_below("src/scenario/definition", &[".rs"]);
    assert!(files.len() > 3);
    let found: Vec<String> = files
        .iter()
        .flat_map(|path| faults(path, &read(path)))
        .collect();
    assert_none(&found);
}

#[test]
fn a_field_that_is_told_otherwise_is_found() {
    let field = |doc: &str| {
        format!("pub struct Simulation {{\n    /// {doc}\n    pub quarters: u32,\n}}\n")
    };
    assert_none(&faults(
        "a.rs",
        &field("Number of observed quarters in a run (quarters)."),
    ));
    assert_eq!(faults("a.rs", &field("Length.")).len(), 1);
}

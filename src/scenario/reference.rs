//! The reference page of scenario files, in Markdown.

use std::fmt::Write;

use super::code::CODES;
use super::layer::Layer;
use super::parameter::Parameter;
use super::registry::{NAMED, Section, registry};
use super::value::Value;
use crate::diagnostic::Severity;

const INTRODUCTION: &str = "\
<!-- Generated from src/scenario/default.toml; a test compares. -->

# Scenario files

A scenario is a TOML file that states what differs from the default scenario
(`orgsim init FILE` writes the default, with comments). Every key is optional.

Each value is taken from the first of these places that sets it:

1. `--set path.to.key=value` on the command line, the last one first;
2. the file;
3. the file named by its `extends`, relative to it, and so on;
4. the default.

You choose the names of the tables under `units`, `incentives`, `structures`, `topics`,
`venues` and `events`: 1 to 60 of the characters a-z, A-Z, 0-9, `-` and `_`, not `-` first, but no word that
other programs read as missing or as no number (`NA`, `NaN`, `null`, `None`, `inf`). A new structure
or incentive function starts from the one named by its `like`, including what the scenario
sets there, or else from the first of its kind. Once a scenario defines a unit, a topic or a
venue, only those that it and the files it extends define exist; `remove = true` leaves out
one of a file that is extended: `units.core.remove = true`. An override reaches units that are
defined; to add one, it gives the whole table, or researchers and engineers.

`orgsim explain SCENARIO --all` lists every value of a scenario with its meaning and
origin, `orgsim check SCENARIO` reports all errors at once, and `orgsim schema` prints the
JSON Schema for editors.

A plausible range is the range to vary a parameter over in a sensitivity analysis; a
parameter without one is a definition or the user's choice. Sources are identifiers in the
evidence table, `modelling choice`, or `user`.
";

/// The reference page: every key, and every error and warning.
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    for section in registry().sections() {
        let parameters: Vec<&Parameter> = registry().parameters_of(section).collect();
        if !parameters.is_empty() {
            add_section(&mut page, section, &parameters);
        }
    }
    add_codes(&mut page);
    page
}

fn add_section(page: &mut String, section: &Section, parameters: &[&Parameter]) {
    let title = match section.path.as_slice() {
        [] => "At the top of the file".to_owned(),
        _ => format!("`[{}]`", section.key().replace('*', "NAME")),
    };
    // Writing to a string cannot fail.
    let _ = write!(page, "\n## {title}\n");
    if !section.description.is_empty() {
        let _ = write!(page, "\n{}\n", section.description);
    }
    let presets = presets(section);
    let _ = write!(page, "\n| key | meaning | unit | allowed |");
    for preset in &presets {
        let _ = write!(page, " {preset} |");
    }
    let _ = write!(page, " source |\n|---|---|---|---|");
    let _ = writeln!(page, "{}---|", "---|".repeat(presets.len()));
    for parameter in parameters {
        let _ = write!(
            page,
            "| `{}` | {} | {} | {} |",
            parameter.name(),
            cell(&parameter.meaning),
            parameter.unit,
            cell(&parameter.range.words()),
        );
        for preset in &presets {
            let _ = write!(page, " {} |", cell(&default(parameter, preset)));
        }
        let _ = writeln!(page, " {} |", parameter.source);
    }
}

/// The tables of the default scenario that a section stands for.
fn presets(section: &Section) -> Vec<String> {
    match section.path.as_slice() {
        [heading, ..] if heading == "events" => vec!["example".to_owned()],
        [heading, ..] if NAMED.contains(&heading.as_str()) => {
            let default = Layer::default_scenario();
            let tables = default.tables.keys().filter(|path| path.len() == 2);
            tables
                .filter(|path| path[0] == *heading)
                .map(|path| format!("`{}`", path[1]))
                .collect()
        }
        _ => vec!["default".to_owned()],
    }
}

/// The default of a parameter in a table, with its plausible range.
fn default(parameter: &Parameter, preset: &str) -> String {
    if parameter.is_example {
        return match (preset, registry().plausible(&parameter.path)) {
            ("example", Some(plausible)) => {
                format!("`{}`, plausible {plausible}", parameter.shown)
            }
            ("example", None) => format!("`{}`", parameter.shown),
            _ => String::new(),
        };
    }
    let mut path = parameter.path.clone();
    if let Some(name) = path.iter_mut().find(|part| *part == "*") {
        preset.trim_matches('`').clone_into(name);
    }
    let default = Layer::default_scenario();
    let value: Option<&Value> = default.leaves.get(&path).map(|leaf| &leaf.value);
    let value = value.map_or_else(String::new, |value| format!("`{value}`"));
    match registry().plausible(&path) {
        Some(plausible) => format!("{value}, plausible {plausible}"),
        None => value,
    }
}

fn add_codes(page: &mut String) {
    page.push_str(
        "\n## Errors and warnings\n\nThe codes that `orgsim check` reports. A scenario with an error \
         cannot be used (exit code 3).\n\n| code | name | severity | meaning |\n|---|---|---|---|\n",
    );
    for code in CODES {
        let severity = match code.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = writeln!(
            page,
            "| {} | {} | {severity} | {} |",
            code.id,
            code.name,
            cell(code.meaning)
        );
    }
}

/// A text that does not end a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

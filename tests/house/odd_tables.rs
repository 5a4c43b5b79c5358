//! The page of the model has tables that are made from the program: parameters,
//! measures and phases.

use std::collections::BTreeMap;
use std::fmt::Write;

use orgsim::metrics::measures;
use orgsim::scenario::{Parameter, registry};

use crate::citations::{Described, descriptions};
use crate::evidence::{Figure, figures};
use crate::generated::{keep, names, written};
use crate::odd_page::{PAGE, phases};
use crate::read;

/// The part of a name.
fn part(what: &str, symbols: &BTreeMap<String, String>) -> Option<String> {
    match what {
        "phases" => Some(phase_list()),
        "measures" => Some(measure_table()),
        _ => parameter_table(what.strip_prefix("parameters ")?, symbols),
    }
}

/// The phases in their order, as their modules describe themselves.
fn phase_list() -> String {
    let mut list = String::new();
    for (number, module) in (1..).zip(phases(&read("src/model/quarter.rs"))) {
        let folder = match module.as_str() {
            "interventions" => "events",
            _ => "phases",
        };
        let source = read(&format!("src/model/{folder}/{module}.rs"));
        let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
        let first: Vec<&str> = lines
            .map(str::trim)
            .take_while(|line| !line.is_empty())
            .collect();
        let _ = writeln!(list, "{number}. `{module}`: {}", first.join(" "));
    }
    list
}

fn measure_table() -> String {
    let mut table = "| about | measure | unit | label |\n|---|---|---|---|\n".to_owned();
    for measure in measures() {
        let cells = [measure.group(), measure.unit, &measure.label];
        let [group, unit, label] = cells.map(cell);
        let _ = writeln!(
            table,
            "| {group} | `{}` | {unit} | {label} |",
            measure.key()
        );
    }
    table
}

/// The parameters below a heading of the default scenario, or None if there is no
/// such heading.
fn parameter_table(heading: &str, symbols: &BTreeMap<String, String>) -> Option<String> {
    let parameters: Vec<&Parameter> = registry()
        .parameters()
        .iter()
        .filter(|parameter| parameter.key().split('.').next() == Some(heading))
        .filter(|parameter| parameter.key().contains('.') && !parameter.is_directive())
        .collect();
    let described = descriptions(orgsim::scenario::DEFAULT);
    let figures = figures();
    let tables = presets(heading);
    let columns: Vec<String> = match tables.len() {
        0 if parameters.iter().all(|parameter| parameter.is_example) => vec!["example".to_owned()],
        0 => vec!["default".to_owned()],
        _ => tables.iter().map(|name| format!("`{name}`")).collect(),
    };
    let mut table = format!(
        "| parameter | symbol | {} | unit | allowed | source |\n|---|---|{}---|---|---|\n",
        columns.join(" | "),
        "---|".repeat(columns.len()),
    );
    for parameter in &parameters {
        let key = parameter.key();
        let of_preset = |name: &String| default(parameter, &key.replace('*', name), &described);
        let defaults = match tables.as_slice() {
            // an example among defaults is none
            [] if parameter.is_example && columns == ["default"] => String::new(),
            [] => default(parameter, &key, &described),
            names => {
                let defaults: Vec<String> = names.iter().map(of_preset).collect();
                defaults.join(" | ")
            }
        };
        let _ = writeln!(
            table,
            "| `{key}` | {} | {defaults} | {} | {} | {} |",
            symbols.get(&key).map_or("", String::as_str),
            cell(&parameter.unit),
            cell(&parameter.range.words()),
            source(&parameter.source, &figures),
        );
    }
    (!parameters.is_empty()).then_some(table)
}

/// A source; of a figure that is recalled it says so.
fn source(source: &str, figures: &[Figure]) -> String {
    let is_recalled = |figure: &&Figure| figure.is_recalled();
    let words: Vec<String> = source
        .split(' ')
        .map(
            |word| match figures.iter().filter(is_recalled).any(|f| f.id == word) {
                true => format!("{word} (recalled)"),
                false => word.to_owned(),
            },
        )
        .collect();
    words.join(" ")
}

/// Names of the tables of the default scenario that go by names under a heading.
fn presets(heading: &str) -> Vec<String> {
    let is_named = registry()
        .parameters()
        .iter()
        .any(|parameter| parameter.key().starts_with(&format!("{heading}.*.")));
    let default: toml::Table = orgsim::scenario::DEFAULT.parse().expect("a TOML file");
    match default.get(heading).and_then(toml::Value::as_table) {
        Some(tables) if is_named => tables.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// The value of a parameter at a path of the default scenario, with the plausible
/// range there.
fn default(parameter: &Parameter, path: &str, described: &[Described]) -> String {
    let default: toml::Table = orgsim::scenario::DEFAULT.parse().expect("a TOML file");
    let mut value = Some(&toml::Value::Table(default)).cloned();
    for key in path.split('.') {
        value = value.and_then(|value| value.get(key).cloned());
    }
    let value = match value {
        Some(value) => value.to_string(),
        None => parameter.shown.to_string(),
    };
    let plausible = described
        .iter()
        .filter(|d| d.path == path || (parameter.is_example && d.key == path))
        .find_map(|d| d.fields.get("plausible"));
    match plausible.map(String::as_str) {
        None | Some("fixed") => format!("`{value}`"),
        Some(range) => format!("`{value}`, plausible {range}"),
    }
}

/// The symbols that the text of a page gives to parameters: a letter or the name of
/// a Greek one, in `k = PATH`, or in the second cell of a table's row.
fn symbols(page: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let is_symbol = |word: &str| match word {
        "tau" | "omega" | "beta" | "pi" => true,
        _ => word.len() == 1 && word.chars().all(char::is_alphabetic),
    };
    let mut add = |symbol: &str, path: &str| {
        if is_symbol(symbol) && path.contains('.') {
            let symbols = found.entry(path.to_owned()).or_default();
            if !symbols.split(", ").any(|known| known == symbol) {
                let comma = if symbols.is_empty() { "" } else { ", " };
                let _ = write!(symbols, "{comma}{symbol}");
            }
        }
    };
    for (number, part) in page.split("```").enumerate() {
        let words: Vec<&str> = part.split_whitespace().collect();
        for (at, three) in words.windows(3).enumerate() {
            // In an equation, only what is explained after a comma is a symbol.
            let explains = number % 2 == 0 || (at > 0 && words[at - 1].ends_with(','));
            if let ([symbol, "=", path], true) = (three, explains)
                && let Some(path) = path.strip_prefix('`').and_then(|p| p.split('`').next())
            {
                add(symbol.trim_start_matches('('), path);
            }
        }
    }
    for row in page.lines().filter_map(|line| line.strip_prefix("| `")) {
        if let Some((path, rest)) = row.split_once("` | ") {
            add(rest.split(" |").next().unwrap_or_default(), path);
        }
    }
    found
}

/// A text that does not end a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// `BLESS=1 cargo test --test house` writes the generated parts anew.
#[test]
fn the_tables_of_the_page_are_those_of_the_program() {
    let symbols = symbols(&written(&read(PAGE)));
    keep(PAGE, |what| part(what, &symbols));
}

#[test]
fn every_parameter_stands_in_one_table() {
    let page = read(PAGE);
    let mut wanted: Vec<String> = registry()
        .parameters()
        .iter()
        .filter_map(|parameter| Some(parameter.key().split_once('.')?.0.to_owned()))
        .map(|heading| format!("parameters {heading}"))
        .chain(["measures".to_owned(), "phases".to_owned()])
        .collect();
    wanted.sort();
    wanted.dedup();
    let mut names = names(&page);
    names.sort_unstable();
    assert_eq!(names, wanted);
}

#[test]
fn symbols_are_those_of_the_text() {
    let page = "The rate (k =\n`a.b`) and word = `a.c`.\n```text\nx = `a.d` y, s = `a.e`\n```\n\
                | `a.*.f` | tau | acts |\n| `a.g` | | acts |\n";
    let symbols: Vec<(String, String)> = symbols(page).into_iter().collect();
    let expected = [("a.*.f", "tau"), ("a.b", "k"), ("a.e", "s")];
    assert_eq!(symbols, expected.map(|(p, s)| (p.to_owned(), s.to_owned())));
}

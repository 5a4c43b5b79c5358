//! The page of verification and validation: all elements of TRACE, every test, and the
//! verdict on every pattern.

use std::fmt::Write;

use crate::generated::keep;
use crate::odd_page::headed;
use crate::{assert_none, files_below, read};

const PAGE: &str = "docs/trace.md";

/// The elements of TRACE (Grimm et al. 2014; Augusiak et al. 2014) in their order.
const ELEMENTS: [&str; 8] = [
    "Problem formulation",
    "Model description",
    "Data evaluation",
    "Conceptual model evaluation",
    "Implementation verification",
    "Model output verification",
    "Model analysis",
    "Model output corroboration",
];

/// What is wrong with the elements of a page: each has a title and a text of its own.
fn element_faults(page: &str) -> Vec<String> {
    let elements = headed(page, "\n## ");
    let of_trace: Vec<&str> = elements
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(title, _)| title.split_once(". ").map(|(_, title)| title))
        .filter(|title| ELEMENTS.contains(title))
        .collect();
    match of_trace == ELEMENTS {
        true => Vec::new(),
        false => vec![format!("{PAGE}: not {ELEMENTS:?}, but {of_trace:?}")],
    }
}

/// The first paragraph that a source says of itself, on one line.
fn about(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let first: Vec<&str> = lines
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    first.join(" ").replace('|', "\\|")
}

/// All tests outside of the sources, by the command that runs them: one for each module of
/// a program of tests, and one for a program without modules or, as this one, with modules that
/// are one matter.
fn test_table() -> String {
    let mut table = "| command | what it checks |\n|---|---|\n".to_owned();
    let mut add = |command: &str, path: &str| {
        let about = about(&read(path));
        let _ = writeln!(table, "| `cargo test {command}` | {about} |");
    };
    for main in files_below("tests", &["/main.rs"]) {
        let folder = main.trim_end_matches("main.rs");
        let program = folder.trim_start_matches("tests/").trim_end_matches('/');
        let command = format!("{}--test {program}", features(program));
        let modules = modules(folder);
        if program == "house" || modules.is_empty() {
            add(&command, &main);
            continue;
        }
        for (module, path) in modules {
            add(&format!("{command} {module}"), &path);
        }
    }
    table
}

/// The words of a command that give a program of tests the features that it needs.
fn features(program: &str) -> String {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("a manifest");
    let tests = manifest["test"].as_array().expect("programs of tests");
    let own = tests
        .iter()
        .find(|test| test["name"].as_str() == Some(program));
    let features = own.and_then(|test| test["required-features"].as_array());
    let names = features
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_str);
    names.map(|name| format!("--features {name} ")).collect()
}

/// The modules of a program of tests that hold tests, and the files that begin them; the
/// others are what its tests share.
fn modules(folder: &str) -> Vec<(String, String)> {
    let files = files_below(folder.trim_end_matches('/'), &[".rs"]);
    let named = files.iter().filter_map(|path| {
        let name = path.strip_prefix(folder)?.strip_suffix(".rs")?;
        let name = name.strip_suffix("/mod").unwrap_or(name);
        let is_module = !name.contains('/') && name != "main";
        is_module.then(|| (name.to_owned(), path.clone()))
    });
    let holds_tests = |name: &str| {
        let below = format!("{folder}{name}/");
        let mut own = files
            .iter()
            .filter(|path| path.starts_with(&below) || **path == format!("{folder}{name}.rs"));
        own.any(|path| read(path).contains("#[test]"))
    };
    named.filter(|(name, _)| holds_tests(name)).collect()
}

/// The patterns, their kinds and the verdicts on them, of a file with a line for
/// each.
fn pattern_table(verdicts: &str) -> String {
    let count = |verdict: &str| {
        let ends = |line: &&str| line.ends_with(verdict);
        verdicts.lines().filter(ends).count()
    };
    let mut table = format!(
        "{} patterns: {} appear, {} fail.\n\n| kind | pattern | verdict |\n|---|---|---|\n",
        verdicts.lines().count(),
        count(": appears"),
        count(": fails"),
    );
    for line in verdicts.lines() {
        let kind_and_rest = line.split_once(": ");
        let parts = kind_and_rest.and_then(|(kind, rest)| Some((kind, rest.rsplit_once(": ")?)));
        if let Some((kind, (pattern, verdict))) = parts {
            let _ = writeln!(table, "| {kind} | {pattern} | {verdict} |");
        }
    }
    table
}

/// `BLESS=1 cargo test --test house` writes the generated parts anew.
#[test]
fn the_page_names_every_test_and_every_pattern() {
    keep(PAGE, |what| match what {
        "tests" => Some(test_table()),
        "patterns" => Some(pattern_table(&read("tests/golden/patterns.txt"))),
        _ => None,
    });
    assert_eq!(crate::generated::names(&read(PAGE)), ["tests", "patterns"]);
}

#[test]
fn every_element_of_trace_is_there() {
    assert_none(&element_faults(&read(PAGE)));
}

#[test]
fn an_element_that_is_missing_misplaced_or_empty_is_found() {
    let page = |elements: &[&str]| -> String {
        let titles = (1..).zip(elements);
        titles
            .map(|(number, title)| format!("\n## {number}. {title}\n\nText.\n"))
            .collect()
    };
    assert_none(&element_faults(&page(&ELEMENTS)));
    assert_eq!(element_faults(&page(&ELEMENTS[1..])).len(), 1);
    let mut turned = ELEMENTS;
    turned.swap(2, 3);
    assert_eq!(element_faults(&page(&turned)).len(), 1);
    let empty = page(&ELEMENTS).replacen("Text.", "", 1);
    assert_eq!(element_faults(&empty).len(), 1);
}

#[test]
fn tables_say_what_the_files_say() {
    assert_eq!(
        about("//! A,\n//! b | c.\n//!\n//! More.\nuse x;\n"),
        "A, b \\| c."
    );
    let table = pattern_table("null: b: c: appears\nfitted: d: fails\n");
    assert!(
        table.starts_with("2 patterns: 1 appear, 1 fail.\n"),
        "{table}"
    );
    let rows = "| null | b: c | appears |\n| fitted | d | fails |\n";
    assert!(table.ends_with(rows), "{table}");
}

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

/// All tests outside of the sources, by the command that runs them.
fn test_table() -> String {
    let mut table = "| command | what it checks |\n|---|---|\n".to_owned();
    for path in files_below("tests", &[".rs"]) {
        let name = path.trim_start_matches("tests/").trim_end_matches(".rs");
        let name = name.strip_suffix("/main").unwrap_or(name);
        if !name.contains('/') {
            let about = about(&read(&path));
            let _ = writeln!(table, "| `cargo test --test {name}` | {about} |");
        }
    }
    table
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

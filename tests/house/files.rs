//! The shape of files: length, first line, nothing left for later.

use crate::{assert_none, documents, files_below, read};

/// A file with more lines than this holds more than one concept.
const MOST_LINES: usize = 600;
/// A file with more lines than this is named on stderr.
const MANY_LINES: usize = 350;

/// What says that work is left; in parts, since this file is read as well.
const LEFT_FOR_LATER: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!("),
    concat!("un", "implemented!("),
    concat!("db", "g!("),
];

fn rust_files() -> Vec<(String, String)> {
    ["src", "python/src", "tests", "benches", "examples"]
        .iter()
        .flat_map(|folder| files_below(folder, &[".rs"]))
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

#[expect(
    clippy::print_stderr,
    reason = "a long file is worth a look, not a failure"
)]
fn shape_faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//! ") {
        faults.push(format!(
            "{path}:1: say in a first line with `//!` what the file holds"
        ));
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!(
            "{path}:{lines}: {lines} lines, more than {MOST_LINES}; give each concept a file"
        ));
    } else if lines > MANY_LINES {
        eprintln!("{path}: {lines} lines; does it hold one concept?");
    }
    faults
}

fn leftovers(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    let found = lines.flat_map(|(number, line)| {
        let signs = LEFT_FOR_LATER
            .iter()
            .filter(move |sign| line.contains(**sign));
        signs.map(move |sign| (number + 1, sign))
    });
    found
        .map(|(line, sign)| format!("{path}:{line}: `{sign}`; do it, or open an issue"))
        .collect()
}

#[test]
fn files_are_short_and_say_what_they_hold() {
    let faults: Vec<String> = rust_files()
        .iter()
        .flat_map(|(path, text)| shape_faults(path, text))
        .collect();
    assert_none(&faults);
}

#[test]
fn nothing_is_left_for_later() {
    let data = ["src", "scenarios"]
        .iter()
        .flat_map(|folder| files_below(folder, &[".toml"]))
        .map(|path| (path.clone(), read(&path)));
    let faults: Vec<String> = rust_files()
        .into_iter()
        .chain(documents())
        .chain(data)
        .flat_map(|(path, text)| leftovers(&path, &text))
        .collect();
    assert_none(&faults);
}

#[test]
fn misshapen_files_are_found() {
    assert_eq!(shape_faults("a.rs", "use b;\n").len(), 1);
    let long = "//! Long.\n".repeat(MOST_LINES + 1);
    assert_eq!(shape_faults("a.rs", &long).len(), 1);
    let left = format!("//! A.\n// {}: more\n", LEFT_FOR_LATER[0]);
    assert_eq!(leftovers("a.rs", &left).len(), 1);
    assert!(leftovers("a.rs", &left)[0].starts_with("a.rs:2:"));
}

//! Every file in `tests/invalid` and the messages it gets.
//!
//! A line `#! key=value` in a file is an override. `BLESS=1 cargo test` writes
//! the messages down; read the difference before you commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use orgsim::diagnostic::{Faults, Style, render};
use orgsim::scenario;

const FOLDER: &str = "tests/invalid";

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}

/// The messages of a file; of a warning, that of a scenario that is loaded.
fn messages(path: &Path) -> (bool, Faults) {
    let text = fs::read_to_string(path).unwrap();
    let overrides = text.lines().filter_map(|line| line.strip_prefix("#! "));
    let overrides: Vec<String> = overrides.map(str::to_owned).collect();
    match scenario::load(path, &overrides) {
        Ok(loaded) => (true, Faults(loaded.warnings)),
        Err(faults) => (false, faults),
    }
}

#[test]
fn every_invalid_scenario_gets_its_messages() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    let files = files();
    for path in &files {
        let (is_valid, faults) = messages(path);
        let name = path.file_name().unwrap().to_string_lossy();
        assert_eq!(is_valid, name.starts_with("warning-"), "{name}:\n{faults}");
        let found = faults.to_string();
        assert!(!found.is_empty(), "{name} has no fault");
        let expected_path = path.with_extension("stderr");
        if bless {
            fs::write(&expected_path, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if expected != found {
            wrong.push(format!(
                "--- {name}, expected:\n{expected}--- found:\n{found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files.len() >= 90, "only {} files", files.len());
}

#[test]
fn no_expected_message_is_left_behind() {
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            assert!(path.with_extension("toml").is_file(), "{}", path.display());
        }
    }
}

#[test]
fn every_code_has_a_file() {
    // These need files that cannot lie in a repository, flags of a program, or a defect.
    let elsewhere = ["S0102", "S0103", "S0107", "S0501"];
    let mut seen: BTreeMap<&str, bool> = scenario::CODES
        .iter()
        .map(|code| (code.id, elsewhere.contains(&code.id)))
        .collect();
    for path in files() {
        for fault in messages(&path).1.0 {
            seen.insert(fault.code.id, true);
        }
    }
    let missing: Vec<_> = seen.iter().filter(|(_, seen)| !**seen).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn messages_fit_a_wide_terminal_and_have_no_colour_unless_asked() {
    for path in files() {
        let faults = messages(&path).1.0;
        let plain = render(&faults, Style::Plain);
        assert!(!plain.contains('\u{1b}'), "{}", path.display());
        assert!(render(&faults, Style::Coloured).contains('\u{1b}'));
    }
}

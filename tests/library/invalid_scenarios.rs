//! Every file in `tests/invalid` and the messages it gets.
//!
//! A line `#! key=value` in a file is an override. `BLESS=1 cargo test` writes
//! the messages down; read the difference before you commit it.

use std::path::{Path, PathBuf};

use crate::kept_messages::{difference, files, left_behind, overrides, unmet};
use orgsim::diagnostic::{Faults, Style, render};
use orgsim::scenario;

const FOLDER: &str = "tests/invalid";

/// The messages of a file; of a warning, that of a scenario that is loaded.
fn messages(path: &Path) -> (bool, Faults) {
    match scenario::load(path, &overrides(path)) {
        Ok(loaded) => (true, Faults(loaded.warnings)),
        Err(faults) => (false, faults),
    }
}

#[test]
fn every_invalid_scenario_gets_its_messages() {
    let mut wrong = Vec::new();
    let files = files(FOLDER);
    for path in &files {
        let (is_valid, faults) = messages(path);
        let name = path.file_name().unwrap().to_string_lossy();
        assert_eq!(is_valid, name.starts_with("warning-"), "{name}:\n{faults}");
        let found = faults.to_string();
        assert!(!found.is_empty(), "{name} has no fault");
        wrong.extend(difference(path, &found));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files.len() >= 90, "only {} files", files.len());
}

#[test]
fn no_expected_message_is_left_behind() {
    assert_eq!(left_behind(FOLDER), Vec::<PathBuf>::new());
}

#[test]
fn every_code_has_a_file() {
    // These need files that cannot lie in a repository, flags of a program, or a defect.
    let elsewhere = ["S0102", "S0103", "S0107", "S0501"];
    let codes = scenario::CODES.iter();
    let codes = codes.filter(|code| !elsewhere.contains(&code.id));
    let met = files(FOLDER).into_iter().map(|path| messages(&path).1);
    assert_eq!(unmet(codes, met), Vec::<&str>::new());
}

#[test]
fn messages_fit_a_wide_terminal_and_have_no_colour_unless_asked() {
    for path in files(FOLDER) {
        let faults = messages(&path).1.0;
        let plain = render(&faults, Style::Plain);
        assert!(!plain.contains('\u{1b}'), "{}", path.display());
        assert!(render(&faults, Style::Coloured).contains('\u{1b}'));
    }
}

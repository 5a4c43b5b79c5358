//! Every folder of `tests/records` and the messages it gets.
//!
//! `faults.stderr` has the messages; a folder without it is read without any. A file `settings`
//! has a line `column=...`, `from=...`, `until=...` or `skip` for what is stated beside.
//! `BLESS=1 cargo test --test library records` writes the messages down; read the difference
//! before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use orgsim::diagnostic::Faults;
use orgsim::records::reading::{CODES, Settings, read};
use orgsim::units::Day;

use crate::kept_messages::unmet;

const FOLDER: &str = "tests/records";

/// The folders in the order of their names.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn day(text: &str) -> Day {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::of(parts[0], parts[1], parts[2]).unwrap()
}

/// The settings of a folder, as of a day that does not change.
fn settings(folder: &Path) -> Settings {
    let mut settings = Settings::as_of(day("2024-06-30"));
    let text = fs::read_to_string(folder.join("settings")).unwrap_or_default();
    for line in text.lines() {
        match line.split_once('=') {
            Some(("column", column)) => settings.columns.push(column.to_owned()),
            Some(("from", text)) => settings.from = Some(day(text)),
            Some(("until", text)) => settings.until = Some(day(text)),
            _ if line == "skip" => settings.skip_faulty = true,
            _ => panic!("{}: {line}", folder.display()),
        }
    }
    settings
}

/// Whether a folder can be read, and its messages.
fn messages(folder: &Path) -> (bool, Faults) {
    match read(folder, &settings(folder)) {
        Ok(read) => (true, Faults(read.warnings)),
        Err(faults) => (false, faults),
    }
}

#[test]
fn every_folder_gets_its_messages() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let (is_read, faults) = messages(&folder);
        let name = folder.file_name().unwrap().to_string_lossy();
        let should_be = ["warning-", "valid-"]
            .iter()
            .any(|start| name.starts_with(start));
        assert_eq!(is_read, should_be, "{name}:\n{faults}");
        assert_eq!(
            faults.0.is_empty(),
            name.starts_with("valid-"),
            "{name}:\n{faults}"
        );
        let found = faults.to_string();
        let kept = folder.join("faults.stderr");
        if std::env::var_os("BLESS").is_some() && !found.is_empty() {
            fs::write(&kept, &found).unwrap();
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        if expected != found {
            wrong.push(format!(
                "--- {name}, expected:\n{expected}--- found:\n{found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_folder() {
    let met = folders().into_iter().map(|folder| messages(&folder).1);
    assert_eq!(unmet(CODES, met), Vec::<&str>::new());
    assert!(CODES.is_sorted_by(|one, other| one.id < other.id));
}

#[test]
fn no_message_and_no_source_of_one_names_a_person() {
    // every person and manager of these files is called so
    for folder in folders() {
        for fault in messages(&folder).1.0 {
            let places = fault.primary.iter().chain(&fault.related);
            let sources = places.map(|(place, _)| place.source().text().to_owned());
            let texts = [fault.message.clone()].into_iter().chain(sources);
            let texts = texts.chain(fault.notes.clone()).chain(fault.help.clone());
            for text in texts {
                assert!(!text.contains("secret"), "{}: {text}", folder.display());
            }
        }
    }
}

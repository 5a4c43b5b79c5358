//! The gallery in `scenarios/`: every file loads, runs, is listed, and is told in
//! under a page; together they cover the scenarios and mechanisms claimed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use orgsim::scenario::{Loaded, load};

const PROGRAM: &str = env!("CARGO_BIN_EXE_orgsim");

/// Lines that `orgsim explain` may take: a page.
const PAGE: usize = 60;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// Names and paths of the scenario files, in order.
fn files() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder()).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, PathBuf)> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    files.sort();
    assert!(files.len() > 20, "{files:?}");
    files
}

fn loaded(path: &Path) -> Loaded {
    load(path, &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The cells of each row of the table of the gallery: file, question, claims,
/// what to look at, what the model says.
fn rows() -> Vec<Vec<String>> {
    let page = fs::read_to_string(folder().join("README.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ["));
    rows.map(|row| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

#[test]
fn every_file_is_listed_once_and_every_row_has_a_file() {
    let files = files();
    let expected: Vec<String> = files
        .iter()
        .map(|(name, _)| format!("[{}]({name})", name.trim_end_matches(".toml")))
        .collect();
    let mut listed: Vec<String> = rows().iter().map(|row| row[0].clone()).collect();
    listed.sort();
    assert_eq!(listed, expected);
    for row in rows() {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
}

#[test]
fn the_claims_about_structures_events_and_mechanisms_are_covered() {
    let claims = fs::read_to_string(folder().join("evidence/article-claims.csv")).unwrap();
    let covered: Vec<String> = rows()
        .iter()
        .flat_map(|row| row[2].split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for number in 11..=22 {
        let claim = format!("A{number}");
        assert!(
            claims.lines().any(|line| line.starts_with(&claim)),
            "{claim}"
        );
        assert!(covered.contains(&claim), "no scenario covers {claim}");
    }
    for claim in covered.iter().filter(|claim| *claim != "-") {
        let known = claims
            .lines()
            .any(|line| line.split(',').next() == Some(claim));
        assert!(known, "there is no claim {claim}");
    }
}

#[test]
fn every_file_loads_without_warning_and_says_what_it_asks() {
    for (name, path) in files() {
        let loaded = loaded(&path);
        assert!(loaded.warnings.is_empty(), "{name}");
        assert_ne!(loaded.scenario.title, "Default organisation", "{name}");
        assert!(loaded.scenario.description.ends_with('.'), "{name}");
        let text = fs::read_to_string(&path).unwrap();
        for line in [
            "title = ",
            "description = ",
            "# What it asks: ",
            "# Look at: ",
        ] {
            let found = text.lines().any(|own| own.starts_with(line));
            assert!(found, "{name} has no `{line}` of its own");
        }
        assert!(text.lines().count() <= 60, "{name} is long");
    }
}

#[test]
fn every_file_runs() {
    let results = tempfile::TempDir::new().unwrap();
    for (name, path) in files() {
        let out = results.path().join(&name);
        // The stationary state is no matter here, and costs most of the time.
        let output = Command::new(PROGRAM)
            .args(["run", path.to_str().unwrap(), "--runs", "2", "--out"])
            .arg(&out)
            .args(["--set", "simulation.burn_in_quarters=4"])
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{name}: {message}");
        assert!(out.join("summary.csv").exists(), "{name}");
    }
}

#[test]
fn what_differs_from_the_default_fits_a_page() {
    for (name, path) in files() {
        let output = Command::new(PROGRAM)
            .args(["explain", path.to_str().unwrap()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}");
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().count();
        assert!(lines <= PAGE, "{name} takes {lines} lines:\n{text}");
        assert!(text.contains("title = "), "{name}:\n{text}");
    }
}

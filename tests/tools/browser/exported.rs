//! The live page as a file: in a real Chromium it moves as the page of a program does, and its
//! engine computes the bits of the program.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

use super::live::SMALL;
use super::{run, tools_for};

/// The scenarios that come with the program.
fn scenarios() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let folders = [folder.join("mechanisms"), folder];
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = entries.map(|entry| entry.unwrap().path());
    files
        .filter(|file| file.extension().is_some_and(|kind| kind == "toml"))
        .collect()
}

/// Writes the page of a scenario.
fn export(scenario: &Path, page: &Path) {
    let mut program = Command::new(cargo_bin!("orgsim"));
    program.arg("live").arg(scenario).arg("--export").arg(page);
    assert!(program.output().unwrap().status.success());
}

#[test]
fn the_file_moves_as_the_page_of_a_program_does() {
    let Some(tools) = tools_for("the live page as a file") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("small.toml"), SMALL).unwrap();
    export(&at("small.toml"), &at("page.html"));
    let address = format!("file://{}", at("page.html").display());
    run("live", &tools, [OsStr::new(&address)]);
}

#[test]
fn every_scenario_has_the_same_bits_in_a_browser() {
    let Some(tools) = tools_for("the bits of scenarios") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for scenario in scenarios() {
        let page = folder.path().join(format!("{compared}.html"));
        export(&scenario, &page);
        let mut program = Command::new(cargo_bin!("orgsim"));
        program.arg("run").arg(&scenario);
        program.args(["--runs", "12", "--parameters", "fixed", "--quiet", "--out"]);
        program.arg(page.with_extension(""));
        assert!(
            program.output().unwrap().status.success(),
            "{}",
            scenario.display()
        );
        compared += 1;
    }
    assert!(compared > 10, "{compared}");
    run("bits", &tools, [folder.path().as_os_str()]);
}

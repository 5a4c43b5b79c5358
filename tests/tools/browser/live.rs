//! The live page in a real Chromium, answered by the program.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;

use super::{run, tools_for};

pub(super) const SMALL: &str = r#"
title = "A small organisation"
[simulation]
quarters = 12
burn_in_quarters = 4
latency_horizon_quarters = 4
[units.core]
researchers = 12
engineers = 24
"#;

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // one that has ended by itself is no matter here
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_live_page_moves_as_a_person_would_move_it() {
    let Some(tools) = tools_for("the live page") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.toml");
    fs::write(&file, SMALL).unwrap();
    let mut program = Command::new(cargo_bin!("orgsim"));
    program.arg("live").arg(&file).arg("--no-open");
    let program = program.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = Running(program.spawn().unwrap());
    let mut address = String::new();
    let output = running.0.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut address).unwrap();
    run("live", &tools, [OsStr::new(address.trim())]);
}

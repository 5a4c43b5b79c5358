//! What the program refuses, or says on stderr and goes on.

use std::fs;

use assert_cmd::Command;

use crate::place::{Place, stderr};

const SMALL: &str = "[simulation]\nquarters = 4\nburn_in_quarters = 0\nruns = 4\n\
                     latency_horizon_quarters = 4\n\
                     [units.core]\nresearchers = 12\nengineers = 24\n";

#[test]
fn a_flag_and_an_override_do_not_set_one_key() {
    let place = Place::new("small.toml", SMALL);
    for (command, flags, key) in [
        ("run", "--runs 20", "simulation.runs=5"),
        ("run", "--seed 2", "simulation.seed=2"),
        ("patterns", "--seed 2", "simulation={seed=3}"),
    ] {
        let refused = place.ask(command, &format!("{flags} --set {key}")).assert();
        let told = stderr(&refused.code(3));
        assert!(told.contains("is set twice"), "{told}");
        assert!(told.contains("--set:1:"), "{told}");
        assert!(!place.path("results").exists());
    }
}

#[test]
fn what_is_probably_not_meant_is_told_and_done() {
    let place = Place::new("small.toml", SMALL);
    let larger = "extends = \"small.toml\"\n[units.lab]\nresearchers = 5\nengineers = 5\n";
    fs::write(place.path("larger.toml"), larger).unwrap();
    let run = place.ask("run", "--quiet").assert().success();
    assert_eq!(stderr(&run), "");
    let compare = place.ask("compare", "larger.toml --measure papers_accepted --quiet");
    let told = stderr(&{ compare }.assert().success());
    assert!(
        told.contains("units are added to those of the file"),
        "{told}"
    );
    assert!(told.contains("units.core.remove = true"), "{told}");
    assert!(told.contains("people: small 36, larger 46"), "{told}");

    let other = format!("{larger}[units.core]\nremove = true\n");
    fs::write(place.path("larger.toml"), other).unwrap();
    let mut explain = Command::cargo_bin("orgsim").unwrap();
    explain.args(["explain"]).arg(place.path("larger.toml"));
    let shown = explain.assert().success();
    let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(shown.contains("[units.lab]"), "{shown}");
    assert!(!shown.contains("units.core"), "{shown}");
}

#[test]
fn a_misspelt_unit_is_no_new_unit() {
    let place = Place::new("small.toml", SMALL);
    let refused = place.ask("run", "--set units.coer.researchers=30").assert();
    let told = stderr(&refused.code(3));
    assert!(told.contains("did you mean `core`?"), "{told}");
    let added = place.ask("run", "--quiet --set units.lab={researchers=3,engineers=3}");
    { added }.assert().success();
}

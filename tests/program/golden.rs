//! The results of a small scenario, to the byte. Whoever changes one of them on
//! purpose writes a line under "Results" in the changelog and runs
//! `BLESS=1 cargo test --test program golden`.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

const KEPT: [&str; 9] = [
    "summary.csv",
    "quarters.csv",
    "events.csv",
    "survival.csv",
    "incidence.csv",
    "teams.csv",
    "ties.csv",
    "runs.csv",
    "spells.csv",
];

#[test]
fn results_are_those_that_are_kept() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let out = tempfile::tempdir().unwrap();
    let results = out.path().join("results");
    Command::cargo_bin("orgsim")
        .unwrap()
        .arg("run")
        .arg(golden.join("small.toml"))
        .args(["--spells", "--quiet", "--out"])
        .arg(&results)
        .assert()
        .success();
    for name in KEPT {
        let found = fs::read_to_string(results.join(name)).unwrap();
        if std::env::var_os("BLESS").is_some() {
            fs::write(golden.join(name), found).unwrap();
            continue;
        }
        let kept = fs::read_to_string(golden.join(name)).unwrap();
        let differs = kept.lines().zip(found.lines()).position(|(a, b)| a != b);
        assert!(
            kept == found,
            "{name} is not what it was; the first difference is in line {:?}",
            differs.map(|line| line + 1)
        );
    }
}

//! No permission: folders that nobody may write into, from the beginning or from
//! the middle on. Root is bound by none, so that there the program runs as nobody.

use std::os::unix::fs::PermissionsExt;

use super::*;

const READ_ONLY: u32 = 0o555;
const OWN: u32 = 0o755;

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_for_reading_only_is_refused_by_its_name() {
    let place = Place::new();
    let folder = place.path("closed");
    place
        .run("compare study.toml --out closed/r --quiet")
        .well();
    let inner = place.path("closed/r");
    let before = place.files("closed/r");
    set_mode(&folder, READ_ONLY);
    set_mode(&inner, READ_ONLY);
    for words in [
        "run small.toml --runs 9 --out closed/new",
        "compare study.toml --out closed/new",
        "sweep study.toml --out closed/new",
        "work study.toml --shard 1/2 --out closed/new",
        "submit slurm study.toml --shards 2 --write-only --out closed/new",
    ] {
        let refused = place.run(words);
        refused.refused(&["cannot write closed/new: ", "check the permissions"]);
    }
    // an answer that is there stays, and so do its runs
    let answer = place.path("closed/r/compare");
    set_mode(&answer, READ_ONLY);
    let refused = place.run("compare study.toml --out closed/r --quiet");
    refused.refused(&["cannot write closed/r/compare/", "check the permissions"]);
    set_mode(&answer, OWN);
    let refused = place.run("work study.toml --shard 1/2 --out closed/r");
    refused.refused(&["cannot create closed/r/shard-1-of-2.runs: "]);
    assert_eq!(place.files("closed/r"), before);
    set_mode(&place.path("closed/r/runs.store"), 0o444);
    let refused = place.run("compare study.toml --out closed/r --quiet");
    refused.refused(&["cannot open closed/r/runs.store: ", "check the permissions"]);
    set_mode(&place.path("closed/r/runs.store"), 0o644);
    set_mode(&inner, OWN);
    set_mode(&folder, OWN);
    place.assert_ends_well("compare study.toml --quiet", "closed/r");
}

#[test]
fn a_permission_that_is_lost_in_the_middle_costs_no_run() {
    let place = Place::new();
    let child = place.start("compare study.toml --out r --quiet");
    until_it_has_runs(&place.path("r/runs.store"));
    signal(&child, "STOP");
    set_mode(&place.path("r/compare"), READ_ONLY);
    signal(&child, "CONT");
    let refused = wait(child);
    refused.refused(&[
        "cannot write r/compare/differences.csv: ",
        "check the permissions",
    ]);
    let runs = fs::read(place.path("r/runs.store")).unwrap();
    // the folder of the answer was empty, and is gone
    assert!(!place.path("r/compare").exists());
    place.assert_ends_well("compare study.toml --quiet", "r");
    // nothing was done again
    assert_eq!(fs::read(place.path("r/runs.store")).unwrap(), runs);
}

#[test]
fn results_that_lose_their_permission_are_made_anew() {
    let place = Place::new();
    let words = "run small.toml --runs 600 --quiet";
    let child = place.start(&format!("{words} --out r"));
    let folder = place.path("r");
    until("a file", || {
        fs::read_dir(&folder).is_ok_and(|mut names| names.next().is_some())
    });
    signal(&child, "STOP");
    set_mode(&folder, READ_ONLY);
    signal(&child, "CONT");
    let refused = wait(child);
    refused.refused(&["cannot write r/", "check the permissions"]);
    set_mode(&folder, OWN);
    place.assert_ends_well(words, "r");
}

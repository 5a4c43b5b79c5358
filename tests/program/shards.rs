//! Shards of an experiment: what is refused leaves nothing behind, what is advised works,
//! and a job that is started again has done its work.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::place::{Place, names, stderr, stdout};

const SMALL: &str = r#"
measures = ["papers_accepted"]
replicates = 10
set = { units.core.researchers = 12, units.core.engineers = 24, simulation.quarters = 8, simulation.burn_in_quarters = 8 }
[variants.a]
[variants.b]
set = { units.core.structure = "fusion-teams" }
[factors.t]
key = "transfer.tacitness"
values = [0.1, 0.5, 0.9]
"#;

fn work(place: &Place, shard: &str) {
    let arguments = ["--quiet", "--shard", shard];
    place.run("work", "r", &arguments).success();
}

#[test]
fn a_shard_of_another_division_is_refused_and_leaves_nothing_behind() {
    let place = Place::new("exp.toml", SMALL);
    work(&place, "1/4");
    let before = names(&place.path("r"));
    let refused = place.run("work", "r", &["--shard", "3/8"]).code(2);
    let told = stderr(&refused);
    for words in ["shard-1-of-4.runs is one of 4 shards", "one of 8", "--out"] {
        assert!(told.contains(words), "{told}");
    }
    let mut submit = Command::cargo_bin("orgsim").unwrap();
    submit.args(["submit", "slurm", "--shards", "8", "--write-only", "--out"]);
    submit.arg(place.path("r")).arg(place.file());
    submit.assert().code(2);
    assert_eq!(names(&place.path("r")), before);
}

#[test]
fn what_cannot_be_run_leaves_nothing_behind() {
    let long = SMALL.replace(
        "values = [0.1, 0.5, 0.9]",
        "range = [0.1, 0.9]\nlevels = 1000",
    );
    let long = format!(
        "{long}[factors.s]\nkey = \"transfer.stage_rate\"\nrange = \"evidence\"\nlevels = 1000\n"
    );
    let place = Place::new("exp.toml", &long);
    for arguments in [
        &["work", "--shard", "1/4"][..],
        &["sweep"],
        &["compare"],
        &["plan"],
    ] {
        let refused = place.run(arguments[0], "r", &arguments[1..]).code(3);
        let told = stderr(&refused);
        assert!(
            told.contains("1000000 design points for each of 2 variants"),
            "{told}"
        );
        assert!(!place.path("r").exists(), "{arguments:?}");
    }
}

#[test]
fn the_advice_of_status_works_for_shards_that_are_empty_damaged_or_foreign() {
    let place = Place::new("exp.toml", SMALL);
    for shard in ["1/7", "2/7", "3/7", "4/7", "7/7"] {
        work(&place, shard);
    }
    let file = |index: u32| place.path("r").join(format!("shard-{index}-of-7.runs"));
    fs::write(file(2), "").unwrap();
    let mut bytes = fs::read(file(3)).unwrap();
    bytes[20] ^= 1;
    fs::write(file(3), bytes).unwrap();
    let other = SMALL.replace("simulation.quarters = 8", "simulation.quarters = 7");
    let foreign = Place::new("exp.toml", &other);
    work(&foreign, "4/7");
    fs::copy(foreign.path("r").join("shard-4-of-7.runs"), file(4)).unwrap();

    let told = stdout(&place.run("status", "r", &[]).code(4));
    assert!(told.contains("5 of 7 shards are not done"), "{told}");
    assert!(told.contains("--array=2-6\n"), "{told}");
    let removal = told
        .lines()
        .find_map(|line| line.split_once("remove them first: "));
    let (_, removal) = removal.unwrap_or_else(|| panic!("{told}"));
    let json = place.run("status", "r", &["--format", "json"]).code(4);
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(json["array"], "2-6");
    let gap = stderr(&place.run("merge", "r", &[]).code(5));
    assert!(!gap.contains("/0"), "{gap}");

    let removed = Command::new("sh").args(["-c", removal]).assert();
    removed.success();
    for shard in ["2/7", "3/7", "4/7", "5/7", "6/7"] {
        work(&place, shard);
    }
    let told = stdout(&place.run("status", "r", &[]).success());
    assert!(told.contains("all shards are done"), "{told}");
}

/// The very scripts that are submitted, each run by a shell as a scheduler would.
#[test]
fn what_is_submitted_is_the_study_of_the_command_line() {
    let place = Place::new("exp.toml", SMALL);
    let study = [
        "--replicates",
        "3",
        "--set",
        "transfer.stage_rate=2.5",
        "--set",
        "title=\"it's $HOME\"",
        "--no-sharing",
    ];
    let mut submit = Command::cargo_bin("orgsim").unwrap();
    submit.args(["submit", "slurm", "--shards", "2", "--write-only", "--out"]);
    submit.arg(place.path("r")).arg(place.file()).args(study);
    submit.assert().success();
    let script = |name: &str, task: &str| {
        let mut bash = Command::new("bash");
        bash.env("SLURM_ARRAY_TASK_ID", task);
        bash.arg(place.path("r").join(name)).assert().success();
    };
    script("work.sbatch", "1");
    script("work.sbatch", "2");
    script("merge.sbatch", "0");
    let told = stdout(&place.run("status", "r", &study).success());
    assert!(told.contains("all runs are complete"), "{told}");
    // Two variants at three points, and a study without the flags is another one.
    assert!(told.contains(" 18 "), "{told}");
    place.run("status", "r", &[]).code(4);
}

#[test]
fn pods_keep_results_where_they_are_told_to() {
    let place = Place::new("exp.toml", SMALL);
    let submit_to = |out: &str| {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command
            .current_dir(place.path(""))
            .args(["submit", "kubernetes", "exp.toml"]);
        command.args(["--shards", "2", "--image", "i", "--claim", "c"]);
        command.args(["--replicates", "4", "--out", out]).assert()
    };
    submit_to("mine/here").success();
    let manifest = fs::read_to_string(place.path("mine/here/work.json")).unwrap();
    assert!(manifest.contains("\"/study/mine/here\""), "{manifest}");
    assert!(manifest.contains("--replicates=4"), "{manifest}");
    let elsewhere = place.path("elsewhere");
    let told = stderr(&submit_to(elsewhere.to_str().unwrap()).code(2));
    assert!(told.contains("relative to the volume"), "{told}");
}

#[test]
fn merging_again_is_a_success() {
    let place = Place::new("exp.toml", SMALL);
    work(&place, "1/2");
    let told = stderr(&place.run("merge", "r", &[]).code(5));
    assert!(told.contains("1 of 2 shards are not done"), "{told}");
    assert!(told.contains("--array=2;"), "{told}");
    work(&place, "2/2");
    place.run("merge", "r", &[]).success();
    let whole = fs::read(place.path("r").join("runs.store")).unwrap();
    let again = stdout(&place.run("merge", "r", &[]).success());
    assert!(again.contains("already"), "{again}");
    for name in ["shard-1-of-2.runs", "shard-2-of-2.runs"] {
        fs::remove_file(place.path("r").join(name)).unwrap();
    }
    place.run("merge", "r", &[]).success();
    assert_eq!(fs::read(place.path("r").join("runs.store")).unwrap(), whole);
}

#[test]
fn slurm_that_is_not_there_or_takes_fewer_tasks_is_told_before_anything_is_written() {
    let place = Place::new("exp.toml", SMALL);
    let submit = |path: &Path, shards: &str| {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command.env("PATH", path).args(["submit", "slurm"]);
        command
            .arg(place.file())
            .args(["--shards", shards, "--out"]);
        command.arg(place.path("r")).assert()
    };
    let told = stderr(&submit(&place.path("none"), "4").code(2));
    assert!(told.contains("sbatch is not installed here"), "{told}");
    assert!(told.contains("--write-only"), "{told}");
    assert!(!place.path("r").exists());
    let programs = place.path("programs");
    fs::create_dir(&programs).unwrap();
    for (name, says) in [("sbatch", "slurm 24"), ("scontrol", "MaxArraySize = 1001")] {
        write_program(&programs.join(name), says);
    }
    let told = stderr(&submit(&programs, "1001").code(2));
    assert!(
        told.contains("1001 shards are more than the 1000 tasks"),
        "{told}"
    );
    assert!(!place.path("r").exists());
}

/// A program that prints a line.
fn write_program(path: &Path, says: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, format!("#!/bin/sh\necho '{says}'\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

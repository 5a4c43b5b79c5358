//! Two processes that write into one folder, and one that is killed.

use super::*;

#[test]
fn of_two_experiments_in_one_folder_the_second_is_refused() {
    let place = Place::new();
    let first = place.start("compare study.toml --out r --quiet");
    until_it_has_runs(&place.path("r/runs.store"));
    signal(&first, "STOP");
    for words in ["compare study.toml", "sweep study.toml --force"] {
        let second = place.run(&format!("{words} --out r"));
        second.refused(&["another process is writing to r/runs.store", "wait for it"]);
    }
    signal(&first, "CONT");
    wait(first).well();
    place.assert_ends_well("compare study.toml --quiet", "r");
}

#[test]
fn of_two_runs_into_one_folder_the_second_is_refused() {
    let place = Place::new();
    let words = "run small.toml --runs 900 --quiet";
    let first = place.start(&format!("{words} --out r"));
    let folder = place.path("r");
    until("a file", || {
        fs::read_dir(&folder).is_ok_and(|mut names| names.next().is_some())
    });
    signal(&first, "STOP");
    for more in ["", "--force"] {
        let second = place.run(&format!("run small.toml --seed 2 --runs 9 {more} --out r"));
        second.refused(&["another process is writing results to r", "another folder"]);
    }
    signal(&first, "CONT");
    wait(first).well();
    place.run(&format!("{words} --out undisturbed")).well();
    assert_eq!(place.files("r"), place.files("undisturbed"));
}

#[test]
fn of_two_tasks_with_one_shard_the_second_is_refused() {
    let place = Place::new();
    let words = "work study.toml --shard 1/2 --quiet --out r";
    let first = place.start(words);
    until_it_has_runs(&place.path("r/shard-1-of-2.runs"));
    signal(&first, "STOP");
    let second = place.run(words);
    second.refused(&["another process is writing to r/shard-1-of-2.runs"]);
    signal(&first, "CONT");
    wait(first).well();
    place.assert_ends_well("work study.toml --shard 1/2 --quiet", "r");
}

/// A shard has 40 blocks here; a kill loses what the threads are at and no more.
#[test]
fn a_shard_that_is_killed_early_keeps_what_it_has_done() {
    let place = Place::new();
    let words = "work study.toml --shard 1/2 --threads 1 --quiet";
    let shard = place.path("r/shard-1-of-2.runs");
    let mut child = place.start(&format!("{words} --out r"));
    until_it_has_runs(&shard);
    child.kill().unwrap();
    child.wait().unwrap();
    let status = place.run("status study.toml --out r --format json");
    let status: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    let (runs, of) = (&status["files"][0]["runs"], &status["files"][0]["of"]);
    assert!(
        *of == 320 && (8..320).contains(&runs.as_u64().unwrap()),
        "{runs} of {of}"
    );
    let before = fs::read(&shard).unwrap();
    place.assert_ends_well(words, "r");
    // a tail that was never finished is cut off
    let same = std::iter::zip(&before, fs::read(&shard).unwrap()).take_while(|(a, b)| *a == b);
    assert!(before.len() - same.count() < 1_000);
}

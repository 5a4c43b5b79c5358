//! A folder that is removed while something is written into it.

use super::*;

#[test]
fn runs_that_would_be_lost_are_told_at_the_next_block() {
    let place = Place::new();
    for (words, store) in [
        ("compare study.toml", "runs.store"),
        ("work study.toml --shard 1/1", "shard-1-of-1.runs"),
    ] {
        let child = place.start(&format!("{words} --replicates 100000 --quiet --out r"));
        let folder = place.path("r");
        until_it_has_runs(&folder.join(store));
        fs::remove_dir_all(&folder).unwrap();
        wait(child).refused(&["was removed during the work", "run the same command again"]);
        assert!(!folder.exists());
    }
}

#[test]
fn results_that_would_be_lost_are_told_before_all_runs_are_done() {
    let place = Place::new();
    let child = place.start("run small.toml --runs 1000000 --quiet --out r");
    let folder = place.path("r");
    until("a file", || {
        let files = fs::read_dir(&folder).into_iter().flatten().flatten();
        files.map(|file| length(&file.path())).sum::<u64>() > 4096
    });
    fs::remove_dir_all(&folder).unwrap();
    wait(child).refused(&["cannot write r/runs.csv", "removed while it was written"]);
}

//! No space: limits on the size of files, which bind everybody, and a stdout that
//! is full.

use super::*;

/// No file may have more kibibytes; who writes more is told so and not ended.
fn limit(kibibytes: u32) -> String {
    format!("ulimit -f {kibibytes};")
}

#[test]
fn an_experiment_goes_on_with_its_runs_when_there_is_space_again() {
    let place = Place::new();
    let kept = place.path("r/runs.store");
    let full = place.after(&limit(16), "compare study.toml --out r --quiet");
    full.refused(&[
        "cannot append to r/runs.store: ",
        "raise the limit",
        "completed runs are kept",
    ]);
    let before = fs::read(&kept).unwrap();
    // it ends with its last whole block: the next one did not fit
    assert!((8_000..=16_384).contains(&before.len()), "{}", before.len());
    assert_eq!(fs::read_dir(place.path("r")).unwrap().count(), 1);
    let again = place.after(&limit(16), "compare study.toml --out r --quiet");
    again.refused(&["cannot append to r/runs.store: "]);
    assert_eq!(fs::read(&kept).unwrap(), before);
    place.assert_ends_well("compare study.toml", "r");
    assert!(fs::read(&kept).unwrap().starts_with(&before));
}

#[test]
fn a_shard_goes_on_too_and_a_merge_that_does_not_fit_leaves_nothing() {
    let place = Place::new();
    let shard = "work study.toml --quiet --out r --shard";
    let full = place.after(&limit(16), &format!("{shard} 1/2"));
    full.refused(&[
        "cannot append to r/shard-1-of-2.runs: ",
        "completed runs are kept",
    ]);
    for number in [1, 2] {
        place.run(&format!("{shard} {number}/2")).well();
    }
    let before = place.files("r");
    let full = place.after(&limit(20), "merge study.toml --out r");
    full.refused(&["cannot write r/runs.store: ", "raise the limit"]);
    assert_eq!(place.files("r"), before);
    place.run("merge study.toml --out r").well();
    place.run("compare study.toml --out r --quiet").well();
    place.run("compare study.toml --out alone --quiet").well();
    let answers = |folder| {
        let files = place.files(folder).into_iter();
        let files = files.filter(|(name, _)| !name.starts_with("shard-"));
        files.collect::<Vec<_>>()
    };
    assert_eq!(answers("r"), answers("alone"));
}

#[test]
fn results_are_replaced_when_the_new_ones_are_whole() {
    let place = Place::new();
    place.run("run small.toml --runs 20 --quiet --out r").well();
    let before = place.files("r");
    let longer = "run small.toml --runs 900 --quiet --force";
    let full = place.after(&limit(64), &format!("{longer} --out r"));
    full.refused(&["cannot write r/runs.csv: ", "raise the limit"]);
    assert_eq!(place.files("r"), before);
    place.assert_ends_well(longer, "r");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_stdout_is_said_and_the_files_are_there() {
    let place = Place::new();
    for (words, folder) in [
        ("compare study.toml --quiet", "compared"),
        ("sweep study.toml --quiet", "swept"),
        ("run small.toml --runs 20 --quiet", "ran"),
    ] {
        let full = place.run(&format!("{words} --out {folder} >/dev/full"));
        full.refused(&["cannot write the result: "]);
        let files = place.files(folder);
        place.run(&format!("{words} --force --out {folder}")).well();
        assert_eq!(place.files(folder), files);
    }
}

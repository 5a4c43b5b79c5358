//! Bytes that are not as they were written: the error says where, and what helps.

use super::*;

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 0x20;
    fs::write(path, bytes).unwrap();
}

/// Where the first block of a store starts: behind twelve bytes, and a frame that
/// begins with its length and twelve bytes.
fn beginning(path: &Path) -> usize {
    let bytes = fs::read(path).unwrap();
    let length = u32::from_le_bytes(*bytes[12..].first_chunk().unwrap());
    24 + length as usize
}

/// Does in a folder what an error says in backticks.
fn follow(advice: &str, folder: &Path) {
    let (_, command) = advice.split_once('`').unwrap();
    let (command, _) = command.split_once('`').unwrap();
    let done = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .status();
    assert!(done.unwrap().success(), "{command}");
}

#[test]
fn a_damaged_store_is_mended_as_the_error_says() {
    let place = Place::new();
    place.run("compare study.toml --out r --quiet").well();
    let store = place.path("r/runs.store");
    let whole = place.files("r");
    let length = fs::read(&store).unwrap().len();
    let first = beginning(&store);
    for at in [first + 1, (first + length) / 2, length - 2_000] {
        flip(&store, at);
        let damaged = fs::read(&store).unwrap();
        let refused = place.run("sweep study.toml --out r --quiet");
        refused.refused(&["r/runs.store is damaged at byte ", "restore a copy"]);
        let refused = place.run("compare study.toml --out r --quiet");
        assert_eq!(fs::read(&store).unwrap(), damaged);
        follow(&refused.stderr, place.folder.path());
        place.run("compare study.toml --out r --quiet").well();
        assert_eq!(place.files("r"), whole);
    }
    // what the store begins with: its name, its format, its identity
    for (at, message) in [
        (3, "is not a run store"),
        (9, "has format"),
        (40, "is damaged at byte 12: its identity"),
    ] {
        flip(&store, at);
        let refused = place.run("compare study.toml --out r --quiet");
        refused.refused(&["r/runs.store ", message, "restore a copy, or remove it"]);
        fs::remove_file(&store).unwrap();
        place
            .run("compare study.toml --out r --quiet --force")
            .well();
        assert_eq!(place.files("r"), whole);
    }
}

#[test]
fn a_damaged_shard_is_named_and_done_again() {
    let place = Place::new();
    for shard in ["1/2", "2/2"] {
        let work = format!("work study.toml --shard {shard} --quiet --out");
        place.run(&format!("{work} r")).well();
        place.run(&format!("{work} whole")).well();
    }
    let shard = place.path("r/shard-2-of-2.runs");
    flip(&shard, beginning(&shard) + 5_000);
    let damaged = "r/shard-2-of-2.runs is damaged at byte ";
    let status = place.run("status study.toml --out r --format json");
    assert_eq!(status.code, Some(4));
    let said: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    assert_eq!(
        (&said["missing"][0], &said["missing"][1]),
        (&2.into(), &serde_json::Value::Null)
    );
    let fault = said["files"][1]["fault"].as_str().unwrap();
    assert!(
        said["files"][1]["state"] == "failed" && fault.starts_with(damaged),
        "{fault}"
    );
    let merge = place.run("merge study.toml --out r");
    merge.refused(&[damaged, "restore a copy"]);
    let work = place.run("work study.toml --shard 2/2 --out r");
    let advice = work.stderr.clone();
    work.refused(&[damaged, "restore a copy"]);
    follow(&advice, place.folder.path());
    place
        .run("work study.toml --shard 2/2 --quiet --out r")
        .well();
    place.run("merge study.toml --out r").well();
    place.run("merge study.toml --out whole").well();
    assert_eq!(place.files("r"), place.files("whole"));
}

//! What the store of results costs: opening it, appending, and merging beside a
//! plain copy of the same bytes; and that the memory of a merge is flat.
//!
//! `cargo bench --bench store` prints CSV, and the memory on stderr. All files
//! are in the folder for temporary files and in the cache of the machine.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark is for whoever runs it"
)]

mod timing;

use std::fs::{self, File};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use orgsim::store::{Key, Reader, Store, merge};
use serde_json::{Value, json};
use timing::{HEADER, Race};

const ROUNDS: usize = 9;
/// Inputs of a merge.
const SHARDS: u32 = 10;
const COLUMNS: usize = 8;

/// What a child process of this benchmark is told to do.
const MERGE: &str = "merge";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == MERGE) {
        Some(at) => merge_in(Path::new(&arguments[at + 1])),
        None => measure(),
    }
}

fn measure() {
    print!("{HEADER}");
    print!("{}", opening());
    print!("{}", merging());
    for rows in [50, 200, 800] {
        memory_of_merging(rows);
    }
}

fn identity() -> Value {
    json!({"version": "1.0", "seed": 1})
}

fn key(number: u32) -> Key {
    let mut point = [0; 16];
    point[..4].copy_from_slice(&(number / 8).wrapping_mul(0x9e37_79b9).to_le_bytes());
    Key {
        point,
        block: number % 8,
    }
}

fn fill(path: &Path, numbers: impl Iterator<Item = u32>, rows: usize) {
    let mut store = Store::open(path, &identity()).expect("a folder for temporary files");
    for number in numbers {
        let values = vec![f64::from(number); rows * COLUMNS];
        store
            .append(key(number), &values)
            .expect("room on the disk");
    }
    store.sync().expect("a disk");
}

/// Nanoseconds per run to open a store of a million runs, in blocks of 50 and one
/// by one, and to append as many.
fn opening() -> String {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let [blocks, single, fresh] =
        ["blocks", "single", "fresh"].map(|name| folder.path().join(name));
    fill(&blocks, 0..20_000, 50);
    fill(&single, 0..1_000_000, 1);
    let open = |path: &Path| {
        black_box(Store::open(path, &identity()).is_ok());
    };
    Race::new("million_runs")
        .with("open_blocks_of_50", 1_000_000, || open(&blocks))
        .with("open_blocks_of_1", 1_000_000, || open(&single))
        .with("append_blocks_of_50", 1_000_000, || {
            let _ = fs::remove_file(&fresh);
            fill(&fresh, 0..20_000, 50);
        })
        .run(ROUNDS)
}

/// The inputs of a merge, and their keys in the wanted order.
fn shards(folder: &Path, blocks: u32, rows: usize) -> (Vec<PathBuf>, Vec<Key>) {
    let shard = |number| {
        let path = folder.join(format!("shard-{number}"));
        fill(&path, (number..blocks).step_by(SHARDS as usize), rows);
        path
    };
    (
        (0..SHARDS).map(shard).collect(),
        (0..blocks).map(key).collect(),
    )
}

/// Nanoseconds per byte to merge ten stores, beside copies of the result.
fn merging() -> String {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let (inputs, keys) = shards(folder.path(), 20_000, 50);
    let [merged, copy] = ["merged", "copy"].map(|name| folder.path().join(name));
    let merge = || {
        let _ = fs::remove_file(&merged);
        merge(&inputs, &identity(), &keys, &merged).expect("room on the disk");
    };
    merge();
    let bytes = fs::metadata(&merged).expect("the merged store").len() as usize;
    let source = folder.path().join("source");
    fs::copy(&merged, &source).expect("room on the disk");
    let cp = || {
        let _ = fs::remove_file(&copy);
        let done = Command::new("cp").arg(&source).arg(&copy).status();
        assert!(done.is_ok_and(|status| status.success()), "cp");
    };
    Race::new("byte")
        .with("cp", bytes, cp)
        .with("cp_and_sync", bytes, || {
            cp();
            let synced = File::open(&copy).and_then(|file| file.sync_all());
            synced.expect("a disk");
        })
        .with("merge", bytes, merge)
        .with("read", bytes, || {
            black_box(Reader::open(&source).is_ok());
        })
        .run(ROUNDS)
}

/// Tells on stderr how much memory a process needs that merges 4,000 blocks.
fn memory_of_merging(rows: usize) {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let (inputs, _) = shards(folder.path(), 4_000, rows);
    drop(inputs);
    let program = std::env::current_exe().expect("the name of this program");
    let child = Command::new(program).arg(MERGE).arg(folder.path()).output();
    let output = child.expect("this program");
    let peak = String::from_utf8_lossy(&output.stdout);
    let megabytes = 4_000 * rows * COLUMNS * 8 / 1_000_000;
    eprintln!(
        "merging {megabytes} MB, 4000 blocks: peak memory {}",
        peak.trim()
    );
}

/// Merges the stores in a folder and prints the peak memory of this process.
fn merge_in(folder: &Path) {
    let inputs: Vec<PathBuf> = (0..SHARDS)
        .map(|n| folder.join(format!("shard-{n}")))
        .collect();
    let keys: Vec<Key> = (0..4_000).map(key).collect();
    merge(&inputs, &identity(), &keys, &folder.join("merged")).expect("room on the disk");
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.map_or("unknown", str::trim));
}

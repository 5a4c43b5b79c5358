//! The store of results, whatever happens to its file: cut, damaged, shared,
//! refused, merged. `cargo run --example fault_injection` kills processes and
//! fills disks as well.

mod damage;
mod merging;
mod refusals;
mod sharing;

use std::fs;
use std::path::{Path, PathBuf};

use orgsim::store::{Key, Reader, Store};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};

fn identity() -> Value {
    json!({"version": "1.0", "seed": 1, "scenario": {"share": 0.1}})
}

fn key(point: u8, block: u32) -> Key {
    Key {
        point: [point; 16],
        block,
    }
}

/// A block: its key, and its numbers as bits, so that they can be compared.
type Block = (Key, Vec<u64>);

/// A few blocks of distinct keys in any order, with numbers of any bits.
fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let keys = (0_u8..3, 0_u32..4).prop_map(|(point, block)| key(point, block));
    btree_map(keys, vec(any::<u64>(), 0..5), 1..7)
        .prop_map(|blocks| blocks.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
}

fn append(store: &mut Store, (key, bits): &Block) {
    let values: Vec<f64> = bits.iter().map(|&bits| f64::from_bits(bits)).collect();
    store.append(*key, &values).unwrap();
}

fn write(path: &Path, blocks: &[Block]) {
    let mut store = Store::open(path, &identity()).unwrap();
    blocks.iter().for_each(|block| append(&mut store, block));
    store.sync().unwrap();
}

/// Fails unless a store holds just these blocks.
fn assert_holds(store: &Reader, blocks: &[Block]) {
    assert_eq!(store.keys().len(), blocks.len());
    assert!(store.keys().is_sorted());
    for (key, bits) in blocks {
        let values = store.get(key).unwrap();
        let values = values.unwrap_or_else(|| panic!("{key} is not there"));
        let read: Vec<u64> = values.iter().map(|value| value.to_bits()).collect();
        assert_eq!(read, *bits, "{key}");
    }
}

/// A folder, and the path of a store in it that is not there yet.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.log");
    (folder, path)
}

/// A store's bytes, and where its beginning and each of its blocks end.
fn written(path: &Path, blocks: &[Block]) -> (Vec<u8>, Vec<usize>) {
    let mut store = Store::open(path, &identity()).unwrap();
    let length = || fs::metadata(path).unwrap().len() as usize;
    let mut ends = vec![length()];
    for block in blocks {
        append(&mut store, block);
        ends.push(length());
    }
    (fs::read(path).unwrap(), ends)
}

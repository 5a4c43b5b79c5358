//! One store out of many.

use super::*;
use orgsim::store::{Merged, StoreError, merge};

/// Stores with these blocks, in a folder.
fn shards(folder: &Path, contents: &[Vec<Block>]) -> Vec<PathBuf> {
    let named = (0..).zip(contents);
    named
        .map(|(number, blocks)| {
            let path = folder.join(format!("shard-{number}.log"));
            write(&path, blocks);
            path
        })
        .collect()
}

fn keys(blocks: &[Block]) -> Vec<Key> {
    blocks.iter().map(|(key, _)| *key).collect()
}

/// Fails unless nothing came of a merge, not even a temporary file.
fn assert_nothing(folder: &Path, inputs: &[PathBuf]) {
    assert_eq!(fs::read_dir(folder).unwrap().count(), inputs.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_result_is_that_of_a_single_writer(
        blocks in blocks(),
        owners in vec(1_u8..8, 7),
        order in Just(vec![0, 1, 2]).prop_shuffle(),
    ) {
        let (folder, path) = place();
        write(&path, &blocks);
        let expected = fs::read(&path).unwrap();
        let of = |shard: usize| -> Vec<Block> {
            let owned = blocks.iter().zip(&owners).filter(|(_, owners)| *owners >> shard & 1 == 1);
            // not in the wanted order
            owned.rev().map(|(block, _)| block.clone()).collect()
        };
        let inputs = shards(folder.path(), &[of(0), of(1), of(2)]);
        let inputs: Vec<PathBuf> = order.iter().map(|&at| inputs[at].clone()).collect();
        let output = folder.path().join("merged.log");
        // a key named again counts once
        let wanted = [keys(&blocks), keys(&blocks[..1])].concat();
        let merged = merge(&inputs, &identity(), &wanted, &output).unwrap();
        prop_assert_eq!(merged, Merged { blocks: blocks.len(), left_out: 0 });
        prop_assert_eq!(fs::read(&output).unwrap(), expected);
        assert_holds(&Store::open(&output, &identity()).unwrap(), &blocks);
    }
}

#[test]
fn many_inputs_are_not_open_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let blocks: Vec<Block> = (0..280).map(|n| (key(0, n), vec![u64::from(n)])).collect();
    let of = |shard| blocks.iter().skip(shard).step_by(140).cloned().collect();
    let contents: Vec<Vec<Block>> = (0..140).map(of).collect();
    let inputs = shards(folder.path(), &contents);
    let output = folder.path().join("merged.log");
    merge(&inputs, &identity(), &keys(&blocks), &output).unwrap();
    assert_holds(&Reader::open(&output).unwrap(), &blocks);
}

#[test]
fn gaps_are_counted_and_the_first_named() {
    let folder = tempfile::tempdir().unwrap();
    let blocks: Vec<Block> = (0..3).map(|n| (key(0, n), vec![1])).collect();
    let inputs = shards(
        folder.path(),
        &[blocks[1..2].to_vec(), blocks[..1].to_vec()],
    );
    let wanted: Vec<Key> = (0..12).map(|n| key(0, n)).collect();
    let output = folder.path().join("merged.log");
    let refused = merge(&inputs, &identity(), &wanted, &output).unwrap_err();
    match &refused {
        StoreError::Missing { count, first } => {
            assert_eq!((*count, first.as_slice()), (10, &wanted[2..7]));
        }
        other => panic!("{other}"),
    }
    let merged = merge(&[], &identity(), &wanted, &output);
    assert!(matches!(merged, Err(StoreError::Missing { count: 12, .. })));
    assert_nothing(folder.path(), &inputs);

    let merged = merge(&inputs, &identity(), &wanted[1..2], &output).unwrap();
    assert_eq!((merged.blocks, merged.left_out), (1, 1));
    assert_holds(&Reader::open(&output).unwrap(), &blocks[1..2]);
}

#[test]
fn inputs_that_contradict_each_other_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let contents = [vec![(key(0, 0), vec![1])], vec![(key(0, 0), vec![2])]];
    let inputs = shards(folder.path(), &contents);
    let output = folder.path().join("merged.log");
    let refused = merge(&inputs, &identity(), &[], &output)
        .unwrap_err()
        .to_string();
    assert!(refused.starts_with("block 0 of 0000"), "{refused}");
    assert!(refused.contains("shard-0.log and in "), "{refused}");
    assert!(refused.contains("shard-1.log; "), "{refused}");
    assert_nothing(folder.path(), &inputs);
}

/// More inputs than are read side by side.
#[test]
fn contradictions_are_found_wherever_they_stand() {
    let block = |at, bits| (key(0, at), vec![bits]);
    let others: Vec<Vec<Block>> = (2..110).map(|at| vec![block(at, 1)]).collect();
    let first = vec![vec![block(0, 1), block(1, 1)]];
    for (bits, wanted) in [
        (2, vec![key(0, 0), key(0, 1)]),
        (2, vec![]),
        (1, vec![key(0, 1)]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let last = vec![vec![block(1, 1), block(0, bits)]];
        let mut inputs = shards(
            folder.path(),
            &[first.clone(), others.clone(), last].concat(),
        );
        let output = folder.path().join("merged.log");
        for _ in 0..2 {
            match merge(&inputs, &identity(), &wanted, &output) {
                Err(StoreError::Contradiction { .. }) if bits == 2 => {}
                Ok(merged) if bits == 1 => {
                    assert_eq!((merged.blocks, merged.left_out), (1, 109));
                    fs::remove_file(&output).unwrap();
                }
                other => panic!("{other:?}"),
            }
            inputs.reverse();
        }
    }
}

#[test]
fn an_input_that_is_of_something_else_or_damaged_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let block = (key(0, 0), vec![1]);
    let inputs = shards(
        folder.path(),
        &[vec![block.clone(), (key(0, 1), vec![])], vec![block]],
    );
    let output = folder.path().join("merged.log");
    let mut other = identity();
    other["seed"] = json!(2);
    let refused = merge(&inputs, &other, &[], &output)
        .unwrap_err()
        .to_string();
    assert!(refused.ends_with("seed: 1 there, 2 here"), "{refused}");

    let mut bytes = fs::read(&inputs[0]).unwrap();
    let at = bytes.len() - 40;
    bytes[at] ^= 1;
    fs::write(&inputs[0], bytes).unwrap();
    let refused = merge(&inputs, &identity(), &[], &output).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
    assert_nothing(folder.path(), &inputs);
}

#[test]
fn what_is_there_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = shards(folder.path(), &[vec![(key(0, 0), vec![1])]]);
    let bytes = fs::read(&inputs[0]).unwrap();
    let refused = merge(&inputs, &identity(), &[], &inputs[0]).unwrap_err();
    assert!(matches!(refused, StoreError::Exists(_)), "{refused}");
    assert_eq!(fs::read(&inputs[0]).unwrap(), bytes);
    assert_nothing(folder.path(), &inputs);
}

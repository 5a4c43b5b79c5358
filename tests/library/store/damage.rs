//! A file that is cut, damaged or put together wrongly.

use super::*;
use orgsim::store::StoreError;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// What was finished is there, and going on gives the bytes of a process
    /// that was never interrupted.
    #[test]
    fn a_file_cut_anywhere_loses_only_what_was_not_finished(blocks in blocks()) {
        let (_folder, path) = place();
        let (bytes, ends) = written(&path, &blocks);
        for cut in 0..=bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            let Some(whole) = ends.iter().rposition(|&end| end <= cut) else {
                prop_assert!(Reader::open(&path).is_err());
                prop_assert!(Store::open(&path, &identity()).is_err());
                prop_assert_eq!(fs::read(&path).unwrap(), &bytes[..cut]);
                continue;
            };
            assert_holds(&Reader::open(&path).unwrap(), &blocks[..whole]);
            prop_assert_eq!(fs::read(&path).unwrap(), &bytes[..cut]);
            let mut store = Store::open(&path, &identity()).unwrap();
            assert_holds(&store, &blocks[..whole]);
            // a shorter block would leave a part of a longer tail behind it
            prop_assert_eq!(fs::read(&path).unwrap(), &bytes[..ends[whole]]);
            blocks.iter().for_each(|block| append(&mut store, block));
            assert_holds(&store, &blocks);
            prop_assert_eq!(&fs::read(&path).unwrap(), &bytes);
        }
    }

    /// Either an error that names the place, or the last block is as good as
    /// never finished.
    #[test]
    fn a_damaged_byte_is_found(blocks in blocks(), mask in 1_u8..) {
        let (_folder, path) = place();
        let (bytes, ends) = written(&path, &blocks);
        let before_last = blocks.len() - 1;
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= mask;
            fs::write(&path, &damaged).unwrap();
            match Store::open(&path, &identity()) {
                Ok(mut store) => {
                    prop_assert!(at >= ends[before_last], "byte {at}");
                    assert_holds(&store, &blocks[..before_last]);
                    append(&mut store, &blocks[before_last]);
                    prop_assert_eq!(&fs::read(&path).unwrap(), &bytes);
                }
                Err(StoreError::Damaged { offset, .. }) if at >= ends[0] => {
                    let frame = ends.iter().rposition(|&end| end <= at).unwrap();
                    prop_assert_eq!(offset as usize, ends[frame]);
                    prop_assert_eq!(&fs::read(&path).unwrap(), &damaged);
                }
                Err(_) => {
                    prop_assert!(at < ends[0], "byte {at}");
                    prop_assert_eq!(&fs::read(&path).unwrap(), &damaged);
                }
            }
        }
    }
}

/// The bytes of a store's only block.
fn only_block(values: &[u64]) -> Vec<u8> {
    let (_folder, path) = place();
    let (bytes, ends) = written(&path, &[(key(1, 2), values.to_vec())]);
    bytes[ends[0]..].to_vec()
}

#[test]
fn a_block_twice_is_fine_if_it_is_the_same() {
    let (_folder, path) = place();
    let block = (key(1, 2), vec![3, 4]);
    write(&path, std::slice::from_ref(&block));
    let once = fs::read(&path).unwrap();
    write(&path, std::slice::from_ref(&block));
    assert_eq!(fs::read(&path).unwrap(), once);

    fs::write(&path, [once, only_block(&[3, 4])].concat()).unwrap();
    assert_holds(&Store::open(&path, &identity()).unwrap(), &[block]);
}

#[test]
fn a_key_with_two_results_is_named() {
    let (_folder, path) = place();
    let nan = f64::NAN.to_bits();
    write(&path, &[(key(1, 2), vec![nan])]);
    let bytes = fs::read(&path).unwrap();
    let mut store = Store::open(&path, &identity()).unwrap();
    for other in [vec![nan ^ 1], vec![], vec![nan, nan]] {
        let values: Vec<f64> = other.iter().map(|&bits| f64::from_bits(bits)).collect();
        let refused = store.append(key(1, 2), &values).unwrap_err();
        assert!(
            matches!(refused, StoreError::Contradiction { key: k, .. } if k == key(1, 2)),
            "{refused}"
        );
    }
    drop(store);
    assert_eq!(fs::read(&path).unwrap(), bytes);

    fs::write(&path, [bytes, only_block(&[nan ^ 1])].concat()).unwrap();
    let refused = Reader::open(&path).unwrap_err().to_string();
    let name = format!("block 2 of {} has two different results", "01".repeat(16));
    assert!(refused.starts_with(&name), "{refused}");
}

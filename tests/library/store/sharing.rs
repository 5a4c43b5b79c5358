//! Several who want one store at a time.

use super::*;
use orgsim::store::StoreError;

fn many(count: u32) -> Vec<Block> {
    let block = |number| (key(0, number), vec![u64::from(number); 40]);
    (0..count).map(block).collect()
}

#[test]
fn only_one_appends() {
    let (_folder, path) = place();
    let first = Store::open(&path, &identity()).unwrap();
    let refused = Store::open(&path, &identity()).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    assert!(
        refused
            .to_string()
            .starts_with("another process is writing")
    );
    drop(first);
    assert!(Store::open(&path, &identity()).is_ok());
}

/// Whoever comes second must not get a file of their own that then replaces the
/// first one.
#[test]
fn two_who_make_a_store_at_once_get_one() {
    for _ in 0..30 {
        let (_folder, path) = place();
        let opened: Vec<Result<Store, StoreError>> = std::thread::scope(|scope| {
            let open = || Store::open(&path, &identity());
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(opened.iter().filter(|store| store.is_ok()).count(), 1);
        let refused = opened.iter().filter_map(|store| store.as_ref().err());
        for error in refused {
            assert!(matches!(error, StoreError::InUse(_)), "{error}");
        }
        let mut store = opened.into_iter().find_map(Result::ok).unwrap();
        append(&mut store, &(key(0, 0), vec![1]));
        assert_holds(&Reader::open(&path).unwrap(), &[(key(0, 0), vec![1])]);
    }
}

#[test]
fn a_reader_sees_whole_blocks_while_another_appends() {
    let (_folder, path) = place();
    let blocks = many(2_000);
    drop(Store::open(&path, &identity()).unwrap());
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| write(&path, &blocks));
        while !writer.is_finished() {
            let reader = Reader::open(&path).unwrap();
            assert_holds(&reader, &blocks[..reader.keys().len()]);
        }
    });
    assert_holds(&Reader::open(&path).unwrap(), &blocks);
}

#[test]
fn a_store_under_another_identity_is_refused_with_every_difference() {
    let (_folder, path) = place();
    write(&path, &many(3));
    let bytes = fs::read(&path).unwrap();
    let other = json!({"seed": 2, "scenario": {"share": 0.2}, "version": "1.0"});
    let refused = Store::open(&path, &other).unwrap_err().to_string();
    let told: Vec<&str> = refused.lines().skip(1).collect();
    assert_eq!(
        told,
        [
            "  scenario.share: 0.1 there, 0.2 here",
            "  seed: 1 there, 2 here"
        ]
    );
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let same = json!({"scenario": {"share": 0.1}, "version": "1.0", "seed": 1});
    assert_holds(&Store::open(&path, &same).unwrap(), &many(3));
}

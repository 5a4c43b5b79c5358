//! What is learnt holds the truth as often as it should.
//!
//! `cargo run --release --example round_trip` does the same for many and larger organisations.

use std::num::NonZeroU64;

use orgsim::engine::MonteCarlo;
use orgsim::questions::fit::round_trip::{Known, Ranked, Sizes};

const SIZES: Sizes = Sizes {
    people: (100, 160),
    quarters: (16, 20),
};

/// Of twelve organisations, some 100 parameters are learnt, each of whose 90% intervals holds
/// the truth with probability .9. Those of one organisation are somewhat alike: as if they were
/// 50 that are independent, of which fewer than .64 hold it with probability 1.4e-7.
#[test]
fn intervals_hold_the_truth() {
    let engine = MonteCarlo::new(NonZeroU64::MAX, 0).unwrap();
    let found = engine.collect(12, |organisation| {
        let known = Known::draw(5, organisation, SIZES)?;
        known.ranks(500, organisation).ok()
    });
    let found: Vec<Ranked> = found.into_iter().flatten().flatten().collect();
    let learnt: Vec<&Ranked> = found.iter().filter(|own| own.is_learnt).collect();
    assert!(
        learnt.len() > 60,
        "{} of {} were learnt",
        learnt.len(),
        found.len()
    );
    let held = learnt
        .iter()
        .filter(|own| (0.05..=0.95).contains(&own.below));
    let held = held.count();
    assert!(
        100 * held >= 64 * learnt.len(),
        "{held} of {} hold the truth",
        learnt.len()
    );
    // What records of a hundred people hardly say is found to be so.
    let is_learnt = |key: &str| {
        let own = found.iter().filter(|own| own.parameter == key);
        own.filter(|own| own.is_learnt).count()
    };
    assert!(is_learnt("labour_market.base_hazard") >= 10);
    assert!(is_learnt("transfer.immaturity_rate") <= 6);
}

//! The library's generator passes the battery; poor ones do not.

use super::axes::{AXES, Address, Generator, keyed};
use super::battery::{failures, scores};

#[test]
fn neighbouring_draws_are_uniform_and_independent() {
    for axis in &AXES {
        let failures = failures(axis, keyed);
        assert!(failures.is_empty(), "{}: {failures:?}", axis.name);
    }
}

/// All parts of an address added up, as in `seed + run`.
fn sum(address: &Address) -> u64 {
    address.seed
        + address.run
        + address.stream as u64
        + u64::from(address.entity.id)
        + u64::from(address.entity.generation)
        + (address.quarter.0 + 1000) as u64
        + u64::from(address.other)
        + u64::from(address.draw)
}

/// A uniform from the upper 53 bits.
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// A linear congruential generator that is seeded with the sum.
fn congruential(address: &Address) -> f64 {
    let step = |state: u64| {
        state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1)
    };
    unit(step(step(sum(address))))
}

/// A good mixer of the sum: each draw is fine, but runs share their draws with
/// those of other seeds.
fn mixed_sum(address: &Address) -> f64 {
    let mut z = sum(address).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    unit(z ^ (z >> 31))
}

/// The library's generator for whoever forgets the purpose.
fn without_purpose(address: &Address) -> f64 {
    keyed(&Address {
        stream: super::axes::ORIGIN.stream,
        ..*address
    })
}

/// Uniform draws of which each shares half of its luck with the next: the
/// distribution function of the sum of two, at the sum of two.
fn overlapping(address: &Address) -> f64 {
    let next = Address {
        draw: address.draw + 1,
        ..*address
    };
    let sum = keyed(address) + keyed(&next);
    if sum < 1.0 {
        sum * sum / 2.0
    } else {
        1.0 - (2.0 - sum) * (2.0 - sum) / 2.0
    }
}

#[test]
fn the_battery_rejects_poor_generators() {
    let everywhere: &[&str] = &AXES.each_ref().map(|axis| axis.name);
    let poor: [(&str, Generator, &[&str]); 4] = [
        ("congruential", congruential, everywhere),
        ("mixed sum", mixed_sum, everywhere),
        ("without purpose", without_purpose, &["purposes", "lanes"]),
        ("overlapping", overlapping, &["draws"]),
    ];
    let mut useful: Vec<&str> = Vec::new();
    for (name, generator, axes) in poor {
        for axis in AXES.iter().filter(|axis| axes.contains(&axis.name)) {
            let failures = failures(axis, generator);
            assert!(!failures.is_empty(), "{name} passes along {}", axis.name);
            useful.extend(failures.iter().map(|(test, _)| test));
        }
    }
    // each test of the battery catches something
    for (test, _) in scores(&AXES[0], keyed) {
        assert!(useful.contains(&test), "{test} rejects nothing");
    }
}

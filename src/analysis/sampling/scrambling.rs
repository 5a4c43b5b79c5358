//! Nested uniform scrambling of binary digits (Owen 1995).

use super::direction_numbers::BITS;
use crate::analysis::draw::Draw;
use crate::random::{Entity, Streams};
use crate::units::Quarter;

/// Digits that one draw scrambles: it has a bit for each of the 2^5 - 1 nodes
/// of a tree of five levels.
const LEVELS: u32 = 5;
/// Random bits of a uniform.
const RANDOM_BITS: u32 = 52;
/// Digits behind those of the sequence, up to the precision of a number.
const TAIL: u32 = f64::MANTISSA_DIGITS - BITS;

/// A scrambling of a sequence: each binary digit of a coordinate is flipped or
/// not by a fair coin of its own for the dimension and all digits before it.
///
/// A scrambled point is uniform in the cube, and points that share the first k
/// digits still do, so that the balance of the sequence is kept. This is the
/// nested uniform scrambling itself, not one of the hashes that approximate it:
/// the coin is a draw whose address is the digits before it. Digits behind the
/// 30 of the sequence are those of one more draw, since no two points share 30.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scrambling(Streams);

impl Scrambling {
    /// The scrambling with a number under a seed. Different numbers scramble
    /// independently.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        Self(Streams::new(seed, number))
    }

    /// The scrambled coordinate, in `[0, 1)`, of 30 digits in a dimension.
    pub(super) fn coordinate(&self, dimension: usize, digits: u32) -> f64 {
        let mut scrambled = 0u64;
        for group in 0..BITS / LEVELS {
            let before = BITS - group * LEVELS;
            let coins = self.coins(dimension, group, u64::from(digits) >> before);
            let below = before - LEVELS;
            // the nodes of the tree are numbered as those of a heap
            let mut node = 1;
            for level in (below..before).rev() {
                let digit = digits >> level & 1;
                let flip = (coins >> node & 1) as u32;
                scrambled = scrambled << 1 | u64::from(digit ^ flip);
                node = node << 1 | digit;
            }
        }
        let tail = self.coins(dimension, BITS / LEVELS, u64::from(digits)) >> (RANDOM_BITS - TAIL);
        (scrambled << TAIL | tail) as f64 / (1u64 << f64::MANTISSA_DIGITS) as f64
    }

    /// The random bits for what follows the digits `prefix` in a dimension.
    fn coins(&self, dimension: usize, group: u32, prefix: u64) -> u64 {
        let entity = Entity {
            id: dimension as u32,
            generation: group,
        };
        let uniform = self
            .0
            .pair_uniform(Draw::SobolScrambling, entity, Quarter(0), prefix as u32);
        // the middle of one of 2^52 cells, whose number is wanted
        (uniform * (1u64 << RANDOM_BITS) as f64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_digits_goes_on_sharing_them() {
        let scrambling = Scrambling::new(5, 0);
        for shared in 0..BITS {
            let low = BITS - shared - 1;
            let base = 0x2AAA_AAAA & !(1 << low);
            let (a, b) = (base, base | 1 << low);
            let cell = |x: f64, digits: u32| (x * (1u64 << digits) as f64) as u64;
            let [a, b] = [a, b].map(|digits| scrambling.coordinate(3, digits));
            assert_eq!(cell(a, shared), cell(b, shared));
            assert_ne!(cell(a, shared + 1), cell(b, shared + 1));
        }
    }

    /// Over 4,000 scramblings of one point, every digit is a fair coin: no count
    /// of ones is further than 6 standard deviations from half; for 53 digits
    /// that would happen by chance once in 10 million.
    #[test]
    fn every_digit_is_a_fair_coin() {
        let mut ones = [0i32; f64::MANTISSA_DIGITS as usize];
        for number in 0..4_000 {
            let x = Scrambling::new(9, number).coordinate(1, 0x1234_5678);
            let bits = (x * (1u64 << f64::MANTISSA_DIGITS) as f64) as u64;
            for (digit, count) in ones.iter_mut().enumerate() {
                *count += (bits >> digit & 1) as i32;
            }
        }
        let deviation = (4_000f64 / 4.0).sqrt();
        for count in ones {
            assert!(f64::from(count - 2_000).abs() < 6.0 * deviation, "{count}");
        }
    }
}

//! The random streams of one run.

use super::address::counter;
use super::columns::fill;
use super::philox::philox4x32;
use super::purpose::{block, half, lane};
use super::unit::open_unit;
use super::{Entity, Purpose};
use crate::units::Quarter;

/// The random streams of one run.
///
/// ```
/// use orgsim::random::{Entity, Stream, Streams};
/// use orgsim::units::Quarter;
///
/// let streams = Streams::new(1, 0);
/// let anna = Entity { id: 7, generation: 0 };
/// let u = streams.uniform(Stream::ExitDecision, anna, Quarter(3));
/// assert_eq!(u, streams.uniform(Stream::ExitDecision, anna, Quarter(3)));
/// assert_ne!(u, streams.uniform(Stream::ExitDecision, anna, Quarter(4)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    key: [u32; 2],
}

impl Streams {
    /// The streams of replicate `run` under a master seed. The scenario never
    /// enters.
    ///
    /// Runs of one seed never share a key: for a given seed, the key is a
    /// bijection of the run. The seed goes through the same mixer first, so that
    /// neighbouring seeds do not share runs as they would with `seed + run`.
    pub fn new(seed: u64, run: u64) -> Self {
        let key = mix64(mix64(seed) ^ run);
        Self {
            key: [key as u32, (key >> 32) as u32],
        }
    }

    /// One uniform in the open interval (0, 1).
    #[inline]
    pub fn uniform(&self, purpose: impl Purpose, entity: Entity, quarter: Quarter) -> f64 {
        self.nth_uniform(purpose, entity, quarter, 0, 0)
    }

    /// One uniform for a pair: of the entity and an `other` party. The pair is
    /// ordered; for a symmetric draw, the caller puts the smaller number first.
    #[inline]
    pub fn pair_uniform(
        &self,
        purpose: impl Purpose,
        entity: Entity,
        quarter: Quarter,
        other: u32,
    ) -> f64 {
        self.nth_uniform(purpose, entity, quarter, other, 0)
    }

    /// The uniform of draw number `draw` for the entity and an `other` party.
    #[inline]
    pub fn nth_uniform(
        &self,
        purpose: impl Purpose,
        entity: Entity,
        quarter: Quarter,
        other: u32,
        draw: u16,
    ) -> f64 {
        open_unit(self.bits(purpose.number(), entity, quarter, other, u32::from(draw)))
    }

    /// The uniforms of [`nth_uniform`](Self::nth_uniform) for two purposes that share a block,
    /// for the price of one. Two purposes share a block if the first has an even number and
    /// the second the next one.
    ///
    /// # Panics
    /// If the purposes share no block.
    #[inline]
    pub fn nth_uniforms<P: Purpose>(
        &self,
        purposes: [P; 2],
        entity: Entity,
        quarter: Quarter,
        other: u32,
        draw: u16,
    ) -> [f64; 2] {
        let counter = counter(
            first_of_block(purposes),
            entity,
            quarter,
            other,
            draw.into(),
        );
        let words = philox4x32(self.key, counter);
        [0, 1].map(|lane| open_unit(half(words, lane)))
    }

    /// A column of uniforms, one row an entity: [`uniform`](Self::uniform) for
    /// each.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn column(
        &self,
        purpose: impl Purpose,
        quarter: Quarter,
        entities: &[Entity],
        out: &mut [f64],
    ) {
        assert!(entities.len() == out.len(), "one row an entity");
        let purpose = purpose.number();
        let counter = |&entity: &Entity| counter(purpose, entity, quarter, 0, 0);
        self.fill_one(purpose, out, entities.iter().map(counter));
    }

    /// Columns of uniforms for two purposes that share a block, one row an entity, for
    /// the price of one column.
    ///
    /// # Panics
    /// If the purposes share no block or the lengths differ.
    pub fn pair_columns<P: Purpose>(
        &self,
        purposes: [P; 2],
        quarter: Quarter,
        entities: &[Entity],
        first: &mut [f64],
        second: &mut [f64],
    ) {
        assert!(
            entities.len() == first.len() && entities.len() == second.len(),
            "one row an entity"
        );
        let first_purpose = first_of_block(purposes);
        let counter = |&entity: &Entity| counter(first_purpose, entity, quarter, 0, 0);
        let counters = entities.iter().map(counter);
        fill(self.key, counters, [Some(first), Some(second)]);
    }

    /// A column of uniforms for pairs of an entity and an other party:
    /// [`pair_uniform`](Self::pair_uniform) for each.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn column_of_pairs(
        &self,
        purpose: impl Purpose,
        quarter: Quarter,
        pairs: &[(Entity, u32)],
        out: &mut [f64],
    ) {
        self.nth_column_of_pairs(purpose, quarter, pairs, 0, out);
    }

    /// A column of the uniforms of draw number `draw` for pairs of an entity and an other party:
    /// [`nth_uniform`](Self::nth_uniform) for each.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn nth_column_of_pairs(
        &self,
        purpose: impl Purpose,
        quarter: Quarter,
        pairs: &[(Entity, u32)],
        draw: u16,
        out: &mut [f64],
    ) {
        assert!(pairs.len() == out.len(), "one row a pair");
        let purpose = purpose.number();
        let draw = u32::from(draw);
        let counter =
            |&(entity, other): &(Entity, u32)| counter(purpose, entity, quarter, other, draw);
        self.fill_one(purpose, out, pairs.iter().map(counter));
    }

    /// [`pair_columns`](Self::pair_columns) for pairs of an entity and an other party.
    ///
    /// # Panics
    /// If the purposes share no block or the lengths differ.
    pub fn pair_columns_of_pairs<P: Purpose>(
        &self,
        purposes: [P; 2],
        quarter: Quarter,
        pairs: &[(Entity, u32)],
        first: &mut [f64],
        second: &mut [f64],
    ) {
        assert!(
            pairs.len() == first.len() && pairs.len() == second.len(),
            "one row a pair"
        );
        let first_purpose = first_of_block(purposes);
        let counter =
            |&(entity, other): &(Entity, u32)| counter(first_purpose, entity, quarter, other, 0);
        let counters = pairs.iter().map(counter);
        fill(self.key, counters, [Some(first), Some(second)]);
    }

    #[inline]
    fn fill_one(&self, purpose: u8, out: &mut [f64], counters: impl Iterator<Item = [u32; 4]>) {
        let lanes = match lane(purpose) {
            0 => [Some(out), None],
            _ => [None, Some(out)],
        };
        fill(self.key, counters, lanes);
    }

    /// The 64 random bits at an address.
    #[inline]
    pub(super) fn bits(
        &self,
        purpose: u8,
        entity: Entity,
        quarter: Quarter,
        other: u32,
        draw: u32,
    ) -> u64 {
        let words = philox4x32(self.key, counter(purpose, entity, quarter, other, draw));
        half(words, lane(purpose))
    }
}

/// The first of two purposes that share a block.
fn first_of_block<P: Purpose>(purposes: [P; 2]) -> u8 {
    let [even, odd] = purposes.map(P::number);
    assert!(
        block(even) == block(odd) && lane(even) < lane(odd),
        "the purposes share a block, in this order"
    );
    even
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection.
fn mix64(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

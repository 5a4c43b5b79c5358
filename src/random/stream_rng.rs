//! A sequence of draws at one address, for samplers that need several.

use std::convert::Infallible;

use rand::TryRng;

use super::address::DRAWS;
use super::unit::open_unit;
use super::{Entity, Purpose, Streams};
use crate::units::Quarter;

/// A generator for `rand`'s traits whose draws all belong to one address.
///
/// Draw number n is the one that
/// [`Streams::nth_uniform`] gives for n and other party 0, so a sampler that
/// takes one draw more or less, such as one by rejection, changes nobody
/// else's luck.
///
/// ```
/// use orgsim::random::{Entity, Stream, Streams};
/// use orgsim::units::Quarter;
/// use rand::Rng;
///
/// let mut rng = Streams::new(1, 0).rng(Stream::Tacitness, Entity::default(), Quarter(0));
/// assert_ne!(rng.next_u64(), rng.next_u64());
/// ```
///
/// # Panics
/// At draw 16,777,216, rather than repeat the first ones.
#[derive(Clone, Debug)]
pub struct StreamRng {
    streams: Streams,
    purpose: u8,
    entity: Entity,
    quarter: Quarter,
    draw: u32,
}

impl Streams {
    /// A generator for `rand`'s traits that starts at the given address and
    /// counts draws upwards: its draw number n is
    /// [`nth_uniform`](Self::nth_uniform)`(.., 0, n)`.
    pub fn rng(&self, purpose: impl Purpose, entity: Entity, quarter: Quarter) -> StreamRng {
        StreamRng::new(*self, purpose.number(), entity, quarter)
    }
}

impl StreamRng {
    pub(super) fn new(streams: Streams, purpose: u8, entity: Entity, quarter: Quarter) -> Self {
        Self {
            streams,
            purpose,
            entity,
            quarter,
            draw: 0,
        }
    }

    /// The next uniform in the open interval (0, 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        open_unit(self.bits())
    }

    #[inline]
    fn bits(&mut self) -> u64 {
        assert!(self.draw < DRAWS, "the draws at this address are used up");
        let bits = self
            .streams
            .bits(self.purpose, self.entity, self.quarter, 0, self.draw);
        self.draw += 1;
        bits
    }
}

impl TryRng for StreamRng {
    type Error = Infallible;

    /// The upper half of the next draw; each call takes a draw of its own.
    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.bits() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits())
    }

    /// Little-endian draws; the last one may be cut.
    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        for chunk in target.chunks_mut(8) {
            chunk.copy_from_slice(&self.bits().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::super::Stream;
    use super::*;

    const PURPOSE: Stream = Stream::ReviewOutcome;

    fn rng() -> StreamRng {
        let entity = Entity {
            id: 5,
            generation: 2,
        };
        Streams::new(9, 4).rng(PURPOSE, entity, Quarter(-3))
    }

    #[test]
    fn counts_through_the_draws_of_its_address() {
        let mut rng = rng();
        for draw in 0..100 {
            let addressed = rng
                .streams
                .nth_uniform(PURPOSE, rng.entity, rng.quarter, 0, draw);
            assert_eq!(rng.uniform(), addressed);
        }
    }

    #[test]
    fn bytes_are_the_words_in_order() {
        let (mut words, mut bytes) = (rng(), [0; 20]);
        rng().fill_bytes(&mut bytes);
        assert_eq!(bytes[..8], words.next_u64().to_le_bytes());
        assert_eq!(bytes[8..16], words.next_u64().to_le_bytes());
        assert_eq!(bytes[16..], words.next_u64().to_le_bytes()[..4]);
    }

    #[test]
    #[should_panic(expected = "used up")]
    fn never_wraps() {
        let mut rng = rng();
        rng.draw = DRAWS - 1;
        rng.uniform();
        rng.uniform();
    }
}

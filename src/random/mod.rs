//! Random streams: a draw is a function of what it is for.
//!
//! Every random number is addressed by (seed, run, purpose, entity, quarter,
//! other party, draw number) and produced by the counter-based generator
//! Philox4x32-10 (Salmon et al. 2011). No draw depends on how many others were
//! made before it, so two scenarios under the same seed share their luck: what lasts
//! person by person, what a quarter brings seat by seat ([`Entity::place`]).
//!
//! The seed and the run make the key of the generator, the rest its counter:
//!
//! | word | bits | content | limit |
//! |---|---|---|---|
//! | 0 | 32 | [`Entity::id`] | any `u32` |
//! | 1 | high 16 | [`Entity::generation`] | below 65,536 |
//! | 1 | low 16 | quarter | -32,768 to 32,767 |
//! | 2 | high 8 | half the number of the [`Purpose`] | any `u8` |
//! | 2 | low 24 | draw number | below 16,777,216 |
//! | 3 | 32 | other party | any `u32` |
//!
//! A block has 128 bits: 64 for each of two neighbouring purposes. For one key,
//! different addresses have different counters, and Philox maps different
//! counters to different blocks. A scenario has at most 800 quarters, and nobody
//! is replaced more than once a quarter, so that no run comes near the limits.
//!
//! Another model names purposes of its own by [`Purpose`], and counts its
//! periods, however long they are, in the place of quarters.

mod address;
mod columns;
mod distributions;
mod philox;
mod purpose;
mod stream;
mod stream_rng;
mod streams;
mod unit;

pub use address::Entity;
pub use distributions::{
    Bernoulli, Categorical, Exponential, LogNormal, Normal, Poisson, PowerLaw,
};
pub use philox::philox4x32;
pub use purpose::Purpose;
pub use stream::Stream;
pub use stream_rng::StreamRng;
pub use streams::Streams;

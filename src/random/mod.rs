//! Random streams: a draw is a function of what it is for.
//!
//! Every random number is addressed by (seed, run, purpose, entity, quarter,
//! other party, draw number) and produced by the counter-based generator
//! Philox4x32-10 (Salmon et al. 2011). No draw depends on how many others were
//! made before it, so two scenarios under the same seed share their luck person
//! by person.

mod philox;
mod stream;

pub use stream::{Entity, Stream, StreamRng, Streams};

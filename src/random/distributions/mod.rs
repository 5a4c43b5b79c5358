//! Distributions drawn by inversion: one uniform a decision.
//!
//! A quantile function is monotone, so two scenarios that share the uniform
//! move in the same direction, which is what makes their difference precise.
//! Every type has `quantile(u)` for an addressed uniform and implements
//! [`rand_distr::Distribution`] for generators, with the same value for the same
//! bits, so that it composes with the samplers of that crate.
//!
//! Parameters come from a validated scenario or are computed from one; outside
//! their documented range, debug builds stop.

mod choice;
mod continuous;
mod poisson;

pub use choice::{Bernoulli, Categorical};
pub use continuous::{Exponential, LogNormal, Normal, PowerLaw};
pub use poisson::Poisson;

/// Implements `rand_distr`'s trait by the quantile of the next 64 bits.
macro_rules! sample_by_quantile {
    ($distribution:ty => $value:ty) => {
        impl rand_distr::Distribution<$value> for $distribution {
            #[inline]
            fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> $value {
                self.quantile($crate::random::unit::open_unit(rng.next_u64()))
            }
        }
    };
}
use sample_by_quantile;

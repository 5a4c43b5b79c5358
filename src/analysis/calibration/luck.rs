//! What the random numbers of a calibration are for.

use crate::random::{Entity, Purpose, Streams};
use crate::units::Quarter;

/// What a random number of a calibration is for. The numbers lie far from those
/// of models, which may have the same seed.
#[derive(Clone, Copy)]
pub(super) enum Luck {
    /// A coordinate of a point that is drawn from the prior.
    Prior = 221,
    /// The point of the last population near which the next one is looked for.
    Ancestor = 222,
    /// How far from it, along each direction.
    Perturbation = 223,
    /// The point of a posterior from which a prediction is made.
    Prediction = 224,
}

impl Purpose for Luck {
    fn number(self) -> u8 {
        self as u8
    }
}

/// The uniform of a point with a number: for a purpose, at an attempt, for a
/// coordinate.
pub(super) fn uniform(streams: &Streams, luck: Luck, attempt: u32, coordinate: usize) -> f64 {
    let entity = Entity {
        id: attempt,
        generation: 0,
    };
    streams.pair_uniform(luck, entity, Quarter(0), coordinate as u32)
}

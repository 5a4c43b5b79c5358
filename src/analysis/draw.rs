//! What the randomness of the methods is for.

use crate::random::Purpose;

/// A purpose of randomness of a method. The numbers lie above those of models,
/// so that a design and the runs at its points share no luck under one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Draw {
    /// Order of the strata of a Latin hypercube, and the place within one.
    LatinHypercube = 128,
    /// Scrambling of a Sobol' sequence.
    SobolScrambling = 129,
    /// Start, direction and order of the steps of a Morris trajectory.
    MorrisTrajectory = 130,
    /// Which rows of a design a bootstrap resample has.
    Bootstrap = 131,
    /// Values of an input that no model reads.
    Dummy = 132,
}

impl Purpose for Draw {
    #[inline]
    fn number(self) -> u8 {
        self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    #[test]
    fn models_have_other_numbers() {
        let least = Draw::LatinHypercube.number();
        assert!(Stream::ALL.iter().all(|stream| stream.number() < least));
    }
}

//! Draws of all parameters, before and after they were moved to where records are.

/// A draw of all parameters, and what a simulated organisation kept records of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draw {
    /// Places in their priors, of what may be learnt, and of all else.
    pub(super) places: Vec<f64>,
    pub(super) others: Vec<f64>,
    /// Uniforms for both, of which those of a draw from the prior are made.
    pub(super) luck: Vec<f64>,
    pub(super) statistics: Vec<f64>,
}

/// One set of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Particle {
    /// Places in the priors.
    pub(super) places: Vec<f64>,
    /// Those of all else that is assumed.
    pub(super) others: Vec<f64>,
    /// How much it counts; the sum is 1.
    pub(super) weight: f64,
}

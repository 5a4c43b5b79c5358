//! Transfers: breakthroughs on their way to the product.

use crate::random::Entity;
use crate::units::Quarter;

/// All breakthroughs that are neither shipped nor abandoned.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transfers {
    pub(crate) open: Vec<Transfer>,
    /// How many they are, counted as they come and go.
    pub(crate) count: usize,
    /// Breakthroughs made so far.
    pub(crate) made: usize,
    /// Value that this quarter's shipped breakthroughs lost on their way.
    pub(crate) value_lost: f64,
}

/// A breakthrough on its way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Transfer {
    pub(crate) breakthrough: usize,
    pub(crate) crew: usize,
    pub(crate) made: Quarter,
    pub(crate) quality: f64,
    pub(crate) relevance: f64,
    pub(crate) tacitness: f64,
    pub(crate) readiness: f64,
    pub(crate) published: bool,
    /// Completed stages: noticed, adopted, then the Erlang stages of hardening
    /// and integration.
    pub(crate) stage: u32,
    /// The project that made it.
    pub(crate) project: Entity,
    pub(crate) slot: u32,
    /// Members of the crew that made it; those who leave take know-how with
    /// them.
    pub(crate) makers: Vec<Entity>,
}

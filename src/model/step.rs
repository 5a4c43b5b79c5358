//! What every phase of a quarter is given beside the organisation.

use super::Model;
use crate::random::Streams;
use crate::units::Quarter;

/// The prepared scenario, the run's random streams and the quarter.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) model: &'a Model,
    pub(super) streams: &'a Streams,
    pub(super) quarter: Quarter,
}

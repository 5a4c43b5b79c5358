//! What every phase of a quarter is given beside parts of the organisation.

use super::prepared::Model;
use crate::random::Streams;
use crate::units::Quarter;

/// The prepared scenario, the run's random streams and the quarter.
#[derive(Clone, Copy)]
pub(crate) struct Step<'a> {
    pub(crate) model: &'a Model,
    pub(crate) streams: &'a Streams,
    pub(crate) quarter: Quarter,
}

//! What an audit says about one claim.

use super::departure::Departure;
use super::prediction::Prediction;

/// What an audit says about one claim.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) literature: Prediction,
    /// Under stretched ranges, and by how much, if it was needed.
    pub(super) wide: Option<(f64, Prediction)>,
    pub(super) departures: Vec<Departure>,
    /// Parameters that were drawn.
    pub(super) drawn: usize,
    /// Parameters that were held because a rule ties them to others.
    pub(super) tied: Vec<String>,
}

impl Verdict {
    /// Whether the widest prior tried contains the claim.
    pub(super) fn is_reached(&self) -> bool {
        let wide = self.wide.as_ref();
        self.literature.is_inside || wide.is_some_and(|(_, wide)| wide.is_inside)
    }
}

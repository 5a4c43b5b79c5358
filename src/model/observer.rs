//! Observers: whoever listens to a run.

use super::event::Event;
use super::state::Organization;
use crate::measures::Measure;
use crate::units::Quarter;

/// Listens to a run. What it does changes nothing, but for readings.
pub trait Observer {
    /// The organisation as it is before the first quarter of the burn-in.
    fn started(&mut self, _organization: &Organization) {}

    /// Something happened in a quarter. It is told at the quarter's end, in the order in
    /// which it happened, of the organisation as it is then.
    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization);

    /// What a measure read in a quarter: all that the model asks, for events of the
    /// scenario that wait for a condition. NaN, no condition holds.
    fn reading(&self, _measure: &Measure, _quarter: Quarter) -> f64 {
        f64::NAN
    }

    /// A quarter is over.
    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization);
}

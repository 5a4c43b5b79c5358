//! Repeats a closure in parallel, batch by batch, until told to stop. No word
//! of the domain.

mod monte_carlo;
mod stopping;

pub use monte_carlo::{Finished, MonteCarlo, Next, Signals, ThreadsUnavailable};
pub use stopping::{Standing, StoppingRule};

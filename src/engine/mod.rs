//! Repeats a closure in parallel, batch by batch until told to stop, or one by one
//! in order. No word of the domain.

mod in_order;
mod monte_carlo;
mod stopping;
mod threads;

pub use monte_carlo::{Finished, MonteCarlo, Next, Signals};
pub use stopping::{Standing, StoppingRule};
pub use threads::ThreadsUnavailable;

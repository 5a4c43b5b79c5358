//! Calibration: which parameters agree with what was observed.
//!
//! [`abc_smc`] gives a posterior by approximate Bayesian computation with
//! sequential Monte Carlo, [`match_history`] the part of the parameter space
//! that is not implausible. Both return sets of points and never a best one,
//! since many points may agree with the data as well as each other.
//! [`recover`] says beforehand whether a parameter can be found at all, and
//! [`tail_areas`] afterwards whether the model gives what was observed.
//!
//! A simulator is a closure from parameter values and a number to summary
//! statistics. Its luck is a function of that number, which no other simulation
//! of a calibration has: points under the same luck would make noise look like
//! fit. A stochastic simulator is run once a point in [`abc_smc`], as the data
//! came about once; averaging runs there would change what is inferred.

mod abc;
mod distance;
mod error;
mod history;
mod kernel;
mod luck;
mod posterior;
mod predictive;
mod prior;
mod recovery;
mod regression;
mod simulations;

pub use abc::{AbcSettings, abc_smc};
pub use distance::Weighting;
pub use error::CalibrationError;
pub use history::{HistorySettings, Matched, Observation, Wave, implausibility, match_history};
pub use posterior::{End, Generation, Particle, Posterior};
pub use predictive::{TailArea, predict, tail_areas};
pub use prior::{Marginal, Parameter, Prior};
pub use recovery::{ParameterRecovery, recover};
pub use simulations::Simulations;

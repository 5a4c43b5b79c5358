//! Methods over experiments whose points are vectors of numbers: which points
//! to try, which inputs matter, which variant is best, which parameters agree
//! with data, and where outcomes of interest lie. No word of the domain:
//! models come in as closures, outcomes as numbers.

mod bound;
mod direction;
mod draw;
pub(crate) mod linear;
pub(crate) mod ridge;
pub(crate) mod synthetic_likelihood;

pub mod calibration;
pub mod discovery;
pub mod sampling;
pub mod selection;
pub mod sensitivity;

pub use bound::Bound;
pub use direction::Direction;

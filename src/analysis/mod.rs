//! Methods over experiments whose points are vectors of numbers: which points
//! to try, which inputs matter, which variant is best, which parameters agree
//! with data, and where outcomes of interest lie. No word of the domain:
//! models come in as closures, outcomes as numbers.

mod draw;

pub mod sampling;
pub mod sensitivity;
pub mod selection;
mod bound;
mod direction;
pub use bound::Bound;
pub use direction::Direction;

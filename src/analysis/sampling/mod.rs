//! Designs: which points of the unit cube to try.
//!
//! | design | points | extendable | for |
//! |---|---|---|---|
//! | [`FullFactorial`] | all combinations of levels | no | few factors with few levels |
//! | [`LatinHypercube`] | any number | no | main effects, any number of inputs |
//! | [`Sobol`] | a power of two | by doubling | means and sensitivity indices |
//!
//! A point is a row of numbers in `[0, 1)`, one an input. Whoever runs a model
//! takes each to its input: a quantile function for a quantity, [`level`] for a
//! choice among so many.
//!
//! The error of a mean over points of a design is not `s / sqrt(n)`: the points
//! are not independent. Scramble anew (the `scramble` of [`Sobol::scrambled`])
//! some ten to thirty times, and put Student's interval about the means.

mod direction_numbers;
mod error;
mod full_factorial;
mod latin_hypercube;
mod level;
mod scrambling;
mod sobol;

pub use error::DesignError;
pub use full_factorial::FullFactorial;
pub use latin_hypercube::LatinHypercube;
pub use level::level;
pub use sobol::Sobol;

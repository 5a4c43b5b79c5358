//! Sensitivity: which inputs an outcome depends on, alone and together.
//!
//! | method | what it says of an input | runs | needs |
//! |---|---|---|---|
//! | [`MorrisDesign`] | mean and spread of the effects of single steps | r (D + 2) | ordered inputs |
//! | [`SaltelliDesign`] | share of the variance of the outcome, alone and in all | N (D + 3) or N (2D + 4) | a power of two N |
//! | [`Pawn`] | how far knowing it moves the distribution of the outcome | any points | nothing |
//! | [`Delta`] | how far knowing it moves the density of the outcome, on average | any points, many | nothing |
//!
//! A design gives points of the unit cube; whoever has a model runs it at each of
//! them, one or several times, and hands back the outcomes: one row a point, one
//! number a replicate. One design serves any number of outcomes.
//!
//! # A dummy
//! Each method carries one input more than the model has, which nobody reads. What
//! is found for it is what is found for nothing: an input that is not clearly above
//! the dummy has not been shown to matter.
//!
//! # Noise
//! Outcomes of a stochastic model vary at one point, and a method that takes noise
//! for the work of inputs finds all of them influential. With one replicate a point
//! that is what its figures say: shares of all variance, noise included. With two
//! or more, all products of outcomes are taken between different replicates, which
//! makes them unbiased for the mean outcome at a point, whether replicates share
//! their luck across points or not; for independent noise this is to subtract
//! s^2 / r. To see the share of luck itself, make the seed one more input: let
//! [`level`](crate::analysis::sampling::level) take a coordinate to a run number.
//!
//! # Failures
//! A point with an outcome that is not finite has failed. A trajectory or base row
//! with a failed point is left out whole, and counted: its other points mean
//! nothing without it. Where a model fails by itself is a question for an outcome
//! of its own, 1 where it failed and 0 elsewhere.

mod bootstrap;
mod delta;
mod error;
mod morris;
mod outcomes;
mod over_designs;
mod pawn;
mod saltelli;
mod sample;
mod slices;
mod sobol_indices;

pub use bootstrap::Bootstrap;
pub use delta::{Delta, DeltaIndices};
pub use error::SensitivityError;
pub use morris::{ElementaryEffects, MorrisDesign, MorrisEffects};
pub use pawn::{Pawn, PawnIndex, PawnIndices};
pub use saltelli::SaltelliDesign;
pub use sobol_indices::{Estimator, InputIndices, PairIndex, SobolIndices};

//! Scenario discovery: where in the space of inputs the outcomes of interest
//! lie, and how variants fare across that space.
//!
//! [`discover`] is the patient rule induction method, PRIM (Friedman & Fisher
//! 1999), as used for scenarios by Bryant & Lempert (2010): boxes that hold
//! many of the cases of interest (coverage) and few others (density), each told
//! by its rules. [`reproducibility`] says how far the choice of inputs depends
//! on the sample. Peeling is greedy: of two boxes of equal weight in opposite
//! corners it may see neither, since no first slice tells them from the rest.
//!
//! [`regrets`] and [`satisficing`] compare variants over worlds.

mod cases;
mod choice;
mod covering;
mod paste;
mod peel;
mod region;
mod regret;
mod reproducibility;
mod satisficing;
mod significance;

pub use cases::{Cases, CasesError, Input, Values, effective};
pub use choice::Choice;
pub use covering::{Discovery, Found, Settings, SettingsError, discover};
pub use region::{Fit, Region, Rule};
pub use regret::{NOISE, Regret, RegretError, regrets};
pub use reproducibility::{Reproducibility, reproducibility};
pub use satisficing::{ThresholdsError, satisficing};

//! The questions that can be asked: each in a room of its own, with its settings, its
//! method over the runs of an experiment, the rows and findings of its answer, its
//! figures and the notes on its methods.

pub mod audit;
pub mod calibrate;
pub mod compare;
mod costs;
pub mod discover;
pub mod file;
pub mod patterns;
pub mod select;
pub mod sensitivity;
pub mod sweep;

pub use calibrate::{CalibrateSettings, Role, Target, calibrate};
pub use compare::{Adjust, CompareSettings, compare};
pub use costs::{costs, has_design};
pub use discover::{DiscoverSettings, discover};
pub use select::{SelectSettings, select};
pub use sensitivity::{
    Explained, SensitivityMethod, SensitivityPlan, SensitivitySettings, sensitivity,
};
pub use sweep::sweep;

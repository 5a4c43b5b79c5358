//! Quantities with a unit: quarters, and hazards beside probabilities.

use serde::{Deserialize, Serialize};

/// Index of a quarter. Quarter 0 is the first observed one; quarters of the
/// burn-in are negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quarter(pub i32);

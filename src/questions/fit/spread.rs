//! On which scale a weak prior is even.

use crate::choice::choice;

choice! {
    /// How evenly a weak prior is spread between its ends.
    pub enum Spread {
        /// Its values are.
        Even = "even",
        /// Their logarithms are.
        Logarithmic = "logarithmic",
    }
}

//! Where breakthroughs end up.

use crate::choice::choice;

choice! {
    /// Where a breakthrough ended up.
    pub enum Fate {
        /// In the product.
        Shipped = "shipped",
        /// Given up.
        Abandoned = "abandoned",
        /// Neither of them so far.
        Open = "open",
    }
}

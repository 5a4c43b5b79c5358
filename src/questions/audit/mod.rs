//! Numeric claims put to the model: their arithmetic, their counting noise, and
//! whether the model predicts them.

mod arithmetic;
mod claims;
mod departure;
mod noise;
mod prediction;
mod prior;
mod shipped;
mod table;
mod target;

pub use arithmetic::{Recomputed, recompute};
pub use claims::{CODES, Claim, Claims, Compare};
pub use noise::equal_rates_p_value;
pub use prediction::{Audit, AuditError, Settings};
pub use shipped::CLAIMS;
pub use table::table;

//! Parts of a study for machines that do not talk to each other: which items a
//! part does, which part a task of a cluster is, and how parts that are missing
//! are written for a scheduler. No word of the domain.

mod array;
mod environment;
mod shard;

pub use array::{ArrayError, compress, expand};
pub use environment::{AutoError, Found, auto};
pub use shard::{Shard, ShardError};

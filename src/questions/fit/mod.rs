//! From the records of an organisation to a model of it.

pub mod described;

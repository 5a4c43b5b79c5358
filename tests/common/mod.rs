//! What the tests of the model share: small worlds, a full trace of a run, and
//! judgements with a known rate of false alarms.

#![allow(missing_docs, reason = "fields of the trace are named as in the model")]

pub mod happenings;
pub mod judge;
pub mod trace;
pub mod worlds;

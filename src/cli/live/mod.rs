//! The live page on this machine: what answers it.

mod answers;
mod desks;
mod guard;
mod server;

pub(crate) use server::{Server, ServerError};

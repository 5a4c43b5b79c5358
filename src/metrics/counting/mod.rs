//! What is counted: by the events of a run, and by a look at the organisation at the end
//! of each quarter. Each file counts what the file of the same name in
//! [`crate::measures`] declares.

pub(super) mod market;
pub(super) mod money;
pub(super) mod people;
pub(super) mod product;
pub(super) mod programme;
pub(super) mod research;

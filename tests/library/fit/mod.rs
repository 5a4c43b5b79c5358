//! What is learnt from records: of organisations whose parameters are known, and of records that
//! the model does not make.

mod kept;
mod round_trip;
mod wrong_model;

//! Records of an organisation: files that are read, what is wrong with others, and how
//! records are written.

mod any_text;
mod correct;
mod faults;
mod public;
mod round_trip;

//! Random streams: the generator, the addresses, and the quality of draws whose
//! keys and counters are neighbours.

mod axes;
mod battery;
mod contract;
mod quality;

//! Each mechanism can be switched off: then it is an exact null. Switched on in
//! a world in which nothing else is, it has the effect that it should have, of
//! the size that theory gives. And it leaves alone what it should.
//!
//! Seeds are fixed; with other seeds each judgement of size would fail by
//! chance less than once in a million (see `judge`).

mod events;
mod exits;
mod growth;
mod nulls;
mod people;
mod projects;
mod transfer;
mod work;
mod world;

use orgsim::scenario::Mechanisms;

/// Where the switch of a mechanism is.
type Switch = fn(&mut Mechanisms) -> &mut bool;

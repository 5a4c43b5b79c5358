//! The figures of a sweep.

mod effects;
mod grid;
mod heat_map;
mod map_cells;
mod response;

use crate::figures::Kind;

/// Their kinds.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "heat-map",
        about: "which variant is better over two factors or more, and where that changes",
        make: heat_map::make,
    },
    Kind {
        name: "response",
        about: "measures and differences over one factor",
        make: response::make,
    },
    Kind {
        name: "effects",
        about: "what each factor of a sweep changes, and each pair of them",
        make: effects::make,
    },
];

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
        about: "which variant is better over two or more factors, and where another becomes better",
        make: heat_map::make,
    },
    Kind {
        name: "response",
        about: "measures and differences over one factor",
        make: response::make,
    },
    Kind {
        name: "effects",
        about: "effects of each factor of a sweep, and of each pair",
        make: effects::make,
    },
];

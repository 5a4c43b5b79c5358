//! The parts of the model: its switches, and its parameters with a plausible range.

use crate::choice::choice;
use crate::scenario::{Type, registry};

choice! {
    /// What sort of a part it is.
    pub enum Kind {
        /// A switch of a mechanism.
        Mechanism = "mechanism",
        /// A parameter with a plausible range.
        Parameter = "parameter",
    }
}

/// A part of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its key; that of an event has a star for the name of the event.
    pub key: String,
    /// What sort of a part it is.
    pub kind: Kind,
}

/// All parts, in the order of the default scenario.
pub fn parts() -> Vec<Part> {
    let registry = registry();
    let is_switch = |key: &str| key.starts_with("mechanisms.");
    let switches = registry.parameters().iter().filter_map(|parameter| {
        let key = parameter.key();
        (parameter.kind == Type::Switch && is_switch(&key)).then_some(Part {
            key,
            kind: Kind::Mechanism,
        })
    });
    let ranged = registry.ranged().map(|key| Part {
        key,
        kind: Kind::Parameter,
    });
    switches.chain(ranged).collect()
}

//! From a scenario file to the validated input of a simulation.
//!
//! [`load`] reads a file, the files it extends and overrides from the command
//! line; each is a layer on top of the commented default scenario,
//! [`DEFAULT`], which is also where every parameter gets its type, range and
//! meaning from ([`registry`]). The result is a complete [`Scenario`] or every
//! fault at once.

mod actions;
mod canonical;
mod chain;
mod code;
pub(crate) mod commented;
mod complete;
mod definition;
mod event;
mod event_rules;
mod events;
mod inherited;
mod interval;
mod layer;
mod layers;
mod leaf;
mod load;
pub(crate) mod missing;
mod names;
pub(crate) mod overrides;
mod parameter;
mod reference;
mod registry;
mod resolve;
mod rules;
mod schedule;
mod schema;
pub(crate) mod shares;
pub(crate) mod source;
pub(crate) mod spec;
pub(crate) mod spelling;
mod timeline;
mod value;

pub use crate::measures::Role;
pub use actions::*;
pub use code::CODES;
pub(crate) use code::{UNKNOWN_KEY, is_about_several};
pub use complete::Complete;
pub use definition::*;
pub use event::{Condition, Event, Trigger};
pub use interval::Interval;
pub use layer::LayerKind;
pub(crate) use load::load_named;
pub use load::{Loaded, load, load_bytes, load_inputs, load_str};
pub use overrides::with_flags;
pub use parameter::{Parameter, Range};
pub use reference::reference;
pub use registry::{Registry, Section, registry};
pub use resolve::{Origin, Setting};
pub use schema::schema;
pub(crate) use schema::{limits, names as schema_of_names};
pub use source::{Input, MOST_BYTES};
pub(crate) use value::{Path, dotted};
pub use value::{Type, Value};

/// The commented default scenario, as `orgsim init` writes it.
pub const DEFAULT: &str = include_str!("default.toml");

impl Default for Scenario {
    fn default() -> Self {
        // From a table, as all scenarios are: reading it from the text would be compiled, too.
        let document = toml::from_str::<toml::Table>(DEFAULT);
        let scenario = document.and_then(<Self as serde::Deserialize>::deserialize);
        scenario.expect("the default scenario is valid; a test reads it")
    }
}

//! From a scenario file to the validated input of a simulation.

mod definition;

pub use definition::*;

/// The commented default scenario, as `orgsim init` writes it.
pub const DEFAULT: &str = include_str!("default.toml");

impl Default for Scenario {
    fn default() -> Self {
        toml::from_str(DEFAULT).expect("the default scenario is valid; a test reads it")
    }
}

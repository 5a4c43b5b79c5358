//! A scenario with every value stated, read once and tried with many overrides.

use std::sync::Arc;

use super::layer::{Layer, LayerKind};
use super::load::{Loaded, on_top};
use super::source::Input;
use super::spec;
use crate::diagnostic::{Diagnostic, Faults, Source};

/// A scenario that takes overrides. Every value is stated, also those that came from
/// another table: an override changes what it names and nothing that is like it.
#[derive(Debug)]
pub struct Complete {
    layer: Arc<Layer>,
    /// None, but for warnings: it was loaded once.
    faults: Vec<Diagnostic>,
    input: Input,
}

impl Complete {
    /// A scenario that was loaded; `name` is shown in messages.
    pub fn new(name: &str, loaded: &Loaded) -> Self {
        let text = loaded.scenario.to_toml();
        let text = text.expect("a scenario that was loaded can be written");
        let (table, mut faults) = spec::parse(&Source::new(name, text.as_str()));
        let layer = Layer::check(LayerKind::File, &table, &mut faults);
        Self {
            layer: Arc::new(layer),
            faults,
            input: Input {
                name: name.to_owned(),
                bytes: text.into_bytes(),
            },
        }
    }

    /// The scenario with overrides of the form `path.to.key=value`, of which a later
    /// one wins.
    ///
    /// # Errors
    /// Every fault that the overrides have, or that they bring into the scenario.
    pub fn with(&self, overrides: &[String]) -> Result<Loaded, Faults> {
        on_top(
            vec![Arc::clone(&self.layer)],
            overrides,
            Vec::new(),
            self.faults.clone(),
            vec![self.input.clone()],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load_str;

    #[test]
    fn of_two_overrides_of_a_value_the_later_wins() {
        let complete = Complete::new("own", &load_str("").unwrap());
        let set = ["0.2", "0.9", "0.4"].map(|value| format!("transfer.tacitness={value}"));
        let loaded = complete.with(&set).unwrap();
        assert_eq!(loaded.scenario.transfer.tacitness, 0.4);
    }
}

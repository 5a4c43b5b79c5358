//! What a factor of a result is called and measured in.

use super::ResultFolder;
use crate::scenario::registry;
use serde_json::Value;

/// A factor of an experiment as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Its name in tables.
    pub name: String,
    /// What it is, in a few words.
    pub label: String,
    /// The unit of its values; empty if it has none or it is not known.
    pub unit: String,
    /// The range of its values, if they are numbers and it is known.
    pub range: Option<(f64, f64)>,
}

impl ResultFolder {
    /// The factor of a name, as the manifest describes it; its unit is that of the
    /// parameter which it sets.
    pub fn factor(&self, name: &str) -> Factor {
        let described = self.manifest()["factors"].as_array();
        let own = described
            .into_iter()
            .flatten()
            .find(|own| own["name"].as_str() == Some(name))
            .unwrap_or(&Value::Null);
        let keys = own["keys"].as_array().into_iter().flatten();
        let low = own["low"].as_f64();
        Factor {
            name: name.to_owned(),
            label: name.replace('_', " "),
            unit: registry().unit_of(keys.filter_map(Value::as_str)),
            range: low.zip(own["high"].as_f64()),
        }
    }
}

//! What a factor of a result is called and measured in.

use super::ResultFolder;
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
    /// The factor of a name, as the manifest describes it; else called by its name.
    pub fn factor(&self, name: &str) -> Factor {
        let described = self.manifest()["factors"].as_array();
        let own = described
            .into_iter()
            .flatten()
            .find(|own| own["name"].as_str() == Some(name))
            .unwrap_or(&Value::Null);
        let text = |key: &str| own[key].as_str().map(str::to_owned);
        let low = own["low"].as_f64();
        Factor {
            name: name.to_owned(),
            label: text("label").unwrap_or_else(|| name.replace('_', " ")),
            unit: text("unit").unwrap_or_default(),
            range: low.zip(own["high"].as_f64()),
        }
    }
}

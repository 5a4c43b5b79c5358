//! What a measure of a result is called and measured in.

use super::ResultFolder;
use crate::metrics::{self, Better};
use serde_json::Value;

/// A measure as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its key in tables.
    pub key: String,
    /// What it is, in a few words; with the window if it has one.
    pub label: String,
    /// The unit of its values; empty if it has none.
    pub unit: String,
    /// The size of a difference that matters in practice, in its unit.
    pub threshold: Option<f64>,
    /// Which direction is better.
    pub better: Better,
}

impl ResultFolder {
    /// The measure of a key, as the manifest describes it; what it is silent about
    /// is as the registry of measures says. An unknown key is its own label.
    pub fn measure(&self, key: &str) -> Measure {
        let (id, window) = key.split_once("__").unwrap_or((key, ""));
        let known = metrics::find(id);
        let mut label = known.map_or(id.replace('_', " "), |known| known.label.clone());
        if !window.is_empty() {
            label += &format!(" ({})", window.replace('_', " "));
        }
        let described = self.manifest()["measures"].as_array();
        let described = described.into_iter().flatten();
        let own = described
            .into_iter()
            .find(|own| own["key"].as_str() == Some(key))
            .unwrap_or(&Value::Null);
        let text = |name: &str| own[name].as_str().map(str::to_owned);
        Measure {
            key: key.to_owned(),
            label: text("label").unwrap_or(label),
            unit: text("unit").unwrap_or_else(|| known.map_or("", |known| known.unit).to_owned()),
            threshold: own["threshold"].as_f64(),
            better: known.map_or(Better::Neither, |known| known.better),
        }
    }
}

//! What a measure of a result is called and measured in.

use super::{ResultFolder, Row};
use crate::metrics::{self, Better};
use crate::numerals::capitalised;
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

impl Measure {
    /// Its label as a heading; of the groups that labels begin with, only those of
    /// people say what the label does not.
    pub fn heading(&self) -> String {
        let told = match self.label.split_once(": ") {
            Some(("researchers" | "engineers", _)) | None => &self.label,
            Some((_, label)) => label,
        };
        capitalised(told)
    }
}

impl ResultFolder {
    /// The measure of a key, as the manifest describes it; one that it does not
    /// list, such as that of a target, is as the registry of measures says. An
    /// unknown key is its own label.
    pub fn measure(&self, key: &str) -> Measure {
        let listed = self.manifest()["measures"].as_array();
        let mut listed = listed.into_iter().flatten();
        match listed.find(|own| own["key"].as_str() == Some(key)) {
            Some(own) => described(key, own),
            None => registered(key),
        }
    }
}

impl Row<'_> {
    /// Whether it is about a measure of the registry, by its columns `metric` and
    /// `role`.
    pub fn is_about(&self, measure: &metrics::Measure) -> bool {
        self.text("metric") == Some(measure.id)
            && self.text("role") == measure.role.map(metrics::role_name)
    }
}

/// A measure of a manifest.
fn described(key: &str, own: &Value) -> Measure {
    let text = |name: &str| own[name].as_str().unwrap_or_default().to_owned();
    let ways = [Better::Higher, Better::Lower, Better::Neither];
    let better = ways.into_iter().find(|way| own["better"] == way.name());
    Measure {
        key: key.to_owned(),
        label: text("label"),
        unit: text("unit"),
        threshold: own["threshold"].as_f64(),
        better: better.unwrap_or(Better::Neither),
    }
}

/// A measure of the registry, whose key may end with a window.
fn registered(key: &str) -> Measure {
    let Some(known) = metrics::find_value(key) else {
        return Measure {
            key: key.to_owned(),
            label: key.replace('_', " "),
            unit: String::new(),
            threshold: None,
            better: Better::Neither,
        };
    };
    Measure {
        key: key.to_owned(),
        label: known.label(),
        unit: known.measure.unit.to_owned(),
        threshold: None,
        better: known.measure.better,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_as_the_manifest_says() {
        let own = serde_json::json!({
            "key": "latency", "label": "transfer: latency", "unit": "quarters",
            "better": "lower", "threshold": 0.5
        });
        let measure = described("latency", &own);
        assert_eq!(
            (&*measure.label, &*measure.unit),
            ("transfer: latency", "quarters")
        );
        assert_eq!(
            (measure.threshold, measure.better),
            (Some(0.5), Better::Lower)
        );
    }

    #[test]
    fn a_measure_of_a_window_is_told_with_it() {
        let measure = registered("researcher_retention_12m__q8_q11");
        assert_eq!(
            measure.label,
            "researchers: retained over 12 months (quarters 8 to 11)"
        );
        assert_eq!(
            measure.heading(),
            "Researchers: retained over 12 months (quarters 8 to 11)"
        );
        assert_eq!(registered("papers_accepted").heading(), "Papers accepted");
        assert_eq!(measure.unit, "share");
        assert_eq!(registered("of_another_version").label, "of another version");
    }
}

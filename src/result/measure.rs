//! What a measure of a result is called and measured in.

use super::ResultFolder;
use crate::experiment::{Measure, Measures};
use crate::metrics::Better;
use serde_json::Value;

impl ResultFolder {
    /// The measure of a key, as the manifest describes it; one that it does not
    /// list, such as that of a target, is as the registry of measures says. An
    /// unknown key is its own label.
    pub fn measure(&self, key: &str) -> Measure {
        self.measures().get(key)
    }

    /// The measures that the manifest lists.
    pub fn measures(&self) -> Measures {
        let listed = self.manifest()["measures"].as_array();
        let listed = listed.into_iter().flatten();
        let listed = listed.filter_map(|own| Some(described(own["key"].as_str()?, own)));
        Measures(listed.collect())
    }
}

/// A measure of a manifest.
fn described(key: &str, own: &Value) -> Measure {
    let text = |name: &str| own[name].as_str().unwrap_or_default().to_owned();
    let better = own["better"].as_str().and_then(Better::named);
    let label = text("label");
    let [least, greatest] = Measure::registered(key).possible;
    Measure {
        key: key.to_owned(),
        title: own["title"].as_str().unwrap_or(&label).to_owned(),
        label,
        unit: text("unit"),
        threshold: own["threshold"].as_f64(),
        better: better.unwrap_or(Better::Neither),
        possible: [
            own["least"].as_f64().unwrap_or(least),
            own["greatest"].as_f64().unwrap_or(greatest),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_as_the_manifest_says() {
        let own = serde_json::json!({
            "key": "latency", "label": "transfer: latency", "title": "latency", "unit": "quarters",
            "better": "lower", "threshold": 0.5
        });
        let measure = described("latency", &own);
        assert_eq!(
            (&*measure.label, &*measure.heading(), &*measure.unit),
            ("transfer: latency", "Latency", "quarters")
        );
        assert_eq!(
            (measure.threshold, measure.better),
            (Some(0.5), Better::Lower)
        );
        assert_eq!(measure.within((-9.0, 9.0)), (-9.0, 9.0));
    }

    #[test]
    fn no_interval_leaves_the_possible() {
        let within = |key: &str, own, ends| described(key, &own).within(ends);
        let unsaid = || serde_json::json!({});
        for (key, ends, left) in [
            ("gpu_utilisation", (0.96, 1.05), (0.96, 1.0)),
            ("papers_accepted__q8_q11", (-1.2, 4.0), (0.0, 4.0)),
            ("mmlu_like", (99.0, 101.0), (99.0, 100.0)),
            ("net_value", (-9.0, 9.0), (-9.0, 9.0)),
        ] {
            assert_eq!(within(key, unsaid(), ends), left, "{key}");
        }
        let capped = serde_json::json!({ "least": 0.0, "greatest": 6.0 });
        let key = "latency_restricted_mean";
        assert_eq!(within(key, capped, (-1.0, 7.5)), (0.0, 6.0));
        assert_eq!(within(key, unsaid(), (-1.0, 7.5)), (0.0, 7.5));
    }
}

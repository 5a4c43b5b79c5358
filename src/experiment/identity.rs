//! What the runs of an experiment depend on.

use serde_json::{Value, json};

use super::columns::Columns;
use super::definition::{Design, Experiment};
use super::factor::Domain;
use crate::scenario::Scenario;

impl Experiment {
    /// Everything on which its runs depend, so that runs that were kept are used
    /// again only if they would come out the same: version, seed, scenarios,
    /// factors, kind of design, and the numbers that are kept.
    ///
    /// How many replicates and points there are is left out: more of them reuse
    /// what is there.
    pub fn identity(&self) -> Value {
        let variants = self.variants.iter().map(|variant| {
            let values = variant.loaded().map_or_else(
                || json!({ "model": self.name }),
                |loaded| bare(&loaded.scenario),
            );
            (variant.name.clone(), values)
        });
        let factors = self.factors.iter().map(|factor| {
            let range = match &factor.domain {
                Domain::Linear(low, high) => json!({ "linear": [low, high] }),
                Domain::Log(low, high) => json!({ "log": [low, high] }),
                Domain::Whole(low, high) => json!({ "whole": [low, high] }),
                Domain::Levels(_) => json!("values"),
            };
            (
                factor.name.clone(),
                json!({ "keys": factor.keys, "range": range }),
            )
        });
        let design = match self.design {
            Design::Single => "single",
            Design::Grid => "grid",
            Design::List(_) | Design::Weighted(_) => "list",
            Design::LatinHypercube(_) => "latin-hypercube",
            Design::Sobol(_) => "sobol",
        };
        let columns = Columns::of(self);
        let mut identity = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "seed": self.seed(),
            "measures": columns.measures(),
            "quarterly": columns.quarterly(),
            "variants": serde_json::Map::from_iter(variants),
            "factors": serde_json::Map::from_iter(factors),
            "design": design,
        });
        if let Some(parameters) = self.parameters.identity() {
            identity["parameters"] = parameters;
        }
        identity
    }
}

/// The values of a scenario on which its runs depend.
fn bare(scenario: &Scenario) -> Value {
    let mut values = serde_json::to_value(scenario).unwrap_or_default();
    if let Some(values) = values.as_object_mut() {
        values.remove("title");
        values.remove("description");
    }
    if let Some(simulation) = values["simulation"].as_object_mut() {
        for key in [
            "runs",
            "max_runs",
            "batch_size",
            "confidence_level",
            "seed",
            "start",
        ] {
            simulation.remove(key);
        }
    }
    values
}

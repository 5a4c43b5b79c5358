//! Experiments that are built in code: with models of somebody's own, or with orgsim's.

use std::sync::Arc;

use super::definition::{Design, Experiment, Source, Variant};
use super::factor::Factor;
use super::file;
use super::measure::Measure;
use super::model::Model;
use super::own_measure::OwnMeasure;
use super::parameter_source::ParameterSource;
use crate::scenario::Loaded;

impl Experiment {
    /// An experiment without variants and factors yet, with the default replicates of
    /// experiment files. The first measure is the main one.
    ///
    /// The name is also the identity of the models: runs that were kept in a store are used
    /// again under the same name only, so give a changed model another name.
    pub fn new(name: &str, measures: impl IntoIterator<Item = Measure>) -> Self {
        let record = file::unwritten("the experiment");
        let replicates = record.whole("replicates");
        let replicates = replicates.expect("the commented default has replicates");
        let mut experiment = Self {
            name: name.to_owned(),
            title: String::new(),
            question: String::new(),
            variants: Vec::new(),
            factors: Vec::new(),
            design: Design::Single,
            replicates,
            precision: Vec::new(),
            measures: Vec::new(),
            described: Vec::new(),
            own_measures: Vec::new(),
            quarterly: false,
            thresholds: Vec::new(),
            parameters: ParameterSource::Fixed,
            seed: 1,
            level: 0.95,
            inputs: Vec::new(),
            warnings: Vec::new(),
            record,
        };
        for measure in measures {
            experiment.measures.push(measure.key.clone());
            experiment.described.push(measure);
        }
        experiment
    }

    /// An experiment with variants that are scenarios, without measures yet.
    pub(crate) fn of_scenarios(name: &str, variants: Vec<Variant>) -> Self {
        let mut experiment = Self::new(name, []);
        if let Some(first) = variants.first().and_then(Variant::scenario) {
            experiment.seed = first.simulation.seed;
            experiment.level = first.simulation.confidence_level;
        }
        experiment.variants = variants;
        experiment
    }

    /// The same with a variant that is a model of somebody's own.
    #[must_use]
    pub fn with_variant(mut self, name: &str, model: impl Model + 'static) -> Self {
        self.variants.push(Variant {
            name: name.to_owned(),
            label: name.to_owned(),
            source: Source::Own(Arc::new(model)),
        });
        self
    }

    /// The same with a variant that is a scenario. The seed and the confidence level of the
    /// experiment become those of the first one.
    #[must_use]
    pub fn with_scenario(mut self, name: &str, loaded: Loaded) -> Self {
        if self.variants.is_empty() {
            self.seed = loaded.scenario.simulation.seed;
            self.level = loaded.scenario.simulation.confidence_level;
        }
        self.variants.push(Variant::of_scenario(name, name, loaded));
        self
    }

    /// The same with a factor. Its keys are those of the scenario that get its value; a
    /// model of somebody's own finds it by its name. The design becomes a grid.
    #[must_use]
    pub fn with_factor(mut self, factor: Factor) -> Self {
        self.factors.push(factor);
        if self.design == Design::Single {
            self.design = Design::Grid;
        }
        self
    }

    /// The same with a measure that is taken from the records of orgsim's model.
    #[must_use]
    pub fn with_measure(mut self, own: OwnMeasure) -> Self {
        self.measures.push(own.measure.key.clone());
        self.own_measures.push(own);
        self
    }

    /// The same with other design points.
    #[must_use]
    pub fn with_design(mut self, design: Design) -> Self {
        self.design = design;
        self
    }

    /// The same with so many runs of each variant at each design point.
    #[must_use]
    pub fn with_replicates(mut self, replicates: u64) -> Self {
        self.replicates = replicates;
        self
    }
}

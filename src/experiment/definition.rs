//! An experiment: alternatives, what is varied, and what is asked.

use std::fmt;
use std::sync::Arc;

use super::factor::{Factor, Level};
use super::file::Record;
use super::measure::{Measure, Measures};
use super::model::Model;
use super::own_measure::OwnMeasure;
use super::parameter_source::ParameterSource;
use crate::diagnostic::Diagnostic;
use crate::scenario::{Input, Loaded, Scenario};
use crate::units::Calendar;

/// An experiment, complete and without fault.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Its name: that of its file.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it asks.
    pub question: String,
    /// The alternatives; at least one.
    pub variants: Vec<Variant>,
    /// What is varied.
    pub factors: Vec<Factor>,
    /// At which points.
    pub design: Design,
    /// Most runs of each variant at each point.
    pub replicates: u64,
    /// Half-widths that end the runs of a variant at a point, by measure.
    pub precision: Vec<(String, f64)>,
    /// Keys of the measures that are kept; at least one.
    pub measures: Vec<String>,
    /// What they are called and measured in, where the registry does not say it.
    pub described: Vec<Measure>,
    /// Those of them that are not in the registry, with how they are taken.
    pub own_measures: Vec<OwnMeasure>,
    /// Whether their quarterly numbers are kept, too.
    pub quarterly: bool,
    /// What matters in practice, by measure.
    pub thresholds: Vec<(String, f64)>,
    /// Which parameters replicates have.
    pub parameters: ParameterSource,
    /// Seed of the runs, and of the design.
    pub seed: u64,
    /// Confidence level of the intervals.
    pub level: f64,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// What is allowed, but probably not meant.
    pub warnings: Vec<Diagnostic>,
    /// The checked file, for the sections of questions.
    pub(crate) record: Record,
}

/// An alternative, without its runs.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// How tables name it.
    pub label: String,
    /// What is run.
    pub source: Source,
}

/// What a variant runs, before any factor.
#[derive(Clone)]
pub enum Source {
    /// A scenario.
    Scenario(Box<Loaded>),
    /// A model of somebody's own.
    Own(Arc<dyn Model>),
}

impl Variant {
    /// A variant that is a scenario.
    pub(crate) fn of_scenario(name: &str, label: &str, loaded: Loaded) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            source: Source::Scenario(Box::new(loaded)),
        }
    }

    /// Its scenario; none if it is a model of somebody's own.
    pub fn scenario(&self) -> Option<&Scenario> {
        self.loaded().map(|loaded| &loaded.scenario)
    }

    /// Its scenario, as it was loaded; none if it is a model of somebody's own.
    pub fn loaded(&self) -> Option<&Loaded> {
        match &self.source {
            Source::Scenario(loaded) => Some(loaded),
            Source::Own(_) => None,
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenario(loaded) => loaded.fmt(f),
            Self::Own(_) => f.write_str("a model of somebody's own"),
        }
    }
}

/// At which points factors are tried.
#[derive(Clone, Debug, PartialEq)]
pub enum Design {
    /// No factor: one point.
    Single,
    /// Every combination of the levels of all factors.
    Grid,
    /// These points.
    List(Vec<Vec<Level>>),
    /// These points, each with its weight: how much it counts beside the others, such as a
    /// sample of a posterior distribution.
    Weighted(Vec<(Vec<Level>, f64)>),
    /// A Latin hypercube of so many points.
    LatinHypercube(usize),
    /// The first points of a scrambled Sobol' sequence, a power of two.
    Sobol(usize),
}

impl Experiment {
    /// The weight of each point; none if all count alike.
    pub fn weights(&self) -> Option<Vec<f64>> {
        match &self.design {
            Design::Weighted(points) => Some(points.iter().map(|(_, weight)| *weight).collect()),
            _ => None,
        }
    }

    /// The values of the factors at a point of the unit cube; coordinates beyond
    /// the factors have no effect.
    pub fn levels(&self, unit: &[f64]) -> Vec<Level> {
        let pairs = self.factors.iter().zip(unit);
        pairs.map(|(factor, &u)| factor.at(u)).collect()
    }

    /// Seed of the runs, and of the design.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Confidence level of its intervals.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// How quarters are told, which is the same in all variants.
    pub fn calendar(&self) -> Calendar {
        let first = self.variants.first().and_then(Variant::scenario);
        first.map_or_else(Calendar::default, |first| first.simulation.calendar())
    }

    /// The place of a variant.
    pub fn variant(&self, name: &str) -> Option<usize> {
        self.variants
            .iter()
            .position(|variant| variant.name == name)
    }

    /// Its measures, as people read them.
    pub fn described(&self) -> Measures {
        let own = self.own_measures.iter().map(|own| &own.measure);
        let own: Vec<&Measure> = own.chain(&self.described).collect();
        let described = |key: &String| {
            let own = own.iter().find(|own| own.key == *key);
            let mut measure = own.map_or_else(|| Measure::registered(key), |own| (*own).clone());
            measure.threshold = self.threshold(key).or(measure.threshold);
            measure
        };
        Measures(self.measures.iter().map(described).collect())
    }

    /// What matters in a measure, if it was said.
    pub fn threshold(&self, measure: &str) -> Option<f64> {
        let mut known = self.thresholds.iter();
        known
            .find(|(key, _)| key == measure)
            .map(|(_, threshold)| *threshold)
    }
}

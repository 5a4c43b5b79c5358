//! An experiment: alternatives, what is varied, and what is asked.

use super::factor::{Factor, Level};
use super::file::Record;
use crate::analysis::sampling::{DesignError, FullFactorial, LatinHypercube, Sobol};
use crate::scenario::{Input, Loaded};

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
    /// Whether their quarterly numbers are kept, too.
    pub quarterly: bool,
    /// What matters in practice, by measure.
    pub thresholds: Vec<(String, f64)>,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// The checked file, for the sections of questions.
    pub(crate) record: Record,
}

/// An alternative: a scenario without its runs.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// How tables name it.
    pub label: String,
    /// Its scenario, before any factor.
    pub loaded: Loaded,
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
    /// A Latin hypercube of so many points.
    LatinHypercube(usize),
    /// The first points of a scrambled Sobol' sequence, a power of two.
    Sobol(usize),
}

impl Experiment {
    /// The points: a value of each factor, in the order of the factors.
    ///
    /// # Errors
    /// If the design cannot be made for so many factors and points.
    pub fn points(&self) -> Result<Vec<Vec<Level>>, DesignError> {
        let factors = &self.factors;
        let unit = match &self.design {
            Design::Single => return Ok(vec![Vec::new()]),
            Design::List(points) => return Ok(points.clone()),
            Design::Grid => {
                let levels: Vec<Vec<Level>> = factors.iter().map(Factor::levels).collect();
                let sizes: Vec<usize> = levels.iter().map(Vec::len).collect();
                let pick = |indices: Vec<usize>| {
                    let pairs = indices.into_iter().zip(&levels);
                    pairs.map(|(index, levels)| levels[index].clone()).collect()
                };
                return Ok(FullFactorial::new(&sizes)?.indices().map(pick).collect());
            }
            Design::LatinHypercube(points) => {
                LatinHypercube::new(self.seed(), *points, factors.len()).points()
            }
            Design::Sobol(points) => {
                Sobol::scrambled(factors.len(), self.seed(), 0)?.points(*points)?
            }
        };
        Ok(unit.iter().map(|u| self.levels(u)).collect())
    }

    /// The values of the factors at a point of the unit cube; coordinates beyond
    /// the factors have no effect.
    pub fn levels(&self, unit: &[f64]) -> Vec<Level> {
        let pairs = self.factors.iter().zip(unit);
        pairs.map(|(factor, &u)| factor.at(u)).collect()
    }

    /// Seed of the runs, and of the design.
    pub fn seed(&self) -> u64 {
        self.variants[0].loaded.scenario.simulation.seed
    }

    /// Confidence level of its intervals.
    pub fn level(&self) -> f64 {
        self.variants[0].loaded.scenario.simulation.confidence_level
    }

    /// The place of a variant.
    pub fn variant(&self, name: &str) -> Option<usize> {
        self.variants
            .iter()
            .position(|variant| variant.name == name)
    }

    /// What matters in a measure, if it was said.
    pub fn threshold(&self, measure: &str) -> Option<f64> {
        let mut known = self.thresholds.iter();
        known
            .find(|(key, _)| key == measure)
            .map(|(_, threshold)| *threshold)
    }
}

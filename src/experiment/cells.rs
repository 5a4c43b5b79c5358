//! The scenarios of an experiment: every variant at every point.

use std::num::NonZeroU64;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::definition::{Experiment, Variant};
use super::factor::Level;
use super::file::point_fault;
use crate::diagnostic::Faults;
use crate::engine::{MonteCarlo, ThreadsUnavailable};
use crate::scenario::{Complete, Scenario};

/// Identity of a scenario's results: equal for equal scenarios, whatever they
/// are called and however often they are run.
pub type Fingerprint = [u8; 16];

/// A variant at a point.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Place of the variant in the experiment.
    pub variant: usize,
    /// Number of the point.
    pub point: usize,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The identity of its results.
    pub fingerprint: Fingerprint,
}

/// Why there are no cells.
#[derive(Debug)]
pub enum CellsError {
    /// Points that are no valid scenarios.
    Faults(Faults),
    /// There are more than [`MOST_CELLS`].
    TooMany(usize),
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
}

/// Most cells of an experiment; all of them are in memory.
pub const MOST_CELLS: usize = 100_000;
/// So many points are told in full.
const MOST_TOLD: usize = 5;

impl Experiment {
    /// The scenarios at some points: for each point in turn, all variants in
    /// their order. Threads: 0 for one a core.
    ///
    /// # Errors
    /// Every point at which the values break a rule together, of which the first
    /// are told in full; or more cells than can be held.
    pub fn cells(&self, points: &[Vec<Level>], threads: usize) -> Result<Vec<Cell>, CellsError> {
        let variants = self.variants.len();
        let count = points.len().saturating_mul(variants);
        if count > MOST_CELLS {
            return Err(CellsError::TooMany(count));
        }
        let complete: Vec<Complete> = self.variants.iter().map(Variant::complete).collect();
        let engine = MonteCarlo::new(NonZeroU64::MAX, threads).map_err(CellsError::Threads)?;
        let cells = engine.collect(count as u64, |index| -> Result<Cell, Faults> {
            let (point, variant) = (index as usize / variants, index as usize % variants);
            let scenario = self.scenario(&complete[variant], variant, &points[point])?;
            Ok(Cell {
                variant,
                point,
                fingerprint: fingerprint(&scenario),
                scenario: Arc::new(scenario),
            })
        });
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for (index, cell) in cells.into_iter().enumerate() {
            match cell {
                Ok(cell) => good.push(cell),
                Err(faults) => bad.push((index, faults)),
            }
        }
        if bad.is_empty() {
            return Ok(good);
        }
        let mut told = vec![point_fault(bad.len(), count)];
        for (index, faults) in bad.into_iter().take(MOST_TOLD) {
            told.push(self.told(&points[index / variants], index % variants));
            told.extend(faults.0);
        }
        Err(CellsError::Faults(Faults(told)))
    }

    /// A variant at a point; `complete` is the variant's [`complete`](Variant::complete).
    pub(crate) fn scenario(
        &self,
        complete: &Complete,
        variant: usize,
        levels: &[Level],
    ) -> Result<Scenario, Faults> {
        let loaded = &self.variants[variant].loaded;
        if levels.is_empty() {
            return Ok(loaded.scenario.clone());
        }
        let pairs = self.factors.iter().zip(levels);
        let set: Vec<String> = pairs
            .flat_map(|(factor, level)| factor.overrides(level))
            .collect();
        Ok(complete.with(&set)?.scenario)
    }

    fn told(&self, levels: &[Level], variant: usize) -> crate::diagnostic::Diagnostic {
        let pairs = self.factors.iter().zip(levels);
        let values = pairs.map(|(factor, level)| format!("{} = {level}", factor.name));
        let values: Vec<String> = values.collect();
        let name = &self.variants[variant].name;
        super::file::point_described(&format!("{name} at {}", values.join(", ")))
    }
}

impl Variant {
    /// Its scenario, ready for the values of factors.
    pub(crate) fn complete(&self) -> Complete {
        Complete::new(&self.name, &self.loaded)
    }
}

/// The identity of the results of a scenario.
pub fn fingerprint(scenario: &Scenario) -> Fingerprint {
    let mut bare = scenario.clone();
    bare.title.clear();
    bare.description.clear();
    bare.simulation.runs = 1;
    bare.simulation.max_runs = 1;
    bare.simulation.batch_size = 1;
    bare.simulation.confidence_level = 0.95;
    let text = bare
        .to_toml()
        .expect("a scenario that was loaded can be written");
    let digest = Sha256::digest(text.as_bytes());
    let mut fingerprint = Fingerprint::default();
    fingerprint.copy_from_slice(&digest[..16]);
    fingerprint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_change_a_run_does_not_change_the_fingerprint() {
        let scenario = Scenario::default();
        let mut renamed = scenario.clone();
        renamed.title = "x".into();
        renamed.simulation.runs = 7;
        assert_eq!(fingerprint(&scenario), fingerprint(&renamed));
        renamed.transfer.tacitness = 0.123;
        assert_ne!(fingerprint(&scenario), fingerprint(&renamed));
    }
}

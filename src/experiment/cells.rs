//! The scenarios of an experiment: every variant at every point.

use std::fmt;
use std::num::NonZeroU64;
use std::sync::Arc;

use hmac_sha256::Hash;

use super::definition::{Experiment, Source, Variant};
use super::drawn::{Drawn, Draws};
use super::factor::Level;
use super::file::point_fault;
use super::model::{DesignPoint, Model};
use super::runnable::{OwnModel, Runnable};
use crate::diagnostic::Faults;
use crate::engine::{MonteCarlo, ThreadsUnavailable};
use crate::scenario::{Complete, Loaded, Scenario};

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
    /// What is run.
    pub runnable: Runnable,
    /// The identity of its results.
    pub fingerprint: Fingerprint,
    /// The identity of what it shares with scenarios that differ in events alone; none where
    /// that is not looked for.
    pub(crate) past: Option<Fingerprint>,
}

impl Cell {
    /// Its scenario, before any draw of its parameters; none if a model of somebody's own is run.
    pub fn scenario(&self) -> Option<&Scenario> {
        match &self.runnable {
            Runnable::Scenario(scenario) => Some(scenario),
            Runnable::Drawn(drawn) => Some(&drawn.stated),
            Runnable::Own(_) => None,
        }
    }
}

/// A variant, ready for the values of factors.
pub(crate) enum CompleteVariant<'a> {
    Scenario(&'a Loaded, Box<Complete>),
    Own(&'a Arc<dyn Model>),
}

impl CompleteVariant<'_> {
    /// Whether it allows values of its scenario's keys.
    pub(crate) fn check(&self, overrides: &[String]) -> Result<(), Faults> {
        match self {
            Self::Scenario(_, complete) => complete.with(overrides).map(drop),
            Self::Own(_) => Ok(()),
        }
    }
}

/// Why there are no cells.
#[derive(Debug)]
#[non_exhaustive]
pub enum CellsError {
    /// Points that are no valid scenarios.
    Faults(Faults),
    /// There are more than [`MOST_CELLS`].
    TooMany(usize),
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
}

impl fmt::Display for CellsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults(faults) => faults.fmt(f),
            Self::TooMany(cells) => write!(
                f,
                "{cells} variants at design points are more than {MOST_CELLS}"
            ),
            Self::Threads(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CellsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Threads(error) => error.source(),
            Self::Faults(_) | Self::TooMany(_) => None,
        }
    }
}

/// Most cells of an experiment; all of them are in memory.
pub const MOST_CELLS: usize = 100_000;
/// Most runs of an experiment; the index of their blocks is in memory.
pub const MOST_RUNS: u64 = 10_000_000_000;
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
        let complete: Vec<CompleteVariant<'_>> =
            self.variants.iter().map(Variant::complete).collect();
        let engine = MonteCarlo::new(NonZeroU64::MAX, threads).map_err(CellsError::Threads)?;
        let draws = Draws::of(self, &engine).map(Arc::new);
        // Without events, no two cells share a past that differ in anything.
        let mut scenarios = self.variants.iter().filter_map(Variant::scenario);
        let has_events = scenarios.any(|scenario| !scenario.events.is_empty());
        let cells = engine.collect(count as u64, |index| -> Result<Cell, Faults> {
            let (point, variant) = (index as usize / variants, index as usize % variants);
            let mut cell = self.cell(&complete[variant], [variant, point], &points[point])?;
            if has_events {
                cell.past = cell.scenario().map(past);
            }
            match &draws {
                Some(draws) => Ok(self.drawn(cell, draws, &points[point])),
                None => Ok(cell),
            }
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

    /// A variant at a design point; `complete` is the variant's
    /// [`complete`](Variant::complete).
    pub(crate) fn cell(
        &self,
        complete: &CompleteVariant<'_>,
        [variant, point]: [usize; 2],
        levels: &[Level],
    ) -> Result<Cell, Faults> {
        let (runnable, fingerprint) = match complete {
            CompleteVariant::Scenario(loaded, complete) => {
                let scenario = match levels.is_empty() {
                    true => loaded.scenario.clone(),
                    false => complete.with(&self.overrides(levels))?.scenario,
                };
                let fingerprint = fingerprint(&scenario);
                (Runnable::Scenario(Arc::new(scenario)), fingerprint)
            }
            CompleteVariant::Own(model) => {
                let names = self.factors.iter().map(|factor| factor.name.clone());
                let at = DesignPoint {
                    values: names.zip(levels.iter().cloned()).collect(),
                    seed: self.seed,
                };
                let fingerprint = self.fingerprint_of_own(variant, &at);
                let model = Arc::clone(model);
                (Runnable::Own(OwnModel { model, at }), fingerprint)
            }
        };
        Ok(Cell {
            variant,
            point,
            runnable,
            fingerprint,
            past: None,
        })
    }

    /// A cell whose parameters are drawn for each run, but for those that have levels.
    fn drawn(&self, cell: Cell, draws: &Arc<Draws>, levels: &[Level]) -> Cell {
        let Runnable::Scenario(stated) = &cell.runnable else {
            return cell;
        };
        let before = &self.variants[..cell.variant];
        let place = before.iter().filter_map(Variant::loaded).count();
        let drawn = Drawn::new(draws, place, stated, self.overrides(levels));
        let identity = serde_json::json!([
            cell.fingerprint,
            self.parameters.identity(),
            drawn.identity()
        ]);
        Cell {
            fingerprint: digest(&identity.to_string()),
            runnable: Runnable::Drawn(drawn),
            ..cell
        }
    }

    fn overrides(&self, levels: &[Level]) -> Vec<String> {
        let pairs = self.factors.iter().zip(levels);
        let overrides = pairs.flat_map(|(factor, level)| factor.overrides(level));
        overrides.collect()
    }

    /// The identity of the results of a model of somebody's own: the names of experiment and
    /// variant, and where it is run.
    fn fingerprint_of_own(&self, variant: usize, at: &DesignPoint) -> Fingerprint {
        let values = at.values.iter().map(|(name, level)| {
            let level = match level {
                Level::Number(number) => serde_json::json!(number),
                Level::Text(text) => serde_json::json!(text),
            };
            serde_json::json!([name, level])
        });
        let variant = &self.variants[variant].name;
        let values: Vec<_> = values.collect();
        let identity = serde_json::json!([self.name, variant, at.seed, values]);
        digest(&identity.to_string())
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
    /// The variant, ready for the values of factors.
    pub(crate) fn complete(&self) -> CompleteVariant<'_> {
        match &self.source {
            Source::Scenario(loaded) => {
                let complete = Complete::new(&self.name, loaded);
                CompleteVariant::Scenario(loaded, Box::new(complete))
            }
            Source::Own(model) => CompleteVariant::Own(model),
        }
    }
}

/// The identity of the results of a scenario.
pub fn fingerprint(scenario: &Scenario) -> Fingerprint {
    let text = scenario
        .bare()
        .to_toml()
        .expect("a scenario that was loaded can be written");
    digest(&text)
}

/// The identity of the past of a scenario, until its first event.
fn past(scenario: &Scenario) -> Fingerprint {
    fingerprint(&scenario.past())
}

fn digest(text: &str) -> Fingerprint {
    let digest = Hash::hash(text.as_bytes());
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
        renamed.simulation.start = Some("2026-Q1".into());
        assert_eq!(fingerprint(&scenario), fingerprint(&renamed));
        renamed.transfer.tacitness = 0.123;
        assert_ne!(fingerprint(&scenario), fingerprint(&renamed));
    }
}

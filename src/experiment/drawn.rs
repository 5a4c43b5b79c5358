//! Scenarios whose parameters are drawn anew for each replicate.

use std::sync::Arc;

use hmac_sha256::Hash;
use serde_json::{Value, json};

use super::assumed::{ATTEMPTS, Assumed};
use super::calibrated::Calibrated;
use super::definition::{Experiment, Variant};
use super::parameter_source::ParameterSource;
use crate::engine::MonteCarlo;
use crate::random::{Entity, Stream, Streams};
use crate::scenario::{Loaded, Scenario};
use crate::units::Quarter;

/// Draws of parameters for several scenarios: replicate `n` has the same in all of them, and at
/// all design points.
#[derive(Debug)]
pub(crate) struct Draws {
    seed: u64,
    assumed: Assumed,
    /// Sets of values, and by factor of theirs whether scenarios keep what they state.
    sets: Option<(Calibrated, Vec<bool>)>,
}

impl Draws {
    /// Those for some scenarios; none if parameters are fixed.
    pub(crate) fn new(
        scenarios: &[&Loaded],
        source: &ParameterSource,
        seed: u64,
        engine: &MonteCarlo,
    ) -> Option<Self> {
        let (assumed, sets) = match source {
            ParameterSource::Fixed => return None,
            ParameterSource::Ranges => (Assumed::of(scenarios, engine), None),
            ParameterSource::Calibrated(calibrated) => {
                let assumed = match calibrated.is_of_records() {
                    true => Assumed::of(scenarios, engine),
                    false => Assumed::nothing(scenarios),
                };
                let kept = calibrated.kept_by(scenarios);
                (assumed, Some((calibrated.clone(), kept)))
            }
        };
        Some(Self {
            seed,
            assumed,
            sets,
        })
    }

    /// Those for the variants of an experiment that are scenarios, in their order.
    pub(super) fn of(experiment: &Experiment, engine: &MonteCarlo) -> Option<Self> {
        let loaded = experiment.variants.iter().filter_map(Variant::loaded);
        let loaded: Vec<&Loaded> = loaded.collect();
        Self::new(&loaded, &experiment.parameters, experiment.seed, engine)
    }

    /// How many parameters are drawn.
    #[cfg(feature = "live")]
    pub(crate) fn parameters(&self) -> usize {
        let sets = self.sets.iter().flat_map(|(_, kept)| kept);
        self.assumed.drawn.len() + sets.filter(|kept| !**kept).count()
    }

    /// The scenario of replicate `run` of the scenario at `place`, with values of its design
    /// point, which are not drawn. The first attempt at a draw that keeps the rules; none if
    /// all break one.
    pub(crate) fn scenario(&self, place: usize, own: &[String], run: u64) -> Option<Scenario> {
        let mut overrides = Vec::new();
        if let Some((calibrated, kept)) = &self.sets {
            overrides = calibrated.overrides(calibrated.set_at(self.share(run)), kept);
        }
        overrides.extend(own.iter().cloned());
        (0..ATTEMPTS).find_map(|attempt| {
            let values = self
                .assumed
                .within(1.0, |_, drawn| uniform(self.seed, run, &drawn.key, attempt));
            self.assumed.scenario(place, &values, &overrides)
        })
    }

    /// The place of a replicate in `[0, 1)`, by which its set is picked: those of any number of
    /// first replicates lie evenly (a Kronecker sequence of the golden ratio).
    fn share(&self, run: u64) -> f64 {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let start = uniform(self.seed, 0, "", 0);
        // numbers of runs are below 2^32
        (start + run as f64 * GOLDEN).fract()
    }
}

/// A number for a parameter, whatever else is drawn beside it: it is addressed by its key.
fn uniform(seed: u64, run: u64, key: &str, attempt: u16) -> f64 {
    let digest = Hash::hash(key.as_bytes());
    let word = |at: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| digest[at + byte]));
    let (id, generation) = (word(0), 1);
    let entity = Entity { id, generation };
    Streams::new(seed, run).nth_uniform(Stream::ParameterDraw, entity, Quarter(0), word(4), attempt)
}

/// A scenario at a design point, whose parameters are drawn for each run.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// As it stands.
    pub(crate) stated: Arc<Scenario>,
    draws: Arc<Draws>,
    place: usize,
    own: Vec<String>,
}

impl Drawn {
    /// The scenario at a place among those that draws are for, with values of its design point.
    pub(super) fn new(
        draws: &Arc<Draws>,
        place: usize,
        stated: &Arc<Scenario>,
        own: Vec<String>,
    ) -> Self {
        Self {
            stated: Arc::clone(stated),
            draws: Arc::clone(draws),
            place,
            own,
        }
    }

    /// The scenario of a run; none if no draw keeps the rules.
    pub(super) fn at(&self, run: u64) -> Option<Scenario> {
        self.draws.scenario(self.place, &self.own, run)
    }

    /// Everything on which its draws depend but for the scenario.
    pub(super) fn identity(&self) -> Value {
        let Draws {
            seed,
            assumed,
            sets,
        } = &*self.draws;
        let kept = sets.as_ref().map(|(_, kept)| kept);
        json!([seed, assumed.ranges(self.place), kept])
    }
}

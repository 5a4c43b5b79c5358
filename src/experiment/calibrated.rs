//! Parameters as a calibration left them: sets of values with their weights.

use serde::{Deserialize, Serialize};

use super::assumed::{Assumed, DrawnFrom, ParameterDoubt, simulated};
use super::factor::{Factor, Level};
use crate::engine::{MonteCarlo, Signals};
use crate::random::{Entity, Stream, Streams};
use crate::scenario::{Complete, LayerKind, Loaded, Scenario, Setting};
use crate::units::Quarter;

/// Weighted sets of parameters that were found consistent with observations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibrated {
    /// The folder of the calibration, as it was named.
    pub folder: String,
    factors: Vec<Factor>,
    sets: Vec<(Vec<Level>, f64)>,
    /// Whether they were fitted to an organisation's records: then what scenarios state
    /// themselves is kept, and all else that has a plausible range is drawn, too.
    is_of_records: bool,
}

/// Why a calibration does not go with scenarios.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A scenario has no such parameter.
    NoParameter(String),
    /// `--set` states a parameter that is calibrated.
    Stated(String),
    /// Scenarios that are compared differ in a parameter that is calibrated.
    Differs(String),
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoParameter(key) => write!(
                f,
                "`{key}` was calibrated, and the scenario has no such parameter; use the scenario \
                 that was calibrated, or --parameters ranges"
            ),
            Self::Stated(key) => write!(
                f,
                "`{key}` is calibrated, so what --set states would be lost; leave it out, or use \
                 --parameters ranges"
            ),
            Self::Differs(key) => write!(
                f,
                "`{key}` is calibrated, and the variants differ in it, which would be lost; use \
                 --parameters ranges"
            ),
        }
    }
}

impl std::error::Error for Unfit {}

impl Calibrated {
    /// Sets of values of these factors, each with its weight, of which at least one is above 0.
    pub fn new(folder: &str, factors: Vec<Factor>, sets: Vec<(Vec<Level>, f64)>) -> Self {
        Self {
            folder: folder.to_owned(),
            factors,
            sets,
            is_of_records: false,
        }
    }

    /// The same, fitted to an organisation's records.
    #[must_use]
    pub fn of_records(self) -> Self {
        Self {
            is_of_records: true,
            ..self
        }
    }

    /// Its sets, each with its weight.
    pub(super) fn sets(&self) -> &[(Vec<Level>, f64)] {
        &self.sets
    }

    /// Whether it was fitted to an organisation's records.
    pub(super) fn is_of_records(&self) -> bool {
        self.is_of_records
    }

    /// As how many sets of equal weight they count: `(sum w)^2 / sum w^2`.
    pub fn effective(&self) -> f64 {
        let weights = self.sets.iter().map(|(_, weight)| weight);
        let sum: f64 = weights.clone().sum();
        sum * sum / weights.map(|weight| weight * weight).sum::<f64>()
    }

    /// Whether it can be used for scenarios.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, scenarios: &[&Loaded]) -> Result<(), Unfit> {
        if self.is_of_records {
            return match self.kept_by(scenarios).iter().any(|kept| !kept) {
                true => Ok(()),
                false => Err(Unfit::NoParameter(self.factors[0].name.clone())),
            };
        }
        for key in self.factors.iter().flat_map(|factor| &factor.keys) {
            let settings = scenarios.iter().map(|loaded| {
                let mut settings = loaded.settings.iter();
                let found = settings.find(|setting| setting.key() == *key);
                found.ok_or_else(|| Unfit::NoParameter(key.clone()))
            });
            let settings: Vec<&Setting> = settings.collect::<Result<_, _>>()?;
            if settings
                .windows(2)
                .any(|pair| pair[0].value != pair[1].value)
            {
                return Err(Unfit::Differs(key.clone()));
            }
            if settings
                .iter()
                .any(|own| own.origin.layer == LayerKind::Set)
            {
                return Err(Unfit::Stated(key.clone()));
            }
        }
        Ok(())
    }

    /// By factor, whether scenarios keep what they state: one has no such parameter or sets it
    /// on the command line, or they differ in it.
    pub(super) fn kept_by(&self, scenarios: &[&Loaded]) -> Vec<bool> {
        let is_kept = |factor: &Factor| {
            factor.keys.iter().any(|key| {
                let settings = scenarios.iter().map(|loaded| {
                    let mut settings = loaded.settings.iter();
                    settings.find(|setting| setting.key() == *key)
                });
                let settings: Vec<Option<&Setting>> = settings.collect();
                let is_set = |own: &&Setting| own.origin.layer == LayerKind::Set;
                settings.iter().any(Option::is_none)
                    || settings.iter().flatten().any(is_set)
                    || settings
                        .windows(2)
                        .any(|pair| pair[0].map(|own| &own.value) != pair[1].map(|own| &own.value))
            })
        };
        self.factors.iter().map(is_kept).collect()
    }

    /// One run of each scenario at so many draws of the sets, by weight. The draws are the same
    /// for all scenarios, and so is their luck: run `n` of draw `n`. None if it was interrupted.
    pub fn simulate(
        &self,
        scenarios: &[&Loaded],
        (engine, shares_pasts): (&MonteCarlo, bool),
        seed: u64,
        draws: u64,
        signals: &Signals,
    ) -> Option<ParameterDoubt> {
        let complete = scenarios
            .iter()
            .map(|loaded| Complete::new("scenario", loaded));
        let complete: Vec<Complete> = complete.collect();
        let drawn = self.drawn(seed, draws);
        if self.is_of_records {
            return self.beside_ranges(scenarios, &drawn, (engine, shares_pasts), seed, signals);
        }
        let nothing = vec![false; self.factors.len()];
        let values = simulated((engine, shares_pasts), draws, signals, |draw| {
            let overrides = self.overrides(drawn[draw as usize], &nothing);
            let with = |complete: &Complete| Some(complete.with(&overrides).ok()?.scenario);
            complete.iter().map(with).collect::<Option<Vec<Scenario>>>()
        })?;
        Some(ParameterDoubt {
            parameters: self.factors.len(),
            from: DrawnFrom::Calibration {
                folder: self.folder.clone(),
                sets: self.sets.len(),
                effective: self.effective(),
            },
            values,
        })
    }

    /// The same for sets that were fitted to records, beside draws of all else from its
    /// assumed range.
    fn beside_ranges(
        &self,
        scenarios: &[&Loaded],
        drawn: &[usize],
        (engine, shares_pasts): (&MonteCarlo, bool),
        seed: u64,
        signals: &Signals,
    ) -> Option<ParameterDoubt> {
        let kept = self.kept_by(scenarios);
        let assumed = Assumed::of(scenarios, engine);
        let draws = drawn.len() as u64;
        let points = assumed.points(seed, drawn.len());
        let values = simulated((engine, shares_pasts), draws, signals, |draw| {
            let overrides = self.overrides(drawn[draw as usize], &kept);
            assumed.attempt(&points, draw as usize, 1.0, |values| {
                let places = 0..scenarios.len();
                places
                    .map(|place| assumed.scenario(place, &values, &overrides))
                    .collect()
            })
        })?;
        Some(ParameterDoubt {
            parameters: kept.iter().filter(|kept| !**kept).count(),
            from: DrawnFrom::Calibration {
                folder: self.folder.clone(),
                sets: self.sets.len(),
                effective: self.effective(),
            },
            values,
        })
    }

    /// The sets of so many draws: systematic resampling, in which a set of weight w comes up
    /// w times as often, but for rounding.
    fn drawn(&self, seed: u64, draws: u64) -> Vec<usize> {
        let start = Streams::new(seed, 0).uniform(
            Stream::ParameterDraw,
            Entity {
                id: 0,
                generation: 0,
            },
            Quarter(0),
        );
        let share = |draw: u64| (draw as f64 + start) / draws as f64;
        (0..draws).map(|draw| self.set_at(share(draw))).collect()
    }

    /// The set at a place in `[0, 1)` of all sets beside one another, each as wide as its weight.
    pub(super) fn set_at(&self, share: f64) -> usize {
        let weights = self.sets.iter().map(|(_, weight)| weight);
        let wanted = share * weights.clone().sum::<f64>();
        let mut below = 0.0;
        let mut ends = weights.map(|weight| {
            below += weight;
            below
        });
        let found = ends.position(|end| end > wanted);
        found.unwrap_or(self.sets.len() - 1)
    }

    /// The values of a set as overrides, but for factors that are kept.
    pub(super) fn overrides(&self, set: usize, kept: &[bool]) -> Vec<String> {
        let (levels, _) = &self.sets[set];
        let pairs = self.factors.iter().zip(levels).zip(kept);
        let drawn = pairs.filter(|(_, kept)| !**kept);
        drawn
            .flat_map(|((factor, level), _)| factor.overrides(level))
            .collect()
    }
}

/// One run of each scenario at so many draws, from a calibration if there is one, else from
/// the assumed ranges. None if it was interrupted.
pub(super) fn draw(
    scenarios: &[&Loaded],
    calibrated: Option<&Calibrated>,
    (engine, shares_pasts): (&MonteCarlo, bool),
    seed: u64,
    draws: u64,
    signals: &Signals,
) -> Option<ParameterDoubt> {
    let means = (engine, shares_pasts);
    match calibrated {
        Some(calibrated) => calibrated.simulate(scenarios, means, seed, draws, signals),
        None => Assumed::of(scenarios, engine).simulate(means, seed, draws, signals),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calibrated(weights: &[f64]) -> Calibrated {
        let factors = vec![Factor::range("transfer.tacitness", 0.1, 0.9)];
        let sets = (1..).zip(weights);
        let sets = sets.map(|(set, &weight)| (vec![Level::Number(f64::from(set) / 10.0)], weight));
        Calibrated::new("c", factors, sets.collect())
    }

    #[test]
    fn sets_come_up_as_often_as_they_weigh() {
        let calibrated = calibrated(&[0.5, 0.0, 0.375, 0.125]);
        let drawn = calibrated.drawn(3, 80);
        let times = |set: usize| drawn.iter().filter(|&&own| own == set).count();
        assert_eq!([0, 1, 2, 3].map(times), [40, 0, 30, 10]);
        assert!((calibrated.effective() - 1.0 / (0.25 + 0.140_625 + 0.015_625)).abs() < 1e-12);
    }

    #[test]
    fn what_a_scenario_does_not_have_is_refused() {
        let loaded = |text: &str, set: &[&str]| {
            let set: Vec<String> = set.iter().map(|&text| text.to_owned()).collect();
            crate::scenario::load_bytes("x.toml", text.as_bytes().to_vec(), &set).unwrap()
        };
        let fits = calibrated(&[1.0]);
        let plain = loaded("", &[]);
        assert_eq!(fits.check(&[&plain, &plain]), Ok(()));
        let stated = loaded("", &["transfer.tacitness=0.3"]);
        let key = "transfer.tacitness".to_owned();
        assert_eq!(fits.check(&[&stated]), Err(Unfit::Stated(key.clone())));
        assert_eq!(fits.check(&[&plain, &stated]), Err(Unfit::Differs(key)));
        let other = Calibrated {
            factors: vec![Factor::range("units.applied.researchers", 1.0, 9.0)],
            ..fits
        };
        let key = "units.applied.researchers".to_owned();
        assert_eq!(other.check(&[&plain]), Err(Unfit::NoParameter(key)));
    }
}

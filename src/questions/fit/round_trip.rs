//! The round trip: organisations whose parameters are known keep records, and what is learnt
//! from these is compared with the truth (simulation-based calibration; Talts et al. 2018,
//! arXiv 1804.06788).

use std::num::NonZeroU64;

use super::growth::Growth;
use super::learn::{FitError, LearnSettings, Learnt};
use super::learnable::Learnable;
use super::organisation::Units;
use super::span::Span;
use super::statistics::Scope;
use super::world::World;
use crate::elementary::{exp, ln};
use crate::engine::{MonteCarlo, Signals};
use crate::random::{Entity, Stream, Streams};
use crate::records::Records;
use crate::scenario::load_str;
use crate::simulation::Simulation;
use crate::units::{CalendarQuarter, Quarter};

/// Its units; a fit compares others with the one in which most people have been.
const UNITS: [&str; 2] = ["large", "small"];

/// Attempts at an organisation whose parameters break no rule.
const ATTEMPTS: u16 = 50;

/// An organisation whose parameters are known, and its records.
#[derive(Clone, Debug)]
pub struct Known {
    /// The records that it kept.
    pub records: Records,
    /// Its parameters, by key.
    pub truth: Vec<(String, f64)>,
    /// Seats at the start.
    pub people: u32,
    /// Quarters of the records.
    pub quarters: u32,
}

/// A parameter that may be learnt, beside the truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Its key.
    pub parameter: String,
    /// Whether it was learnt.
    pub is_learnt: bool,
    /// Share of the posterior below the true value.
    pub below: f64,
}

/// How large the organisations of a round trip are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Fewest and most seats; their logarithms are spread evenly.
    pub people: (u32, u32),
    /// Fewest and most quarters.
    pub quarters: (u32, u32),
}

impl Known {
    /// Organisation `number`, with parameters from the weak priors of what may be learnt and the
    /// assumed ranges of all else; none if no draw keeps the rules.
    pub fn draw(seed: u64, number: u64, sizes: Sizes) -> Option<Self> {
        let streams = Streams::new(seed, number);
        let first: CalendarQuarter = "2012-Q1".parse().ok()?;
        let engine = MonteCarlo::new(NonZeroU64::MIN, 1).ok()?;
        (0..ATTEMPTS).find_map(|attempt| {
            let uniform = |column: usize| {
                let own = Entity {
                    id: column as u32,
                    generation: u32::from(attempt),
                };
                streams.uniform(Stream::ParameterDraw, own, Quarter(0))
            };
            let between = |(low, high): (u32, u32), u: f64| {
                let (low, high) = (ln(f64::from(low)), ln(f64::from(high)));
                exp(low + (high - low) * u).round() as u32
            };
            let people = between(sizes.people, uniform(0));
            let quarters = between(sizes.quarters, uniform(1));
            let text = format!(
                "[simulation]\nquarters = {quarters}\nstart = \"{first}\"\n\
                 [units.large]\nresearchers = {}\nengineers = {}\npast_growth = 0.0\n\
                 [units.small]\nresearchers = {}\nengineers = {}\npast_growth = 0.0\n",
                people / 5,
                people * 2 / 5,
                people / 5,
                people / 5,
            );
            let loaded = load_str(&text).ok()?;
            let span = Span { first, quarters };
            let units = Units {
                names: UNITS.map(str::to_owned).to_vec(),
                of: vec![0, 1],
            };
            let scope = Scope {
                span,
                unit_of: vec![0, 1],
                units: 2,
                has_teams: true,
                has_papers: true,
                has_work: true,
                has_vacancies: true,
            };
            let growth = [Growth {
                rate: 0.0,
                std_error: 0.005,
            }; 2];
            let learnable = Learnable::of(&scope, &units, true, &growth);
            let world = World::new(&loaded, learnable, first, &engine);
            let places: Vec<f64> = (0..world.learnable.len())
                .map(|place| uniform(2 + place))
                .collect();
            let others: Vec<f64> = (0..world.assumed.drawn.len())
                .map(|place| uniform(1000 + place))
                .collect();
            let scenario = world.scenario(&places, &others)?;
            let truth = world.learnable.iter().zip(&places);
            let truth = truth.map(|(own, &place)| (own.key.clone(), own.value(place)));
            Some(Self {
                records: Simulation::new(&scenario).records(number, first),
                truth: truth.collect(),
                people,
                quarters,
            })
        })
    }

    /// Learns from its records with so many draws, and ranks the truth in what is believed then.
    ///
    /// # Errors
    /// If too little can be learnt from the records.
    pub fn ranks(&self, draws: u64, seed: u64) -> Result<Vec<Ranked>, FitError> {
        let base = load_str("").map_err(|faults| FitError::Scenario(faults.to_string()))?;
        let engine = MonteCarlo::new(NonZeroU64::MIN.saturating_add(99), 1);
        let engine = engine.map_err(|error| FitError::Threads(error.to_string()))?;
        let settings = LearnSettings {
            draws,
            seed,
            smallest: 5,
            draws_others: true,
        };
        let signals = Signals::default();
        let learnt = Learnt::of(&self.records, &base, settings, (&engine, &signals), |_| ())?;
        let truth = self.truth_beside(&learnt.units.names[0]);
        let learnable = learnt.world.learnable.iter().enumerate();
        let ranked = learnable.filter_map(|(place, own)| {
            let (_, truth) = truth.iter().find(|(key, _)| *key == own.key)?;
            if own.is_measured() {
                return None;
            }
            let below = learnt.posterior.below(place, own.place(*truth));
            Some(Ranked {
                parameter: own.key.clone(),
                is_learnt: learnt.is_learnt[place],
                below,
            })
        });
        Ok(ranked.collect())
    }

    /// Its parameters as a fit tells them that compares other units with this one, in which most
    /// people have been: hazards are relative to that of the first unit.
    fn truth_beside(&self, unit: &str) -> Vec<(String, f64)> {
        let ratio_of = |unit: &str| format!("units.{unit}.exit_ratio");
        let of = |key: &str| self.truth.iter().find(|(known, _)| known == key);
        let ratio = of(&ratio_of(unit)).map_or(1.0, |(_, ratio)| *ratio);
        let truth = self.truth.iter().map(|(key, value)| {
            let value = match key.as_str() {
                "labour_market.base_hazard" => value * ratio,
                key if UNITS.iter().any(|unit| *key == ratio_of(unit)) => value / ratio,
                _ => *value,
            };
            (key.clone(), value)
        });
        let first = (ratio_of(UNITS[0]), 1.0 / ratio);
        truth.chain([first]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hazards of both units are the same, whichever is compared with the other.
    #[test]
    fn the_truth_is_told_relative_to_the_first_unit_of_the_fit() {
        let known = Known::draw(
            1,
            0,
            Sizes {
                people: (100, 100),
                quarters: (16, 16),
            },
        );
        let known = known.unwrap();
        let [beside_large, beside_small] = UNITS.map(|unit| known.truth_beside(unit));
        let value = |truth: &[(String, f64)], key: &str| {
            truth.iter().find(|(known, _)| known == key).unwrap().1
        };
        let hazards = |truth: &[(String, f64)]| {
            UNITS.map(|unit| {
                let ratio = value(truth, &format!("units.{unit}.exit_ratio"));
                value(truth, "labour_market.base_hazard") * ratio
            })
        };
        for (a, b) in hazards(&beside_large).iter().zip(hazards(&beside_small)) {
            assert!((a / b - 1.0).abs() < 1e-12);
        }
        assert_eq!(value(&beside_large, "units.large.exit_ratio"), 1.0);
        assert_eq!(value(&beside_small, "units.small.exit_ratio"), 1.0);
        assert_ne!(value(&beside_large, "units.small.exit_ratio"), 1.0);
    }
}

//! Parameters as nobody knows them: draws from the ranges that are assumed for them.

use serde::{Deserialize, Serialize};

use crate::analysis::sampling::LatinHypercube;
use crate::engine::{MonteCarlo, Signals};
use crate::numerals::significant;
use crate::random::{Stream, Streams};
use crate::scenario::{Complete, Interval, LayerKind, Loaded, Range, Scenario, Type, Value};
use crate::simulation::Family;
use crate::stats::quantiles;

/// Most attempts at a draw that breaks a rule.
pub(super) const ATTEMPTS: u16 = 50;

/// A parameter that is drawn.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub(crate) key: String,
    pub(crate) plausible: Interval,
    pub(crate) allowed: Interval,
    is_integer: bool,
    /// Whether its range rests on evidence.
    on_evidence: bool,
    /// By scenario: whether it is drawn there, or else stated.
    drawn_in: Vec<bool>,
}

impl Drawn {
    /// The plausible range stretched about its centre and cut at the allowed one.
    pub(crate) fn stretched(&self, factor: f64) -> (f64, f64) {
        let centre = f64::midpoint(self.plausible.low, self.plausible.high);
        let half = factor * (self.plausible.high - self.plausible.low) / 2.0;
        (
            (centre - half).max(self.allowed.low),
            (centre + half).min(self.allowed.high),
        )
    }

    /// The value as an override.
    pub(crate) fn set(&self, value: f64) -> String {
        format!("{}={}", self.key, self.allowed_value(value))
    }

    /// The value, a whole number where the parameter is one, and moved off an end that is not
    /// allowed.
    pub(crate) fn allowed_value(&self, value: f64) -> f64 {
        let mut value = if self.is_integer {
            value.round()
        } else {
            value
        };
        if !self.allowed.contains(value) {
            let inward = 1e-6 * (self.plausible.high - self.plausible.low);
            value += if value <= self.allowed.low {
                inward
            } else {
                -inward
            };
        }
        value
    }
}

/// The parameters of scenarios that are drawn, the same for all of them, and those with a
/// plausible range that are held.
#[derive(Debug)]
pub struct Assumed {
    complete: Vec<Complete>,
    pub(crate) drawn: Vec<Drawn>,
    /// Held because moving one alone breaks a rule that ties several together.
    pub(crate) tied: Vec<String>,
}

/// Runs of scenarios at draws of their parameters, one run of each scenario a draw, under the
/// same luck.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterDoubt {
    /// Parameters that were drawn.
    pub parameters: usize,
    /// From where.
    pub from: DrawnFrom,
    /// By draw and scenario: the values of the run, in the order of its layout. A draw that
    /// breaks a rule of a scenario is not among them.
    pub values: Vec<Vec<Vec<f64>>>,
}

/// From where parameters are drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum DrawnFrom {
    /// From the ranges that are assumed for them.
    Ranges {
        /// How many of the ranges rest on evidence; the others are modelling choices.
        on_evidence: usize,
    },
    /// From the sets that a calibration found, by weight.
    Calibration {
        /// Its folder.
        folder: String,
        /// How many sets it found.
        sets: usize,
        /// As how many sets of equal weight they count.
        effective: f64,
    },
}

impl DrawnFrom {
    /// So many parameters, and from where: `168 parameters from assumed ranges, of which 29
    /// rest on evidence`.
    pub fn words(&self, parameters: u64) -> String {
        match self {
            Self::Ranges { on_evidence } => format!(
                "{parameters} parameters from assumed ranges, of which {on_evidence} rest on evidence"
            ),
            Self::Calibration {
                folder,
                sets,
                effective,
            } => format!(
                "{parameters} parameters from {folder}, whose {sets} sets count as {} of equal weight",
                significant(*effective, 3)
            ),
        }
    }
}

impl ParameterDoubt {
    /// How a value of a scenario spreads over the draws: the quantiles at 5, 50 and 95 percent;
    /// none if no draw has it.
    pub fn spread(&self, scenario: usize, value: usize) -> Option<[f64; 3]> {
        let numbers = self.values.iter().map(|draw| draw[scenario][value]);
        let mut known: Vec<f64> = numbers.filter(|number| !number.is_nan()).collect();
        quantiles(&mut known, [0.05, 0.5, 0.95])
    }
}

impl Assumed {
    /// All values with a plausible range, except those that a scenario states itself, those
    /// of structures and incentive functions that nobody uses, and those that cannot move
    /// alone.
    pub fn of(scenarios: &[&Loaded], engine: &MonteCarlo) -> Self {
        let mut assumed = Self::nothing(scenarios);
        let mut all: Vec<Drawn> = Vec::new();
        for (place, loaded) in scenarios.iter().enumerate() {
            for mut drawn in candidates(loaded) {
                match all.iter_mut().find(|known| known.key == drawn.key) {
                    Some(known) => known.drawn_in[place] = true,
                    None => {
                        drawn.drawn_in = vec![false; scenarios.len()];
                        drawn.drawn_in[place] = true;
                        all.push(drawn);
                    }
                }
            }
        }
        let is_free = engine.collect(all.len() as u64, |place| {
            let drawn = &all[place as usize];
            let ends = [drawn.plausible.low, drawn.plausible.high];
            let of_scenario = |at: usize| {
                let with = |end| assumed.complete[at].with(&[drawn.set(end)]).is_ok();
                !drawn.drawn_in[at] || ends.into_iter().all(with)
            };
            (0..scenarios.len()).all(of_scenario)
        });
        for (drawn, is_free) in all.into_iter().zip(is_free) {
            match is_free {
                true => assumed.drawn.push(drawn),
                false => assumed.tied.push(drawn.key),
            }
        }
        assumed
    }

    /// Scenarios of which nothing is drawn.
    pub(super) fn nothing(scenarios: &[&Loaded]) -> Self {
        let complete = scenarios
            .iter()
            .map(|loaded| Complete::new("scenario", loaded));
        Self {
            complete: complete.collect(),
            drawn: Vec::new(),
            tied: Vec::new(),
        }
    }

    /// Points for so many draws.
    pub(crate) fn points(&self, seed: u64, draws: usize) -> LatinHypercube {
        LatinHypercube::with_streams(
            Streams::new(seed, 0),
            Stream::ParameterDraw,
            draws,
            self.drawn.len(),
        )
    }

    /// The values of draw `draw` of `draws` in the ranges stretched by `factor`.
    /// The first attempt is the Latin hypercube; a later one, for a draw that
    /// broke a rule, is independent.
    pub(crate) fn values(
        &self,
        points: &LatinHypercube,
        draw: usize,
        attempt: u16,
        factor: f64,
    ) -> Vec<f64> {
        self.within(factor, |index, _| match attempt {
            0 => points.coordinate(draw, index),
            _ => points.replacement(draw, index, attempt),
        })
    }

    /// Values at places in `[0, 1)` of the ranges stretched by `factor`.
    pub(super) fn within(&self, factor: f64, place: impl Fn(usize, &Drawn) -> f64) -> Vec<f64> {
        let values = self.drawn.iter().enumerate().map(|(index, drawn)| {
            let (low, high) = drawn.stretched(factor);
            low + (high - low) * place(index, drawn)
        });
        values.collect()
    }

    /// What is drawn in one of the scenarios, and its range.
    pub(super) fn ranges(&self, place: usize) -> Vec<(&str, f64, f64)> {
        let drawn = self.drawn.iter().filter(|drawn| drawn.drawn_in[place]);
        drawn
            .map(|drawn| (&*drawn.key, drawn.plausible.low, drawn.plausible.high))
            .collect()
    }

    /// One of the scenarios with drawn values, and others; none if they break a rule.
    pub(crate) fn scenario(
        &self,
        place: usize,
        values: &[f64],
        others: &[String],
    ) -> Option<Scenario> {
        let pairs = self.drawn.iter().zip(values);
        let drawn = pairs.filter(|(drawn, _)| drawn.drawn_in[place]);
        let mut overrides: Vec<String> = drawn.map(|(drawn, &value)| drawn.set(value)).collect();
        overrides.extend(others.iter().cloned());
        let loaded = self.complete[place].with(&overrides).ok()?;
        Some(loaded.scenario)
    }

    /// The first attempt at a draw that keeps the rules: `of` gets the drawn values.
    pub(crate) fn attempt<T>(
        &self,
        points: &LatinHypercube,
        draw: usize,
        factor: f64,
        of: impl Fn(Vec<f64>) -> Option<T>,
    ) -> Option<T> {
        (0..ATTEMPTS).find_map(|attempt| of(self.values(points, draw, attempt, factor)))
    }

    /// Simulates one run of each scenario at so many draws from the ranges. The draws are the
    /// same for all scenarios, and so is their luck: run `n` of draw `n`. None if it was
    /// interrupted.
    pub fn simulate(
        &self,
        (engine, shares_pasts): (&MonteCarlo, bool),
        seed: u64,
        draws: u64,
        signals: &Signals,
    ) -> Option<ParameterDoubt> {
        let points = self.points(seed, draws as usize);
        let values = simulated((engine, shares_pasts), draws, signals, |draw| {
            self.attempt(&points, draw as usize, 1.0, |values| {
                let places = 0..self.complete.len();
                let scenarios = places.map(|place| self.scenario(place, &values, &[]));
                scenarios.collect()
            })
        })?;
        let on_evidence = self.drawn.iter().filter(|drawn| drawn.on_evidence);
        Some(ParameterDoubt {
            parameters: self.drawn.len(),
            from: DrawnFrom::Ranges {
                on_evidence: on_evidence.count(),
            },
            values,
        })
    }
}

/// The values of one run of each of the scenarios of so many draws, by draw and scenario: run
/// `n` of draw `n`, after a past that is simulated once for all that share it, if wanted. A
/// draw without scenarios is left out. None if it was interrupted.
pub(super) fn simulated(
    (engine, shares_pasts): (&MonteCarlo, bool),
    draws: u64,
    signals: &Signals,
    scenarios: impl Fn(u64) -> Option<Vec<Scenario>> + Sync,
) -> Option<Vec<Vec<Vec<f64>>>> {
    let one = |draw: u64| {
        let scenarios = scenarios(draw)?;
        let family = Family::new(&scenarios.iter().collect::<Vec<_>>(), shares_pasts);
        let records = family.simulate(draw, false).into_iter();
        Some(records.map(|record| record.values).collect::<Vec<_>>())
    };
    let values = engine.collect_unless(signals, draws, one)?;
    Some(values.into_iter().flatten().collect())
}

/// How many draws of parameters stand beside so many runs: half as many, which keeps a study
/// under twice its time, and at most 500; none where quantiles would say nothing.
pub(super) fn draws_beside(runs: u64) -> Option<u64> {
    const MOST: u64 = 500;
    const FEWEST: u64 = 10;
    Some((runs / 2).min(MOST)).filter(|&draws| draws >= FEWEST)
}

/// The values of a scenario that may be drawn.
fn candidates(loaded: &Loaded) -> impl Iterator<Item = Drawn> + '_ {
    loaded.settings.iter().filter_map(|setting| {
        let key = setting.key();
        let plausible = setting.plausible()?;
        let Range::Interval(allowed) = &setting.parameter.range else {
            return None;
        };
        let kind = setting.parameter.kind;
        if !matches!(kind, Type::Integer | Type::Number)
            || setting.origin.layer != LayerKind::Default
            || !is_used(loaded, &key)
        {
            return None;
        }
        Some(Drawn {
            key,
            plausible: plausible.clone(),
            allowed: allowed.clone(),
            is_integer: kind == Type::Integer,
            on_evidence: setting.parameter.rests_on_evidence(),
            drawn_in: Vec::new(),
        })
    })
}

/// Whether a value belongs to no structure and incentive function, or to one
/// that some value of the scenario names.
pub(crate) fn is_used(loaded: &Loaded, key: &str) -> bool {
    let mut parts = key.split('.');
    let (Some("structures" | "incentives"), Some(name)) = (parts.next(), parts.next()) else {
        return true;
    };
    let mut settings = loaded.settings.iter();
    settings.any(|setting| matches!(&setting.value, Value::Text(text) if text == name))
}

//! A fit: what records say, what they teach, how that was checked, and the scenarios to go on
//! with.

use super::backtest::{self, Forecast, backtest};
use super::checks::{Check, checks};
use super::draw::Particle;
use super::learn::{FitError, LearnSettings, Learnt, UNIFORM, past};
use super::rows::{Backtested, Checked, LearntParameter, Standing, WeightedSet};
use super::span::Span;
use crate::engine::{MonteCarlo, Signals};
use crate::experiment::answer::{factor_cells, factor_columns};
use crate::experiment::{Factor, Level};
use crate::records::Records;
use crate::row::Rows;
use crate::scenario::{Loaded, registry};
use std::num::NonZeroU64;

/// Quarters that the scenario of today observes.
const AHEAD: u32 = 12;

/// Draws of a batch, after which progress is told.
const BATCH: NonZeroU64 = NonZeroU64::new(100).expect("it is not zero");

/// How a fit goes about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitSettings {
    /// Draws of the parameters in the last round, each simulated once; at least 500, or 0 to
    /// learn nothing.
    pub draws: u64,
    /// Quarters at the end that are predicted from what was known before them; 0 tests no
    /// prediction.
    pub hold_out: u32,
    /// Master seed of draws and runs.
    pub seed: u64,
    /// Confidence level of intervals, strictly between 0 and 1.
    pub level: f64,
    /// Fewest people who are told of together.
    pub smallest: u32,
    /// Threads; 0 for one a core.
    pub threads: usize,
}

impl Default for FitSettings {
    fn default() -> Self {
        Self {
            draws: 2000,
            hold_out: 4,
            seed: 1,
            level: 0.95,
            smallest: 5,
            threads: 0,
        }
    }
}

impl FitSettings {
    fn learn(&self) -> LearnSettings {
        LearnSettings {
            draws: self.draws,
            seed: self.seed,
            smallest: self.smallest,
            draws_others: true,
        }
    }

    /// What is learnt if all else is as in the default: what the scenarios state.
    fn central(&self) -> LearnSettings {
        LearnSettings {
            draws: (self.draws / 4).max(500),
            draws_others: false,
            ..self.learn()
        }
    }
}

/// What was learnt from records.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The whole quarters that it rests on.
    pub span: Span,
    /// Whether a test of predictions was asked for.
    pub tests_predictions: bool,
    /// Every parameter that is drawn.
    pub parameters: Rows<LearntParameter>,
    /// Keys of the columns of the sets.
    pub keys: Vec<String>,
    /// Sets of their values, all of the same weight.
    pub sets: Rows<WeightedSet>,
    /// Features of the records beside those of simulated organisations.
    pub checks: Rows<Checked>,
    /// Predictions of the last quarters.
    pub backtest: Rows<Backtested>,
    /// The organisation at the end of the records, as a scenario.
    pub organisation: String,
    /// The quarters of the records, as a scenario.
    pub past: String,
}

/// Simulations that a fit takes.
pub fn cost(records: &Records, settings: &FitSettings) -> u64 {
    if settings.draws == 0 {
        return 0;
    }
    let fits = Span::of(records).map_or(0, |span| backtest::fits(span, settings.hold_out));
    Learnt::cost(&settings.learn())
        + Learnt::cost(&settings.central())
        + fits * Learnt::cost(&of_backtest(settings))
}

/// A backtest makes many fits, each with fewer draws.
fn of_backtest(settings: &FitSettings) -> LearnSettings {
    LearnSettings {
        draws: (settings.draws / 4).max(500),
        ..settings.learn()
    }
}

/// Learns from records, beside what the scenario `base` says of structures and all else that
/// records do not know; `done` hears how many simulations were done.
///
/// # Errors
/// If there is too little to learn from, the base does not go with the records, the operating
/// system refuses the threads, or an interrupt came.
pub fn fit(
    records: &Records,
    base: &Loaded,
    settings: &FitSettings,
    signals: &Signals,
    mut done: impl FnMut(u64),
) -> Result<Fitted, FitError> {
    if settings.draws == 0 {
        return Err(FitError::NotAsked);
    }
    let engine = MonteCarlo::new(BATCH, settings.threads);
    let engine = engine.map_err(|error| FitError::Threads(error.to_string()))?;
    let means = (&engine, signals);
    let learnt = Learnt::of(records, base, settings.learn(), means, &mut done)?;
    let found = checks(
        records,
        &learnt.world,
        &learnt.scope,
        &learnt.posterior,
        means,
    );
    let found = found.ok_or(FitError::Interrupted)?;
    let forecasts = backtest(
        records,
        settings.hold_out,
        (base, of_backtest(settings)),
        means,
        &mut done,
    )?;
    let central = Learnt::of(records, base, settings.central(), means, &mut done)?.medians();
    let today = backtest::onward(records, &learnt, base, AHEAD, &engine)?;
    let keys: Vec<String> = today.keys();
    let factors: Vec<Factor> = keys.iter().map(|key| factor(key)).collect();
    let mut sets = Rows::at(factor_columns(&factors));
    for particle in &learnt.posterior.particles {
        let levels = today.levels(&today.adopted(particle, &learnt.world));
        let row = WeightedSet {
            weight: particle.weight,
        };
        sets.push_at(factor_cells(&factors, &levels), row);
    }
    Ok(Fitted {
        span: learnt.span,
        tests_predictions: settings.hold_out > 0,
        parameters: parameters(&learnt, settings.level),
        keys,
        sets,
        checks: found.iter().map(Checked::from).collect(),
        backtest: forecasts
            .iter()
            .map(|own| Backtested::of(own, learnt.span))
            .collect(),
        organisation: backtest::today(records, &learnt, base, AHEAD, &central),
        past: past(records, &learnt.units, learnt.span, base, &central),
    })
}

/// A parameter as a column of numbers.
fn factor(key: &str) -> Factor {
    Factor::range(key, 0.0, 1.0)
}

impl super::world::World {
    /// Keys of all that is drawn.
    fn keys(&self) -> Vec<String> {
        let learnable = self.learnable.iter().map(|own| own.key.clone());
        let learnt: Vec<String> = learnable.collect();
        let others = self.assumed.drawn.iter().map(|own| own.key.clone());
        let others: Vec<String> = others.filter(|key| !learnt.contains(key)).collect();
        [learnt, others].concat()
    }

    /// The values of a set, as they are written.
    fn levels(&self, particle: &Particle) -> Vec<Level> {
        let learnable = self.learnable.iter().zip(&particle.places);
        let learnt = learnable.map(|(own, &place)| own.value(place));
        let is_learnable = |key: &str| self.learnable.iter().any(|own| own.key == key);
        let values = self.other_values(&particle.others);
        let pairs = self.assumed.drawn.iter().zip(values);
        let others = pairs.filter(|(own, _)| !is_learnable(&own.key));
        let others = others.map(|(own, value)| own.allowed_value(value));
        learnt.chain(others).map(Level::Number).collect()
    }
}

fn parameters(learnt: &Learnt, level: f64) -> Rows<LearntParameter> {
    let tail = (1.0 - level) / 2.0;
    let unit = |key: &str| registry().parameter(key).map(|known| known.unit.clone());
    let world = &learnt.world;
    let mut rows = Rows::default();
    for (place, own) in world.learnable.iter().enumerate() {
        let is_learnt = learnt.is_learnt[place];
        let quantile = |p| is_learnt.then(|| own.value(learnt.posterior.quantile(place, p)));
        let (low, high) = own.assumed();
        let (prior_low, prior_high) = own.prior();
        let (_, spread) = learnt.first_look[place];
        rows.push(LearntParameter {
            parameter: own.key.clone(),
            unit: unit(&own.key).unwrap_or_default(),
            standing: match is_learnt {
                true => Standing::Learnt,
                false => Standing::NotIdentified,
            },
            assumed_low: low,
            assumed_high: high,
            prior_low: (!own.is_measured()).then_some(prior_low),
            prior_high: (!own.is_measured()).then_some(prior_high),
            prior_spread: (!own.is_measured()).then(|| own.spread()),
            median: quantile(0.5),
            low: quantile(tail),
            high: quantile(1.0 - tail),
            narrowed: (!own.is_measured()).then(|| match is_learnt {
                true => 1.0 - learnt.posterior.moments(place).1 / UNIFORM,
                false => 1.0 - spread / UNIFORM,
            }),
        });
    }
    for own in &world.assumed.drawn {
        if world.learnable.iter().any(|known| known.key == own.key) {
            continue;
        }
        let (low, high) = own.stretched(1.0);
        rows.push(LearntParameter {
            parameter: own.key.clone(),
            unit: unit(&own.key).unwrap_or_default(),
            standing: Standing::Assumed,
            assumed_low: low,
            assumed_high: high,
            prior_low: None,
            prior_high: None,
            prior_spread: None,
            median: None,
            low: None,
            high: None,
            narrowed: None,
        });
    }
    rows
}

impl From<&Check> for Checked {
    fn from(check: &Check) -> Self {
        let [low, median, high] = check.simulated;
        Self {
            feature: check.feature,
            observed: check.observed,
            simulated_p05: low,
            simulated_p50: median,
            simulated_p95: high,
            p: check.p,
            is_remarkable: check.is_remarkable,
        }
    }
}

impl Backtested {
    fn of(forecast: &Forecast, span: Span) -> Self {
        let [p05, p25, p50, p75, p95] = forecast.predicted.quantiles;
        Self {
            counted: forecast.counted,
            quarter: span.first.after(i64::from(forecast.first)).to_string(),
            quarters: u64::from(forecast.quarters),
            observed: forecast.observed,
            predicted_p05: p05,
            predicted_p25: p25,
            predicted_p50: p50,
            predicted_p75: p75,
            predicted_p95: p95,
            score: forecast.predicted.crps,
            score_last_year: forecast.last_year,
            score_by_role: forecast.by_role,
        }
    }
}

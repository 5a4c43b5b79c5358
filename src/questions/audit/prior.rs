//! Parameter draws: a Latin hypercube over the ranges of a scenario's values.

use crate::analysis::sampling::LatinHypercube;
use crate::scenario::{Complete, Interval, LayerKind, Loaded, Range, Type, Value};

/// A parameter that is drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) key: String,
    pub(super) plausible: Interval,
    pub(super) allowed: Interval,
    is_integer: bool,
}

impl Drawn {
    /// The plausible range stretched about its centre and cut at the allowed one.
    pub(super) fn stretched(&self, factor: f64) -> (f64, f64) {
        let centre = f64::midpoint(self.plausible.low, self.plausible.high);
        let half = factor * (self.plausible.high - self.plausible.low) / 2.0;
        (
            (centre - half).max(self.allowed.low),
            (centre + half).min(self.allowed.high),
        )
    }

    /// The value as an override, moved off an end that is not allowed.
    pub(super) fn set(&self, value: f64) -> String {
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
        format!("{}={value}", self.key)
    }
}

/// The parameters of a scenario that are drawn, and those with a plausible
/// range that are held.
#[derive(Debug)]
pub(super) struct Prior {
    complete: Complete,
    pub(super) drawn: Vec<Drawn>,
    /// Held because moving one alone breaks a rule that ties several together.
    pub(super) tied: Vec<String>,
}

impl Prior {
    /// All values with a plausible range, except those that the scenario states
    /// itself, those of structures and incentive functions that nobody uses, and
    /// those that cannot move alone.
    pub(super) fn of(loaded: &Loaded) -> Self {
        let mut prior = Self {
            complete: Complete::new("scenario", loaded),
            drawn: Vec::new(),
            tied: Vec::new(),
        };
        for setting in &loaded.settings {
            let key = setting.key();
            let Some(plausible) = setting.plausible() else {
                continue;
            };
            let Range::Interval(allowed) = &setting.parameter.range else {
                continue;
            };
            let kind = setting.parameter.kind;
            if !matches!(kind, Type::Integer | Type::Number)
                || setting.origin.layer != LayerKind::Default
                || !is_used(loaded, &key)
            {
                continue;
            }
            let drawn = Drawn {
                key,
                plausible: plausible.clone(),
                allowed: allowed.clone(),
                is_integer: kind == Type::Integer,
            };
            let ends = [plausible.low, plausible.high];
            if ends
                .iter()
                .all(|&end| prior.load(&[drawn.set(end)]).is_some())
            {
                prior.drawn.push(drawn);
            } else {
                prior.tied.push(drawn.key);
            }
        }
        prior
    }

    /// The values of draw `draw` of `draws` in the ranges stretched by `factor`.
    /// The first attempt is the Latin hypercube; a later one, for a draw that
    /// broke a rule, is independent.
    pub(super) fn values(
        &self,
        points: &LatinHypercube,
        draw: usize,
        attempt: u16,
        factor: f64,
    ) -> Vec<f64> {
        let places = self.drawn.iter().enumerate();
        places
            .map(|(index, drawn)| {
                let (low, high) = drawn.stretched(factor);
                let place = match attempt {
                    0 => points.coordinate(draw, index),
                    _ => points.replacement(draw, index, attempt),
                };
                low + (high - low) * place
            })
            .collect()
    }

    /// The scenario with overrides; none if they break a rule.
    pub(super) fn load(&self, overrides: &[String]) -> Option<Loaded> {
        self.complete.with(overrides).ok()
    }

    /// The overrides that give the drawn parameters their values.
    pub(super) fn overrides(&self, values: &[f64]) -> Vec<String> {
        let pairs = self.drawn.iter().zip(values);
        pairs.map(|(drawn, &value)| drawn.set(value)).collect()
    }
}

/// Whether a value belongs to no structure and incentive function, or to one
/// that some value of the scenario names.
fn is_used(loaded: &Loaded, key: &str) -> bool {
    let mut parts = key.split('.');
    let (Some("structures" | "incentives"), Some(name)) = (parts.next(), parts.next()) else {
        return true;
    };
    let mut settings = loaded.settings.iter();
    settings.any(|setting| matches!(&setting.value, Value::Text(text) if text == name))
}

//! The steps away from a world: one part of it at another level each.

use super::part::{Kind, Part};
use crate::choice::choice;
use crate::experiment::is_used;
use crate::scenario::{Complete, Loaded, Scenario, Setting, Type, Value, shares};

choice! {
    /// Where a part is put.
    pub enum Level {
        /// A mechanism that is on, switched off.
        Off = "off",
        /// A mechanism that is off, switched on.
        On = "on",
        /// A parameter at the low end of its plausible range.
        Low = "low",
        /// A parameter at the high end of it.
        High = "high",
    }
}

/// A world in which one part is at another level.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The place of the part among all.
    pub(super) part: usize,
    pub(super) level: Level,
    /// The value there.
    pub(super) value: String,
    overrides: Vec<String>,
}

impl Step {
    /// The scenario of the step; else the rule that it breaks.
    pub(super) fn scenario(&self, complete: &Complete) -> Result<Scenario, String> {
        match complete.with(&self.overrides) {
            Ok(loaded) => Ok(loaded.scenario),
            Err(faults) => {
                let first = faults.0.into_iter().find(|fault| fault.is_error());
                Err(first.map_or_else(String::new, |fault| fault.message))
            }
        }
    }
}

/// All steps from a scenario. What is at an end of its range already makes no step there, and
/// neither does what belongs to a structure or incentive function that nobody uses.
pub(super) fn steps(parts: &[Part], loaded: &Loaded) -> Vec<Step> {
    let of_setting = |setting| of_setting(parts, loaded, setting);
    loaded.settings.iter().flat_map(of_setting).collect()
}

fn of_setting(parts: &[Part], loaded: &Loaded, setting: &Setting) -> Vec<Step> {
    let key = setting.key();
    let general = match key.starts_with("events.") {
        true => setting.parameter.key(),
        false => key.clone(),
    };
    let Some(part) = parts.iter().position(|part| part.key == general) else {
        return Vec::new();
    };
    let step = |level, value: String, others: Vec<String>| Step {
        part,
        level,
        overrides: others
            .into_iter()
            .chain([format!("{key}={value}")])
            .collect(),
        value,
    };
    if let (Kind::Mechanism, Value::Switch(is_on)) = (parts[part].kind, &setting.value) {
        let level = if *is_on { Level::Off } else { Level::On };
        return vec![step(level, (!is_on).to_string(), Vec::new())];
    }
    let (Some(range), Some(now)) = (setting.plausible(), setting.value.as_f64()) else {
        return Vec::new();
    };
    if !is_used(loaded, &key) {
        return Vec::new();
    }
    let ends = [(Level::Low, range.low), (Level::High, range.high)];
    let ends = ends.map(|(level, end)| match setting.parameter.kind {
        Type::Integer => (level, end.round()),
        _ => (level, end),
    });
    let moved = ends.into_iter().filter(|&(_, end)| end != now);
    moved
        .map(|(level, end)| {
            let others = shares::following(&loaded.settings, &[(&key, end)]);
            let others = others
                .into_iter()
                .map(|(key, value)| format!("{key}={value}"));
            step(level, end.to_string(), others.collect())
        })
        .collect()
}

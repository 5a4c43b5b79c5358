//! Runways, and when fusion is the better structure for transfer.

use super::condition::{Condition, Target};
use super::finding::{Finding, Kind};
use super::laboratory::{Laboratory, PatternsError, Runs, Wanted, differences};
use super::reorganisation::FUSION;
use super::shape;
use crate::scenario::Scenario;
use crate::stats::Estimate;

/// Short and long horizon, in quarters after the change.
const SHORT: usize = 4;
const LONG: usize = 16;
const TACITNESS: [f64; 2] = [0.1, 0.9];

pub(super) fn findings(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Vec<Finding>, PatternsError> {
    let mut findings = vec![runway(laboratory, scenario)?];
    findings.extend(fusion_overtakes(laboratory, scenario)?);
    Ok(findings)
}

fn runway(laboratory: &Laboratory<'_>, scenario: &Scenario) -> Result<Finding, PatternsError> {
    const PATTERN: &str = "a longer runway raises hits and flops";
    const WANTED: Wanted = Wanted {
        values: &["hit_share", "flop_share"],
        series: &[],
    };
    let mechanisms = &scenario.mechanisms;
    if !(mechanisms.runway_review || mechanisms.runway_choice) {
        let reason = "reviews and choices by runway are off";
        return Ok(Finding::not_applicable(PATTERN, Kind::Predicted, reason));
    }
    let with_runway = |quarters: u32| {
        let mut scenario = shape::undisturbed(scenario, 20);
        for name in shape::structures_in_use(&scenario) {
            scenario.structures[&name].runway_quarters = quarters;
        }
        laboratory.runs(&scenario, WANTED)
    };
    let (short, long) = (with_runway(1)?, with_runway(8)?);
    let rise = |name: &str, key| {
        let rise = long.estimate(differences(short.value(key), long.value(key)));
        let name = format!("rise of the share of {name} from 1 to 8 quarters");
        Condition::new(name, "share", rise, Target::Above(0.0), 0.01)
    };
    let conditions = vec![rise("hits", "hit_share"), rise("flops", "flop_share")];
    Ok(Finding::new(PATTERN, Kind::Predicted, conditions))
}

/// What changing to fusion does, at a tacitness.
struct Fusion {
    /// Change of the mean latency, restricted to the scenario's horizon, and the
    /// mean latency without the change.
    latency: Estimate,
    usual_latency: f64,
    /// Change of the value shipped a quarter within the short horizon, the same
    /// within the long one, and that value without the change.
    short: Estimate,
    long: Estimate,
    usual_value: f64,
}

impl Fusion {
    fn at(
        tacitness: f64,
        laboratory: &Laboratory<'_>,
        scenario: &Scenario,
    ) -> Result<Self, PatternsError> {
        const WANTED: Wanted = Wanted {
            values: &["latency_restricted_mean"],
            series: &["shipped_value"],
        };
        let mut loose = shape::undisturbed(scenario, LONG as u32);
        loose.transfer.tacitness = tacitness;
        loose.transfer.tacitness_spread = 0.1;
        let fusion = shape::reorganised(&loose, 0, FUSION);
        let loose = laboratory.runs(&loose, WANTED)?;
        let fusion = laboratory.runs(&fusion, WANTED)?;
        let usual = |numbers: &[f64]| {
            let usual = loose.estimate(numbers.iter().copied()).value;
            usual.unwrap_or(f64::NAN)
        };
        let value = |runs: &Runs, quarters: usize| runs.mean_over("shipped_value", 0..quarters);
        let value_won = |quarters| {
            fusion.estimate(differences(
                &value(&loose, quarters),
                &value(&fusion, quarters),
            ))
        };
        let latency = |runs: &Runs| runs.value("latency_restricted_mean").to_vec();
        Ok(Self {
            latency: fusion.estimate(differences(&latency(&loose), &latency(&fusion))),
            usual_latency: usual(&latency(&loose)),
            short: value_won(SHORT),
            long: value_won(LONG),
            usual_value: usual(&value(&loose, LONG)),
        })
    }

    /// The number is to have a sign; power is stated for a tenth of what is usual.
    fn latency_is(&self, name: &str, sign: f64) -> Condition {
        let name = format!("latency {name}");
        signed(name, "quarters", self.latency, sign, self.usual_latency)
    }

    fn value_is(&self, name: &str, change: Estimate, sign: f64) -> Condition {
        let name = format!("value shipped {name}");
        signed(name, "value per quarter", change, sign, self.usual_value)
    }
}

fn signed(name: String, unit: &'static str, change: Estimate, sign: f64, usual: f64) -> Condition {
    let target = match sign > 0.0 {
        true => Target::Above(0.0),
        false => Target::Below(0.0),
    };
    let name = format!("fusion minus loose coupling: {name}");
    Condition::new(name, unit, change, target, sign * 0.1 * usual)
}

fn fusion_overtakes(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Vec<Finding>, PatternsError> {
    const LATENCY: &str = "fusion overtakes on latency as tacitness rises";
    const VALUE: &str = "fusion overtakes on value shipped within a year as tacitness rises";
    const HORIZON: &str = "fusion overtakes on value shipped as the horizon shortens";
    let reason = match () {
        () if !shape::is_loosely_coupled(scenario) => {
            "research and product are not loosely coupled to begin with"
        }
        () if !scenario.mechanisms.tacit_involvement => {
            "tacitness has no effect: its mechanism is off"
        }
        () => {
            let [low, high] = TACITNESS;
            let low = Fusion::at(low, laboratory, scenario)?;
            let high = Fusion::at(high, laboratory, scenario)?;
            let [less, more] = [-1.0, 1.0];
            let findings = [
                (
                    LATENCY,
                    vec![
                        low.latency_is("at tacitness .1", more),
                        high.latency_is("at tacitness .9", less),
                    ],
                ),
                (
                    VALUE,
                    vec![
                        low.value_is("in a year, tacitness .1", low.short, less),
                        high.value_is("in a year, tacitness .9", high.short, more),
                    ],
                ),
                (
                    HORIZON,
                    vec![
                        high.value_is("in four years, tacitness .9", high.long, less),
                        high.value_is("in a year, tacitness .9", high.short, more),
                    ],
                ),
            ];
            let finding = |(name, conditions)| Finding::new(name, Kind::Predicted, conditions);
            return Ok(findings.map(finding).into());
        }
    };
    let patterns = [LATENCY, VALUE, HORIZON];
    Ok(patterns
        .map(|name| Finding::not_applicable(name, Kind::Predicted, reason))
        .into())
}

//! What structures are like when they have long been there.

use super::condition::{Condition, Target};
use super::finding::{Finding, Kind};
use super::laboratory::{Laboratory, PatternsError, Runs, Wanted, differences};
use super::reorganisation::FUSION;
use super::shape;
use crate::scenario::Scenario;

/// Six years.
const QUARTERS: u32 = 24;
/// Readiness for which a strict gate asks.
const STRICT: f64 = 0.7;
/// Slow and fast fields.
const SPEEDS: [f64; 2] = [0.01, 0.2];
/// Tacitness of what slow and fast fields produce.
const TACITNESS: [f64; 2] = [0.9, 0.1];

const WANTED: Wanted = Wanted {
    values: &[
        "researcher_survival_8q",
        "researcher_preference",
        "features_shipped",
        "shipped_value",
        "breakthroughs_shipped",
        "latency_restricted_mean",
    ],
    series: &[],
};

const NOT_LOOSE: &str = "research and product are not loosely coupled to begin with";

pub(super) fn findings(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Vec<Finding>, PatternsError> {
    let mut findings = lasting_differences(laboratory, scenario)?;
    findings.push(fields(laboratory, scenario)?);
    findings.push(gate(laboratory, scenario)?);
    Ok(findings)
}

/// Runs of the scenario as it is, and as it would be with fusion since long ago.
fn pair(laboratory: &Laboratory<'_>, scenario: &Scenario) -> Result<(Runs, Runs), PatternsError> {
    let own = shape::undisturbed(scenario, QUARTERS);
    let fused = shape::everywhere(&own, FUSION);
    Ok((
        laboratory.runs(&own, WANTED)?,
        laboratory.runs(&fused, WANTED)?,
    ))
}

/// Difference of a measure, second minus first, whose sign is expected; power is stated for a
/// share of its usual value.
fn change(
    (first, second): (&Runs, &Runs),
    name: &str,
    unit: &'static str,
    key: &str,
    expected: f64,
) -> Condition {
    let usual = first.estimate(first.value(key).iter().copied()).value;
    let change = second.estimate(differences(first.value(key), second.value(key)));
    let target = match expected > 0.0 {
        true => Target::Above(0.0),
        false => Target::Below(0.0),
    };
    let alternative = expected * usual.unwrap_or(f64::NAN);
    Condition::new(name, unit, change, target, alternative)
}

fn lasting_differences(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Vec<Finding>, PatternsError> {
    const STAY: &str = "under fusion, fewer of those who are hired stay, for good";
    const TASTE: &str = "under fusion, people with less taste for research come and stay";
    const INCREMENTS: &str = "fusion ships more features";
    let patterns = [STAY, TASTE, INCREMENTS];
    if !shape::is_loosely_coupled(scenario) {
        let findings =
            patterns.map(|name| Finding::not_applicable(name, Kind::Predicted, NOT_LOOSE));
        return Ok(findings.into());
    }
    let (own, fused) = pair(laboratory, scenario)?;
    let both = (&own, &fused);
    let of = |name: &str, unit, key, expected| {
        let name = format!("fusion minus loose coupling: {name}");
        vec![change(both, &name, unit, key, expected)]
    };
    let exits = scenario.mechanisms.exits;
    let unless_off = |pattern, conditions| match exits {
        true => Finding::new(pattern, Kind::Predicted, conditions),
        false => Finding::not_applicable(pattern, Kind::Predicted, "exits are off"),
    };
    Ok(vec![
        unless_off(
            STAY,
            of(
                "researchers who stay for two years",
                "share",
                "researcher_survival_8q",
                -0.05,
            ),
        ),
        unless_off(
            TASTE,
            of(
                "preference for research",
                "index",
                "researcher_preference",
                -0.1,
            ),
        ),
        Finding::new(
            INCREMENTS,
            Kind::Predicted,
            of("features", "per quarter", "features_shipped", 0.05),
        ),
    ])
}

fn fields(laboratory: &Laboratory<'_>, scenario: &Scenario) -> Result<Finding, PatternsError> {
    const PATTERN: &str =
        "in the long run, fusion ships more value in slow, tacit fields and less in fast ones";
    if !shape::is_loosely_coupled(scenario) {
        return Ok(Finding::not_applicable(PATTERN, Kind::Predicted, NOT_LOOSE));
    }
    if !scenario.mechanisms.tacit_involvement {
        let reason = "tacitness has no effect: its mechanism is off";
        return Ok(Finding::not_applicable(PATTERN, Kind::Predicted, reason));
    }
    let mut conditions = Vec::new();
    let names = ["in a slow, tacit field", "in a fast field"];
    for (field, (name, expected)) in names.into_iter().zip([0.1, -0.1]).enumerate() {
        let mut of_field = scenario.clone();
        of_field.transfer.obsolescence_rate = SPEEDS[field];
        of_field.transfer.tacitness = TACITNESS[field];
        of_field.transfer.tacitness_spread = 0.1;
        let (own, fused) = pair(laboratory, &of_field)?;
        let name = format!("fusion minus loose coupling: value shipped {name}");
        let both = (&own, &fused);
        let unit = "value per quarter";
        conditions.push(change(both, &name, unit, "shipped_value", expected));
    }
    Ok(Finding::new(PATTERN, Kind::Predicted, conditions))
}

fn gate(laboratory: &Laboratory<'_>, scenario: &Scenario) -> Result<Finding, PatternsError> {
    const PATTERN: &str = "a gate that asks for readiness makes what ships later and better";
    if !shape::is_loosely_coupled(scenario) {
        return Ok(Finding::not_applicable(PATTERN, Kind::Predicted, NOT_LOOSE));
    }
    let with_gate = |readiness: f64| {
        let mut scenario = shape::undisturbed(scenario, QUARTERS);
        for name in shape::structures_in_use(&scenario) {
            scenario.structures[&name].gate_readiness = readiness;
        }
        laboratory.runs(&scenario, WANTED)
    };
    let (open, strict) = (with_gate(0.0)?, with_gate(STRICT)?);
    let both = (&open, &strict);
    let name = "latency with a strict gate minus that with an open one";
    let later = change(both, name, "quarters", "latency_restricted_mean", 0.1);
    let name = "value of a breakthrough that ships, the same";
    let value = |runs: &Runs| -> Vec<f64> {
        let (value, shipped) = (
            runs.value("shipped_value"),
            runs.value("breakthroughs_shipped"),
        );
        value
            .iter()
            .zip(shipped)
            .map(|(value, n)| value / n)
            .collect()
    };
    let better = strict.estimate(differences(&value(&open), &value(&strict)));
    let usual = open.estimate(value(&open)).value.unwrap_or(f64::NAN);
    let better = Condition::new(name, "index", better, Target::Above(0.0), 0.1 * usual);
    Ok(Finding::new(PATTERN, Kind::Predicted, vec![later, better]))
}

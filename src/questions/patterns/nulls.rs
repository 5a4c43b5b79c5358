//! Null models: versions of a scenario in which something is switched off, and
//! what must and what must not change then.

use super::baseline::{self, Baseline};
use super::condition::{Condition, Target, estimate};
use super::finding::{Finding, Kind};
use super::laboratory::{Laboratory, PatternsError, Runs, Wanted, differences};
use super::shape;
use crate::elementary::ln;
use crate::scenario::{Event, Reorganise, Scenario};
use crate::stats::Estimate;

const WANTED: Wanted = Wanted {
    values: &["researcher_exits", "latency_restricted_mean"],
    series: &[],
};
/// What is to stay as it was may move by this share of itself.
const UNMOVED: [f64; 2] = [-0.05, 0.05];

/// Exits that do not spread: leavers do not raise the hazard of those who worked
/// with them.
#[must_use]
pub fn no_contagion(scenario: &Scenario) -> Scenario {
    let mut null = scenario.clone();
    null.mechanisms.contagion = false;
    null
}

/// Everybody leaves with the same probability at any time: `hazard` a quarter.
#[must_use]
pub fn constant_hazard(scenario: &Scenario, hazard: f64) -> Scenario {
    let mut null = scenario.clone();
    let mechanisms = &mut null.mechanisms;
    mechanisms.satisfaction = false;
    mechanisms.tenure_hazard = false;
    mechanisms.shocks = false;
    mechanisms.contagion = false;
    mechanisms.embeddedness = false;
    mechanisms.alternatives = false;
    mechanisms.frailty = false;
    null.labour_market.base_hazard = hazard;
    null
}

/// Everybody is rewarded for what researchers are rewarded for, whoever
/// evaluates.
#[must_use]
pub fn equal_incentives(scenario: &Scenario) -> Scenario {
    let mut null = scenario.clone();
    let incentive = null.roles.researcher.incentive.clone();
    for role in [&mut null.roles.researcher, &mut null.roles.engineer] {
        role.incentive.clone_from(&incentive);
        role.junior_incentive.clear();
        role.senior_incentive.clear();
    }
    for unit in null.units.values_mut() {
        unit.researcher_incentive.clear();
        unit.engineer_incentive.clear();
    }
    for name in shape::structures_in_use(scenario) {
        null.structures[&name]
            .product_evaluation
            .clone_from(&incentive);
    }
    null
}

/// A reorganisation in quarter 8 into structures that are copies of those
/// before, without the disturbance that any reorganisation brings.
#[must_use]
pub fn structure_without_effect(scenario: &Scenario) -> Scenario {
    let mut null = scenario.clone();
    null.mechanisms.reorganisation_dip = false;
    null.mechanisms.tie_breakage = false;
    null.satisfaction.stability = 0.0;
    for (name, unit) in &scenario.units {
        let copy = format!("another-{}", unit.structure);
        let structure = scenario.structures[&unit.structure].clone();
        null.structures.insert(copy.clone(), structure);
        let rename = Reorganise {
            structure: copy,
            units: vec![name.clone()],
            over_quarters: 1,
            announced_quarters: 0,
        };
        null.events
            .insert(format!("rename-{name}"), Event::at(8, rename));
    }
    null
}

pub(super) fn findings(
    laboratory: &Laboratory<'_>,
    baseline: &Baseline,
) -> Result<Vec<Finding>, PatternsError> {
    Ok(vec![
        contagion_off(laboratory, baseline)?,
        hazard_made_constant(laboratory, baseline)?,
        incentives_made_equal(laboratory, &baseline.scenario)?,
        structure_renamed(laboratory, &baseline.scenario)?,
    ])
}

fn contagion_off(
    laboratory: &Laboratory<'_>,
    baseline: &Baseline,
) -> Result<Finding, PatternsError> {
    const PATTERN: &str =
        "without contagion exits and their clustering fall, and nothing else moves";
    let mechanisms = &baseline.scenario.mechanisms;
    if !(mechanisms.exits && mechanisms.contagion) {
        let reason = "exits or contagion are off already";
        return Ok(Finding::not_applicable(PATTERN, Kind::Null, reason));
    }
    let off = laboratory.runs(&no_contagion(&baseline.scenario), WANTED)?;
    let clustering = [&baseline.runs, &off].map(baseline::dispersion);
    let clustering = off.estimate(differences(&clustering[0], &clustering[1]));
    let exits = change(&baseline.runs, &off, |runs| {
        runs.value("researcher_exits").to_vec()
    });
    let falls = |name: &str, unit, change, alternative| {
        Condition::new(name, unit, change, Target::Below(0.0), alternative)
    };
    let mut conditions = vec![
        falls("change of researchers' exits", "ratio", exits, -0.03),
        falls(
            "change of the variance among teams",
            "ratio to a binomial",
            clustering,
            -0.03,
        ),
    ];
    conditions.extend(unmoved(&baseline.runs, &off));
    Ok(Finding::new(PATTERN, Kind::Null, conditions))
}

fn hazard_made_constant(
    laboratory: &Laboratory<'_>,
    baseline: &Baseline,
) -> Result<Finding, PatternsError> {
    const PATTERN: &str =
        "with a constant hazard exits are flat and binomial, and nothing else moves";
    const NEAR_ONE: [f64; 2] = [0.9, 1.1];
    if !baseline.scenario.mechanisms.exits {
        let reason = "nobody leaves: exits are off";
        return Ok(Finding::not_applicable(PATTERN, Kind::Null, reason));
    }
    // about as many exits as there were
    let hazard = -ln(1.0 - baseline::exit_rate(&baseline.runs));
    let constant = laboratory.runs(&constant_hazard(&baseline.scenario, hazard), WANTED)?;
    let ratio = baseline::hazard_ratio(&constant, 0..2, 8..9);
    let clustering = constant.estimate(baseline::dispersion(&constant));
    let mut conditions = vec![
        Condition::within(
            "hazard of the first two quarters to that after two years",
            "ratio",
            ratio,
            NEAR_ONE,
        ),
        Condition::within(
            "variance among teams relative to a binomial",
            "ratio",
            clustering,
            NEAR_ONE,
        ),
    ];
    conditions.extend(unmoved(&baseline.runs, &constant));
    Ok(Finding::new(PATTERN, Kind::Null, conditions))
}

/// What has nothing to do with why people leave. Who is there to write papers
/// does, by skill and tenure; what a person of given skill and long tenure
/// writes does not.
fn unmoved(base: &Runs, variant: &Runs) -> [Condition; 2] {
    let latency = |runs: &Runs| runs.value("latency_restricted_mean").to_vec();
    let condition = |name: &str, change| Condition::within(name, "ratio", change, UNMOVED);
    [
        condition(
            "change of settled researchers' papers per skill",
            change(base, variant, baseline::papers_per_skill),
        ),
        condition("change of the latency", change(base, variant, latency)),
    ]
}

/// Change of a number, run by run, relative to its mean before.
fn change(base: &Runs, variant: &Runs, number: impl Fn(&Runs) -> Vec<f64>) -> Estimate {
    let (from, to) = (number(base), number(variant));
    let mean = base
        .estimate(from.iter().copied())
        .value
        .unwrap_or(f64::NAN);
    let changes = differences(&from, &to).into_iter();
    base.estimate(changes.map(|change| change / mean))
}

fn incentives_made_equal(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Finding, PatternsError> {
    const PATTERN: &str = "with equal incentives it does not matter who evaluates";
    let evaluated = |scenario: &Scenario, weight: f64| {
        let mut scenario = shape::undisturbed(scenario, 20);
        for name in shape::structures_in_use(&scenario) {
            scenario.structures[&name].evaluation_weight = weight;
        }
        laboratory.bits(&scenario)
    };
    let equal = equal_incentives(scenario);
    Ok(exact(
        PATTERN,
        [&evaluated(&equal, 0.0)?, &evaluated(&equal, 0.5)?],
        "with incentives as they are",
        [&evaluated(scenario, 0.0)?, &evaluated(scenario, 0.5)?],
        scenario.simulation.confidence_level,
    ))
}

fn structure_renamed(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Finding, PatternsError> {
    const PATTERN: &str =
        "a reorganisation into the same structure by another name changes nothing";
    let renamed = structure_without_effect(&shape::undisturbed(scenario, 20));
    let nothing = shape::undisturbed(&renamed, 20);
    let mut disturbed = renamed.clone();
    disturbed.mechanisms.reorganisation_dip = true;
    let nothing = laboratory.bits(&nothing)?;
    Ok(exact(
        PATTERN,
        [&nothing, &laboratory.bits(&renamed)?],
        "with the dip of a reorganisation",
        [&nothing, &laboratory.bits(&disturbed)?],
        scenario.simulation.confidence_level,
    ))
}

/// Runs, and the bits of the numbers of each.
type Bits = Vec<Vec<u64>>;

/// Nothing differs in any run; and the comparison can tell, for something does
/// in every run where it should. If nothing does there either, there is nothing
/// to switch off.
fn exact(
    pattern: &'static str,
    same: [&Bits; 2],
    control: &str,
    different: [&Bits; 2],
    level: f64,
) -> Finding {
    let differing = |[first, second]: [&Bits; 2]| {
        let runs = first.iter().zip(second);
        let differ = runs.map(|(first, second)| f64::from(u8::from(first != second)));
        estimate(differ, level)
    };
    let condition = |name: String, runs, wanted| {
        let target = Target::Exactly(wanted);
        Condition::new(name, "share of runs", runs, target, wanted)
    };
    if different[0] == different[1] {
        let reason = format!("nothing differs {control} either: there is nothing to switch off");
        return Finding::not_applicable(pattern, Kind::Null, &reason);
    }
    let name = "runs with a number that differs in a bit";
    let conditions = vec![
        condition(name.to_owned(), differing(same), 0.0),
        condition(format!("{name}, {control}"), differing(different), 1.0),
    ];
    Finding::new(pattern, Kind::Null, conditions)
}

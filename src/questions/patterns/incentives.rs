//! What incentives alone do to who leaves: all else about the structure stays.

use super::condition::{Condition, Target};
use super::finding::{Finding, Kind};
use super::laboratory::{Laboratory, PatternsError, Runs, Wanted, differences};
use super::shape;
use super::watch::Share;
use crate::scenario::{Scenario, Structure};

/// Quarters that are followed after the change.
const QUARTERS: u32 = 8;
/// Product's weight in evaluations, and the share that may be published.
const WEIGHT: f64 = 0.7;
const SECRECY: f64 = 0.3;

pub(super) fn findings(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Vec<Finding>, PatternsError> {
    let by_product = taste_decides(
        "evaluation by product costs researchers, more of those with a taste for research",
        laboratory,
        scenario,
        |structure| structure.evaluation_weight < WEIGHT,
        |structure| structure.evaluation_weight = WEIGHT,
    )?;
    let secret = taste_decides(
        "secrecy costs researchers, more of those with a taste for research",
        laboratory,
        scenario,
        |structure| structure.publication_share > SECRECY,
        |structure| structure.publication_share = SECRECY,
    )?;
    Ok(vec![by_product, secret])
}

/// Exits per person-quarter of researchers with a taste for research and of those without, in
/// the two years after a change of every unit's structure.
fn taste_decides(
    pattern: &'static str,
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    is_new: impl Fn(&Structure) -> bool,
    change: impl Fn(&mut Structure),
) -> Result<Finding, PatternsError> {
    let not_applicable =
        |reason: &str| Ok(Finding::not_applicable(pattern, Kind::Predicted, reason));
    let mechanisms = &scenario.mechanisms;
    if !(mechanisms.exits && mechanisms.satisfaction) {
        return not_applicable("exits or satisfaction are off");
    }
    let used = shape::structures_in_use(scenario);
    if !used.iter().all(|name| is_new(&scenario.structures[name])) {
        return not_applicable("it is so already");
    }
    let without = shape::undisturbed(scenario, QUARTERS);
    let with = shape::altered(&without, 0, change);
    let without = laboratory.runs(&without, Wanted::default())?;
    let with = laboratory.runs(&with, Wanted::default())?;
    let rate = |runs: &Runs, group: usize| -> Vec<f64> {
        let of_run = |quarters: &[[Share; 2]]| quarters.iter().map(|q| q[group]).sum::<Share>();
        let seen = runs.seen.iter();
        seen.map(|seen| of_run(&seen.tastes).ratio()).collect()
    };
    let rise = |group| differences(&rate(&without, group), &rate(&with, group));
    let (tasteful, others) = (rise(0), rise(1));
    let gap = differences(&others, &tasteful);
    let condition = |name: &str, rise: Vec<f64>| {
        let (unit, target) = ("exits per person-quarter", Target::Above(0.0));
        Condition::new(name, unit, with.estimate(rise), target, 0.005)
    };
    let conditions = vec![
        condition("rise of the exit rate of those with a taste", tasteful),
        condition("the same minus that of those without", gap),
    ];
    Ok(Finding::new(pattern, Kind::Predicted, conditions))
}

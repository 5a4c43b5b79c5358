//! What follows a change of structure, compared with the same people's luck
//! without it.

use super::condition::{Condition, Target};
use super::finding::{Finding, Kind};
use super::laboratory::{Laboratory, PatternsError, Runs, Wanted, differences};
use super::shape;
use super::watch::Share;
use crate::scenario::{Action, Event, Scenario};

/// Quarters of the reorganisation, of its undoing, and of the observation.
const CHANGED: usize = 4;
const RESTORED: usize = 20;
const QUARTERS: usize = 40;
/// Quarters over which loss and recovery are followed.
const FOLLOWED: usize = RESTORED - CHANGED;
/// The structure that couples research most closely to product.
pub(super) const FUSION: &str = "fusion-teams";

const NOT_LOOSE: &str = "research and product are not loosely coupled to begin with";

pub(super) fn findings(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Vec<Finding>, PatternsError> {
    let mut findings = papers_and_recovery(laboratory, scenario)?;
    findings.push(best_leave_first(laboratory, scenario)?);
    Ok(findings)
}

fn papers_and_recovery(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Vec<Finding>, PatternsError> {
    const RESPONSE: &str = "papers respond to a reorganisation only after 2 to 3 quarters";
    const RECOVERY: [(&str, &str); 3] = [
        (
            "restored autonomy brings papers back slower than they went",
            "papers_accepted",
        ),
        (
            "restored autonomy brings reputation back slower than it went",
            "reputation",
        ),
        (
            "restored autonomy brings researchers back slower than they went",
            "researcher_head_count",
        ),
    ];
    const WANTED: Wanted = Wanted {
        values: &[],
        series: &["papers_accepted", "reputation", "researcher_head_count"],
    };
    if !shape::is_loosely_coupled(scenario) {
        let patterns = [RESPONSE].into_iter().chain(RECOVERY.map(|(name, _)| name));
        let findings =
            patterns.map(|name| Finding::not_applicable(name, Kind::Predicted, NOT_LOOSE));
        return Ok(findings.collect());
    }
    let without = shape::undisturbed(scenario, QUARTERS as u32);
    let mut with = shape::reorganised(&without, CHANGED as u32, FUSION);
    let back = Event::at(RESTORED as u32, Action::restore_autonomy(""));
    with.events.insert("restoration".into(), back);
    let without = laboratory.runs(&without, WANTED)?;
    let with = laboratory.runs(&with, WANTED)?;

    let mut findings = vec![Finding::new(
        RESPONSE,
        Kind::Predicted,
        response(&without, &with),
    )];
    for (pattern, key) in RECOVERY {
        let off = match key {
            "reputation" if !scenario.mechanisms.reputation => Some("reputation is off"),
            "researcher_head_count" if !scenario.mechanisms.exits => Some("exits are off"),
            _ => None,
        };
        findings.push(match off {
            Some(reason) => Finding::not_applicable(pattern, Kind::Predicted, reason),
            None => Finding::new(pattern, Kind::Predicted, hysteresis(key, &without, &with)),
        });
    }
    Ok(findings)
}

/// Papers keep their level in the quarter of the change and in the next, and
/// are down in the third after it.
fn response(without: &Runs, with: &Runs) -> Vec<Condition> {
    const MATTERS: f64 = -0.1;
    let usual = without.mean_over("papers_accepted", 0..QUARTERS);
    let usual = without.estimate(usual).value.unwrap_or(f64::NAN);
    let condition = |after: usize, target, alternative| {
        let quarter = CHANGED + after;
        let papers = |runs: &Runs| runs.mean_over("papers_accepted", quarter..quarter + 1);
        let lost = differences(&papers(without), &papers(with));
        let lost = with.estimate(lost.into_iter().map(|lost| lost / usual));
        let name = format!("relative change of accepted papers, quarter +{after}");
        Condition::new(name, "ratio", lost, target, alternative)
    };
    vec![
        condition(0, Target::Above(MATTERS), 0.0),
        condition(1, Target::Above(MATTERS), 0.0),
        condition(3, Target::Below(MATTERS), 2.0 * MATTERS),
    ]
}

/// How much later a measure comes back than it went: with the loss L at the end
/// of the changed years, the quarters that the loss lags behind the change are
/// the sum of 1 - d(k) / L over the quarters k after it, for the differences d
/// to the world without it; those of the recovery the sum of d(k) / L.
///
/// Recovery lags more than loss where the sum of coming - going has the sign of
/// the loss: no ratio of noisy numbers, so the interval is one of a mean.
fn hysteresis(key: &str, without: &Runs, with: &Runs) -> Vec<Condition> {
    let pairs = without.series(key).iter().zip(with.series(key));
    let rows: Vec<(f64, f64)> = pairs
        .map(|(without, with)| {
            let d = |quarter: usize| with[quarter] - without[quarter];
            let lost = (RESTORED - 4..RESTORED).map(d).sum::<f64>() / 4.0;
            let going: f64 = (CHANGED..RESTORED).map(|quarter| lost - d(quarter)).sum();
            let coming: f64 = (RESTORED..RESTORED + FOLLOWED).map(d).sum();
            (lost, coming - going)
        })
        .collect();
    let lost = with.estimate(rows.iter().map(|row| row.0));
    let mean = lost.value.unwrap_or(f64::NAN);
    let usual = without.estimate(without.mean_over(key, 0..CHANGED)).value;
    let twentieth = usual.map_or(f64::NAN, |usual| -0.05 * usual);
    let later = with.estimate(rows.iter().map(|row| row.1 / mean));
    vec![
        Condition::new(
            "change after four years",
            "",
            lost,
            Target::Below(0.0),
            twentieth,
        ),
        Condition::new(
            "quarters by which recovery lags more than loss",
            "quarters",
            later,
            Target::Above(0.0),
            1.0,
        ),
    ]
}

/// Exits per person-quarter among the researchers of the top and of the bottom
/// third of skill, in the year after product takes over the evaluation.
fn best_leave_first(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Finding, PatternsError> {
    const PATTERN: &str = "the best leave first when product evaluates more";
    const WEIGHT: f64 = 0.7;
    let not_applicable =
        |reason: &str| Ok(Finding::not_applicable(PATTERN, Kind::Predicted, reason));
    let mechanisms = &scenario.mechanisms;
    if !(mechanisms.exits && mechanisms.satisfaction) {
        return not_applicable("exits or satisfaction are off");
    }
    let used = shape::structures_in_use(scenario);
    if used
        .iter()
        .any(|name| scenario.structures[name].evaluation_weight >= WEIGHT)
    {
        return not_applicable("product has that weight in evaluations already");
    }
    let without = shape::undisturbed(scenario, 4);
    let with = shape::altered(&without, 0, |structure| {
        structure.evaluation_weight = WEIGHT
    });
    let without = laboratory.runs(&without, Wanted::default())?;
    let with = laboratory.runs(&with, Wanted::default())?;
    let rate = |runs: &Runs, third: usize| -> Vec<f64> {
        let of_run = |quarters: &[[Share; 2]]| quarters.iter().map(|q| q[third]).sum::<Share>();
        runs.seen
            .iter()
            .map(|seen| of_run(&seen.thirds).ratio())
            .collect()
    };
    let rise = |third| differences(&rate(&without, third), &rate(&with, third));
    let (top, bottom) = (rise(0), rise(1));
    let gap = differences(&bottom, &top);
    let condition = |name: &str, rise: Vec<f64>, alternative| {
        let target = Target::Above(0.0);
        Condition::new(
            name,
            "exits per person-quarter",
            with.estimate(rise),
            target,
            alternative,
        )
    };
    let conditions = vec![
        condition("rise of the exit rate of the most skilled third", top, 0.01),
        condition("the same minus that of the least skilled third", gap, 0.005),
    ];
    Ok(Finding::new(PATTERN, Kind::Predicted, conditions))
}

//! What follows a reorganisation, compared with the same people's luck without
//! it.

use super::NOT_BUILT_IN;
use super::common::report::{Finding, above, below, estimate, words};
use super::common::runs::{Runs, differences};
use super::common::trace::Trace;
use super::common::worlds;
use orgsim::model::Role;
use orgsim::scenario::{self, Action, Scenario};
use orgsim::stats::Estimate;

pub(crate) fn findings() -> Vec<Finding> {
    let mut findings = papers_and_recovery();
    findings.push(best_leave_first());
    findings
}

/// Quarters of the reorganisation, of its undoing, and of the observation.
const CHANGED: usize = 4;
const RESTORED: usize = 20;
const QUARTERS: usize = 40;

fn papers_and_recovery() -> Vec<Finding> {
    const RUNS: u64 = 200;
    let mut without = Scenario::default();
    without.simulation.quarters = QUARTERS as u32;
    let mut with = without.clone();
    worlds::reorganise(&mut with, CHANGED as u32, "fusion-teams");
    let back = scenario::Event::at(RESTORED as u32, Action::restore_autonomy(""));
    with.events.insert("back".into(), back);
    let (without, with) = (Runs::of(&without, RUNS), Runs::of(&with, RUNS));

    let usual = estimate(without.mean_over("papers_accepted", 0..QUARTERS));
    let usual = usual.value.unwrap();
    let relative = |quarter: usize| {
        let papers = |runs: &Runs| runs.mean_over("papers_accepted", quarter..quarter + 1);
        let lost = differences(&papers(&without), &papers(&with));
        estimate(lost.into_iter().map(|lost| lost / usual))
    };
    let response: Vec<Estimate> = (CHANGED..CHANGED + 5).map(relative).collect();
    let first = response.iter().position(|change| below(change, -0.1));
    let figures: Vec<String> = response.iter().map(|change| words(change, 2)).collect();
    vec![
        Finding::new(
            "papers respond to a reorganisation only after 2-3 quarters",
            NOT_BUILT_IN,
            format!(
                "change of accepted papers by quarter: {}",
                figures.join(", ")
            ),
            "the first quarter in which they are surely down by 10 % is the second or third \
             after that of the change",
            first == Some(2) || first == Some(3),
        ),
        hysteresis("papers", "papers_accepted", &without, &with),
        hysteresis("reputation", "reputation", &without, &with),
        hysteresis("researchers", "researcher_head_count", &without, &with),
    ]
}

/// Quarters over which loss and recovery are followed.
const FOLLOWED: usize = RESTORED - CHANGED;

/// How much later a measure comes back than it went: with the loss L at the end
/// of the changed years, the quarters that the loss lags behind the change are
/// the sum of 1 - d(k) / L over the quarters k after it, for the differences d
/// to the world without it; those of the recovery the sum of d(k) / L.
fn hysteresis(name: &str, key: &str, without: &Runs, with: &Runs) -> Finding {
    let pairs = without.series(key).into_iter().zip(with.series(key));
    let rows: Vec<(f64, f64, f64)> = pairs
        .map(|(without, with)| {
            let d = |quarter: usize| with[quarter] - without[quarter];
            let lost = (RESTORED - 4..RESTORED).map(d).sum::<f64>() / 4.0;
            let going = (CHANGED..RESTORED).map(|quarter| lost - d(quarter)).sum();
            let coming = (RESTORED..RESTORED + FOLLOWED).map(d).sum();
            (lost, going, coming)
        })
        .collect();
    let lost = estimate(rows.iter().map(|row| row.0));
    let mean = lost.value.unwrap();
    let going = estimate(rows.iter().map(|row| row.1 / mean));
    let coming = estimate(rows.iter().map(|row| row.2 / mean));
    // Recovery lags more than loss where the sum of coming - going has the sign
    // of the loss: no ratio, so the interval is one of a mean.
    let later = estimate(rows.iter().map(|row| (row.2 - row.1) / mean));
    Finding::new(
        &format!("restoring autonomy recovers slower than it was lost, {name}"),
        NOT_BUILT_IN,
        format!(
            "change at the end {}; loss lags {} quarters, recovery {}, difference {}",
            words(&lost, 2),
            words(&going, 1),
            words(&coming, 1),
            words(&later, 1)
        ),
        "recovery lags more",
        above(&later, 0.0),
    )
}

/// Exits per person-quarter among the researchers of the top and of the bottom
/// third of skill, and their difference, in the year after the change and in
/// the third one.
fn best_leave_first() -> Finding {
    const RUNS: u64 = 240;
    let mut without = Scenario::default();
    without.simulation.quarters = 12;
    let mut measured = without.structures["loose-coupling"].clone();
    measured.evaluation_weight = 0.7;
    without.structures.insert("measured".into(), measured);
    let mut with = without.clone();
    worlds::reorganise(&mut with, 0, "measured");
    let look = |trace: &Trace| (gap(trace, 0..4), gap(trace, 8..12));
    let (_, without) = Runs::traced(&without, RUNS, look);
    let (_, with) = Runs::traced(&with, RUNS, look);
    let rise = |of: fn(&(Gap, Gap)) -> f64| {
        let pairs = without.iter().zip(&with);
        estimate(pairs.map(|(without, with)| of(with) - of(without)))
    };
    let (top, bottom) = (rise(|gaps| gaps.0.0), rise(|gaps| gaps.0.1));
    let first = rise(|gaps| gaps.0.0 - gaps.0.1);
    let later = rise(|gaps| gaps.1.0 - gaps.1.1);
    Finding::new(
        "best leave first when the evaluation weight rises",
        NOT_BUILT_IN,
        format!(
            "rise of the quarterly exit rate in the first year: top third {}, bottom third {}, \
             gap {}; gap in the third year {}",
            words(&top, 4),
            words(&bottom, 4),
            words(&first, 4),
            words(&later, 4)
        ),
        "the gap in the first year is above zero",
        above(&first, 0.0),
    )
}

/// Exit rates of the top and of the bottom third.
type Gap = (f64, f64);

fn gap(trace: &Trace, quarters: std::ops::Range<i32>) -> Gap {
    // Thirds of the log-normal skill: 0.4307 standard deviations either way.
    let score = |skill: f64| libm::log(skill) + 0.5;
    let (mut top, mut bottom) = ((0.0, 0.0), (0.0, 0.0));
    for (quarter, start, end) in trace.steps() {
        if !quarters.contains(&quarter.0) {
            continue;
        }
        for (before, after) in start.seats.iter().zip(&end.seats) {
            if !before.occupied || before.role == Role::Engineer {
                continue;
            }
            let third = match score(before.research_skill) {
                score if score > 0.4307 => &mut top,
                score if score < -0.4307 => &mut bottom,
                _ => continue,
            };
            third.0 += 1.0;
            third.1 += f64::from(u8::from(!after.occupied));
        }
    }
    (top.1 / top.0, bottom.1 / bottom.0)
}

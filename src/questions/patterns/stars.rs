//! What a star's leaving does to those who worked with the star, and to the others.

use super::condition::{Condition, Target};
use super::finding::{Finding, Kind};
use super::laboratory::{Laboratory, PatternsError, Runs, Wanted, differences};
use super::shape;
use super::watch::{STAR_LEAVES, Share};
use crate::measures::Role;
use crate::scenario::{Action, Departure, Event, Scenario, Who};

/// Four years, the first of them with the star.
const QUARTERS: usize = 16;
/// From when on a loss has lasted.
const LATER: usize = 8;

pub(super) fn findings(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
) -> Result<Finding, PatternsError> {
    const PATTERN: &str =
        "those who worked with a star who leaves lose lastingly, in quality above all";
    if scenario.teams.ties_per_person == 0 {
        let reason = "nobody has ties";
        return Ok(Finding::not_applicable(PATTERN, Kind::Predicted, reason));
    }
    let without = shape::undisturbed(scenario, QUARTERS as u32);
    let mut with = without.clone();
    let star = Departure {
        who: Who::Star,
        role: Role::Researcher,
        people: 1,
        units: Vec::new(),
    };
    let leaves = Event::at(STAR_LEAVES, Action::Departure(star));
    with.events.insert("star".into(), leaves);
    let without = laboratory.runs(&without, Wanted::default())?;
    let with = laboratory.runs(&with, Wanted::default())?;
    let quality = |group, from| relative_change(&without, &with, group, from, |row| row.quality);
    let papers = |group, from| relative_change(&without, &with, group, from, |row| row.papers);
    let (own, others) = (0, 1);
    let first = STAR_LEAVES as usize;
    let gap = differences(&papers(own, first), &quality(own, first));
    let condition = |name: &str, numbers: Vec<f64>, target, alternative| {
        Condition::new(name, "ratio", with.estimate(numbers), target, alternative)
    };
    let loses = Target::Below(0.0);
    let next_to_nothing = Target::Within(-0.02, 0.02);
    let conditions = vec![
        condition(
            "relative change in the quality of collaborators' projects",
            quality(own, first),
            loses,
            -0.05,
        ),
        condition(
            "the same from the second year on",
            quality(own, LATER),
            loses,
            -0.05,
        ),
        condition(
            "relative change in quality minus that in papers",
            gap,
            loses,
            -0.05,
        ),
        condition(
            "relative change in the quality of others' projects",
            quality(others, first),
            next_to_nothing,
            0.0,
        ),
    ];
    Ok(Finding::new(PATTERN, Kind::Predicted, conditions))
}

/// Change of a number in a group of crews that the star's leaving makes, relative to its mean
/// without it, as numbers run by run: of each, the linearised ratio of sums.
fn relative_change(
    without: &Runs,
    with: &Runs,
    group: usize,
    from: usize,
    of: impl Fn(&super::watch::CrewsQuarter) -> Share,
) -> Vec<f64> {
    let per_run = |runs: &Runs| -> Vec<Share> {
        let of_run = |rows: &Vec<[super::watch::CrewsQuarter; 2]>| {
            rows.iter().skip(from).map(|row| of(&row[group])).sum()
        };
        runs.seen
            .iter()
            .map(|seen| of_run(&seen.beside_star))
            .collect()
    };
    let ratio = |shares: &[Share]| shares.iter().copied().sum::<Share>();
    let (without, with) = (per_run(without), per_run(with));
    let (all_without, all_with) = (ratio(&without), ratio(&with));
    let (base, now) = (all_without.ratio(), all_with.ratio());
    let runs = without.len() as f64;
    let part = |own: Share, all: Share, ratio: f64| {
        ratio + runs * (own.part - ratio * own.whole) / all.whole
    };
    without
        .iter()
        .zip(&with)
        .map(|(&before, &after)| {
            let (before, after) = (part(before, all_without, base), part(after, all_with, now));
            // Of now / base - 1, to first order.
            now / base - 1.0 + (after - now) / base - (before - base) * now / (base * base)
        })
        .collect()
}

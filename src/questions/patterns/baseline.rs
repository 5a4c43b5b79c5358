//! The organisation undisturbed: the patterns to which the default was fitted,
//! and how exits cluster.

use super::condition::{Condition, Target};
use super::finding::{Finding, Kind};
use super::laboratory::{Laboratory, PatternsError, Runs, Wanted};
use super::shape;
use super::watch::{Seen, Share, TENURES};
use crate::scenario::Scenario;
use crate::stats::Estimate;

/// Six years.
pub(super) const QUARTERS: u32 = 24;
/// Groups of runs, where one run has too few of something for a ratio.
const GROUPS: usize = 20;
/// The tenure that stands for all of two years and more.
const SETTLED: usize = TENURES - 1;

const WANTED: Wanted = Wanted {
    values: &[
        "researcher_retention_12m",
        "engineer_retention_12m",
        "researcher_shock_share_of_exits",
        "engineer_shock_share_of_exits",
        "top_tenth_share_of_papers",
        "gpu_utilisation",
        "researcher_exits",
        "latency_restricted_mean",
    ],
    series: &["researcher_tenure", "engineer_tenure"],
};

/// The undisturbed organisation, and runs of it.
pub(super) struct Baseline {
    pub(super) scenario: Scenario,
    pub(super) runs: Runs,
}

impl Baseline {
    pub(super) fn of(
        laboratory: &Laboratory<'_>,
        scenario: &Scenario,
    ) -> Result<Self, PatternsError> {
        let scenario = shape::undisturbed(scenario, QUARTERS);
        let runs = laboratory.runs(&scenario, WANTED)?;
        Ok(Self { scenario, runs })
    }
}

/// One number a group of runs that follow each other.
fn by_groups(runs: &Runs, of_group: impl Fn(&[Seen]) -> f64) -> Estimate {
    let seen = &runs.seen;
    runs.estimate(seen.chunks(seen.len().div_ceil(GROUPS)).map(of_group))
}

fn pooled(seen: &[Seen], of_run: impl Fn(&Seen) -> Share) -> f64 {
    seen.iter().map(of_run).sum::<Share>().ratio()
}

/// Ratio of the hazard over some tenures to that over others.
pub(super) fn hazard_ratio(
    runs: &Runs,
    of: std::ops::Range<usize>,
    to: std::ops::Range<usize>,
) -> Estimate {
    let hazard = |seen: &[Seen], tenures: &std::ops::Range<usize>| {
        pooled(seen, |seen| {
            seen.risk[tenures.clone()].iter().copied().sum()
        })
    };
    by_groups(runs, |seen| hazard(seen, &of) / hazard(seen, &to))
}

/// Exits a person-quarter, over all people and runs.
pub(super) fn exit_rate(runs: &Runs) -> f64 {
    pooled(&runs.seen, |seen| seen.risk.iter().copied().sum())
}

/// Variance of exits among teams relative to a binomial, run by run.
pub(super) fn dispersion(runs: &Runs) -> Vec<f64> {
    let mean = |seen: &Seen| {
        let known = seen.dispersion.iter().filter(|x| x.is_finite());
        let (n, sum) = known.fold((0, 0.0), |(n, sum), x| (n + 1, sum + x));
        sum / f64::from(n)
    };
    runs.seen.iter().map(mean).collect()
}

/// Papers that settled researchers submit relative to their skill, run by run.
pub(super) fn papers_per_skill(runs: &Runs) -> Vec<f64> {
    let ratios = runs.seen.iter().map(|seen| seen.papers[SETTLED].ratio());
    ratios.collect()
}

pub(super) fn findings(baseline: &Baseline) -> Vec<Finding> {
    vec![
        retention(baseline),
        tenure(baseline),
        early_peak(baseline),
        shocks(baseline),
        top_tenth(baseline),
        latency(baseline),
        utilisation(baseline),
        ramp_up(baseline),
        clustering(baseline),
    ]
}

fn retention(baseline: &Baseline) -> Finding {
    const PATTERN: &str = "12-month retention without a disturbance";
    if !baseline.scenario.mechanisms.exits {
        return Finding::not_applicable(PATTERN, Kind::Fitted, "nobody leaves: exits are off");
    }
    let of = |role: &str, key| {
        let retention = baseline
            .runs
            .estimate(baseline.runs.value(key).iter().copied());
        Condition::within(
            format!("retention of {role}"),
            "share",
            retention,
            [0.85, 0.93],
        )
    };
    let conditions = vec![
        of("researchers", "researcher_retention_12m"),
        of("engineers", "engineer_retention_12m"),
    ];
    Finding::new(PATTERN, Kind::Fitted, conditions)
}

fn tenure(baseline: &Baseline) -> Finding {
    const PATTERN: &str =
        "people in an organisation that has grown have been there for 2 to 4 years";
    let scenario = &baseline.scenario;
    let has_grown = scenario.units.values().any(|unit| unit.past_growth > 0.0);
    if !(scenario.mechanisms.growth && has_grown) {
        return Finding::not_applicable(PATTERN, Kind::Fitted, "it has not grown");
    }
    let of = |role: &str, key| {
        let tenure = baseline.runs.estimate(baseline.runs.mean_over(key, 0..1));
        let name = format!("mean tenure of {role} in quarter 0");
        Condition::within(name, "years", tenure, [2.0, 4.0])
    };
    let conditions = vec![
        of("researchers", "researcher_tenure"),
        of("engineers", "engineer_tenure"),
    ];
    Finding::new(PATTERN, Kind::Fitted, conditions)
}

fn early_peak(baseline: &Baseline) -> Finding {
    const PATTERN: &str = "the hazard of leaving peaks early in tenure and declines";
    if !baseline.scenario.mechanisms.exits {
        return Finding::not_applicable(PATTERN, Kind::Fitted, "nobody leaves: exits are off");
    }
    let ratio = |name: &str, of, to| {
        let ratio = hazard_ratio(&baseline.runs, of, to);
        let name = format!("hazard of {name}");
        Condition::new(name, "ratio", ratio, Target::Above(1.0), 1.25)
    };
    let conditions = vec![
        ratio("the first two quarters to that after two years", 0..2, 8..9),
        ratio("the other quarters of two years to that after", 2..8, 8..9),
        ratio(
            "the first two quarters to the others of two years",
            0..2,
            2..8,
        ),
    ];
    Finding::new(PATTERN, Kind::Fitted, conditions)
}

fn shocks(baseline: &Baseline) -> Finding {
    const PATTERN: &str = "half to two thirds of exits follow a shock";
    let mechanisms = &baseline.scenario.mechanisms;
    if !(mechanisms.exits && mechanisms.shocks) {
        return Finding::not_applicable(PATTERN, Kind::Fitted, "exits or shocks are off");
    }
    let of = |role: &str, key| {
        let share = baseline
            .runs
            .estimate(baseline.runs.value(key).iter().copied());
        let name = format!("share of the exits of {role}");
        Condition::within(name, "share", share, [0.5, 2.0 / 3.0])
    };
    let conditions = vec![
        of("researchers", "researcher_shock_share_of_exits"),
        of("engineers", "engineer_shock_share_of_exits"),
    ];
    Finding::new(PATTERN, Kind::Fitted, conditions)
}

fn top_tenth(baseline: &Baseline) -> Finding {
    let share = baseline.runs.estimate(
        baseline
            .runs
            .value("top_tenth_share_of_papers")
            .iter()
            .copied(),
    );
    let condition = Condition::within("share of papers", "share", share, [0.30, 0.45]);
    Finding::new(
        "the top tenth of authors writes a third of the papers or more",
        Kind::Fitted,
        vec![condition],
    )
}

fn latency(baseline: &Baseline) -> Finding {
    const PATTERN: &str = "under loose coupling, what is adopted ships after 9 to 13 months";
    if !shape::is_loosely_coupled(&baseline.scenario) {
        let reason = "research and product are not loosely coupled";
        return Finding::not_applicable(PATTERN, Kind::Fitted, reason);
    }
    let median = by_groups(&baseline.runs, |seen| {
        let all = seen.iter().flat_map(|seen| &seen.latencies);
        3.0 * median_of_whole_quarters(&mut all.copied().collect::<Vec<f64>>())
    });
    let condition = Condition::within("median latency", "months", median, [9.0, 13.0]);
    Finding::new(PATTERN, Kind::Fitted, vec![condition])
}

/// The median of times that are known in whole quarters: within its quarter it
/// lies where half of the times are below, if they spread evenly over it. Not a
/// number without times.
fn median_of_whole_quarters(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    let Some(&quarter) = times.get(times.len() / 2) else {
        return f64::NAN;
    };
    let half = times.len() as f64 / 2.0;
    let below = times.iter().filter(|&&time| time < quarter).count() as f64;
    let within = times.iter().filter(|&&time| time == quarter).count() as f64;
    quarter - 0.5 + (half - below) / within
}

fn utilisation(baseline: &Baseline) -> Finding {
    const PATTERN: &str = "most of the compute is allocated";
    if !baseline.scenario.mechanisms.compute {
        return Finding::not_applicable(PATTERN, Kind::Fitted, "compute is off");
    }
    let share = baseline
        .runs
        .estimate(baseline.runs.value("gpu_utilisation").iter().copied());
    let condition = Condition::within("allocated share of GPUs", "share", share, [0.78, 0.92]);
    Finding::new(PATTERN, Kind::Fitted, vec![condition])
}

fn ramp_up(baseline: &Baseline) -> Finding {
    const PATTERN: &str = "newcomers are fully productive after 2 to 4 quarters";
    const FULL: f64 = 0.95;
    if !baseline.scenario.mechanisms.ramp_up {
        return Finding::not_applicable(PATTERN, Kind::Fitted, "ramp-up is off");
    }
    let relative = |tenure: usize| {
        by_groups(&baseline.runs, |seen| {
            let at = |tenure: usize| pooled(seen, |seen| seen.papers[tenure]);
            at(tenure) / at(SETTLED)
        })
    };
    let condition = |quarters: usize, target, alternative| {
        let name = format!("papers per skill at {quarters} quarters of tenure, to two years");
        Condition::new(name, "ratio", relative(quarters), target, alternative)
    };
    let conditions = vec![
        condition(1, Target::Below(FULL), 0.75),
        condition(4, Target::Above(FULL), 1.0),
    ];
    Finding::new(PATTERN, Kind::Fitted, conditions)
}

fn clustering(baseline: &Baseline) -> Finding {
    const PATTERN: &str = "exits cluster in teams, more than by chance";
    if !baseline.scenario.mechanisms.exits {
        return Finding::not_applicable(PATTERN, Kind::Predicted, "nobody leaves: exits are off");
    }
    let ratio = baseline.runs.estimate(dispersion(&baseline.runs));
    let name = "variance among teams relative to a binomial";
    let condition = Condition::new(name, "ratio", ratio, Target::Above(1.0), 1.05);
    Finding::new(PATTERN, Kind::Predicted, vec![condition])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_of_whole_quarters_lies_within_its_quarter() {
        assert!(median_of_whole_quarters(&mut []).is_nan());
        assert_eq!(median_of_whole_quarters(&mut [3.0]), 3.0);
        assert_eq!(
            median_of_whole_quarters(&mut [3.0, 2.0, 3.0, 3.0]),
            2.5 + 1.0 / 3.0
        );
    }
}

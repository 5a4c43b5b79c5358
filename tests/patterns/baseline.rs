//! The default organisation, undisturbed: the patterns that it was fitted to.

use super::FIT;
use super::common::report::{self, Finding, above, estimate, within, words};
use super::common::runs::Runs;
use super::common::trace::{Moment, Trace};
use orgsim::model::{Event, Role};
use orgsim::scenario::Scenario;

const RUNS: u64 = 240;
/// Runs that are pooled where one run has too few of something.
const GROUP: usize = 12;
/// Tenures that are told apart; the last stands for all longer ones.
pub(crate) const TENURES: usize = 9;

/// What is seen of many runs of a scenario.
pub(crate) struct Base {
    pub(crate) runs: Runs,
    pub(crate) seen: Vec<Seen>,
}

/// What is seen of a run beside the measures of the program.
#[derive(Default)]
pub(crate) struct Seen {
    /// Person-quarters at risk and exits, by completed quarters of tenure.
    pub(crate) risk: [(f64, f64); TENURES],
    /// Research skill at work and papers submitted, by tenure.
    papers: [(f64, f64); TENURES],
    /// Quarters from breakthrough to product of those that were made in the
    /// first two years and shipped.
    latencies: Vec<f64>,
    /// Variance of exits among teams relative to a binomial, mean of years.
    pub(crate) dispersion: f64,
}

pub(crate) fn base() -> Base {
    look(&undisturbed())
}

/// Six years of the default organisation.
pub(crate) fn undisturbed() -> Scenario {
    let mut scenario = Scenario::default();
    scenario.simulation.quarters = 24;
    scenario
}

pub(crate) fn look(scenario: &Scenario) -> Base {
    let (runs, seen) = Runs::traced(scenario, RUNS, Seen::of);
    Base { runs, seen }
}

impl Seen {
    fn of(trace: &Trace) -> Self {
        let mut seen = Self::default();
        let mut papers = vec![0.0; trace.moments[0].seats.len()];
        let mut events = trace.events.iter().peekable();
        for (quarter, start, end) in trace.steps() {
            papers.fill(0.0);
            while let Some((_, event)) = events.next_if(|(when, _)| *when <= quarter) {
                match *event {
                    Event::PapersSubmitted { seat, papers: n } => papers[seat] = f64::from(n),
                    Event::Shipped { made, .. } if (0..8).contains(&made.0) => {
                        seen.latencies.push(f64::from(quarter.0 - made.0));
                    }
                    _ => {}
                }
            }
            if quarter.0 < 0 {
                continue;
            }
            for (place, before) in start.seats.iter().enumerate() {
                if !before.occupied {
                    continue;
                }
                let tenure = (before.tenure as usize).min(TENURES - 1);
                seen.risk[tenure].0 += 1.0;
                seen.risk[tenure].1 += f64::from(u8::from(!end.seats[place].occupied));
                if before.role == Role::Researcher {
                    seen.papers[tenure].0 += before.research_skill;
                    seen.papers[tenure].1 += papers[place];
                }
            }
        }
        let first = trace
            .quarters
            .iter()
            .position(|quarter| quarter.0 == 0)
            .unwrap();
        let years: Vec<f64> = trace.moments[first..]
            .windows(5)
            .step_by(4)
            .map(|ends| dispersion(&ends[0], &ends[4]))
            .collect();
        seen.dispersion = years.iter().sum::<f64>() / years.len() as f64;
        seen
    }

    /// Papers submitted by researchers of two years and more, relative to
    /// their skill.
    pub(crate) fn papers_per_skill(&self) -> f64 {
        let (skill, papers) = self.papers[TENURES - 1];
        papers / skill
    }
}

/// Sum over teams of (x - n p)^2 relative to the sum of n p (1 - p), with the
/// share p of the teams' role that has gone within the year; corrected for p
/// being that share itself.
fn dispersion(start: &Moment, end: &Moment) -> f64 {
    let (mut spread, mut expected) = (0.0, 0.0);
    for role in [Role::Researcher, Role::Engineer] {
        let mut teams = vec![(0.0, 0.0); start.seats.len()];
        for (before, after) in start.seats.iter().zip(&end.seats) {
            if before.occupied && before.role == role {
                let stayed = after.occupied && after.person == before.person;
                teams[before.team].0 += 1.0;
                teams[before.team].1 += f64::from(u8::from(!stayed));
            }
        }
        let (people, gone) = teams
            .iter()
            .fold((0.0, 0.0), |sum, team| (sum.0 + team.0, sum.1 + team.1));
        let p = gone / people;
        let own: f64 = teams.iter().map(|team| team.0 * team.0).sum();
        for (n, x) in teams {
            spread += (x - n * p) * (x - n * p);
        }
        expected += p * (1.0 - p) * (people - own / people) * people / (people - 1.0);
    }
    spread / expected
}

/// Sums over the runs of each group.
fn groups<T>(seen: &[Seen], of_group: impl Fn(&[Seen]) -> T) -> impl Iterator<Item = T> {
    seen.chunks(GROUP).map(of_group)
}

fn hazard(seen: &[Seen], tenures: std::ops::Range<usize>) -> f64 {
    let rows = seen.iter().flat_map(|seen| &seen.risk[tenures.clone()]);
    let (n, exits) = rows.fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    exits / n
}

/// Ratio of the hazard over some tenures to that over others, by groups.
pub(crate) fn hazard_ratio(
    base: &Base,
    of: std::ops::Range<usize>,
    to: std::ops::Range<usize>,
) -> orgsim::stats::Estimate {
    estimate(groups(&base.seen, |seen| {
        hazard(seen, of.clone()) / hazard(seen, to.clone())
    }))
}

pub(crate) fn fit(base: &Base) -> Vec<Finding> {
    let mut findings = Vec::new();
    for role in ["researcher", "engineer"] {
        let retention = estimate(base.runs.value(&format!("{role}_retention_12m")));
        findings.push(Finding::new(
            &format!("baseline 12-month retention, {role}s"),
            FIT,
            words(&retention, 3),
            "within .85 to .93",
            within(&retention, 0.85, 0.93),
        ));
    }
    let (early, middle) = (
        hazard_ratio(base, 0..2, 8..9),
        hazard_ratio(base, 2..8, 8..9),
    );
    let early_to_middle = hazard_ratio(base, 0..2, 2..8);
    findings.push(Finding::new(
        "hazard peaks in the first two quarters of tenure and declines",
        FIT,
        format!(
            "relative to two years and more: first two quarters {}, rest of two years {}; \
             first to rest {}",
            words(&early, 2),
            words(&middle, 2),
            words(&early_to_middle, 2)
        ),
        "all ratios above one",
        above(&early, 1.0) && above(&middle, 1.0) && above(&early_to_middle, 1.0),
    ));
    for role in ["researcher", "engineer"] {
        let shocks = estimate(base.runs.value(&format!("{role}_shock_share_of_exits")));
        findings.push(Finding::new(
            &format!("exits preceded by a shock, {role}s"),
            FIT,
            words(&shocks, 3),
            "within one half to two thirds",
            within(&shocks, 0.5, 2.0 / 3.0),
        ));
    }
    let top = estimate(base.runs.value("top_tenth_share_of_papers"));
    findings.push(Finding::new(
        "papers by the top tenth of authors",
        FIT,
        words(&top, 3),
        "within .30 to .45",
        within(&top, 0.30, 0.45),
    ));
    let latency = estimate(groups(&base.seen, |seen| {
        let mut all: Vec<f64> = seen
            .iter()
            .flat_map(|seen| &seen.latencies)
            .copied()
            .collect();
        3.0 * median_of_whole_quarters(&mut all)
    }));
    findings.push(Finding::new(
        "median latency among adopted under loose coupling",
        FIT,
        format!("{} months", words(&latency, 1)),
        "within 9 to 13 months",
        within(&latency, 9.0, 13.0),
    ));
    findings.push(ramp_up(base));
    findings
}

/// The median of times that are known in whole quarters: within its quarter it
/// lies where half of the times are below, if they spread evenly over it.
fn median_of_whole_quarters(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    let half = times.len() as f64 / 2.0;
    let quarter = times[times.len() / 2];
    let below = times.iter().filter(|&&time| time < quarter).count() as f64;
    let within = times.iter().filter(|&&time| time == quarter).count() as f64;
    quarter - 0.5 + (half - below) / within
}

fn ramp_up(base: &Base) -> Finding {
    let productivity = |seen: &[Seen], tenure: usize| {
        let rows = seen.iter().map(|seen| seen.papers[tenure]);
        let (skill, papers) = rows.fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
        papers / skill
    };
    let shares: Vec<_> = (0..6)
        .map(|tenure| {
            estimate(groups(&base.seen, |seen| {
                productivity(seen, tenure) / productivity(seen, TENURES - 1)
            }))
        })
        .collect();
    let full = shares.iter().position(|share| share.value.unwrap() >= 0.95);
    let figures: Vec<String> = shares.iter().map(|share| words(share, 2)).collect();
    Finding::new(
        "ramp-up of newcomers",
        FIT,
        format!("papers per skill, by quarter: {}", figures.join(", ")),
        "95 % of the productivity of two years and more after 2 to 4 quarters",
        full.is_some_and(|quarters| (2..=4).contains(&quarters)) && report::below(&shares[1], 0.95),
    )
}

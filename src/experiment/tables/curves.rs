//! Survival by tenure, and what became of breakthroughs by the time since they were made.

use crate::experiment::Ensemble;
use crate::metrics::{Fate, Layout, Span, WindowCurves};
use crate::model::Role;
use crate::row::{Rows, row};
use crate::stats::{Estimated, Method};

row! {
    /// Survival of the people of a role at a tenure.
    pub struct Survival = "survival.csv" {
        /// Role of the people.
        role: Role,
        /// Observed quarters that the value is about: `all`, or from and to, both included.
        window: Span,
        /// Completed quarters of tenure.
        tenure: u64 [unit "quarters"],
        /// Share of people who stay for that many quarters: Kaplan-Meier estimate over the people
        /// of all runs. People who were there before the window are at risk from its first
        /// quarter on, at the tenure they had then; people who are still employed at its end
        /// are censored.
        estimate: Estimated [unit "share"]
            [empty "at a shorter tenure nobody was at risk in any run"],
        /// Confidence level of the interval.
        ci_level: f64 [unit "share"],
        /// How the interval was made, as in `summary.csv`.
        ci_method: Method,
        /// People at risk in a run, mean over all runs: those who began a quarter of the window
        /// with that tenure.
        at_risk: Option<f64> [unit "people"] [empty "there are no runs"],
        /// Number of them who left in that quarter, mean over all runs.
        exits: Option<f64> [unit "people"] [empty "there are no runs"],
        /// Number of runs.
        n_runs: u64 [unit "runs"],
    }
}

row! {
    /// The share of breakthroughs with a fate at a time.
    pub struct Incidence = "incidence.csv" {
        /// `shipped`, `abandoned`, or `open`: neither of them so far. At each time the three
        /// shares add up to one.
        fate: Fate,
        /// Observed quarters that the value is about: `all`, or from and to, both included.
        window: Span,
        /// Quarters since the breakthrough was made, up to
        /// `simulation.latency_horizon_quarters`.
        quarters: u64 [unit "quarters"],
        /// Share of breakthroughs with that fate by then: Aalen-Johansen estimate over the
        /// breakthroughs of all runs that were made in the window and followed to its end, where
        /// those that are open are censored.
        estimate: Estimated [unit "share"]
            [empty "no breakthrough of any run was followed for so long"],
        /// Confidence level of the interval.
        ci_level: f64 [unit "share"],
        /// How the interval was made, as in `summary.csv`.
        ci_method: Method,
        /// Breakthroughs in a run that were followed for that long and open until then, mean
        /// over all runs.
        at_risk: Option<f64> [unit "breakthroughs"] [empty "there are no runs"],
        /// Number of runs.
        n_runs: u64 [unit "runs"],
    }
}

/// Survival by tenure, in each window and for each role.
pub fn survival(layout: &Layout, ensemble: &Ensemble) -> Rows<Survival> {
    let mut rows = Rows::default();
    for (window, curves) in layout.windows().iter().zip(layout.curves()) {
        for (role, part) in [Role::Researcher, Role::Engineer]
            .into_iter()
            .zip(curves.tenures)
        {
            for tenure in 0..=layout.tenures() {
                let survival = ensemble.share(part, &WindowCurves::survival(tenure));
                let row = 2 * tenure as usize;
                rows.push(Survival {
                    role,
                    window: window.span(),
                    tenure: tenure.into(),
                    estimate: (&survival).into(),
                    ci_level: survival.level,
                    ci_method: survival.method,
                    at_risk: ensemble.mean_count(part, row),
                    exits: ensemble.mean_count(part, row + 1),
                    n_runs: survival.n,
                });
            }
        }
    }
    rows
}

/// What became of breakthroughs by the time since they were made, in each window.
pub fn incidence(layout: &Layout, ensemble: &Ensemble) -> Rows<Incidence> {
    let mut rows = Rows::default();
    for (window, curves) in layout.windows().iter().zip(layout.curves()) {
        let part = curves.latencies;
        for &fate in Fate::ALL {
            for time in 0..=layout.latency_horizon() {
                let share = ensemble.share(part, &WindowCurves::share(fate, time));
                let is_seen = time < window.quarters();
                let at_risk = match is_seen {
                    true => ensemble.mean_count(part, 3 * time as usize),
                    // nothing is followed beyond the end of the window
                    false => (ensemble.runs() > 0).then_some(0.0),
                };
                rows.push(Incidence {
                    fate,
                    window: window.span(),
                    quarters: time.into(),
                    estimate: (&share).into(),
                    ci_level: share.level,
                    ci_method: share.method_where(is_seen),
                    at_risk,
                    n_runs: share.n,
                });
            }
        }
    }
    rows
}

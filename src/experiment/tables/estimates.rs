//! Estimates of the measures: over windows, and in each quarter.

use crate::experiment::Ensemble;
use crate::metrics::{Group, Layout, Span};
use crate::model::Role;
use crate::row::{Rows, row};
use crate::stats::{Estimated, Method};

row! {
    /// A measure over a window.
    pub struct OverWindow = "summary.csv" {
        /// Key of the measure, as in `--precision`; with the group and the window after it, it
        /// is the name of the column in `runs.csv`.
        measure: String,
        /// Whose measure it is.
        role: Option<Role> [empty "the measure is not about the people of one role"],
        /// The topic or venue that the number is about, by its name in the scenario.
        group: Option<String> [empty "the measure is not by topic or venue"],
        /// Observed quarters that the value is about: `all`, or from and to, both included.
        window: Span,
        /// Unit of the measure.
        unit: String,
        /// Mean over runs.
        estimate: Estimated [unit "unit of the measure"] [empty "no run had a value"],
        /// Confidence level of the interval.
        ci_level: f64 [unit "share"],
        /// How the interval was made: `t` (Student's t over runs), `wilson` (a proportion of
        /// runs), `constant` (none: all runs gave the same value) or `none` (none: fewer than
        /// two runs had a value).
        ci_method: Method,
        /// Number of runs that have a value.
        n_runs: u64 [unit "runs"],
        /// Items behind the values, over all runs that have a value. The definition of the
        /// measure says what they are: people, breakthroughs, projects.
        n_items: Option<u64> [unit "items"] [empty "the measure has no items"],
        /// Number of items still open when observation ended.
        n_censored: Option<u64> [unit "items"] [empty "items of the measure cannot be censored"],
    }
}

row! {
    /// A measure in a quarter.
    pub struct InQuarter = "quarters.csv" {
        /// Number of the observed quarter, from 0.
        quarter: u64 [unit "quarter"],
        /// Key of the measure, as in `summary.csv`.
        measure: String,
        /// Whose measure it is.
        role: Option<Role> [empty "the measure is not about the people of one role"],
        /// The topic or venue that the number is about, by its name in the scenario.
        group: Option<String> [empty "the measure is not by topic or venue"],
        /// Unit of the measure.
        unit: String,
        /// Mean over runs.
        mean: Estimated [unit "unit of the measure"] [empty "no run had a value"],
        /// Value below which 5 percent of the runs lie. All quantiles are exact over the first
        /// runs, of which the manifest says how many.
        p05: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// Value below which 25 percent of the runs lie.
        p25: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// Value below which 50 percent of the runs lie.
        p50: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// Value below which 75 percent of the runs lie.
        p75: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// Value below which 95 percent of the runs lie.
        p95: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// Number of runs that have a value.
        n_runs: u64 [unit "runs"],
    }
}

/// Estimates of all values.
pub fn summary(layout: &Layout, ensemble: &Ensemble) -> Rows<OverWindow> {
    let values = layout.values().iter().enumerate();
    let rows = values.map(|(place, value)| {
        let estimate = ensemble.value(place);
        let (items, censored) = ensemble.items(place);
        OverWindow {
            measure: value.measure.key(),
            role: value.measure.role,
            group: name(value.group.as_ref()),
            window: value.window.span(),
            unit: value.measure.unit.to_owned(),
            estimate: (&estimate).into(),
            ci_level: estimate.level,
            ci_method: estimate.method,
            n_runs: estimate.n,
            n_items: value.measure.items.map(|_| items),
            n_censored: value.measure.censored.map(|_| censored),
        }
    });
    rows.collect()
}

/// Estimates of all quarterly series.
pub fn quarters(layout: &Layout, ensemble: &Ensemble) -> Rows<InQuarter> {
    let mut rows = Rows::default();
    for quarter in 0..layout.quarters() {
        for (index, series) in layout.series().iter().enumerate() {
            let place = index * layout.quarters() as usize + quarter as usize;
            let estimate = ensemble.quarter(place);
            let [p05, p25, p50, p75, p95] = quantiles(ensemble, place);
            rows.push(InQuarter {
                quarter: quarter.into(),
                measure: series.measure.key(),
                role: series.measure.role,
                group: name(series.group.as_ref()),
                unit: series.measure.unit.to_owned(),
                mean: (&estimate).into(),
                p05,
                p25,
                p50,
                p75,
                p95,
                n_runs: estimate.n,
            });
        }
    }
    rows
}

fn quantiles(ensemble: &Ensemble, place: usize) -> [Option<f64>; 5] {
    ensemble
        .spread(place)
        .map_or([None; 5], |spread| spread.map(Some))
}

fn name(group: Option<&Group>) -> Option<String> {
    group.map(|group| group.name.clone())
}

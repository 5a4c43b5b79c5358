//! Estimates of the measures: over windows, and in each quarter.

use super::dates::{date_cells, date_columns};
use crate::experiment::{Ensemble, ParameterDoubt};
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
        /// What one organisation may see: the value below which 5 percent of the runs lie. All
        /// quantiles are exact over the first runs, of which the manifest says how many.
        p05: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// The value below which 50 percent of the runs lie.
        p50: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// The value below which 95 percent of the runs lie.
        p95: Option<f64> [unit "unit of the measure"] [empty "no run had a value"],
        /// Number of runs that have a value.
        n_runs: u64 [unit "runs"],
        /// What one organisation may see if its parameters are drawn from their assumed ranges,
        /// too: the value below which 5 percent of such runs lie. The manifest says how many
        /// draws there are, and how many of the ranges rest on evidence.
        parameters_p05: Option<f64> [unit "unit of the measure"] [empty "no run had a value, or parameters were fixed"],
        /// The value below which 50 percent of such runs lie.
        parameters_p50: Option<f64> [unit "unit of the measure"] [empty "no run had a value, or parameters were fixed"],
        /// The value below which 95 percent of such runs lie.
        parameters_p95: Option<f64> [unit "unit of the measure"] [empty "no run had a value, or parameters were fixed"],
        /// Over all runs: the mean of their values; of shares, rates and times to an event, the
        /// estimate from what all runs counted together, which leaves no run out. Its interval
        /// is the error of simulating a finite number of runs, and gets smaller with more.
        estimate: Estimated [unit "unit of the measure"]
            [empty "nothing was seen that it could be told from: nobody was watched for so long, or half is not reached"],
        /// Confidence level of the interval.
        ci_level: f64 [unit "share"],
        /// How the interval was made: `t` (Student's t over runs), `influence` (Student's t on
        /// what runs add to an estimate from all of them), `wilson` (a proportion of runs),
        /// `constant` (none: all runs gave the same value), `unseen` (none: the window is shorter
        /// than what the measure looks at, whatever the number of runs) or `none` (none: there is
        /// no estimate, or of fewer than two runs).
        ci_method: Method,
        /// Items behind the values, over all runs. The definition of the
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
        /// Over all runs: the mean of their values, or of shares and rates the estimate from what
        /// all runs counted together.
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
pub fn summary(
    layout: &Layout,
    ensemble: &Ensemble,
    parameters: Option<&ParameterDoubt>,
) -> Rows<OverWindow> {
    let values = layout.values().iter().enumerate();
    let rows = values.map(|(place, value)| {
        let estimate = ensemble.value(place);
        let (items, censored) = ensemble.items(place);
        let spread = ensemble.spread_of_value(place);
        let at = |quantile: usize| spread.map(|spread| spread[quantile]);
        let drawn = parameters.and_then(|parameters| parameters.spread(0, place));
        let drawn_at = |quantile: usize| drawn.map(|drawn| drawn[quantile]);
        OverWindow {
            measure: value.measure.key(),
            role: value.measure.role,
            group: name(value.group.as_ref()),
            window: value.window.span(),
            unit: value.measure.unit.to_owned(),
            p05: at(0),
            p50: at(2),
            p95: at(4),
            n_runs: ensemble.runs_with(place),
            parameters_p05: drawn_at(0),
            parameters_p50: drawn_at(1),
            parameters_p95: drawn_at(2),
            estimate: (&estimate).into(),
            ci_level: estimate.level,
            ci_method: estimate.method_where(value.unseen().is_none()),
            n_items: value.measure.items.map(|_| items),
            n_censored: value.measure.censored.map(|_| censored),
        }
    });
    rows.collect()
}

/// Estimates of all quarterly series.
pub fn quarters(layout: &Layout, ensemble: &Ensemble) -> Rows<InQuarter> {
    let calendar = layout.calendar();
    let mut rows = Rows::followed_by(date_columns(calendar));
    for quarter in 0..layout.quarters() {
        for (index, series) in layout.series().iter().enumerate() {
            let place = index * layout.quarters() as usize + quarter as usize;
            let estimate = ensemble.quarter(place);
            let [p05, p25, p50, p75, p95] = quantiles(ensemble, place);
            let row = InQuarter {
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
                n_runs: ensemble.runs_with_quarter(place),
            };
            rows.push_at(date_cells(calendar, quarter.into()), row);
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

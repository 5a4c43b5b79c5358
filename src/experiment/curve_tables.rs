//! The curves of a study as tables.

use super::Ensemble;
use super::curve_totals::LatencyTotals;
use super::tables::{estimate_cells, n_runs_column, precision_columns, window_column};
use crate::metrics::{Layout, role_name};
use crate::model::Role;
use crate::stats::Estimate;
use crate::table::{Cell, Column, Kind, Table};

const SHARE: &str = "share";
const NO_RUNS: &str = "there are no runs";

/// Survival by tenure, in each window and for each role: `survival.csv`.
pub fn survival(layout: &Layout, ensemble: &Ensemble) -> Table {
    let mut columns = vec![
        Column::new("role", Kind::Text, "", "Whose survival it is."),
        window_column(),
        Column::new(
            "tenure",
            Kind::Count,
            "quarters",
            "Completed quarters of tenure.",
        ),
        Column::new(
            "estimate",
            Kind::Number,
            SHARE,
            "Share of people who stay for that many quarters: the mean over runs of Kaplan-Meier \
             estimates. People who were there before the window enter at the tenure they had \
             then; people who are still employed at its end are censored.",
        )
        .or_empty("no run had somebody at risk at every shorter tenure"),
    ];
    columns.extend(precision_columns(SHARE));
    columns.extend([
        Column::new(
            "at_risk",
            Kind::Number,
            "people",
            "People at risk in a run, on average over all runs: those who began a quarter of the \
             window with that tenure.",
        )
        .or_empty(NO_RUNS),
        Column::new(
            "exits",
            Kind::Number,
            "people",
            "How many of them left in that quarter, on average over all runs.",
        )
        .or_empty(NO_RUNS),
        n_runs_column(),
    ]);
    let mut table = Table::new(columns);
    let mut totals = ensemble.tenures().iter();
    for window in layout.windows() {
        for role in [Role::Researcher, Role::Engineer] {
            for (tenure, totals) in (0..=layout.tenures()).zip(totals.by_ref()) {
                let head = [
                    Cell::text(role_name(role)),
                    Cell::text(window.name()),
                    Cell::from(u64::from(tenure)),
                ];
                let tail = [Cell::from(totals.at_risk()), Cell::from(totals.exits())];
                let survival = totals.survival(ensemble.level());
                push(&mut table, head, &survival, tail);
            }
        }
    }
    table
}

/// What became of breakthroughs by the time since they were made, in each window:
/// `incidence.csv`.
pub fn incidence(layout: &Layout, ensemble: &Ensemble) -> Table {
    let mut columns = vec![
        Column::new(
            "fate",
            Kind::Text,
            "",
            "`shipped`, `abandoned`, or `open`: neither of them so far. At each time the three \
             shares add up to one.",
        ),
        window_column(),
        Column::new(
            "quarters",
            Kind::Count,
            "quarters",
            "Quarters since the breakthrough was made, up to \
             `simulation.latency_horizon_quarters`.",
        ),
        Column::new(
            "estimate",
            Kind::Number,
            SHARE,
            "Share of breakthroughs with that fate by then: the mean over runs of Aalen-Johansen \
             estimates over the breakthroughs made in the window and followed to its end, where \
             those that are open are censored.",
        )
        .or_empty("no run followed a breakthrough for so long"),
    ];
    columns.extend(precision_columns(SHARE));
    columns.extend([
        Column::new(
            "at_risk",
            Kind::Number,
            "breakthroughs",
            "Breakthroughs in a run that were followed for that long and open until then, on \
             average over all runs.",
        )
        .or_empty(NO_RUNS),
        n_runs_column(),
    ]);
    let mut table = Table::new(columns);
    let mut totals = ensemble.latencies().iter();
    for window in layout.windows() {
        let points = (0..=layout.latency_horizon()).zip(totals.by_ref());
        let points: Vec<_> = points.collect();
        for (fate, name) in LatencyTotals::FATES.into_iter().enumerate() {
            for (time, totals) in &points {
                let head = [
                    Cell::text(name),
                    Cell::text(window.name()),
                    Cell::from(u64::from(*time)),
                ];
                let share = totals.shares(ensemble.level())[fate];
                let at_risk = Cell::from(totals.at_risk());
                push(&mut table, head, &share, [at_risk]);
            }
        }
    }
    table
}

/// Adds a row: what it is about, the estimate, and further counts.
fn push<const N: usize>(
    table: &mut Table,
    head: [Cell; 3],
    estimate: &Estimate,
    counts: [Cell; N],
) {
    let row = head
        .into_iter()
        .chain(estimate_cells(estimate))
        .chain(counts);
    table.push(row.chain([Cell::from(estimate.n)]));
}

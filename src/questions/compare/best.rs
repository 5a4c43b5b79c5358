//! Each variant beside the best of the others.

use crate::experiment::answer::{point_cells, point_columns};
use crate::experiment::asked;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::stats::{BesideTheBest, compare_with_best};
use crate::table::{Cell, Column, Kind, Table};

/// The table of all variants: a row a point, measure and variant.
pub(super) fn best(session: &Session<'_>, outcomes: &Outcomes) -> Table {
    let experiment = session.experiment;
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let number = |name, meaning| {
        Column::new(name, Kind::Number, "unit of the measure", meaning).or_empty("no interval")
    };
    let mut columns = point_columns(experiment);
    columns.extend([
        text("measure", "Key of the measure."),
        text("variant", "The variant."),
        number(
            "difference",
            "Its mean less the best mean among the others; above 0: better.",
        ),
        number(
            "ci_low",
            "Lower end of simultaneous intervals; 0: no other is better.",
        ),
        number(
            "ci_high",
            "Upper end of simultaneous intervals; 0: another is at least as good.",
        ),
        text("verdict", "best, not best or undecided."),
    ]);
    let mut table = Table::new(columns);
    for (point, levels) in session.points.iter().enumerate() {
        for (column, measure) in outcomes.columns().measures().iter().enumerate() {
            let sign = asked::sign(measure);
            let of_variant = |variant| outcomes.column(point, variant, column);
            let mut iterators: Vec<_> = (0..experiment.variants.len()).map(of_variant).collect();
            let runs = iterators
                .iter()
                .map(ExactSizeIterator::len)
                .min()
                .unwrap_or(0);
            let row = |_| {
                let row = iterators
                    .iter_mut()
                    .map(|column| sign * column.next().unwrap_or(f64::NAN));
                row.collect::<Vec<f64>>()
            };
            let rows: Vec<Vec<f64>> = (0..runs).map(row).collect();
            let whole = rows
                .into_iter()
                .filter(|row| row.iter().all(|x| x.is_finite()));
            let beside = compare_with_best(&whole.collect::<Vec<_>>(), outcomes.level());
            for (place, variant) in experiment.variants.iter().enumerate() {
                let mut cells = point_cells(experiment, point, levels);
                let found = beside.as_ref().map(|all| all[place]);
                cells.extend([
                    Cell::text(measure.clone()),
                    Cell::text(variant.label.clone()),
                ]);
                cells.extend(beside_cells(found));
                table.push(cells);
            }
        }
    }
    table
}

fn beside_cells(found: Option<BesideTheBest>) -> [Cell; 4] {
    let verdict = match found {
        Some(found) if found.low == 0.0 && found.high > 0.0 => "best",
        Some(found) if found.high == 0.0 && found.low < 0.0 => "not best",
        _ => "undecided",
    };
    let number = |of: fn(BesideTheBest) -> f64| Cell::from(found.map(of));
    [
        number(|found| found.difference),
        number(|found| found.low),
        number(|found| found.high),
        Cell::text(verdict),
    ]
}

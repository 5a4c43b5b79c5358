//! The runs of an experiment as a table: `runs.csv` of its folder.

use super::answer::{point_cells, point_column, point_columns};
use super::columns::Columns;
use super::definition::Experiment;
use super::factor::Level;
use super::outcomes::Outcomes;
use crate::metrics::find_value;
use crate::table::{Cell, Column, Kind, Table};

/// The columns that stand beside those of factors and measures.
pub(crate) fn run_columns() -> [Column; 3] {
    [
        point_column(),
        Column::new("variant", Kind::Text, "", "Name of the variant."),
        Column::new(
            "run",
            Kind::Count,
            "",
            "Number of the run; runs of the same number use common random numbers in all \
            variants and at all design points.",
        ),
    ]
}

/// The header: point and factors, variant, run, and the measures.
pub fn run_table(experiment: &Experiment, columns: &Columns) -> Table {
    let mut header = point_columns(experiment);
    header.extend(run_columns().into_iter().skip(1));
    header.extend(columns.measures().iter().map(|key| {
        let known = find_value(key);
        let (unit, meaning) = known.map_or(("", ""), |known| {
            (known.measure.unit, known.measure.definition.as_str())
        });
        Column::new(key, Kind::Number, unit, meaning).or_empty("the run has no value")
    }));
    Table::new(header)
}

/// Adds the runs of a variant at a point.
pub fn push_runs_of(
    table: &mut Table,
    experiment: &Experiment,
    outcomes: &Outcomes,
    (point, levels): (usize, &[Level]),
    variant: usize,
) {
    let measures = 0..outcomes.columns().measures().len();
    let mut numbers: Vec<_> = measures
        .map(|c| outcomes.values(point, variant, c))
        .collect();
    let first = outcomes.first_run(point);
    let about = point_cells(experiment, point, levels);
    for run in 0..outcomes.runs(point, variant) {
        let mut row = about.clone();
        row.push(Cell::text(experiment.variants[variant].name.clone()));
        row.push(Cell::Count(first + run as u64));
        let values = numbers
            .iter_mut()
            .map(|column| column.next().unwrap_or(f64::NAN));
        row.extend(values.map(Cell::from));
        table.push(row);
    }
}

//! The runs of an experiment as tables: `runs.csv` of its folder, and `run_quarters.csv`.

use super::answer::{point_cells, point_column, point_columns};
use super::columns::Columns;
use super::definition::Experiment;
use super::factor::Level;
use super::outcomes::Outcomes;
use super::tables::{date_cells, date_columns};
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

/// The columns of point and factors, variant and run.
fn of_run(experiment: &Experiment) -> Vec<Column> {
    let mut columns = point_columns(experiment);
    columns.extend(run_columns().into_iter().skip(1));
    columns
}

/// The column of a measure.
fn of_measure(key: &str, empty: &str) -> Column {
    let known = find_value(key);
    let (unit, meaning) = known.map_or(("", ""), |known| {
        (known.measure.unit, known.measure.definition.as_str())
    });
    Column::new(key, Kind::Number, unit, meaning).or_empty(empty)
}

/// The header of `runs.csv`: point and factors, variant, run, and the measures.
pub fn run_table(experiment: &Experiment, columns: &Columns) -> Table {
    let measures = columns.measures().iter();
    let measures = measures.map(|key| of_measure(key, "the run has no value"));
    Table::new(of_run(experiment).into_iter().chain(measures).collect())
}

/// The header of `run_quarters.csv`: the same with the quarter, of the measures that have
/// quarterly numbers.
pub fn run_quarter_table(experiment: &Experiment, columns: &Columns) -> Table {
    let mut header = of_run(experiment);
    let meaning = "Number of the observed quarter, from 0.";
    header.push(Column::new("quarter", Kind::Count, "quarter", meaning));
    header.extend(date_columns(experiment.calendar()));
    let measures = columns.quarterly().iter();
    header.extend(measures.map(|key| of_measure(key, "the run has no value in the quarter")));
    Table::new(header)
}

/// The cells of each run of a variant at a point.
fn runs_of<'a>(
    experiment: &'a Experiment,
    outcomes: &'a Outcomes,
    (point, levels): (usize, &[Level]),
    variant: usize,
) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let first = outcomes.first_run(point);
    let mut about = point_cells(experiment, point, levels);
    about.push(Cell::text(experiment.variants[variant].name.clone()));
    (0..outcomes.runs(point, variant)).map(move |run| {
        let mut row = about.clone();
        row.push(Cell::Count(first + run as u64));
        row
    })
}

/// Adds the runs of a variant at a point.
pub fn push_runs_of(
    table: &mut Table,
    experiment: &Experiment,
    outcomes: &Outcomes,
    at: (usize, &[Level]),
    variant: usize,
) {
    let measures = 0..outcomes.columns().measures().len();
    let mut numbers: Vec<_> = measures
        .map(|column| outcomes.values(at.0, variant, column))
        .collect();
    for mut row in runs_of(experiment, outcomes, at, variant) {
        row.extend(numbers.iter_mut().map(next));
        table.push(row);
    }
}

/// Adds the quarters of the runs of a variant at a point.
pub fn push_run_quarters_of(
    table: &mut Table,
    experiment: &Experiment,
    outcomes: &Outcomes,
    at: (usize, &[Level]),
    variant: usize,
) {
    let (columns, calendar) = (outcomes.columns(), experiment.calendar());
    let quarters = 0..columns.quarters();
    let of_quarter = |quarter: usize| {
        let measures = 0..columns.quarterly().len();
        let columns = measures.map(|measure| columns.in_quarter(measure, quarter));
        let numbers = columns.map(|column| outcomes.values(at.0, variant, column));
        numbers.collect::<Vec<_>>()
    };
    let mut numbers: Vec<Vec<_>> = quarters.map(of_quarter).collect();
    for run in runs_of(experiment, outcomes, at, variant) {
        for (quarter, numbers) in numbers.iter_mut().enumerate() {
            let mut row = run.clone();
            row.push(Cell::Count(quarter as u64));
            row.extend(date_cells(calendar, quarter as i64));
            row.extend(numbers.iter_mut().map(next));
            table.push(row);
        }
    }
}

fn next(column: &mut impl Iterator<Item = f64>) -> Cell {
    Cell::from(column.next().unwrap_or(f64::NAN))
}

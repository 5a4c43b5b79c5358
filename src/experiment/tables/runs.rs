//! The numbers of each run, over windows and by quarter: a column a measure, which only a
//! scenario can name.

use super::dates::{date_cells, date_columns};
use crate::metrics::{Layout, RunRecord, Series, Value};
use crate::table::{Cell, Column, Kind, Table};
use crate::units::Calendar;

/// The name of the file.
pub const RUNS: &str = "runs.csv";

/// The values of each run, without rows.
pub fn runs(layout: &Layout) -> Table {
    let run = Column::new("run", Kind::Count, "", "Number of the run, from 0.");
    let column = |value: &Value| {
        let meaning = match value.window.is_whole() {
            true => value.measure.definition.clone(),
            false => {
                let span = value.window.span().name();
                format!("In {span}: {}", value.measure.definition)
            }
        };
        Column::new(&value.key, Kind::Number, value.measure.unit, &meaning)
            .or_empty("the run has no value")
    };
    let columns = layout.values().iter().map(column);
    Table::new([run].into_iter().chain(columns).collect())
}

/// Adds the rows of a batch to the table of [`runs`].
pub fn push_runs(table: &mut Table, first_run: u64, records: &[RunRecord]) {
    for (run, record) in (first_run..).zip(records) {
        let values = record.values.iter().map(|&value| Cell::from(value));
        table.push([Cell::from(run)].into_iter().chain(values));
    }
}

/// The name of the file of each run's quarters.
pub const RUN_QUARTERS: &str = "run_quarters.csv";

/// The quarterly numbers of each run, without rows: a row a run and quarter.
pub fn run_quarters(layout: &Layout) -> Table {
    let mut of_row = vec![
        Column::new("run", Kind::Count, "", "Number of the run, from 0."),
        Column::new(
            "quarter",
            Kind::Count,
            "quarter",
            "Number of the observed quarter, from 0.",
        ),
    ];
    of_row.extend(date_columns(layout.calendar()));
    let column = |series: &Series| {
        let measure = series.measure;
        Column::new(
            &series.key(),
            Kind::Number,
            measure.unit,
            &measure.definition,
        )
        .or_empty("the run has no value in the quarter")
    };
    let columns = layout.series().iter().map(column);
    Table::new(of_row.into_iter().chain(columns).collect())
}

/// Adds the rows of a batch to the table of [`run_quarters`].
pub fn push_run_quarters(
    table: &mut Table,
    calendar: Calendar,
    first_run: u64,
    records: &[RunRecord],
) {
    let series = table.columns().len() - 2 - date_columns(calendar).len();
    for (run, record) in (first_run..).zip(records) {
        let quarters = record.series.len() / series;
        for quarter in 0..quarters {
            let numbers = (0..series).map(|place| record.series[place * quarters + quarter]);
            let of_row = [Cell::from(run), Cell::from(quarter as u64)];
            let dates = date_cells(calendar, quarter as i64);
            let of_row = of_row.into_iter().chain(dates);
            table.push(of_row.chain(numbers.map(Cell::from)));
        }
    }
}

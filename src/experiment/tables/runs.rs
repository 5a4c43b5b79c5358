//! The values of each run: a column a measure, which only a scenario can name.

use crate::metrics::{Layout, RunRecord, Value};
use crate::table::{Cell, Column, Kind, Table};

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

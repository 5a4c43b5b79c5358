//! Tables as JSON: a list of rows, a row as an object, null for a missing value.

use crate::table::{Cell, Table};
use serde_json::{Map, Value};

/// The rows of a table.
///
/// ```
/// use orgsim::table::{Cell, Column, Kind, Table};
///
/// let column = Column::new("n", Kind::Number, "", "").or_empty("unknown");
/// let mut table = Table::new(vec![column]);
/// table.push([Cell::from(0.5)]);
/// table.push([Cell::Missing]);
/// assert_eq!(
///     orgsim::output::json::rows(&table).to_string(),
///     r#"[{"n":0.5},{"n":null}]"#
/// );
/// ```
pub fn rows(table: &Table) -> Value {
    table
        .rows()
        .map(|row| {
            let names = table.columns().iter().map(|column| column.name.clone());
            Value::Object(names.zip(row.iter().map(value)).collect::<Map<_, _>>())
        })
        .collect()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Missing => Value::Null,
        Cell::Count(count) => Value::from(*count),
        Cell::Integer(integer) => Value::from(*integer),
        Cell::Number(number) => Value::from(*number),
        Cell::Text(text) => Value::from(text.as_ref()),
    }
}

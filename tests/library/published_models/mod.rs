//! The example programs give what was published about their models.

#![expect(
    clippy::duplicate_mod,
    reason = "both programs are compiled into this one, with what they share"
)]

#[path = "../../../examples/march_1991.rs"]
#[expect(dead_code, reason = "printing belongs to the program")]
mod march_1991;
#[path = "../../../examples/siggelkow_levinthal_2003.rs"]
#[expect(dead_code, reason = "printing belongs to the program")]
mod siggelkow_levinthal_2003;

mod learning;
mod reorganisation;

use orgsim::table::{Cell, Table};

/// The names of a table's columns.
fn header(table: &Table) -> Vec<&str> {
    let columns = table.columns().iter();
    columns.map(|column| column.name.as_str()).collect()
}

/// The numbers of a column.
fn numbers(table: &Table, column: &str) -> Vec<f64> {
    let place = header(table).iter().position(|name| *name == column);
    let place = place.unwrap_or_else(|| panic!("no column {column}"));
    let number = |row: &[Cell]| match row[place] {
        Cell::Number(number) => number,
        Cell::Count(count) => count as f64,
        ref other => panic!("{column} holds {other:?}"),
    };
    table.rows().map(number).collect()
}

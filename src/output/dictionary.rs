//! The data dictionary: every column of every file.

use crate::table::{Cell, Column, Kind, Table};

/// The dictionary of some files, by name and header, and of itself.
pub fn dictionary(files: &[(&str, &[Column])]) -> Table {
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let columns = vec![
        text("file", "Name of the file."),
        text("column", "Name of the column."),
        text(
            "type",
            "Type of the values: `text`, `number` (real), `integer`, or `count` (an integer from \
             zero).",
        ),
        text("unit", "Unit of the values.").or_empty("the values have no unit"),
        text("meaning", "What a value says."),
        text("empty", "What an empty cell says.").or_empty("no cell of the column is empty"),
    ];
    let mut table = Table::new(columns.clone());
    for (file, columns) in files.iter().chain([&("dictionary.csv", &columns[..])]) {
        for column in *columns {
            let unit = (!column.unit.is_empty()).then(|| column.unit.clone());
            table.push([
                Cell::text((*file).to_owned()),
                Cell::text(column.name.clone()),
                Cell::text(column.kind.name()),
                unit.map_or(Cell::Missing, Cell::text),
                Cell::text(column.meaning.clone()),
                column.empty.clone().map_or(Cell::Missing, Cell::text),
            ]);
        }
    }
    table
}

//! The data dictionary: every column of every file.

use crate::row::{Row, Rows, Value, row};
use crate::table::{Cell, Column, Kind};

row! {
    /// A column of a file.
    pub struct Described = "dictionary.csv" {
        /// Name of the file.
        file: String,
        /// Name of the column.
        column: String,
        /// Type of the values: `text`, `number` (real), `integer`, or `count` (an integer from
        /// zero).
        r#type: Kind,
        /// Unit of the values.
        unit: Option<String> [empty "the values have no unit"],
        /// Meaning of a value.
        meaning: String,
        /// Meaning of an empty cell.
        empty: Option<String> [empty "no cell of the column is empty"],
    }
}

impl Described {
    fn of(file: &str, column: &Column) -> Self {
        Self {
            file: file.to_owned(),
            column: column.name.clone(),
            r#type: column.kind,
            unit: Some(column.unit.clone()).filter(|unit| !unit.is_empty()),
            meaning: column.meaning.clone(),
            empty: column.empty.clone(),
        }
    }

    /// The header of the column.
    pub fn header(&self) -> Column {
        let unit = self.unit.as_deref().unwrap_or_default();
        let mut column = Column::new(&self.column, self.r#type, unit, &self.meaning);
        column.empty.clone_from(&self.empty);
        column
    }
}

impl Value for Kind {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        Cell::text(self.name())
    }

    fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Text(name) => Self::named(name),
            _ => None,
        }
    }
}

/// The dictionary of some files, by name and header, and of itself.
pub fn dictionary(files: &[(&str, &[Column])]) -> Rows<Described> {
    let own = Described::columns();
    let files = files.iter().copied().chain([(Described::FILE, &own[..])]);
    let rows = files.flat_map(|(file, columns)| {
        let columns = columns.iter();
        columns.map(move |column| Described::of(file, column))
    });
    rows.collect()
}

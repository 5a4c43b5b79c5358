//! A table that was read from a file, its cells found by the names of columns.

use crate::table::{Cell, Column, Kind, Table};

/// A table of a result.
#[derive(Clone, Debug)]
pub struct Frame {
    table: Table,
}

/// A row of it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    columns: &'a [Column],
    cells: &'a [Cell],
}

impl Frame {
    /// Reads CSV with a header that has these columns, in this order.
    pub(super) fn read(columns: Vec<Column>, bytes: &[u8]) -> Result<Self, String> {
        let mut csv = csv::Reader::from_reader(bytes);
        let header = csv.headers().map_err(|error| error.to_string())?;
        if !header.iter().eq(columns.iter().map(|column| &column.name)) {
            return Err("its columns are not those of dictionary.csv".to_owned());
        }
        let mut table = Table::new(columns.clone());
        let mut record = csv::StringRecord::new();
        while csv
            .read_record(&mut record)
            .map_err(|error| error.to_string())?
        {
            let line = record.position().map_or(0, csv::Position::line);
            let cells = record.iter().zip(&columns).map(|(text, column)| {
                cell(text, column).ok_or_else(|| {
                    let Column { name, kind, .. } = column;
                    format!("line {line}: `{text}` is no {} for `{name}`", kind.name())
                })
            });
            table.push(cells.collect::<Result<Vec<Cell>, String>>()?);
        }
        Ok(Self { table })
    }

    /// The table itself.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The header of a column.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.table.columns().iter().find(|c| c.name == name)
    }

    /// The rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        let columns = self.table.columns();
        self.table.rows().map(move |cells| Row { columns, cells })
    }
}

impl<'a> Row<'a> {
    /// A cell; missing too if there is no such column.
    pub fn cell(&self, column: &str) -> &'a Cell {
        let place = self.columns.iter().position(|c| c.name == column);
        place.map_or(&Cell::Missing, |place| &self.cells[place])
    }

    /// A text; none if it is missing or no text.
    pub fn text(&self, column: &str) -> Option<&'a str> {
        match self.cell(column) {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number of any type; none if it is missing or a text.
    pub fn number(&self, column: &str) -> Option<f64> {
        match *self.cell(column) {
            Cell::Number(number) => Some(number),
            // counts of results are far below 2^53
            Cell::Count(count) => Some(count as f64),
            Cell::Integer(integer) => Some(integer as f64),
            Cell::Missing | Cell::Text(_) => None,
        }
    }

    /// A count; none if it is missing or none.
    pub fn count(&self, column: &str) -> Option<u64> {
        match *self.cell(column) {
            Cell::Count(count) => Some(count),
            _ => None,
        }
    }

    /// The interval between two columns; none unless both ends are there.
    pub fn interval(&self, low: &str, high: &str) -> Option<(f64, f64)> {
        self.number(low).zip(self.number(high))
    }
}

fn cell(text: &str, column: &Column) -> Option<Cell> {
    if text.is_empty() && column.empty.is_some() {
        return Some(Cell::Missing);
    }
    match column.kind {
        Kind::Count => text.parse().ok().map(Cell::Count),
        Kind::Integer => text.parse().ok().map(Cell::Integer),
        Kind::Number => {
            let number: f64 = text.parse().ok()?;
            number.is_finite().then_some(Cell::Number(number))
        }
        Kind::Text => Some(Cell::text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::new("role", Kind::Text, "", "Whose."),
            Column::new("n", Kind::Count, "", "How many."),
            Column::new("mean", Kind::Number, "share", "The mean.").or_empty("none"),
        ]
    }

    #[test]
    fn cells_are_found_by_name() {
        let frame = Frame::read(columns(), b"role,n,mean\n\"a, b\",3,0.5\nc,4,\n").unwrap();
        let rows: Vec<Row<'_>> = frame.rows().collect();
        assert_eq!(rows[0].text("role"), Some("a, b"));
        assert_eq!(rows[0].number("n"), Some(3.0));
        assert_eq!(rows[1].count("n"), Some(4));
        assert_eq!(rows[1].number("mean"), None);
        assert_eq!(rows[1].cell("no such column"), &Cell::Missing);
        assert_eq!(frame.column("mean").unwrap().unit, "share");
    }

    #[test]
    fn what_is_not_as_described_is_refused_with_its_place() {
        let problem = |text: &str| Frame::read(columns(), text.as_bytes()).unwrap_err();
        assert_eq!(
            problem("role,n\na,1\n"),
            "its columns are not those of dictionary.csv"
        );
        assert_eq!(
            problem("role,n,mean\na,1,0\na,-1,0\n"),
            "line 3: `-1` is no count for `n`"
        );
        assert_eq!(
            problem("role,n,mean\na,1,inf\n"),
            "line 2: `inf` is no number for `mean`"
        );
        assert!(problem("role,n,mean\na,1\n").contains("fields"));
    }
}

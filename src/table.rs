//! Tables with typed columns: the only thing that writers and reports see.
//!
//! A [`Table`] is a header ([`Column`]s with name, type, unit and meaning) and
//! rows of [`Cell`]s. A missing value is a cell of its own, never a zero and
//! never a NaN. A long file is written as a sequence of tables with the same
//! header, so that its rows need not be in memory together.

use std::borrow::Cow;
use std::fmt;

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers from zero.
    Count,
    /// Whole numbers.
    Integer,
    /// Real numbers.
    Number,
    /// Text.
    Text,
}

impl Kind {
    /// The name of the type in the data dictionary.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text => "text",
        }
    }

    /// The type of such a name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Count, Self::Integer, Self::Number, Self::Text];
        all.into_iter().find(|kind| kind.name() == name)
    }
}

/// A column's header: what its values are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in `snake_case`, unique in its table.
    pub name: String,
    /// Type of the values.
    pub kind: Kind,
    /// Unit of the values; empty for text and plain identifiers.
    pub unit: String,
    /// What a value says.
    pub meaning: String,
    /// What an empty cell says; `None`: no cell is ever empty.
    pub empty: Option<String>,
}

impl Column {
    /// A column whose cells are never empty.
    pub fn new(name: &str, kind: Kind, unit: &str, meaning: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            unit: unit.to_owned(),
            meaning: meaning.to_owned(),
            empty: None,
        }
    }

    /// The same column, in which an empty cell says `empty`.
    #[must_use]
    pub fn or_empty(mut self, empty: &str) -> Self {
        self.empty = Some(empty.to_owned());
        self
    }
}

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No value.
    Missing,
    /// A whole number from zero.
    Count(u64),
    /// A whole number.
    Integer(i64),
    /// A finite real number.
    Number(f64),
    /// Text.
    Text(Cow<'static, str>),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text(text.into())
    }

    fn fits(&self, column: &Column) -> bool {
        match self {
            Self::Missing => column.empty.is_some(),
            Self::Count(_) => column.kind == Kind::Count,
            Self::Integer(_) => column.kind == Kind::Integer,
            Self::Number(_) => column.kind == Kind::Number,
            Self::Text(_) => column.kind == Kind::Text,
        }
    }
}

impl From<f64> for Cell {
    /// The number, or missing if it is not finite.
    fn from(number: f64) -> Self {
        if number.is_finite() {
            Self::Number(number)
        } else {
            Self::Missing
        }
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Missing, Self::from)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Option<u64>> for Cell {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Self::Missing, Self::Count)
    }
}

/// The form in which files hold a value: nothing for a missing one, numbers
/// with the fewest digits that give the same bits when read again.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Count(count) => write!(f, "{count}"),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Number(0.0) => f.write_str("0"),
            Self::Number(number) if (1e-5..1e16).contains(&number.abs()) => write!(f, "{number}"),
            Self::Number(number) => write!(f, "{number:e}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A header and rows.
///
/// ```
/// use orgsim::table::{Cell, Column, Kind, Table};
///
/// let mut table = Table::new(vec![
///     Column::new("measure", Kind::Text, "", "What was measured."),
///     Column::new("estimate", Kind::Number, "share", "The mean over runs.")
///         .or_empty("no run had a value"),
/// ]);
/// table.push([Cell::text("retention"), Cell::from(0.25)]);
/// table.push([Cell::text("latency"), Cell::from(f64::NAN)]);
/// assert_eq!(table.rows().nth(1).unwrap()[1], Cell::Missing);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
    cells: Vec<Cell>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            cells: Vec::new(),
        }
    }

    /// The header.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows in order; each has one cell a column.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Cell]> {
        self.cells.chunks_exact(self.columns.len().max(1))
    }

    /// Appends a row.
    ///
    /// # Panics
    /// If a cell does not fit its column or the row has another length than the
    /// header: a fault of the caller, never of an input.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        let start = self.cells.len();
        self.cells.extend(row);
        let row = &self.cells[start..];
        assert_eq!(row.len(), self.columns.len(), "a row has one cell a column");
        for (cell, column) in row.iter().zip(&self.columns) {
            assert!(cell.fits(column), "{cell:?} does not fit {}", column.name);
        }
    }

    /// Removes all rows and keeps the header.
    pub fn clear(&mut self) {
        self.cells.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_to_the_same_bits_and_stay_short() {
        for (number, text) in [
            (0.1, "0.1"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.3333333333333333"),
            (12.0, "12"),
            (1e300, "1e300"),
            (5e-324, "5e-324"),
            (1e-5, "0.00001"),
            (-2.5e-7, "-2.5e-7"),
        ] {
            let shown = Cell::from(number).to_string();
            assert_eq!(shown, text);
            assert_eq!(shown.parse::<f64>().unwrap(), number);
        }
    }

    #[test]
    fn what_is_not_finite_is_missing() {
        assert_eq!(Cell::from(f64::NAN), Cell::Missing);
        assert_eq!(Cell::from(f64::INFINITY), Cell::Missing);
        assert_eq!(Cell::Missing.to_string(), "");
    }

    #[test]
    #[should_panic(expected = "does not fit")]
    fn a_column_that_is_never_empty_takes_no_missing_cell() {
        Table::new(vec![Column::new("n", Kind::Count, "", "")]).push([Cell::Missing]);
    }

    #[test]
    #[should_panic(expected = "one cell a column")]
    fn a_short_row_is_refused() {
        Table::new(vec![Column::new("n", Kind::Count, "", "")]).push([]);
    }
}

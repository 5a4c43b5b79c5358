//! Rows as types: the fields of a type are the columns of a table, with unit and meaning.
//! Header, dictionary, writers and reader come from the type, and whoever uses a column
//! names a field, so that the compiler finds the uses of one that is renamed.

mod rows;

pub use rows::{At, Rows};

use std::slice::Iter;

use crate::table::{Cell, Column, Kind};

/// What stands in one cell.
pub trait Value: Sized {
    /// The type of the column.
    const KIND: Kind;

    /// The cell.
    fn cell(&self) -> Cell;

    /// The value of a cell; none if the cell does not hold one.
    fn of(cell: &Cell) -> Option<Self>;
}

/// What a column is called and says.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// Name of the column.
    pub name: &'a str,
    /// Unit of the values; empty without one.
    pub unit: &'a str,
    /// What a value says.
    pub meaning: &'a str,
    /// What an empty cell says.
    pub empty: &'a str,
}

/// A field of a row: one column, or several whose names start alike.
pub trait Field: Sized {
    /// The columns.
    fn columns(heading: Heading<'_>) -> Vec<Column>;

    /// Adds the cells.
    fn push(&self, cells: &mut Vec<Cell>);

    /// Takes the cells; none if they do not hold such a field.
    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self>;
}

/// The rows of a table.
pub trait Row: Sized {
    /// Name of the file.
    const FILE: &'static str;

    /// The columns, in order.
    fn columns() -> Vec<Column>;

    /// Adds the cells.
    fn push(&self, cells: &mut Vec<Cell>);

    /// Takes the cells; none if they do not hold such a row.
    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self>;

    /// The cells.
    fn cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        self.push(&mut cells);
        cells
    }
}

impl<T: Value> Field for T {
    fn columns(heading: Heading<'_>) -> Vec<Column> {
        let Heading {
            name,
            unit,
            meaning,
            ..
        } = heading;
        vec![Column::new(name, T::KIND, unit, meaning)]
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        cells.push(self.cell());
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        T::of(cells.next()?)
    }
}

impl<T: Value> Field for Option<T> {
    fn columns(heading: Heading<'_>) -> Vec<Column> {
        let columns = T::columns(heading).into_iter();
        columns
            .map(|column| column.or_empty(heading.empty))
            .collect()
    }

    fn push(&self, cells: &mut Vec<Cell>) {
        cells.push(self.as_ref().map_or(Cell::Missing, Value::cell));
    }

    fn take(cells: &mut Iter<'_, Cell>) -> Option<Self> {
        match cells.next()? {
            Cell::Missing => Some(None),
            cell => T::of(cell).map(Some),
        }
    }
}

impl Value for u64 {
    const KIND: Kind = Kind::Count;

    fn cell(&self) -> Cell {
        Cell::Count(*self)
    }

    fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Count(count) => Some(*count),
            _ => None,
        }
    }
}

impl Value for i64 {
    const KIND: Kind = Kind::Integer;

    fn cell(&self) -> Cell {
        Cell::Integer(*self)
    }

    fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Integer(integer) => Some(*integer),
            _ => None,
        }
    }
}

impl Value for f64 {
    const KIND: Kind = Kind::Number;

    fn cell(&self) -> Cell {
        Cell::from(*self)
    }

    fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl Value for String {
    const KIND: Kind = Kind::Text;

    fn cell(&self) -> Cell {
        Cell::text(self.clone())
    }

    fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }
}

impl Value for bool {
    const KIND: Kind = Kind::Text;

    /// `yes` or `no`.
    fn cell(&self) -> Cell {
        Cell::text(if *self { "yes" } else { "no" })
    }

    fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Text(text) if text == "yes" => Some(true),
            Cell::Text(text) if text == "no" => Some(false),
            _ => None,
        }
    }
}

/// Declares a type whose values are the rows of a file. A field's documentation is the
/// meaning of its column.
///
/// ```text
/// row! {
///     /// A difference between two variants.
///     pub struct Difference = "differences.csv" {
///         /// Key of the measure.
///         measure: String,
///         /// Mean of the baseline.
///         baseline_mean: Option<f64> [unit "unit of the measure"] [empty "no value"],
///     }
/// }
/// ```
macro_rules! row {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $row:ident = $file:literal {
            $(
                $(#[doc = $meaning:literal])+
                $field:ident: $type:ty $([unit $unit:literal])? $([empty $empty:literal])?,
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $visibility struct $row {
            $($(#[doc = $meaning])+ pub $field: $type,)+
        }

        impl $crate::row::Row for $row {
            const FILE: &'static str = $file;

            fn columns() -> Vec<$crate::table::Column> {
                let mut columns = Vec::new();
                $(columns.extend(<$type as $crate::row::Field>::columns($crate::row::Heading {
                    // a field whose name is a word of Rust is written `r#type`
                    name: stringify!($field).trim_start_matches("r#"),
                    unit: concat!($($unit)?),
                    meaning: concat!($($meaning),+).trim(),
                    empty: concat!($($empty)?),
                }));)+
                columns
            }

            fn push(&self, cells: &mut Vec<$crate::table::Cell>) {
                $($crate::row::Field::push(&self.$field, cells);)+
            }

            fn take(cells: &mut std::slice::Iter<'_, $crate::table::Cell>) -> Option<Self> {
                Some(Self {
                    $($field: $crate::row::Field::take(cells)?,)+
                })
            }
        }
    };
}

pub(crate) use row;

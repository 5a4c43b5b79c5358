//! Tables in the columns of Arrow, whose fields say unit and meaning.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder, UInt64Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Metadata, Schema};
use orgsim::table::{Cell, Column, Kind, Table};

/// Rows of a batch, so that the texts of a column stay below the 2 GB that Arrow counts.
const MOST_ROWS: usize = 1 << 24;

/// Columns that are being filled.
pub(crate) struct Columns {
    schema: Arc<Schema>,
    builders: Vec<Builder>,
    rows: usize,
    full: Vec<RecordBatch>,
}

enum Builder {
    Count(UInt64Builder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Text(StringBuilder),
}

impl Builder {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Count => Self::Count(UInt64Builder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Text => Self::Text(StringBuilder::new()),
        }
    }

    /// Appends a cell; one that does not fit its column has no value, and a table has none.
    fn push(&mut self, cell: &Cell) {
        match (self, cell) {
            (Self::Count(column), Cell::Count(count)) => column.append_value(*count),
            (Self::Integer(column), Cell::Integer(integer)) => column.append_value(*integer),
            // as files have it: they know no zero below zero
            (Self::Number(column), Cell::Number(number)) => column.append_value(number + 0.0),
            (Self::Text(column), Cell::Text(text)) => column.append_value(text),
            (Self::Count(column), _) => column.append_null(),
            (Self::Integer(column), _) => column.append_null(),
            (Self::Number(column), _) => column.append_null(),
            (Self::Text(column), _) => column.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Count(column) => Arc::new(column.finish()),
            Self::Integer(column) => Arc::new(column.finish()),
            Self::Number(column) => Arc::new(column.finish()),
            Self::Text(column) => Arc::new(column.finish()),
        }
    }
}

impl Columns {
    /// No rows yet.
    pub(crate) fn new(columns: &[Column]) -> Self {
        let fields: Vec<Field> = columns.iter().map(field).collect();
        Self {
            schema: Arc::new(Schema::new(fields)),
            builders: columns.iter().map(|own| Builder::of(own.kind)).collect(),
            rows: 0,
            full: Vec::new(),
        }
    }

    /// Appends the rows of a table with the same columns.
    pub(crate) fn push(&mut self, table: &Table) -> Result<(), ArrowError> {
        for row in table.rows() {
            for (builder, cell) in self.builders.iter_mut().zip(row) {
                builder.push(cell);
            }
            self.rows += 1;
            if self.rows == MOST_ROWS {
                self.close()?;
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ArrowError> {
        let arrays = self.builders.iter_mut().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)?;
        self.full.push(batch);
        self.rows = 0;
        Ok(())
    }

    /// The columns: one batch, unless there are very many rows.
    pub(crate) fn finish(mut self) -> Result<(Arc<Schema>, Vec<RecordBatch>), ArrowError> {
        if self.rows > 0 || self.full.is_empty() {
            self.close()?;
        }
        Ok((self.schema, self.full))
    }
}

/// A column's header, with the keys that Parquet files of the program have, too.
fn field(column: &Column) -> Field {
    let data_type = match column.kind {
        Kind::Count => DataType::UInt64,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Text => DataType::Utf8,
    };
    let unit = Some(&column.unit).filter(|unit| !unit.is_empty());
    let known = [
        ("unit", unit),
        ("meaning", Some(&column.meaning)),
        ("empty", column.empty.as_ref()),
    ];
    let said = known
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?.clone())));
    Field::new(&column.name, data_type, column.empty.is_some())
        .with_metadata(said.collect::<Metadata>())
}

//! Tables as Parquet: columns typed as in the table, null for a missing value,
//! unit and meaning in the metadata, and the same bytes for the same rows.
//!
//! | column of the table | Parquet | Arrow |
//! |---|---|---|
//! | count | `INT64`, unsigned integer of 64 bits | `uint64` |
//! | integer | `INT64`, signed integer of 64 bits | `int64` |
//! | number | `DOUBLE` | `double` |
//! | text | `BYTE_ARRAY`, string | `string` |
//!
//! A column is optional if a cell of it may be empty, and required otherwise.
//! What the data dictionary says of a column stands in the metadata of its Arrow
//! field (`unit`, `meaning`, `empty`) and, for readers that know nothing of
//! Arrow, as JSON under the key [`COLUMNS`] of the file.

use super::arrow_schema;
use crate::table::{Cell, Column, Kind, Table};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

/// The key of a file's metadata under which its columns are described: a JSON
/// list of objects with `column`, `type`, `unit`, `meaning` and `empty`, as in
/// the data dictionary.
pub const COLUMNS: &str = "orgsim:columns";

/// Values in a row group, over all columns. What has not been written yet takes
/// some ten megabytes for numbers; a reader can skip what it does not need in
/// steps of as much.
const GROUP_VALUES: usize = 1 << 20;

/// Writes tables with the same header one below the other.
///
/// Rows are held back until they fill a row group, whose size depends on the
/// number of columns alone, so that the bytes do not depend on how the rows were
/// divided into tables.
///
/// ```
/// use orgsim::output::parquet::Writer;
/// use orgsim::table::{Cell, Column, Kind, Table};
///
/// let column = Column::new("share", Kind::Number, "%", "Who stayed.");
/// let mut table = Table::new(vec![column.or_empty("nobody was there")]);
/// let mut writer = Writer::new(Vec::new(), &table)?;
/// table.push([Cell::from(12.5)]);
/// table.push([Cell::Missing]);
/// writer.append(&table)?;
/// assert!(writer.finish()?.starts_with(b"PAR1"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Pending>,
    rows: usize,
    group_rows: usize,
}

/// The rows of a column that wait for their row group to be full.
struct Pending {
    values: Values,
    /// For each row whether it has a value; `None` if all have.
    present: Option<Vec<i16>>,
}

/// Values of one type, without the missing ones.
enum Values {
    /// Counts too: Parquet keeps them as the signed integers of the same bits.
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Texts(Vec<Cow<'static, str>>),
}

impl<W: Write + Send> Writer<W> {
    /// Starts with the header of a table.
    ///
    /// # Errors
    /// If `inner` fails.
    pub fn new(inner: W, header: &Table) -> io::Result<Self> {
        let columns = header.columns();
        let file = SerializedFileWriter::new(
            inner,
            Arc::new(schema(columns).map_err(io_error)?),
            Arc::new(properties(columns)),
        );
        Ok(Self {
            file: file.map_err(io_error)?,
            columns: columns.iter().map(Pending::new).collect(),
            rows: 0,
            group_rows: (GROUP_VALUES / columns.len().max(1)).max(1),
        })
    }

    /// Writes all rows of a table with that header.
    ///
    /// # Errors
    /// If what was written to fails.
    pub fn append(&mut self, table: &Table) -> io::Result<()> {
        for row in table.rows() {
            for (column, cell) in self.columns.iter_mut().zip(row) {
                column.push(cell);
            }
            self.rows += 1;
            if self.rows == self.group_rows {
                self.write_group().map_err(io_error)?;
            }
        }
        Ok(())
    }

    /// Ends the file and hands back what it was written to.
    ///
    /// # Errors
    /// If what was written to fails.
    pub fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.write_group().map_err(io_error)?;
        }
        self.file.into_inner().map_err(io_error)
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            if let Some(mut writer) = group.next_column()? {
                column.write(&mut writer)?;
                writer.close()?;
            }
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Pending {
    fn new(column: &Column) -> Self {
        Self {
            values: match column.kind {
                Kind::Count | Kind::Integer => Values::Integers(Vec::new()),
                Kind::Number => Values::Numbers(Vec::new()),
                Kind::Text => Values::Texts(Vec::new()),
            },
            present: column.empty.is_some().then(Vec::new),
        }
    }

    /// Adds a cell; a table has only cells that fit their column.
    fn push(&mut self, cell: &Cell) {
        if let Some(present) = &mut self.present {
            present.push(i16::from(*cell != Cell::Missing));
        }
        match (&mut self.values, cell) {
            (Values::Integers(values), Cell::Count(count)) => values.push(count.cast_signed()),
            (Values::Integers(values), Cell::Integer(integer)) => values.push(*integer),
            // as in other files, zero has no sign
            (Values::Numbers(values), Cell::Number(number)) => values.push(number + 0.0),
            (Values::Texts(values), Cell::Text(text)) => values.push(text.clone()),
            _ => {}
        }
    }

    /// Writes what waits and forgets it.
    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let present = self.present.as_deref();
        match &mut self.values {
            Values::Integers(values) => {
                let writer = writer.typed::<Int64Type>();
                writer.write_batch(values, present, None)?;
                values.clear();
            }
            Values::Numbers(values) => {
                let writer = writer.typed::<DoubleType>();
                writer.write_batch(values, present, None)?;
                values.clear();
            }
            Values::Texts(values) => {
                let texts = values.drain(..).map(|text| text.as_ref().into());
                let texts: Vec<ByteArray> = texts.collect();
                let writer = writer.typed::<ByteArrayType>();
                writer.write_batch(&texts, present, None)?;
            }
        }
        if let Some(present) = &mut self.present {
            present.clear();
        }
        Ok(())
    }
}

/// Writes a table.
///
/// # Errors
/// If `out` fails.
pub fn write(table: &Table, out: impl Write + Send) -> io::Result<()> {
    let mut writer = Writer::new(out, table)?;
    writer.append(table)?;
    writer.finish()?.flush()
}

fn schema(columns: &[Column]) -> Result<Type, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            Kind::Count => (Physical::INT64, Some(LogicalType::integer(64, false))),
            Kind::Integer => (Physical::INT64, Some(LogicalType::integer(64, true))),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let repetition = match column.empty {
            Some(_) => Repetition::OPTIONAL,
            None => Repetition::REQUIRED,
        };
        Type::primitive_type_builder(&column.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let fields: Result<Vec<_>, _> = columns.iter().map(field).collect();
    Type::group_type_builder("schema")
        .with_fields(fields?)
        .build()
}

/// Nothing here may depend on the machine, the clock or the version of a library.
fn properties(columns: &[Column]) -> WriterProperties {
    let metadata = [
        (arrow_schema::KEY, arrow_schema::encoded(columns)),
        (COLUMNS, description(columns).to_string()),
    ];
    let metadata = metadata.map(|(key, value)| KeyValue::new(key.to_owned(), value));
    WriterProperties::builder()
        .set_created_by(format!("orgsim version {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(metadata.to_vec()))
        // what is known of each page would stay in memory until the end
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .build()
}

fn description(columns: &[Column]) -> Value {
    columns
        .iter()
        .map(|column| {
            json!({
                "column": column.name,
                "type": column.kind.name(),
                "unit": (!column.unit.is_empty()).then_some(&column.unit),
                "meaning": column.meaning,
                "empty": column.empty,
            })
        })
        .collect()
}

/// The error of what was written to, if it is one.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

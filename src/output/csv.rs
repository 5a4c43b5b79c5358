//! Tables as CSV: RFC 4180 with a header row, LF at the end of lines, numbers
//! in their shortest form that reads back to the same bits, and nothing at all
//! for a missing value.

use crate::table::Table;
use std::io::{self, Write};

/// Writes tables with the same header one below the other.
pub struct CsvWriter<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Starts with the header of a table.
    ///
    /// # Errors
    /// If `inner` fails.
    pub fn new(inner: W, header: &Table) -> io::Result<Self> {
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(inner);
        let names = header.columns().iter().map(|column| &column.name);
        csv.write_record(names).map_err(refusal)?;
        Ok(Self { csv })
    }

    /// Writes all rows of a table with that header.
    ///
    /// # Errors
    /// If `inner` fails.
    pub fn append(&mut self, table: &Table) -> io::Result<()> {
        use std::fmt::Write as _;
        let mut text = String::new();
        for row in table.rows() {
            for cell in row {
                text.clear();
                // writing to a string cannot fail
                let _ = write!(text, "{cell}");
                self.csv.write_field(&text).map_err(refusal)?;
            }
            self.csv.write_record(None::<&[u8]>).map_err(refusal)?;
        }
        Ok(())
    }

    /// Ends the file and hands back what it was written to.
    ///
    /// # Errors
    /// If `inner` fails.
    pub fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(|error| {
            let error = error.error();
            io::Error::new(error.kind(), error.to_string())
        })
    }
}

/// Why `inner` failed, which an error of the `csv` crate would keep to itself.
fn refusal(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Writes a table.
///
/// # Errors
/// If `out` fails.
pub fn write(table: &Table, out: impl Write) -> io::Result<()> {
    let mut writer = CsvWriter::new(out, table)?;
    writer.append(table)?;
    writer.finish()?.flush()
}

/// A table as the text of a CSV file.
///
/// ```
/// use orgsim::table::{Cell, Column, Kind, Table};
///
/// let column = |name| Column::new(name, Kind::Text, "", "").or_empty("unknown");
/// let mut table = Table::new(vec![column("name"), column("note")]);
/// table.push([Cell::text("a, \"b\""), Cell::Missing]);
/// assert_eq!(
///     orgsim::output::csv::to_string(&table),
///     "name,note\n\"a, \"\"b\"\"\",\n"
/// );
/// ```
pub fn to_string(table: &Table) -> String {
    let mut bytes = Vec::new();
    write(table, &mut bytes).expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("cells are text")
}

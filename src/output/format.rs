//! The forms in which a table becomes a file.

use super::csv::CsvWriter;
#[cfg(feature = "parquet")]
use super::parquet;
use crate::table::Table;
use std::io::{self, Write};

/// A form of files with tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV, see [`csv`](super::csv).
    Csv,
    /// Parquet, see [`parquet`].
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// Parquet, if the library was built with the feature of that name.
    pub fn parquet() -> Option<Self> {
        #[cfg(feature = "parquet")]
        return Some(Self::Parquet);
        #[cfg(not(feature = "parquet"))]
        None
    }
}

/// Writes tables with the same header one below the other, in some form.
pub(super) enum Writer<W: Write + Send> {
    Csv(CsvWriter<W>),
    #[cfg(feature = "parquet")]
    Parquet(parquet::Writer<W>),
}

impl<W: Write + Send> Writer<W> {
    /// Starts with the header of a table.
    pub(super) fn new(format: Format, inner: W, header: &Table) -> io::Result<Self> {
        Ok(match format {
            Format::Csv => Self::Csv(CsvWriter::new(inner, header)?),
            #[cfg(feature = "parquet")]
            Format::Parquet => Self::Parquet(parquet::Writer::new(inner, header)?),
        })
    }

    /// Writes all rows of a table with that header.
    pub(super) fn append(&mut self, table: &Table) -> io::Result<()> {
        match self {
            Self::Csv(writer) => writer.append(table),
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => writer.append(table),
        }
    }

    /// Ends the file and hands back what it was written to.
    pub(super) fn finish(self) -> io::Result<W> {
        match self {
            Self::Csv(writer) => writer.finish(),
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => writer.finish(),
        }
    }
}

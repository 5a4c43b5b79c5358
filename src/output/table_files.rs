//! The files of one table: one in each of the wanted forms.

use super::directory::{OutputDirectory, OutputFile, Staged};
use super::error::OutputError;
use super::format::{Format, Writer};
use crate::table::Table;
use std::path::PathBuf;

/// The names of a table's files.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) csv: &'static str,
    pub(super) parquet: &'static str,
}

impl Names {
    fn name(self, format: Format) -> &'static str {
        match format {
            Format::Csv => self.csv,
            #[cfg(feature = "parquet")]
            Format::Parquet => self.parquet,
        }
    }
}

/// Files with the same rows, written side by side.
pub(super) struct TableFiles {
    files: Vec<(PathBuf, Writer<OutputFile>)>,
}

impl TableFiles {
    /// Starts all files with the header of a table.
    pub(super) fn open(
        directory: &OutputDirectory,
        names: Names,
        formats: &[Format],
        header: &Table,
    ) -> Result<Self, OutputError> {
        let open = |&format: &Format| {
            let file = directory.file(names.name(format))?;
            let path = file.path().to_owned();
            let writer = Writer::new(format, file, header).map_err(OutputError::io(&path))?;
            Ok((path, writer))
        };
        let files = formats.iter().map(open).collect::<Result<_, _>>()?;
        Ok(Self { files })
    }

    /// Writes all rows of a table with that header.
    pub(super) fn append(&mut self, table: &Table) -> Result<(), OutputError> {
        self.files
            .iter_mut()
            .try_for_each(|(path, writer)| writer.append(table).map_err(OutputError::io(path)))
    }

    /// Completes the files under their temporary names, in the order of the forms.
    pub(super) fn finish(self) -> Result<Vec<Staged>, OutputError> {
        let finish = |(path, writer): (PathBuf, Writer<OutputFile>)| {
            let file = writer.finish().map_err(OutputError::io(&path))?;
            file.finish()
        };
        self.files.into_iter().map(finish).collect()
    }
}

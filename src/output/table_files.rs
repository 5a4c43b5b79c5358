//! The files of one table: one in each of the wanted forms.

use super::directory::{OutputDirectory, OutputFile, Staged};
use super::error::OutputError;
use super::format::{Format, Writer};
use crate::table::Table;
use std::borrow::Cow;
use std::path::PathBuf;

/// The name of a table's file in a form, given that of its CSV file.
fn name(csv: &'static str, format: Format) -> Cow<'static, str> {
    match format {
        Format::Csv => csv.into(),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet(csv).into(),
    }
}

fn parquet(csv: &str) -> String {
    format!("{}.parquet", csv.trim_end_matches(".csv"))
}

/// Names that files of these names may also have: those of tables in every form,
/// also in one that this program cannot write.
pub(super) fn in_every_form(names: &[&'static str]) -> Vec<Cow<'static, str>> {
    let tables = names.iter().filter(|name| name.ends_with(".csv"));
    let others = tables.map(|csv| parquet(csv).into());
    // the order of the names stays, the last one included
    others
        .chain(names.iter().map(|&name| name.into()))
        .collect()
}

/// Files with the same rows, written side by side.
pub(super) struct TableFiles {
    files: Vec<(PathBuf, Writer<OutputFile>)>,
}

impl TableFiles {
    /// Starts all files with the header of a table.
    pub(super) fn open(
        directory: &OutputDirectory,
        csv: &'static str,
        formats: &[Format],
        header: &Table,
    ) -> Result<Self, OutputError> {
        let open = |&format: &Format| {
            let file = directory.file(name(csv, format))?;
            let path = file.path().to_owned();
            let writer = Writer::new(format, file, header).map_err(OutputError::io(&path))?;
            Ok((path, writer))
        };
        let files = formats.iter().map(open).collect::<Result<_, _>>()?;
        Ok(Self { files })
    }

    /// Writes a whole table at once.
    pub(super) fn write(
        directory: &OutputDirectory,
        csv: &'static str,
        formats: &[Format],
        table: &Table,
    ) -> Result<Vec<Staged>, OutputError> {
        let mut files = Self::open(directory, csv, formats, table)?;
        files.append(table)?;
        files.finish()
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

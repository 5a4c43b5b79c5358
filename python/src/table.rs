//! A table that any library built on Arrow takes without a copy.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type, UInt64Type};
use arrow_array::{Array, RecordBatch, RecordBatchIterator, cast::AsArray};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Schema};
use orgsim::table::{self, Column};
use pyo3::exceptions::{PyKeyError, PyMemoryError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};

use crate::arrow::Columns;

/// Columns with unit and meaning.
#[pyclass(frozen, module = "orgsim._orgsim")]
pub(crate) struct Table {
    /// Name of its file.
    #[pyo3(get)]
    name: String,
    columns: Vec<Column>,
    schema: Arc<Schema>,
    batches: Vec<RecordBatch>,
}

impl Table {
    /// A table of the library.
    pub(crate) fn of(name: &str, table: &table::Table) -> PyResult<Self> {
        let mut columns = Columns::new(table.columns());
        columns.push(table).map_err(too_large)?;
        Self::filled(name, table.columns().to_vec(), columns)
    }

    /// A table whose columns are filled.
    pub(crate) fn filled(name: &str, header: Vec<Column>, columns: Columns) -> PyResult<Self> {
        let (schema, batches) = columns.finish().map_err(too_large)?;
        Ok(Self {
            name: name.to_owned(),
            columns: header,
            schema,
            batches,
        })
    }
}

/// Why columns cannot be made.
pub(crate) fn too_large(error: ArrowError) -> PyErr {
    PyMemoryError::new_err(error.to_string())
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Of each column: name, type, unit, meaning, and what an empty cell says.
    fn header(&self) -> Vec<(String, &'static str, String, String, Option<String>)> {
        let columns = self.columns.iter().cloned();
        columns
            .map(|own| (own.name, own.kind.name(), own.unit, own.meaning, own.empty))
            .collect()
    }

    /// The values of a column; None where there is none.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let place = self.columns.iter().position(|own| own.name == name);
        let place = place.ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        let values = PyList::empty(py);
        for batch in &self.batches {
            let column = batch.column(place);
            for row in 0..column.len() {
                match column.data_type() {
                    _ if column.is_null(row) => values.append(py.None())?,
                    DataType::UInt64 => {
                        values.append(column.as_primitive::<UInt64Type>().value(row))?;
                    }
                    DataType::Int64 => {
                        values.append(column.as_primitive::<Int64Type>().value(row))?;
                    }
                    DataType::Float64 => {
                        values.append(column.as_primitive::<Float64Type>().value(row))?;
                    }
                    _ => values.append(column.as_string::<i32>().value(row))?,
                }
            }
        }
        Ok(values)
    }

    fn arrow_schema<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.schema).map_err(too_large)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn arrow_stream<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        // a copy of pointers: the columns themselves are shared
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

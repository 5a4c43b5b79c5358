//! Values of Python as scenario and experiment files have them.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

/// A value as TOML. Whole and real numbers stay apart; numbers of NumPy are numbers.
#[pyfunction]
pub(crate) fn toml(value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(quoted(text.to_str()?));
    }
    if value.is_instance_of::<PyBool>() {
        return Ok(value.extract::<bool>()?.to_string());
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(value.str()?.to_string());
    }
    if value.is_instance_of::<PyFloat>() {
        return Ok(number(value.extract()?));
    }
    if let Ok(table) = value.cast::<PyDict>() {
        let pairs: Vec<String> = table
            .iter()
            .map(|(key, value)| {
                let key: String = key.extract()?;
                Ok(format!("{} = {}", quoted(&key), toml(&value)?))
            })
            .collect::<PyResult<_>>()?;
        return Ok(format!("{{ {} }}", pairs.join(", ")));
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let items = value.try_iter()?.map(|item| toml(&item?));
        let items: Vec<String> = items.collect::<PyResult<_>>()?;
        return Ok(format!("[{}]", items.join(", ")));
    }
    // numbers of other libraries, which say that they are whole by `__index__`
    if let Ok(whole) = value.call_method0("__index__") {
        return Ok(whole.str()?.to_string());
    }
    match value.extract::<f64>() {
        Ok(real) => Ok(number(real)),
        Err(_) => Err(PyTypeError::new_err(format!(
            "{} is no value of a scenario; use a number, a text, True or False, or a list or dict \
             of these",
            value.repr()?
        ))),
    }
}

/// With every bit; TOML has the words `nan` and `inf` for what scenarios refuse.
fn number(number: f64) -> String {
    match number.is_nan() {
        true => "nan".to_owned(),
        false => format!("{number:?}"),
    }
}

/// A quoted text is TOML as it is JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

//! Models and measures that are functions of Python.

use orgsim::experiment::{DesignPoint, Domain, Factor, Level, Measure, OwnMeasure};
use orgsim::metrics::{Better, Layout, RunRecord};
use orgsim::row::Value;
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyInt};

use crate::streams::RunStreams;
use crate::waiting::fail;

/// A model: a function from the values of factors and streams to the values of measures.
pub(crate) struct PythonModel {
    pub(crate) function: Py<PyAny>,
    pub(crate) measures: Vec<String>,
    pub(crate) factors: Vec<Factor>,
    pub(crate) seed: u64,
}

impl PythonModel {
    fn call(&self, at: &DesignPoint, run: u64) -> PyResult<Vec<f64>> {
        Python::attach(|py| {
            let values = PyDict::new(py);
            for factor in &self.factors {
                match at.level(&factor.name) {
                    Some(Level::Number(number)) => values.set_item(&factor.name, number)?,
                    Some(Level::Text(text)) => values.set_item(&factor.name, text)?,
                    None => {}
                }
            }
            let streams = py.import("orgsim._own")?.getattr("Streams")?;
            let streams = streams.call1((RunStreams::new(self.seed, run),))?;
            let found = self.function.bind(py).call1((values, streams))?;
            numbers(&found, &self.measures)
        })
    }
}

impl orgsim::experiment::Model for PythonModel {
    fn run(&self, at: &DesignPoint, run: u64) -> Vec<f64> {
        self.call(at, run).unwrap_or_else(|error| fail(error))
    }
}

/// The values of measures: a dict by their keys, or the number of the only one.
fn numbers(found: &Bound<'_, PyAny>, measures: &[String]) -> PyResult<Vec<f64>> {
    let Ok(by_key) = found.cast::<PyDict>() else {
        return match measures {
            [_] => Ok(vec![number(found)?]),
            _ => Err(PyTypeError::new_err(format!(
                "a model of {} measures gives a dict with a number for each of them: {}; it gave {}",
                measures.len(),
                measures.join(", "),
                found.repr()?
            ))),
        };
    };
    for key in by_key.keys() {
        let key: String = key.extract()?;
        if !measures.contains(&key) {
            let known = measures.join(", ");
            let message = format!("the model gave `{key}`, and the measures are {known}");
            return Err(PyKeyError::new_err(message));
        }
    }
    let of_measure = |key: &String| match by_key.get_item(key)? {
        Some(value) => number(&value),
        None => Ok(f64::NAN),
    };
    measures.iter().map(of_measure).collect()
}

/// A number; None is a missing one.
fn number(value: &Bound<'_, PyAny>) -> PyResult<f64> {
    match value.is_none() {
        true => Ok(f64::NAN),
        false => value.extract(),
    }
}

/// What a measure is called and measured in, as `orgsim.Measure` says it.
pub(crate) fn measure(own: &Bound<'_, PyAny>) -> PyResult<Measure> {
    let text = |name: &str| own.getattr(name)?.extract::<String>();
    let better = text("better")?;
    let better = Better::named(&better).ok_or_else(|| {
        let known: Vec<&str> = Better::ALL.iter().map(|known| known.name()).collect();
        let message = format!("better: {better:?}; allowed: {}", known.join(", "));
        PyValueError::new_err(message)
    })?;
    Ok(Measure::new(
        &text("key")?,
        &text("label")?,
        &text("unit")?,
        better,
    ))
}

/// A measure that a function of Python takes from the numbers of each run.
pub(crate) fn own_measure(own: &Bound<'_, PyAny>) -> PyResult<OwnMeasure> {
    let function = own.getattr("take")?.unbind();
    let take = move |layout: &Layout, record: &RunRecord| {
        let taken = Python::attach(|py| {
            let run = RunNumbers {
                layout: layout.clone(),
                record: record.clone(),
            };
            number(function.bind(py).call1((run,))?.as_any())
        });
        taken.unwrap_or_else(|error| fail(error))
    };
    Ok(OwnMeasure::new(measure(own)?, take))
}

/// The numbers of one run of a scenario.
#[pyclass(frozen, module = "orgsim._orgsim")]
pub(crate) struct RunNumbers {
    layout: Layout,
    record: RunRecord,
}

#[pymethods]
impl RunNumbers {
    /// The numbers of a measure in each observed quarter; not a number where there is none.
    fn quarters(&self, measure: &str) -> PyResult<Vec<f64>> {
        let series = self.layout.series();
        let place = series.iter().position(|own| own.key() == measure);
        let keys = || series.iter().map(|own| own.key()).collect();
        let place = place.ok_or_else(|| unknown(measure, "numbers by quarter", keys()))?;
        let quarters = self.layout.quarters() as usize;
        Ok(self.record.series[place * quarters..(place + 1) * quarters].to_vec())
    }

    /// The value of a measure over a window, such as `papers_accepted__q8_q19`; not a number if
    /// the run has none.
    fn value(&self, measure: &str) -> PyResult<f64> {
        let values = self.layout.values();
        let keys = || values.iter().map(|own| own.key.clone()).collect();
        let place = self.layout.value(measure);
        let place = place.ok_or_else(|| unknown(measure, "value", keys()))?;
        Ok(self.record.values[place])
    }

    /// The spells of the run: kind, role, team, and the quarters of entry, start and end, and
    /// how each ended.
    fn spells(&self) -> Vec<SpellFields> {
        let spells = self.record.spells.iter().flatten();
        spells
            .map(|own| {
                (
                    own.kind.name(),
                    own.role.map(|role| role.cell().to_string()),
                    own.team,
                    own.entry.0,
                    own.start.0,
                    own.end.0,
                    own.outcome.name(),
                )
            })
            .collect()
    }
}

/// A spell as a tuple.
type SpellFields = (
    &'static str,
    Option<String>,
    Option<usize>,
    i32,
    i32,
    i32,
    &'static str,
);

fn unknown(measure: &str, what: &str, keys: Vec<String>) -> PyErr {
    let near = orgsim::diagnostic::nearest(measure, keys.iter().map(String::as_str));
    let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    PyKeyError::new_err(format!("a run has no {what} of `{measure}`{near}"))
}

/// A factor: the levels, or the ends of a range with the number of levels of a grid.
pub(crate) fn factor(name: &str, own: &Bound<'_, PyAny>) -> PyResult<Factor> {
    let keys: Option<Vec<String>> = own.getattr("keys")?.extract()?;
    let values: Option<Vec<Bound<'_, PyAny>>> = own.getattr("values")?.extract()?;
    let mut factor = match values {
        Some(values) => {
            let levels = values.iter().map(level);
            Factor::values(name, levels.collect::<PyResult<Vec<Level>>>()?)
        }
        None => {
            let (low, high): (f64, f64) = own.getattr("range")?.extract()?;
            Factor::range(name, low, high)
        }
    };
    let scale: String = own.getattr("scale")?.extract()?;
    factor.domain = match (factor.domain, scale.as_str()) {
        (Domain::Linear(low, high), "log") => Domain::Log(low, high),
        (Domain::Linear(low, high), "whole") => Domain::Whole(low as i64, high as i64),
        (domain, _) => domain,
    };
    factor.grid = own.getattr("levels")?.extract()?;
    Ok(match keys {
        Some(keys) => factor.of_keys(&keys.iter().map(String::as_str).collect::<Vec<_>>()),
        None => factor,
    })
}

fn level(value: &Bound<'_, PyAny>) -> PyResult<Level> {
    if value.is_instance_of::<PyInt>() || value.is_instance_of::<PyFloat>() {
        return Ok(Level::Number(value.extract()?));
    }
    match value.extract::<f64>() {
        Ok(number) => Ok(Level::Number(number)),
        Err(_) => Ok(Level::Text(value.extract()?)),
    }
}

//! Scenarios: read, changed by overrides, run.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use orgsim::experiment::file::faults_of_scenario;
use orgsim::experiment::{Ending, ParameterSource, PrecisionTarget, Study, StudyError};
use orgsim::metrics::Layout;
use orgsim::output::{self, Format, OutputError, Results};
use orgsim::questions::parameter_source;
use orgsim::scenario::{self, Loaded, Value};
use pyo3::exceptions::{PyKeyError, PyKeyboardInterrupt, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::environment;
use crate::errors::{self, Class};
use crate::values::toml;
use crate::waiting::{Course, wait};

/// Where a scenario comes from.
#[derive(Clone)]
enum Origin {
    File(PathBuf),
    Text { name: String, text: String },
}

/// A value: its key, the value, whether the scenario states it, its unit and its meaning.
type Setting = (String, Py<PyAny>, bool, String, String);

/// A scenario: complete, checked, and never changed.
#[pyclass(frozen, module = "orgsim._orgsim")]
pub(crate) struct Scenario {
    origin: Origin,
    overrides: Vec<String>,
    pub(crate) loaded: Loaded,
}

impl Scenario {
    fn read(py: Python<'_>, origin: Origin, overrides: Vec<String>) -> PyResult<Self> {
        let read = py.detach(|| match &origin {
            Origin::File(path) => {
                let read = scenario::load(path, &overrides);
                read.map_err(|faults| faults_of_scenario(path, faults))
            }
            Origin::Text { name, text } => {
                scenario::load_bytes(name, text.clone().into_bytes(), &overrides)
            }
        });
        let loaded = read.map_err(|faults| Class::Scenario.of(py, &faults))?;
        Ok(Self {
            origin,
            overrides,
            loaded,
        })
    }

    /// The same files with more overrides.
    fn with(&self, py: Python<'_>, overrides: Vec<String>) -> PyResult<Self> {
        let overrides = [self.overrides.as_slice(), &overrides].concat();
        let other = Self::read(py, self.origin.clone(), overrides)?;
        let mut inputs = self.loaded.inputs.iter();
        match inputs.find(|input| !other.loaded.inputs.contains(input)) {
            None => Ok(other),
            Some(changed) => {
                let message = format!(
                    "{} has changed since the scenario was read; read it again with Scenario(...)",
                    changed.name
                );
                Err(Class::Scenario.says(py, &message))
            }
        }
    }

    /// The arguments with which the program runs it, with these flags; none for a text.
    fn arguments(&self, flags: Vec<String>) -> Vec<String> {
        let Origin::File(path) = &self.origin else {
            return Vec::new();
        };
        let set = self.overrides.iter().map(|set| format!("--set={set}"));
        ["run".to_owned(), path.display().to_string()]
            .into_iter()
            .chain(set)
            .chain(flags)
            .collect()
    }
}

#[pymethods]
impl Scenario {
    /// Reads a file.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Self::read(py, Origin::File(path), Vec::new())
    }

    /// Reads a text.
    #[staticmethod]
    fn from_text(py: Python<'_>, text: String, name: String) -> PyResult<Self> {
        Self::read(py, Origin::Text { name, text }, Vec::new())
    }

    /// The same with other values at some keys.
    fn set(&self, py: Python<'_>, values: &Bound<'_, PyDict>) -> PyResult<Self> {
        let overrides = values.iter().map(|(key, value)| {
            let key: String = key.extract()?;
            Ok(format!("{key}={}", toml(&value)?))
        });
        self.with(py, overrides.collect::<PyResult<_>>()?)
    }

    #[getter]
    fn title(&self) -> &str {
        &self.loaded.scenario.title
    }

    #[getter]
    fn description(&self) -> &str {
        &self.loaded.scenario.description
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.loaded.scenario.simulation.seed
    }

    #[getter]
    fn runs(&self) -> u64 {
        self.loaded.scenario.simulation.runs
    }

    #[getter]
    fn quarters(&self) -> u32 {
        self.loaded.scenario.simulation.quarters
    }

    /// The name of its file without folder and ending, or that of its text.
    #[getter]
    fn name(&self) -> String {
        let path = match &self.origin {
            Origin::File(path) => path,
            Origin::Text { name, .. } => Path::new(name),
        };
        let stem = path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    #[getter]
    fn sha256(&self) -> String {
        output::scenario_sha256(&self.loaded.scenario)
    }

    /// What is allowed, but probably not meant.
    #[getter]
    fn warnings(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(errors::faults_of(py, &self.loaded.warnings)?
            .into_any()
            .unbind())
    }

    /// All values as the text of a file.
    fn to_toml(&self) -> PyResult<String> {
        let text = self.loaded.scenario.to_toml();
        text.map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }

    /// Of each value: key, value, whether the scenario states it, unit, meaning.
    fn settings(&self, py: Python<'_>) -> PyResult<Vec<Setting>> {
        let settings = self.loaded.settings.iter();
        settings
            .map(|own| {
                let value = of_value(py, &own.value)?;
                let is_stated = own.is_changed();
                let (unit, meaning) = (&own.parameter.unit, &own.parameter.meaning);
                Ok((own.key(), value, is_stated, unit.clone(), meaning.clone()))
            })
            .collect()
    }

    /// The range over which the number at a key can reasonably be varied; none if it has none.
    fn plausible(&self, key: &str) -> PyResult<Option<(f64, f64)>> {
        let mut settings = self.loaded.settings.iter();
        let found = settings.find(|own| own.key() == key);
        let found = found.ok_or_else(|| PyKeyError::new_err(key.to_owned()))?;
        Ok(found.plausible().map(|range| (range.low, range.high)))
    }

    /// The value at a key.
    fn value(&self, py: Python<'_>, key: &str) -> PyResult<Py<PyAny>> {
        let mut settings = self.loaded.settings.iter();
        let found = settings.find(|own| own.key() == key);
        match found {
            Some(own) => of_value(py, &own.value),
            None => Err(PyKeyError::new_err(key.to_owned())),
        }
    }

    /// Runs it into a folder. Gives why it ended, and whether the interpreter interrupted it.
    #[pyo3(signature = (out, *, force, threads, parameters, precision, run_quarters, spells, progress))]
    #[expect(clippy::too_many_arguments, reason = "by name, from one place")]
    fn run_into(
        &self,
        py: Python<'_>,
        out: PathBuf,
        force: bool,
        threads: usize,
        parameters: &str,
        precision: Vec<(String, f64)>,
        run_quarters: bool,
        spells: bool,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<(&'static str, Option<PyErr>)> {
        let started = Timestamp::now();
        let (loaded, scenario) = (&self.loaded, &self.loaded.scenario);
        let targets = targets(&Layout::new(scenario), &precision)?;
        let mut study = Study::new(scenario, targets);
        let source = parameter_source(&[loaded], parameters);
        match source.map_err(|faults| Class::Scenario.of(py, &faults))? {
            ParameterSource::Fixed => {}
            ParameterSource::Ranges => study = study.with_parameters(loaded.clone(), None),
            ParameterSource::Calibrated(calibrated) => {
                study = study.with_parameters(loaded.clone(), Some(calibrated));
            }
        }
        if run_quarters {
            study = study.with_run_quarters();
        }
        if spells {
            study = study.with_spells();
        }
        let mut flags = vec![format!("--parameters={parameters}")];
        flags.extend(
            precision
                .iter()
                .map(|(measure, width)| format!("--precision={measure}={width}")),
        );
        flags.extend(run_quarters.then(|| "--quarterly-runs".to_owned()));
        flags.extend(spells.then(|| "--spells".to_owned()));
        let results = Results::open(&out, force, &[Format::Csv], &study);
        let mut results = results.map_err(|error| errors::of_output(py, &error))?;
        let course = Course::default();
        let (ran, ended) = wait(py, &course, progress.as_ref(), || {
            let found = study.run(threads, &course.signals, |progress| {
                results.append(&progress)
            })?;
            if found.ensemble.runs() == 0 {
                return Ok(None);
            }
            let environment = environment::now(started, threads, self.arguments(flags));
            results
                .finish(scenario, &loaded.inputs, &study, &found, environment)
                .map_err(StudyError::Listener)?;
            Ok(Some(found.ending))
        })?;
        let ran: Result<Option<Ending>, StudyError<OutputError>> = ran;
        match ran {
            Ok(Some(ending)) => Ok((ending.name(), ended)),
            Ok(None) => Err(ended.unwrap_or_else(|| PyKeyboardInterrupt::new_err(()))),
            Err(StudyError::Listener(error)) => Err(errors::of_output(py, &error)),
            Err(error) => Err(PyRuntimeError::new_err(error.to_string())),
        }
    }
}

fn targets(layout: &Layout, wanted: &[(String, f64)]) -> PyResult<Vec<PrecisionTarget>> {
    let targets = wanted.iter().map(|(measure, half_width)| {
        let target = PrecisionTarget::new(layout, measure, *half_width, false);
        target.map_err(|error| PyValueError::new_err(format!("precision: {error}")))
    });
    targets.collect()
}

fn of_value(py: Python<'_>, value: &Value) -> PyResult<Py<PyAny>> {
    let value = match value {
        Value::Switch(switch) => switch.into_pyobject(py)?.to_owned().into_any(),
        Value::Text(text) => text.into_pyobject(py)?.into_any(),
        Value::Integer(whole) => whole.into_pyobject(py)?.into_any(),
        Value::Number(number) => number.into_pyobject(py)?.into_any(),
        Value::Names(names) => names.into_pyobject(py)?.into_any(),
        Value::Integers(numbers) => numbers.into_pyobject(py)?.into_any(),
    };
    Ok(value.unbind())
}

//! Errors of the library as exceptions of Python.

use orgsim::diagnostic::{Diagnostic, Faults, Place, Severity};
use orgsim::experiment::{CellsError, ExperimentError, RunnerError};
use orgsim::figures::NothingToDraw;
use orgsim::output::OutputError;
use orgsim::result::ResultError;
use orgsim::store::StoreError;
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// The exceptions, which `orgsim/_errors.py` declares.
#[derive(Clone, Copy)]
pub(crate) enum Class {
    Scenario,
    Experiment,
    Records,
    Claims,
    Result,
    Output,
    Store,
}

impl Class {
    fn name(self) -> &'static str {
        match self {
            Self::Scenario => "ScenarioError",
            Self::Experiment => "ExperimentError",
            Self::Records => "RecordsError",
            Self::Claims => "ClaimsError",
            Self::Result => "ResultError",
            Self::Output => "OutputError",
            Self::Store => "StoreError",
        }
    }

    /// An exception of this class that says so.
    pub(crate) fn says(self, py: Python<'_>, message: &str) -> PyErr {
        self.with(py, message.trim_end(), &[])
    }

    /// An exception that says every fault, as the program prints them.
    pub(crate) fn of(self, py: Python<'_>, faults: &Faults) -> PyErr {
        self.with(py, faults.to_string().trim_end(), &faults.0)
    }

    fn with(self, py: Python<'_>, message: &str, faults: &[Diagnostic]) -> PyErr {
        let raised = faults_of(py, faults).and_then(|faults| {
            let class = py.import("orgsim._errors")?.getattr(self.name())?;
            class.call1((message, faults))
        });
        raised.map_or_else(|error| error, PyErr::from_value)
    }
}

/// Faults or warnings as `orgsim.Fault`.
pub(crate) fn faults_of<'py>(
    py: Python<'py>,
    faults: &[Diagnostic],
) -> PyResult<Bound<'py, PyList>> {
    let class = py.import("orgsim._errors")?.getattr("Fault")?;
    let all = PyList::empty(py);
    for fault in faults {
        let named = PyDict::new(py);
        let place = fault.primary.as_ref();
        named.set_item("code", fault.code.id)?;
        named.set_item("name", fault.code.name)?;
        named.set_item("is_error", fault.code.severity == Severity::Error)?;
        named.set_item("message", &fault.message)?;
        named.set_item("place", place.map(|(place, _)| of_place(place)))?;
        named.set_item("label", place.map(|(_, label)| label))?;
        let related = fault.related.iter();
        let related: Vec<_> = related.map(|(at, label)| (of_place(at), label)).collect();
        named.set_item("related", related)?;
        named.set_item("notes", &fault.notes)?;
        named.set_item("help", &fault.help)?;
        all.append(class.call((), Some(&named))?)?;
    }
    Ok(all)
}

/// File, line and column, both from 1.
fn of_place(place: &Place) -> (String, usize, usize) {
    (
        place.source().name().to_owned(),
        place.line(),
        place.column(),
    )
}

/// Why an experiment has no answer.
pub(crate) fn of_experiment(py: Python<'_>, error: &ExperimentError) -> PyErr {
    match error {
        ExperimentError::Cells(CellsError::Faults(faults)) | ExperimentError::Question(faults) => {
            Class::Experiment.of(py, faults)
        }
        ExperimentError::Runs(RunnerError::Interrupted) => PyKeyboardInterrupt::new_err(()),
        ExperimentError::Runs(RunnerError::Store(error)) => of_store(py, error),
        ExperimentError::Design(_) | ExperimentError::Cells(CellsError::TooMany(_)) => {
            Class::Experiment.says(py, &error.to_string())
        }
        // threads that the operating system refuses, and what later versions may add
        _ => PyRuntimeError::new_err(error.to_string()),
    }
}

/// Why a store of runs cannot be used.
pub(crate) fn of_store(py: Python<'_>, error: &StoreError) -> PyErr {
    let way_out = match error {
        StoreError::OtherIdentity { .. } => {
            "\nthe results there are unchanged: undo the change, choose another folder with `out`, \
             or replace them with `force=True`"
        }
        _ => "",
    };
    Class::Store.says(py, &format!("{error}{way_out}"))
}

/// Why a folder cannot be written.
pub(crate) fn of_output(py: Python<'_>, error: &OutputError) -> PyErr {
    let way_out = match error {
        OutputError::NotEmpty(_) => "; choose another with `out`, or use it with `force=True`",
        _ => "",
    };
    Class::Output.says(py, &format!("{error}{way_out}"))
}

/// Why results cannot be read.
pub(crate) fn of_result(py: Python<'_>, error: &ResultError) -> PyErr {
    Class::Result.says(py, &error.to_string())
}

/// Why there is no figure.
pub(crate) fn of_figure(py: Python<'_>, name: &str, reason: &NothingToDraw) -> PyErr {
    match reason {
        NothingToDraw::Unreadable(error) => of_result(py, error),
        reason => Class::Result.says(py, &format!("there is no figure `{name}`: {reason}")),
    }
}

//! Audits of claims, and tests for patterns.

use std::path::PathBuf;

use jiff::Timestamp;
use orgsim::output::TablesFolder;
use orgsim::questions::audit::{Audit, AuditError, Claims, Settings};
use orgsim::questions::patterns::{self, PatternsError};
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::environment;
use crate::errors::{self, Class};
use crate::scenario::Scenario;
use crate::table::Table;
use crate::waiting::{Course, wait};

/// Checks claims of a file, or else those that are shipped, into a folder.
#[pyfunction]
#[pyo3(signature = (claims, out, *, force, draws, seed, threads, progress))]
#[expect(clippy::too_many_arguments, reason = "by name, from one place")]
pub(crate) fn audit_into(
    py: Python<'_>,
    claims: Option<PathBuf>,
    out: PathBuf,
    force: bool,
    draws: u32,
    seed: u64,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<()> {
    if !(20..=100_000).contains(&draws) {
        let message = format!("draws: {draws}; allowed: 20 to 100000");
        return Err(PyValueError::new_err(message));
    }
    let started = Timestamp::now();
    let read = match &claims {
        Some(path) => Claims::load(path),
        None => Claims::shipped(),
    };
    let read = read.map_err(|faults| Class::Claims.of(py, &faults))?;
    // a folder that cannot be written is known before the work
    let folder = TablesFolder::open(&out, force);
    let folder = folder.map_err(|error| errors::of_output(py, &error))?;
    let settings = Settings {
        draws,
        seed,
        level: Settings::LEVEL,
        threads,
    };
    let course = Course::default();
    let (audit, ended) = wait(py, &course, progress.as_ref(), || {
        Audit::run(&read, settings, &course.signals, |_| ())
    })?;
    let audit = match (audit, ended) {
        (_, Some(ended)) => return Err(ended),
        (Ok(audit), None) => audit,
        (Err(AuditError::Interrupted), None) => return Err(PyKeyboardInterrupt::new_err(())),
        (Err(error), None) => return Err(PyRuntimeError::new_err(error.to_string())),
    };
    let file = claims.map(|path| path.display().to_string());
    let numbers = [format!("--draws={draws}"), format!("--seed={seed}")];
    let arguments = ["audit".to_owned()].into_iter().chain(file).chain(numbers);
    let environment = environment::now(started, threads, arguments.collect());
    let written = audit.write(folder, &read, environment);
    written.map_err(|error| errors::of_output(py, &error))
}

/// Tests a scenario for patterns: the table, and what it says in a line.
#[pyfunction]
#[pyo3(signature = (scenario, *, runs, threads, progress))]
pub(crate) fn find_patterns(
    py: Python<'_>,
    scenario: &Scenario,
    runs: u64,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Table, String)> {
    let (least, most) = (
        patterns::Settings::LEAST_RUNS,
        patterns::Settings::MOST_RUNS,
    );
    if !(least..=most).contains(&runs) {
        let message = format!("runs: {runs}; allowed: {least} to {most}");
        return Err(PyValueError::new_err(message));
    }
    let settings = patterns::Settings { runs, threads };
    let course = Course::default();
    let (found, ended) = wait(py, &course, progress.as_ref(), || {
        patterns::find(&scenario.loaded.scenario, settings, &course.signals, |_| ())
    })?;
    let found = match (found, ended) {
        (_, Some(ended)) => return Err(ended),
        (Ok(found), None) => found,
        (Err(PatternsError::Interrupted), None) => return Err(PyKeyboardInterrupt::new_err(())),
        (Err(error), None) => return Err(PyRuntimeError::new_err(error.to_string())),
    };
    let table = patterns::rows(&found).table();
    Ok((Table::of("patterns", &table)?, patterns::summary(&found)))
}

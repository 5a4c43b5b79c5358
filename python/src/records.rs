//! Fits to an organisation's records.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use jiff::Timestamp;
use orgsim::output::{OutputDirectory, TablesFolder};
use orgsim::questions::fit::{Fit, FitError, FitSettings};
use orgsim::records::reading::{self, Settings};
use orgsim::units::Day;
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::environment;
use crate::errors::{self, Class};
use crate::scenario::Scenario;
use crate::waiting::{Course, wait};

/// In the calendar of the whole world.
const SECONDS_A_DAY: i64 = 86_400;

/// Learns from records, and writes what they teach into a folder. Gives warnings about them.
#[pyfunction]
#[pyo3(signature = (records, out, *, force, scenario, draws, hold_out, seed, smallest, threads, since, until, columns, skip_faulty, progress))]
#[expect(clippy::too_many_arguments, reason = "by name, from one place")]
pub(crate) fn fit_into(
    py: Python<'_>,
    records: PathBuf,
    out: PathBuf,
    force: bool,
    scenario: &Scenario,
    draws: u64,
    hold_out: u32,
    seed: u64,
    smallest: u32,
    threads: usize,
    since: Option<(i64, i64, i64)>,
    until: Option<(i64, i64, i64)>,
    columns: Vec<String>,
    skip_faulty: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<Py<PyAny>> {
    check_range(
        "draws",
        draws,
        draws == 0 || (500..=1_000_000).contains(&draws),
        "0, or 500 to 1000000",
    )?;
    check_range("hold_out", hold_out, hold_out <= 40, "0 to 40 quarters")?;
    check_range(
        "smallest",
        smallest,
        (5..=1000).contains(&smallest),
        "5 to 1000 people",
    )?;
    check_range(
        "seed",
        seed,
        i64::try_from(seed).is_ok(),
        "0 to 9223372036854775807",
    )?;
    let started = Timestamp::now();
    let today = Day((started.as_second() / SECONDS_A_DAY) as i32);
    let settings = Settings {
        from: since.map(day).transpose()?,
        until: until.map(day).transpose()?,
        columns,
        skip_faulty,
        ..Settings::as_of(today)
    };
    let read = py.detach(|| reading::read(&records, &settings));
    let read = read.map_err(|faults| Class::Records.of(py, &faults))?;
    // a folder that cannot be written is known before the work
    let folder = TablesFolder::open(&out, force);
    let folder = folder.map_err(|error| errors::of_output(py, &error))?;
    let settings = FitSettings {
        draws,
        hold_out,
        seed,
        level: scenario.loaded.scenario.simulation.confidence_level,
        smallest,
        threads,
    };
    let course = Course::default();
    let (fit, ended) = wait(py, &course, progress.as_ref(), || {
        let done = |runs| {
            course.done.fetch_add(runs, Ordering::Relaxed);
        };
        Fit::of(
            &read.records,
            &scenario.loaded,
            &settings,
            &course.signals,
            done,
        )
    })?;
    let fit = match (fit, ended) {
        (_, Some(ended)) => return Err(ended),
        (Ok(fit), None) => fit,
        (Err(FitError::Interrupted), None) => return Err(PyKeyboardInterrupt::new_err(())),
        (Err(error @ FitError::Scenario(_)), None) => {
            return Err(Class::Scenario.says(py, &error.to_string()));
        }
        (Err(error), None) => return Err(PyRuntimeError::new_err(error.to_string())),
    };
    let environment = environment::now(started, threads, Vec::new());
    let written = fit.write(folder, &read.inputs, environment);
    written.map_err(|error| errors::of_output(py, &error))?;
    Ok(errors::faults_of(py, &read.warnings)?.into_any().unbind())
}

/// How many simulations a fit takes.
#[pyfunction]
pub(crate) fn fit_cost(py: Python<'_>, records: PathBuf, draws: u64, hold_out: u32) -> u64 {
    let today = Day((Timestamp::now().as_second() / SECONDS_A_DAY) as i32);
    let settings = FitSettings {
        draws,
        hold_out,
        ..FitSettings::default()
    };
    // whatever is wrong with records is told by the fit itself
    let read = py.detach(|| reading::read(&records, &Settings::as_of(today)));
    read.map_or(draws, |read| {
        orgsim::questions::fit::cost(&read.records, &settings)
    })
}

/// A proposal for `records.toml`, which says how files are to be read.
#[pyfunction]
pub(crate) fn guess_records(py: Python<'_>, records: PathBuf) -> PyResult<String> {
    let proposal = py.detach(|| reading::guess(&records));
    proposal.map_err(|faults| Class::Records.of(py, &faults))
}

/// Writes examples of an organisation's records into a folder.
#[pyfunction]
pub(crate) fn example_records(py: Python<'_>, folder: PathBuf) -> PyResult<()> {
    let written = OutputDirectory::add(&folder, reading::examples());
    written.map_err(|error| Class::Output.says(py, &error.to_string()))
}

fn check_range(
    name: &str,
    value: impl std::fmt::Display,
    is_allowed: bool,
    allowed: &str,
) -> PyResult<()> {
    match is_allowed {
        true => Ok(()),
        false => Err(PyValueError::new_err(format!(
            "{name}: {value}; allowed: {allowed}"
        ))),
    }
}

fn day((year, month, day): (i64, i64, i64)) -> PyResult<Day> {
    let found = Day::of(year, month, day);
    found.ok_or_else(|| PyValueError::new_err(format!("there is no day {year}-{month}-{day}")))
}

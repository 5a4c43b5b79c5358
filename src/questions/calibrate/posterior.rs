//! A finished calibration or fit, read back: its parameter sets with their weights.

use std::fmt;
use std::path::Path;

use super::rows::ParameterSet;
use crate::experiment::{Calibrated, Factor, Level};
use crate::result::{ResultError, ResultFolder};
use crate::row::Row;
use crate::table::Cell;

/// Why parameters cannot be drawn from a folder.
#[derive(Debug)]
pub enum NotCalibrated {
    /// It holds no result that can be read.
    Unreadable(ResultError),
    /// It holds the result of another command.
    Command {
        /// The folder.
        folder: String,
        /// The command.
        command: String,
    },
    /// The calibration found no parameter sets.
    Nothing(String),
    /// Files of it were changed after it was written.
    Changed(String),
    /// Another version of the program wrote it.
    Version {
        /// The folder.
        folder: String,
        /// The version.
        version: String,
    },
}

impl fmt::Display for NotCalibrated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Command { folder, command } => write!(
                f,
                "{folder} holds no sets of parameters: `orgsim {command}` wrote it; name a folder \
                 that `orgsim calibrate` or `orgsim fit` wrote"
            ),
            Self::Nothing(folder) => write!(
                f,
                "the calibration in {folder} found no parameter sets that agree with its targets"
            ),
            Self::Changed(folder) => write!(
                f,
                "files in {folder} were changed after the calibration wrote them; calibrate again"
            ),
            Self::Version { folder, version } => write!(
                f,
                "the calibration in {folder} is of version {version}, and this is {}: parameters \
                 may mean something else; calibrate again",
                env!("CARGO_PKG_VERSION")
            ),
        }
    }
}

impl std::error::Error for NotCalibrated {}

/// The parameter sets of the calibration, or fit to records, in a folder.
///
/// # Errors
/// If there is none, or not as it was written.
pub fn calibrated(path: &Path) -> Result<Calibrated, NotCalibrated> {
    let result = ResultFolder::open(path).map_err(NotCalibrated::Unreadable)?;
    let folder = path.display().to_string();
    let is_fit = match result.command() {
        "calibrate" => false,
        "fit" => true,
        other => {
            let command = other.to_owned();
            return Err(NotCalibrated::Command { folder, command });
        }
    };
    let version = result.manifest()["version"].as_str().unwrap_or_default();
    if version != env!("CARGO_PKG_VERSION") {
        let version = version.to_owned();
        return Err(NotCalibrated::Version { folder, version });
    }
    let changes = result.changes().map_err(NotCalibrated::Unreadable)?;
    if !changes.is_empty() {
        return Err(NotCalibrated::Changed(folder));
    }
    let table = result.table(ParameterSet::FILE);
    let table = table.map_err(NotCalibrated::Unreadable)?;
    let described = result.manifest()["factors"].as_array();
    let factors = described.into_iter().flatten().map(|own| {
        let name = own["name"].as_str().unwrap_or_default();
        let keys = own["keys"].as_array().into_iter().flatten();
        let keys: Vec<&str> = keys.filter_map(|key| key.as_str()).collect();
        // what it may be was known to the calibration; here is what it was found to be
        Factor::values(name, Vec::<Level>::new()).of_keys(&keys)
    });
    let factors: Vec<Factor> = factors.collect();
    let sets = table.map(|table| {
        let rows = table.rows().map(|row| {
            let of = |name: &str| {
                let mut columns = table.columns().iter();
                let place = columns.position(|column| column.name == name)?;
                Some(&row[place])
            };
            let levels = factors
                .iter()
                .map(|factor| of(&factor.name).and_then(level));
            let weight = of("weight")
                .and_then(level)
                .and_then(|level| level.number());
            Some((levels.collect::<Option<Vec<Level>>>()?, weight?))
        });
        rows.collect::<Option<Vec<_>>>().unwrap_or_default()
    });
    let sets = sets.unwrap_or_default();
    match sets.iter().any(|(_, weight)| *weight > 0.0) {
        true => {
            let calibrated = Calibrated::new(&folder, factors, sets);
            Ok(match is_fit {
                true => calibrated.of_records(),
                false => calibrated,
            })
        }
        false => Err(NotCalibrated::Nothing(folder)),
    }
}

fn level(cell: &Cell) -> Option<Level> {
    match cell {
        Cell::Missing => None,
        Cell::Number(number) => Some(Level::Number(*number)),
        Cell::Count(count) => Some(Level::Number(*count as f64)),
        Cell::Integer(integer) => Some(Level::Number(*integer as f64)),
        Cell::Text(text) => Some(Level::Text(text.to_string())),
    }
}

//! What a page carries that needs no program: a scenario as it was read, and where parameters
//! come from that nobody states.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::desk::Desk;
use crate::diagnostic::Faults;
use crate::engine::MonteCarlo;
use crate::experiment::{ParameterSource, Unfit};
use crate::scenario::{Input, Loaded, load_inputs};

/// A scenario with all that is known of where its values come from. Of its files it has the
/// names and texts, not the folders in which they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    title: String,
    /// The scenario file, then those that extend each other.
    files: Vec<File>,
    /// Values that are set besides.
    set: Vec<String>,
    parameters: ParameterSource,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct File {
    name: String,
    text: String,
}

/// Why what was carried cannot be looked at: by another version, or changed by hand.
#[derive(Debug)]
#[non_exhaustive]
pub enum CarriedError {
    /// It is not in the form in which a page carries it.
    Malformed(serde_json::Error),
    /// The scenario has faults.
    Faults(Faults),
    /// The parameters do not go with the scenario.
    Parameters(Unfit),
}

impl fmt::Display for CarriedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => error.fmt(f),
            Self::Faults(faults) => faults.fmt(f),
            Self::Parameters(unfit) => unfit.fmt(f),
        }
    }
}

impl std::error::Error for CarriedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Malformed(error) => Some(error),
            Self::Faults(faults) => Some(faults),
            Self::Parameters(unfit) => Some(unfit),
        }
    }
}

impl Carried {
    /// A scenario that was loaded with values of `--set`, and where its parameters come from.
    ///
    /// # Errors
    /// If what was calibrated does not go with the scenario.
    pub fn new(
        loaded: &Loaded,
        set: &[String],
        parameters: &ParameterSource,
    ) -> Result<Self, Unfit> {
        let files = loaded.inputs.iter().map(|input| File {
            name: file_name(&input.name),
            text: String::from_utf8_lossy(&input.bytes).into_owned(),
        });
        let mut parameters = parameters.clone();
        if let ParameterSource::Calibrated(calibrated) = &mut parameters {
            calibrated.check(&[loaded])?;
            calibrated.folder = file_name(&calibrated.folder);
        }
        Ok(Self {
            title: loaded.scenario.title.clone(),
            files: files.collect(),
            set: set.to_owned(),
            parameters,
        })
    }

    /// What was [written](Self::to_json).
    ///
    /// # Errors
    /// If it is not as it was written.
    pub fn of_json(text: &str) -> Result<Self, CarriedError> {
        serde_json::from_str(text).map_err(CarriedError::Malformed)
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers can be written")
    }

    /// The scenario on a desk.
    ///
    /// # Errors
    /// If it has faults.
    pub fn desk(self, engine: Arc<MonteCarlo>) -> Result<Desk, CarriedError> {
        let inputs = self.files.into_iter().map(|file| Input {
            name: file.name,
            bytes: file.text.into_bytes(),
        });
        let loaded = load_inputs(&self.title, inputs.collect(), &self.set);
        let desk = Desk::new(loaded.map_err(CarriedError::Faults)?, self.set, engine);
        desk.with_parameters(self.parameters)
            .map_err(CarriedError::Parameters)
    }
}

/// The last part of a path: the folders of a machine are nobody else's business.
fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load;

    #[test]
    fn what_is_carried_is_what_was_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("base")).unwrap();
        std::fs::write(at("base/own.toml"), "[units.lab]\nresearchers = 7\n").unwrap();
        std::fs::write(at("own.toml"), "extends = 'base/own.toml'\n").unwrap();
        let set = ["simulation.quarters=9".to_owned()];
        let loaded = load(&at("own.toml"), &set).unwrap();
        let carried = Carried::new(&loaded, &set, &ParameterSource::Ranges).unwrap();
        let text = carried.to_json();
        assert!(!text.contains(&folder.path().display().to_string()));
        let again = Carried::of_json(&text).unwrap();
        assert_eq!(again, carried);
        let desk = again.desk(super::super::engine(1).unwrap()).unwrap();
        assert_eq!(*desk.scenario(), loaded.scenario);
        assert_eq!(desk.scenario().title, "own");
    }

    #[test]
    fn a_file_that_was_left_out_is_a_fault() {
        let files = vec![File {
            name: "own.toml".to_owned(),
            text: "extends = 'base.toml'".to_owned(),
        }];
        let carried = Carried {
            title: "own".to_owned(),
            files,
            set: Vec::new(),
            parameters: ParameterSource::Fixed,
        };
        let refused = carried.desk(super::super::engine(1).unwrap());
        let said = refused.err().unwrap().to_string();
        assert!(said.contains("`base.toml` did not come with"), "{said}");
    }
}

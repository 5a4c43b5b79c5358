//! Reading the scenario that a command is about, and saying what is wrong
//! with it.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use orgsim::diagnostic::Faults;
use orgsim::experiment::file::faults_of_scenario;
use orgsim::numerals::counted;
use orgsim::scenario::{self, Loaded, MOST_BYTES};

use super::{exit_code, print};

/// Reads a scenario file, or stdin for `-`.
pub(crate) fn read(file: &Path, overrides: &[String]) -> Result<Loaded, Faults> {
    if file != Path::new("-") {
        let read = scenario::load(file, overrides);
        return read.map_err(|faults| faults_of_scenario(file, faults));
    }
    let mut bytes = Vec::new();
    // What cannot be read is not there; a scenario may be empty. One byte more
    // than a scenario can have shows that there is too much.
    let _ = std::io::stdin()
        .take(MOST_BYTES as u64 + 1)
        .read_to_end(&mut bytes);
    scenario::load_bytes("stdin", bytes, overrides)
}

/// Reads a scenario and says on stderr what is wrong with it: warnings, or
/// every fault, which end the command.
pub(crate) fn load(file: &Path, overrides: &[String]) -> Result<Loaded, ExitCode> {
    loaded(&file.display().to_string(), read(file, overrides))
}

/// The same for a scenario that was read already; `name` says what it is.
pub(crate) fn loaded(name: &str, read: Result<Loaded, Faults>) -> Result<Loaded, ExitCode> {
    match read {
        Ok(loaded) => {
            print::faults(&loaded.warnings);
            Ok(loaded)
        }
        Err(faults) => Err(invalid(name, &faults)),
    }
}

/// Says on stderr what is wrong with an input, which ends the command.
pub(crate) fn invalid(name: &str, faults: &Faults) -> ExitCode {
    print::faults(&faults.0);
    let errors = faults.0.iter().filter(|fault| fault.is_error()).count();
    print::error(&format!("{name}: {}", counted(errors, "error")));
    ExitCode::from(exit_code::INVALID_INPUT)
}

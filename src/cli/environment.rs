//! Where and when results are made; nothing of it has an influence on them.

use std::thread::available_parallelism;

use jiff::Timestamp;
use orgsim::elementary::{force_vector_level, vector_levels};
use orgsim::output::Environment;

/// The environment variable by which a test forces a level of vector instructions.
const VECTORS: &str = "ORGSIM_VECTORS";

/// Forces the level of vector instructions that the environment names, if it names one; what is
/// wrong with it.
pub(crate) fn force_vectors() -> Result<(), String> {
    let Some(level) = std::env::var_os(VECTORS) else {
        return Ok(());
    };
    let level = level.to_string_lossy();
    match force_vector_level(&level) {
        true => Ok(()),
        false => Err(format!(
            "{VECTORS} is `{level}`: this machine has {}; unset it for the widest",
            vector_levels().join(", ")
        )),
    }
}

/// How many threads that is, 0 standing for one a core.
pub(crate) fn threads(threads: usize) -> usize {
    match threads {
        0 => available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// The environment of a command that started then, with so many threads, 0 for
/// one a core.
pub(crate) fn now(started: Timestamp, threads: usize) -> Environment {
    Environment {
        arguments: std::env::args().skip(1).collect(),
        started: started.to_string(),
        ended: Timestamp::now().to_string(),
        threads: self::threads(threads),
        machine: format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH),
    }
}

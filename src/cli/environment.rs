//! Where and when results are made; nothing of it has an influence on them.

use std::thread::available_parallelism;

use jiff::Timestamp;
use orgsim::output::Environment;

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

//! Where and when results are made; nothing of it has an influence on them.

use std::thread::available_parallelism;

use jiff::Timestamp;
use orgsim::output::Environment;

/// The environment of work that started then, with so many threads, 0 for one a core.
/// `arguments` are those with which the program does the same; none if it cannot.
pub(crate) fn now(started: Timestamp, threads: usize, arguments: Vec<String>) -> Environment {
    let cores = || available_parallelism().map_or(1, usize::from);
    Environment {
        arguments,
        started: started.to_string(),
        ended: Timestamp::now().to_string(),
        threads: if threads == 0 { cores() } else { threads },
        machine: format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH),
    }
}

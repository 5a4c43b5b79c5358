//! Writes that stop half-way, at a limit on the size of files.

use std::path::Path;
use std::process::Command;

use crate::tally::Tally;
use crate::work::{Work, finished};

const WORK: Work = Work {
    blocks: 800,
    longest: 50,
};

/// Lets a process append under one limit after the other: the last write is
/// short, and the next one is refused.
pub(crate) fn limits(folder: &Path, rounds: u32) -> Tally {
    let mut tally = Tally::new("short writes at a limit");
    if !cfg!(unix) {
        tally.note("skipped: there is no `ulimit` here");
        return tally;
    }
    match WORK.uninterrupted(folder) {
        Ok((bytes, _)) => {
            for round in 0..rounds {
                let path = folder.join(format!("limit-{round}.log"));
                tally.count(limit(&path, &bytes, round));
            }
        }
        Err(error) => tally.count(Err(error)),
    }
    tally
}

fn limit(path: &Path, expected: &[u8], kibibytes: u32) -> Result<(), String> {
    let child = WORK.command(path)?;
    // the signal would end the process before it could tell
    let script = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$@\"");
    let mut shell = Command::new("bash");
    shell.args(["-c", &script, "bash"]).arg(child.get_program());
    let output = shell.args(child.get_args()).output();
    let output = output.map_err(|error| format!("bash: {error}"))?;
    let message = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Err(format!("nothing was refused at {kibibytes} KiB"));
    }
    if !message.contains("completed runs are kept") {
        return Err(format!("a limit is told as {message:?}"));
    }
    let count = WORK.check(path, finished(&String::from_utf8_lossy(&output.stdout)))?;
    if count == 0 && kibibytes > 1 {
        return Err(format!("no block fits into {kibibytes} KiB"));
    }
    WORK.complete(path, expected)
}

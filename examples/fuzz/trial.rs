//! One input, taken by the library under a watch: for panics, time, memory and what is said.

use std::fmt;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::target::Target;

/// Longest time that an input may take.
const LONGEST: Duration = Duration::from_secs(5);

/// Most that may be said of an input, in bytes.
const MOST_SAID: usize = 20 << 20;

/// Most memory that may be in use, in kB.
const MOST_MEMORY: u64 = 1 << 20;

/// What is wrong.
pub(crate) enum Fault {
    Panic,
    Time,
    Said(usize),
    Memory(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panic => f.write_str("it panics"),
            Self::Time => write!(f, "it takes more than {} s", LONGEST.as_secs()),
            Self::Said(bytes) => write!(f, "{bytes} bytes are said of it"),
            Self::Memory(kilobytes) => write!(f, "it takes {kilobytes} kB of memory"),
        }
    }
}

/// An input: what takes it, where it stands, and its bytes.
type Input = (Target, PathBuf, Vec<u8>);

/// A thread that takes inputs, so that one that never ends is noticed.
pub(crate) struct Watch {
    inputs: Sender<Input>,
    /// How much was said of an input; none if it panicked.
    said: Receiver<Option<usize>>,
}

impl Watch {
    pub(crate) fn new() -> Self {
        let (inputs, given) = channel::<Input>();
        let (tell, said) = channel();
        thread::spawn(move || {
            for (target, path, bytes) in given {
                let taken = catch_unwind(AssertUnwindSafe(|| target.take(&path, bytes)));
                if tell.send(taken.ok().map(|text| text.len())).is_err() {
                    break;
                }
            }
        });
        Self { inputs, said }
    }

    /// Puts an input in place of the file at this path for as long as it is taken.
    pub(crate) fn take(
        &self,
        target: Target,
        path: &Path,
        input: &[u8],
    ) -> io::Result<Option<Fault>> {
        let kept = fs::read(path)?;
        fs::write(path, input)?;
        let given = self.inputs.send((target, path.to_owned(), input.to_vec()));
        let said = match given {
            Ok(()) => self.said.recv_timeout(LONGEST),
            Err(_) => return Ok(Some(Fault::Panic)),
        };
        fs::write(path, kept)?;
        Ok(match said {
            Err(_) => Some(Fault::Time),
            Ok(None) => Some(Fault::Panic),
            Ok(Some(bytes)) if bytes > MOST_SAID => Some(Fault::Said(bytes)),
            Ok(Some(_)) => memory().filter(|all| *all > MOST_MEMORY).map(Fault::Memory),
        })
    }
}

/// Most memory that was in use at once so far, in kB, where the system tells.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

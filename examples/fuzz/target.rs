//! What of the library is asked to take a file.

use std::fmt::{self, Write};
use std::path::Path;

use orgsim::diagnostic::{Faults, Style, render};
use orgsim::drawing::page;
use orgsim::engine::Signals;
use orgsim::figures::NothingToDraw;
use orgsim::live::{Desk, Look, engine};
use orgsim::questions::audit::Claims;
use orgsim::questions::{figure_kinds, file};
use orgsim::records::reading::{Settings, guess, read};
use orgsim::report::report;
use orgsim::result::{ResultError, ResultFolder};
use orgsim::scenario::load_bytes;
use orgsim::store::{Reader, Store, StoreError};
use orgsim::units::Day;

use crate::corpus::{experiment, tiny};

/// A way into the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Scenario,
    Experiment,
    Claims,
    Records,
    Results,
    Store,
    Live,
}

/// By where a file stands: how its path begins and ends, and who takes it. The first that fits
/// counts.
const PLACES: [(&str, &str, Target); 7] = [
    ("scenarios/experiments/", ".toml", Target::Experiment),
    ("scenarios/evidence/article-claims", ".csv", Target::Claims),
    ("scenarios/", ".toml", Target::Scenario),
    ("records/", "", Target::Records),
    ("results/", ".store", Target::Store),
    ("results/", "", Target::Results),
    ("requests/", ".json", Target::Live),
];

impl Target {
    /// Who takes the file at this path, seen from the folder of all files.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let path = path.to_str()?;
        let fits =
            |(begin, end, _): &&(&str, &str, _)| path.starts_with(begin) && path.ends_with(end);
        PLACES.iter().find(fits).map(|(_, _, target)| *target)
    }

    /// Takes a file, and tells all that there is to tell of it.
    pub(crate) fn take(self, path: &Path, bytes: Vec<u8>) -> String {
        match self {
            Self::Scenario => told(load_bytes(&path.to_string_lossy(), bytes, &[])),
            Self::Experiment => told(file::load(path, &[])),
            Self::Claims => told(Claims::load(path)),
            Self::Records => records(path.parent().unwrap_or(path)),
            Self::Results => {
                let text = results(path.parent().unwrap_or(path));
                text.unwrap_or_else(|error| error.to_string())
            }
            Self::Store => store(path).map_or_else(|error| error.to_string(), |()| String::new()),
            Self::Live => look(&bytes),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// What is said of a file that was read or refused.
fn told<T>(read: Result<T, Faults>) -> String {
    let faults = read.err().map_or_else(Vec::new, |faults| faults.0);
    render(&faults, Style::Plain)
}

fn records(folder: &Path) -> String {
    let mut text = told(guess(folder));
    for skip_faulty in [false, true] {
        let settings = Settings {
            skip_faulty,
            ..Settings::as_of(Day(20_000))
        };
        text.push_str(&told(read(folder, &settings)));
    }
    text
}

/// Width of figures, in points of 1/96 inch.
const WIDTH: f64 = 400.0;

fn results(folder: &Path) -> Result<String, ResultError> {
    let results = [ResultFolder::open(folder)?];
    let mut text = report(&results)?;
    for kind in figure_kinds() {
        match kind.make(&results) {
            Ok(figures) => {
                for figure in figures {
                    let _ = write!(text, "{:?}", page(&*figure, WIDTH));
                }
            }
            Err(NothingToDraw::Unreadable(error)) => return Err(error),
            Err(reason) => text.push_str(&reason.to_string()),
        }
    }
    Ok(text)
}

fn store(path: &Path) -> Result<(), StoreError> {
    let read = Reader::open(path).and_then(|reader| {
        for key in reader.keys() {
            reader.get(key)?;
        }
        Ok(())
    });
    Store::open(path, &experiment().identity())?.sync()?;
    read
}

fn look(request: &[u8]) -> String {
    let look: Look = match serde_json::from_slice(request) {
        Ok(look) => look,
        Err(error) => return error.to_string(),
    };
    // runs and draws take their time, whatever is asked
    let look = Look {
        runs: 2,
        doubt: false,
        ..look
    };
    let mut desk = Desk::new(tiny(), Vec::new(), engine(1).expect("a thread"));
    let signals = Signals::default();
    let csv = desk.csv(&look.what_if, look.runs, &signals);
    let mut text = csv.unwrap_or_else(|error| error.to_string());
    match desk.look(&look, &signals) {
        Ok(seen) => text.push_str(&serde_json::json!(seen).to_string()),
        Err(error) => text.push_str(&error.to_string()),
    }
    text
}

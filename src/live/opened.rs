//! A scenario that a page opens, and its faults where they stand in its text.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::refusal::{Refusal, read};
use crate::diagnostic::{Diagnostic, Faults, MOST_SHOWN, Place};
use crate::scenario::{Input, Loaded, load_inputs};

/// A scenario to open.
#[derive(Deserialize)]
struct Opened {
    name: String,
    text: String,
}

/// What there is to say of a text.
#[derive(Serialize)]
struct Checked {
    /// How many faults make it unusable.
    errors: usize,
    /// The first faults, and what is probably not meant.
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    is_error: bool,
    code: &'static str,
    message: String,
    /// Where in the text, and what to say there: first the place of the fault, then others that
    /// have to do with it.
    marks: Vec<Mark>,
    notes: Vec<String>,
    help: Vec<String>,
}

/// A stretch of the text, in the units in which scripts count: 16 bits.
#[derive(Serialize)]
struct Mark {
    start: usize,
    end: usize,
    line: usize,
    label: String,
}

/// The scenario that a page opens. A page reads no files of the machine, and neither does what it
/// sends: a text that extends a file has a fault there.
///
/// # Errors
/// If it has faults.
pub fn opened(body: &[u8]) -> Result<Loaded, Refusal> {
    loaded(read(body)?).map_err(|faults| Refusal::of(&faults))
}

/// The faults of a scenario that a page would open, where they stand, as JSON.
///
/// # Errors
/// If it is not sent as pages send it.
pub fn checked(body: &[u8]) -> Result<String, Refusal> {
    let (faults, errors) = match loaded(read(body)?) {
        Ok(loaded) => (loaded.warnings, 0),
        Err(Faults(faults)) => {
            let errors = faults.iter().filter(|fault| fault.is_error()).count();
            (faults, errors)
        }
    };
    let faults = faults.iter().take(MOST_SHOWN).map(fault).collect();
    let checked = Checked { errors, faults };
    serde_json::to_string(&checked).map_err(|error| Refusal::Failed(error.to_string()))
}

fn loaded(opened: Opened) -> Result<Loaded, Faults> {
    let name = match opened.name.as_str() {
        "" => "scenario.toml".to_owned(),
        name => name.to_owned(),
    };
    let title = Path::new(&name).file_stem();
    let title = title.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let bytes = opened.text.into_bytes();
    load_inputs(&title, vec![Input { name, bytes }], &[])
}

fn fault(fault: &Diagnostic) -> Fault {
    let places = fault.primary.iter().chain(&fault.related);
    Fault {
        is_error: fault.is_error(),
        code: fault.code.id,
        message: fault.message.clone(),
        marks: places.map(|(place, label)| mark(place, label)).collect(),
        notes: fault.notes.clone(),
        help: fault.help.clone(),
    }
}

fn mark(place: &Place, label: &str) -> Mark {
    let bytes = place.first_line();
    let units = |text: &str| text.encode_utf16().count();
    let start = units(&place.source().text()[..bytes.start]);
    Mark {
        start,
        end: start + units(&place.source().text()[bytes]),
        line: place.line(),
        label: label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn check(text: &str) -> Value {
        let body = json!({ "name": "own.toml", "text": text }).to_string();
        serde_json::from_str(&checked(body.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn faults_stand_where_a_script_counts_them() {
        // the sign of the second line is one character, and two units of 16 bits
        let text = "[units.core]\n# \u{1f980}\ngrowth = 7\nresearchrs = 3\n";
        let found = check(text);
        assert_eq!(found["errors"], 2);
        let script: Vec<u16> = text.encode_utf16().collect();
        let marked = |fault: usize| {
            let mark = &found["faults"][fault]["marks"][0];
            let at = |name: &str| usize::try_from(mark[name].as_u64().unwrap()).unwrap();
            (
                at("line"),
                String::from_utf16(&script[at("start")..at("end")]).unwrap(),
            )
        };
        let mut all = [marked(0), marked(1)];
        all.sort();
        assert_eq!(all, [(3, "7".to_owned()), (4, "researchrs".to_owned())]);
        assert!(found["faults"].to_string().contains("researchers"));
    }

    #[test]
    fn what_is_not_meant_is_said_of_a_good_text() {
        assert_eq!(check("")["faults"], json!([]));
        let found = check("[simulation]\nquarters = 3\n");
        assert_eq!(found["errors"], 0);
        let fault = &found["faults"][0];
        assert_eq!(fault["is_error"], false);
        assert_eq!(fault["marks"][0]["line"], 2);
    }

    #[test]
    fn a_page_reads_no_file() {
        let found = check("# first\nextends = '/etc/passwd'\n");
        assert_eq!(found["errors"], 1);
        assert_eq!(found["faults"][0]["marks"][0]["line"], 2, "{found}");
    }

    #[test]
    fn a_scenario_is_called_as_its_file() {
        let body = json!({ "name": "own.toml", "text": "" }).to_string();
        assert_eq!(opened(body.as_bytes()).unwrap().scenario.title, "own");
    }
}

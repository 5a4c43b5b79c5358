//! What a page asks for, and the answers.

use orgsim::diagnostic::{self, Faults, Style};
use orgsim::live::{Look, LookError, Moves};
use orgsim::scenario;
use oxhttp::model::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::desks::{Desks, held};
use crate::cli::input::counted;

/// An answer: its status, its media type and its text.
pub(super) type Answer = (StatusCode, &'static str, String);

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

/// Who asks, and of which scenario.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    desk: u64,
    #[serde(default)]
    page: String,
}

/// What is to be written into a file.
#[derive(Deserialize)]
struct Kept {
    moves: Moves,
    #[serde(default)]
    runs: u64,
}

/// A scenario to open.
#[derive(Deserialize)]
struct Opened {
    name: String,
    text: String,
}

/// The answer to what a page asks for.
pub(super) fn answer(desks: &Desks, what: &str, body: &[u8]) -> Answer {
    match answered(desks, what, body) {
        Ok(answer) | Err(answer) => answer,
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Answer> {
    let read = serde_json::from_slice(body);
    read.map_err(|error| refused(StatusCode::BAD_REQUEST, error.to_string()))
}

fn answered(desks: &Desks, what: &str, body: &[u8]) -> Result<Answer, Answer> {
    if what == "open" {
        return Ok(open(desks, read(body)?));
    }
    let Asked { desk, page } = read(body)?;
    let desk = desks.get(desk).ok_or_else(|| {
        let message = "this scenario was closed, as many others were opened: open it again";
        refused(StatusCode::GONE, message.to_owned())
    })?;
    match what {
        "desk" => {
            let desk = held(&desk);
            let offered = desk.levers();
            let scenario = desk.scenario();
            let answer = json!({
                "title": scenario.title,
                "organisation": organisation(scenario),
                "groups": offered.groups,
                "others": offered.others,
            });
            Ok((StatusCode::OK, JSON, answer.to_string()))
        }
        "look" => {
            let look: Look = read(body)?;
            let signals = desks.begin(&page);
            let seen = held(&desk).look(&look, &signals);
            let seen = seen.map_err(|error| unseen(&error))?;
            Ok((StatusCode::OK, JSON, json!(seen).to_string()))
        }
        "scenario" => {
            let kept: Kept = read(body)?;
            let moved = held(&desk).moved(&kept.moves);
            let moved = moved.map_err(|error| unseen(&error))?;
            let text = moved
                .scenario
                .to_toml()
                .map_err(|error| refused(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
            Ok((StatusCode::OK, TEXT, text))
        }
        "csv" => {
            let kept: Kept = read(body)?;
            let signals = desks.begin(&page);
            let text = held(&desk).csv(&kept.moves, kept.runs, &signals);
            Ok((StatusCode::OK, TEXT, text.map_err(|error| unseen(&error))?))
        }
        _ => Err(refused(
            StatusCode::NOT_FOUND,
            format!("there is no `{what}`"),
        )),
    }
}

/// The units of an organisation, in a line.
fn organisation(scenario: &scenario::Scenario) -> String {
    let units = scenario.units.iter().map(|(name, unit)| {
        format!(
            "{name}: {} researchers and {} engineers, {}",
            unit.researchers, unit.engineers, unit.structure
        )
    });
    units.collect::<Vec<_>>().join("; ")
}

fn open(desks: &Desks, opened: Opened) -> Answer {
    // a page reads no files of the machine, and neither does what it sends
    let is_extended = toml::from_str::<toml::Table>(&opened.text);
    if is_extended.is_ok_and(|table| table.contains_key("extends")) {
        let message = "`extends` names a file, and a page reads none: open this scenario with \
                       `orgsim live FILE`";
        return refused(StatusCode::UNPROCESSABLE_ENTITY, message.to_owned());
    }
    let name = match opened.name.as_str() {
        "" => "scenario.toml",
        name => name,
    };
    match scenario::load_bytes(name, opened.text.clone().into_bytes(), &[]) {
        Ok(loaded) => match desks.open(loaded) {
            Ok(number) => (StatusCode::OK, JSON, json!({ "desk": number }).to_string()),
            Err(error) => refused(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        },
        Err(faults) => refused(StatusCode::UNPROCESSABLE_ENTITY, told(&faults)),
    }
}

fn unseen(error: &LookError) -> Answer {
    match error {
        LookError::Faults(faults) => refused(StatusCode::UNPROCESSABLE_ENTITY, told(faults)),
        // the page looks at something else already
        LookError::Interrupted => refused(StatusCode::NO_CONTENT, String::new()),
        _ => refused(StatusCode::BAD_REQUEST, error.to_string()),
    }
}

/// Faults as a terminal would show them.
fn told(faults: &Faults) -> String {
    let errors = faults.0.iter().filter(|fault| fault.is_error()).count();
    let rendered = diagnostic::render(&faults.0, Style::Plain);
    format!("{rendered}{}\n", counted(errors, "error"))
}

fn refused(status: StatusCode, message: String) -> Answer {
    (status, TEXT, message)
}

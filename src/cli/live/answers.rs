//! Answers to pages over HTTP.

use orgsim::live::{self, Refusal};
use oxhttp::model::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::desks::{Desks, held};

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
    /// Which look of the page it is.
    #[serde(default)]
    number: u64,
}

/// The answer to what a page asks for.
pub(super) fn answer(desks: &Desks, what: &str, body: &[u8]) -> Answer {
    if what == "open" {
        return match live::opened(body) {
            Ok(loaded) => {
                let number = desks.open(loaded);
                (StatusCode::OK, JSON, json!({ "desk": number }).to_string())
            }
            Err(refusal) => refused(refusal),
        };
    }
    if what == "check" {
        return match live::checked(body) {
            Ok(checked) => (StatusCode::OK, JSON, checked),
            Err(refusal) => refused(refusal),
        };
    }
    let Asked { desk, page, number } = match serde_json::from_slice(body) {
        Ok(asked) => asked,
        Err(error) => return refused(Refusal::Malformed(error.to_string())),
    };
    let Some(desk) = desks.get(desk) else {
        let message = "this scenario was closed, as many others were opened: open it again";
        return (StatusCode::GONE, TEXT, message.to_owned());
    };
    // a look ends the one before; files are of what is still looked at
    let signals = match what {
        "look" => desks.begin(&page, number),
        _ => Default::default(),
    };
    let answered = live::answer(&mut held(&desk), what, body, &signals);
    match answered {
        Ok(live::Answer::Json(text)) => (StatusCode::OK, JSON, text),
        Ok(live::Answer::Text(text)) => (StatusCode::OK, TEXT, text),
        Err(refusal) => refused(refusal),
    }
}

fn refused(refusal: Refusal) -> Answer {
    let (status, message) = match refusal {
        Refusal::Malformed(message) => (StatusCode::BAD_REQUEST, message),
        Refusal::Unknown(message) => (StatusCode::NOT_FOUND, message),
        Refusal::Faulty(message) => (StatusCode::UNPROCESSABLE_ENTITY, message),
        Refusal::Interrupted => (StatusCode::NO_CONTENT, String::new()),
        Refusal::Failed(message) => (StatusCode::INTERNAL_SERVER_ERROR, message),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
    };
    (status, TEXT, message)
}

//! What a page asks for, and the answers.

use serde::Deserialize;
use serde_json::json;

use super::desk::{Desk, LookError};
use super::moves::Moves;
use super::parts::{Part, Share};
use super::refusal::{Refusal, read};
use super::saved::{Moved, picture, report};
use super::wanted::Look;
use crate::engine::Signals;
use crate::scenario::Scenario;

/// An answer to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Values, as JSON.
    Json(String),
    /// The text of a file.
    Text(String),
}

/// What is to be written into a file.
#[derive(Deserialize)]
struct Kept {
    moves: Moves,
    #[serde(default)]
    runs: u64,
}

/// A look of which the next part is wanted.
#[derive(Deserialize)]
struct InParts {
    #[serde(flatten)]
    look: Look,
    most: u64,
}

/// A share of a part of a look.
#[derive(Deserialize)]
struct InShares {
    #[serde(flatten)]
    look: Look,
    part: Part,
    share: Share,
}

/// The picture of a measure in a look.
#[derive(Deserialize)]
struct OfMeasure {
    #[serde(flatten)]
    look: Look,
    measure: String,
}

/// A look as a report.
#[derive(Deserialize)]
struct Report {
    #[serde(flatten)]
    look: Look,
    moved: Vec<Moved>,
}

/// The answer to what a page asks of a desk: `desk`, `look`, `picture`, `report`,
/// `scenario` or `csv`.
///
/// # Errors
/// Why there is none.
pub fn answer(
    desk: &mut Desk,
    what: &str,
    body: &[u8],
    signals: &Signals,
) -> Result<Answer, Refusal> {
    match what {
        "desk" => {
            let offered = desk.levers();
            let scenario = desk.scenario();
            let answer = json!({
                "title": scenario.title,
                "organisation": organisation(scenario),
                "quarters": desk.quarters(),
                "groups": offered.groups,
                "others": offered.others,
            });
            Ok(Answer::Json(answer.to_string()))
        }
        "look" => {
            let look: Look = read(body)?;
            let seen = desk.look(&look, signals).map_err(unseen)?;
            Ok(Answer::Json(json!(seen).to_string()))
        }
        "picture" => {
            let asked: OfMeasure = read(body)?;
            let seen = desk.look(&asked.look, signals).map_err(unseen)?;
            let mut measures = seen.measures.iter();
            let found = measures.find(|measure| measure.key == asked.measure);
            let unknown =
                || Refusal::Malformed(format!("there is no picture of `{}`", asked.measure));
            Ok(Answer::Text(picture(found.ok_or_else(unknown)?)))
        }
        "report" => {
            let asked: Report = read(body)?;
            let seen = desk.look(&asked.look, signals).map_err(unseen)?;
            let scenario = desk.scenario();
            let about = (&*scenario.title, &*organisation(scenario));
            Ok(Answer::Text(report(&seen, about, &asked.moved)))
        }
        "scenario" => {
            let kept: Kept = read(body)?;
            let moved = desk.moved(&kept.moves).map_err(unseen)?;
            let text = moved.scenario.to_toml();
            let text = text.map_err(|error| Refusal::Failed(error.to_string()))?;
            Ok(Answer::Text(text))
        }
        "csv" => {
            let kept: Kept = read(body)?;
            let text = desk.csv(&kept.moves, kept.runs, signals);
            Ok(Answer::Text(text.map_err(unseen)?))
        }
        _ => Err(Refusal::Unknown(format!("there is no `{what}`"))),
    }
}

/// The next part of what a look needs, as JSON ([`next_part`](Desk::next_part)).
///
/// # Errors
/// Why there is none.
pub fn part(desk: &mut Desk, body: &[u8]) -> Result<String, Refusal> {
    let asked: InParts = read(body)?;
    let part = desk.next_part(&asked.look, asked.most).map_err(unseen)?;
    Ok(json!(part).to_string())
}

/// A share of a part, simulated ([`simulate`](Desk::simulate)).
///
/// # Errors
/// Why nothing can be simulated.
pub fn found(desk: &mut Desk, body: &[u8]) -> Result<Vec<u8>, Refusal> {
    let asked: InShares = read(body)?;
    let found = desk.simulate(&asked.look, asked.part, asked.share);
    found.map_err(unseen)
}

/// Takes in what another desk has simulated ([`take`](Desk::take)).
///
/// # Errors
/// If it is not what [`found`] gives.
pub fn take(desk: &mut Desk, found: &[u8]) -> Result<(), Refusal> {
    let taken = desk.take(found);
    taken.map_err(|error| Refusal::Malformed(error.to_string()))
}

/// The units of an organisation, in a line.
fn organisation(scenario: &Scenario) -> String {
    let units = scenario.units.iter().map(|(name, unit)| {
        format!(
            "{name}: {} researchers and {} engineers, {}",
            unit.researchers, unit.engineers, unit.structure
        )
    });
    units.collect::<Vec<_>>().join("; ")
}

fn unseen(error: LookError) -> Refusal {
    match error {
        LookError::Faults(faults) => Refusal::of(&faults),
        LookError::Interrupted => Refusal::Interrupted,
        _ => Refusal::Malformed(error.to_string()),
    }
}

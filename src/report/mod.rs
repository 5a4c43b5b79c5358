//! Results as a report: one HTML file that opens from a disk, needs nothing else,
//! and explains itself.
//!
//! [`report`] reads folders of results into a [`Page`], which [`document`] writes.
//! The same results give the same bytes.

mod answer;
mod brief;
mod diagnostics;
mod differences;
mod files;
mod html;
mod limits;
mod markdown;
mod measures;
mod methods;
mod page;
mod reproduce;
mod run_notes;
mod scenarios;
mod sheet;
mod shell;
mod summary;

pub use crate::output::{Field, Head};
pub use brief::{brief, brief_page, has_brief};
pub use html::document;
pub use page::{Block, HIGHEST, NARROW, Page, Picture, Section, WIDE};
pub use sheet::{Group, Sheet};
#[cfg(feature = "live")]
pub(crate) use shell::Shell;

use crate::numerals::counted;
use diagnostics::Diagnostics;
use serde_json::Value;
use summary::Summary;

use crate::figures::NothingToDraw;
use crate::numerals::capitalised;
use crate::prose::Prose;
use crate::questions;
use crate::result::{ResultError, ResultFolder};

/// The kind of figures that has one of each result, and a large one.
const ORGANISATION: &str = "organisation";
/// Of more results side by side they are left out.
const MOST_ORGANISATIONS: usize = 3;
/// More sentences of an answer are folded.
const MOST_SENTENCES: usize = 12;

/// A report on one or several results, side by side in the order in which they are
/// given, as an HTML document.
///
/// # Errors
/// If a table of them cannot be read.
pub fn report(results: &[ResultFolder]) -> Result<String, ResultError> {
    Ok(document(&page(results)?))
}

/// What the report says.
///
/// # Errors
/// If a table of the results cannot be read.
pub fn page(results: &[ResultFolder]) -> Result<Page, ResultError> {
    let summaries = results.iter().map(|result| {
        let is_run = result.command() == "run";
        is_run.then(|| Summary::read(result)).transpose()
    });
    let summaries: Vec<Option<Summary>> = summaries.collect::<Result<_, _>>()?;
    let mut examined = Vec::new();
    for (result, summary) in results.iter().zip(&summaries) {
        examined.push(diagnostics::diagnostics(result, summary.as_ref())?);
    }
    let runs: Vec<Summary> = summaries.iter().flatten().cloned().collect();

    let mut opening = answers(results, &summaries, &runs, &examined)?;
    let (first, figures) = opened(figures(results)?);
    opening.extend(first);
    let measures = match runs.as_slice() {
        [] => Vec::new(),
        [summary] => vec![Block::Sheet(measures::of_one(summary))],
        several => vec![Block::Sheet(measures::of_several(several))],
    };
    let mut sections = vec![
        Section::new("measures", "Main measures", measures),
        Section::new("figures", "Figures", figures),
    ];
    // those of runs side by side stand in the report of each
    let tables = each(results, |result| match (results.len(), result.command()) {
        (2.., "run") => Ok(Vec::new()),
        _ => files::tables(result),
    })?;
    sections.push(Section::new("tables", "Tables", tables));
    sections.push(Section::new(
        "scenario",
        "Scenario",
        scenarios::scenarios(results),
    ));
    let mut believed = examined.into_iter();
    let diagnostics = each(results, |_| {
        Ok(believed.next().map_or_else(Vec::new, |found| found.blocks))
    })?;
    sections.push(Section::new("diagnostics", "Reliability", diagnostics));
    sections.push(methods::methods(results)?);
    sections.push(limits::limits(results));
    sections.push(reproduce::reproduce(results));
    Ok(Page {
        kicker: kicker(results),
        title: title(results),
        questions: questions(results),
        opening,
        sections,
        colophon: colophon(results),
        brief: false,
    })
}

/// The first picture, which stands beside the answer, and the rest.
fn opened(mut figures: Vec<Block>) -> (Option<Block>, Vec<Block>) {
    let picture = figures
        .iter()
        .position(|block| matches!(block, Block::Picture(_)));
    (picture.map(|at| figures.remove(at)), figures)
}

/// Blocks of each result, below its name if there are several.
fn each(
    results: &[ResultFolder],
    mut blocks: impl FnMut(&ResultFolder) -> Result<Vec<Block>, ResultError>,
) -> Result<Vec<Block>, ResultError> {
    let mut all = Vec::new();
    for result in results {
        let blocks = blocks(result)?;
        if results.len() > 1 && !blocks.is_empty() {
            all.push(Block::Heading(result.name().to_owned()));
        }
        all.extend(blocks);
    }
    Ok(all)
}

fn kicker(results: &[ResultFolder]) -> String {
    let of_one = |result: &ResultFolder| {
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or(0)).unwrap_or(0);
        let manifest = result.manifest();
        match result.command() {
            "run" => {
                let quarters = &manifest["scenario"]["simulation"]["quarters"];
                let runs = counted(number(&manifest["runs"]), "simulated run");
                format!(
                    "Scenario, {runs} of {}",
                    counted(number(quarters), "quarter")
                )
            }
            // an audit has no design
            command if manifest["variants"].is_null() => capitalised(command),
            command => format!(
                "Experiment ({command}), {} at {}",
                counted(
                    manifest["variants"].as_array().map_or(0, Vec::len),
                    "variant"
                ),
                counted(number(&manifest["points"]), "point")
            ),
        }
    };
    match results {
        [result] => of_one(result),
        several => counted(several.len(), "result") + " side by side",
    }
}

fn title(results: &[ResultFolder]) -> String {
    let mut titles: Vec<&str> = results.iter().map(ResultFolder::title).collect();
    titles.dedup();
    match titles.as_slice() {
        [] => "No results".to_owned(),
        [first, .., last] if titles.len() > 3 => {
            format!("{first} to {last}: {} results", titles.len())
        }
        titles => titles.join(", "),
    }
}

/// What was asked: the question of an experiment, the description of a scenario.
fn questions(results: &[ResultFolder]) -> Vec<String> {
    let question = |result: &ResultFolder| {
        let manifest = result.manifest();
        let texts = [&manifest["question"], &manifest["scenario"]["description"]];
        let text = texts
            .into_iter()
            .filter_map(Value::as_str)
            .find(|text| !text.is_empty())?;
        Some(match results.len() {
            1 => text.to_owned(),
            _ => format!("{}: {text}", result.name()),
        })
    };
    results.iter().filter_map(question).collect()
}

fn answers(
    results: &[ResultFolder],
    summaries: &[Option<Summary>],
    runs: &[Summary],
    examined: &[Diagnostics],
) -> Result<Vec<Block>, ResultError> {
    let mut blocks = Vec::new();
    if runs.len() > 1 {
        blocks.push(Block::Answer(answer::of_several(runs)));
    }
    for ((result, summary), found) in results.iter().zip(summaries).zip(examined) {
        let mut warnings = found.warnings.clone();
        let mut sentences = match summary {
            Some(summary) => answer::of_run(summary),
            None => {
                let (own, told) = answer::of_question(result)?;
                warnings.extend(own);
                told
            }
        };
        if sentences.is_empty() {
            let nothing = match summary {
                Some(_) => "No run had a value of a main measure.",
                None => {
                    "The figures and tables below have the answer, design point by design point."
                }
            };
            sentences.push(nothing.into());
        }
        let mut here = Vec::new();
        if !warnings.is_empty() {
            here.push(Block::Warnings(warnings));
        }
        let more = sentences.split_off(sentences.len().min(MOST_SENTENCES));
        here.push(Block::Answer(sentences));
        if !more.is_empty() {
            here.push(Block::Folded {
                title: counted(more.len(), "more finding"),
                blocks: vec![Block::Answer(more)],
            });
        }
        if let Some(summary) = summary {
            let meaning = answer::meaning(summary, result.parameters());
            if !meaning.is_empty() {
                here.push(Block::Note(meaning));
            }
            if let Some(totals) = answer::totals(result, summary)? {
                here.push(Block::Note(format!("{totals}.")));
            }
            let events = answer::events(result)?;
            if !events.is_empty() {
                here.push(Block::List(events));
            }
        }
        match results.len() {
            1 => blocks.extend(here),
            _ => blocks.push(Block::Folded {
                title: format!("{} alone", result.name()),
                blocks: here,
            }),
        }
    }
    Ok(blocks)
}

/// The figures that the results have; together if they have the same kinds, else
/// each alone.
fn figures(results: &[ResultFolder]) -> Result<Vec<Block>, ResultError> {
    let same = results
        .windows(2)
        .all(|pair| pair[0].command() == pair[1].command());
    let mut blocks = match same {
        true => pictures(results)?,
        false => each(results, |result| pictures(std::slice::from_ref(result)))?,
    };
    // some kinds draw one result only
    if same && blocks.is_empty() && results.len() > 1 {
        blocks = each(results, |result| pictures(std::slice::from_ref(result)))?;
    }
    Ok(blocks)
}

fn pictures(results: &[ResultFolder]) -> Result<Vec<Block>, ResultError> {
    let mut blocks = Vec::new();
    let mut empty: Vec<Prose> = Vec::new();
    for kind in questions::figure_kinds() {
        if kind.name == ORGANISATION && results.len() > MOST_ORGANISATIONS {
            let why = "No organisations: with more than three results, see the report of each.";
            empty.push(why.into());
            continue;
        }
        match kind.make(results) {
            Ok(figures) => {
                let alone = results.len() == 1;
                let pictures = figures.iter().map(|figure| Picture::of(&**figure, alone));
                blocks.extend(pictures.map(Block::Picture));
            }
            Err(NothingToDraw::OfAnother(_)) => {}
            Err(NothingToDraw::Empty(reason)) => {
                let text = format!("No {}: {reason}.", kind.name.replace('-', " "));
                empty.push(Prose::marked(&text));
            }
            Err(NothingToDraw::Unreadable(error)) => return Err(error),
        }
    }
    if !empty.is_empty() {
        blocks.push(Block::List(empty));
    }
    Ok(blocks)
}

fn colophon(results: &[ResultFolder]) -> String {
    let ended = results
        .iter()
        .filter_map(|result| result.manifest()["environment"]["ended"].as_str());
    let version = env!("CARGO_PKG_VERSION");
    match ended.max() {
        Some(ended) => format!("Report by orgsim {version} on results of {ended}."),
        None => format!("Report by orgsim {version}."),
    }
}

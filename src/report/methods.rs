//! The methods behind the numbers, each with what it rests on; only those that a
//! result made use of.

use super::markdown;
use super::page::{Block, Section};
use super::run_notes::{UNIT, of_run};
use crate::prose::Prose;
use crate::questions::{self, Note};
use crate::result::{ResultError, ResultFolder};

/// Documents whose references are cited.
const DOCUMENTS: [&str; 5] = [
    include_str!("../../docs/statistics.md"),
    include_str!("../../docs/sensitivity.md"),
    include_str!("../../docs/discover.md"),
    include_str!("../../docs/decisions.md"),
    include_str!("../../docs/audit.md"),
];

/// The notes on the methods that results made use of.
///
/// # Errors
/// If a table cannot be read.
pub(super) fn methods(results: &[ResultFolder]) -> Result<Section, ResultError> {
    let mut used: Vec<Note> = Vec::new();
    let has_runs = |result: &ResultFolder| !questions::is_of_records(result.command());
    used.extend(results.iter().any(has_runs).then_some(UNIT));
    for result in results {
        for note in of_one(result)? {
            if !used.contains(&note) {
                used.push(note);
            }
        }
    }
    let mut references: Vec<Prose> = Vec::new();
    for source in used.iter().flat_map(|note| note.sources) {
        let text = reference(source);
        if let Some(prose) = text.filter(|prose| !references.contains(prose)) {
            references.push(prose);
        }
    }
    let notes = used
        .iter()
        .map(|note| Prose::from(note.says.clone()))
        .collect();
    let mut blocks = vec![Block::List(notes)];
    if !references.is_empty() {
        blocks.push(Block::Heading("References".to_owned()));
        blocks.push(Block::List(references));
    }
    Ok(Section::new("methods", "Methods", blocks))
}

fn of_one(result: &ResultFolder) -> Result<Vec<Note>, ResultError> {
    if let Some(answered) = questions::answered(result.command()) {
        let drawn = result.replicate_parameters();
        let drawn = drawn.map(|drawn| Note::new(drawn.words(), &[]));
        return Ok((answered.notes)(result)?.into_iter().chain(drawn).collect());
    }
    of_run(result)
}

/// The reference that begins so, from the documents.
fn reference(start: &str) -> Option<Prose> {
    let item = format!("\n- {start}");
    DOCUMENTS.iter().find_map(|document| {
        let at = document.find(&item)? + 1;
        let rest = &document[at..];
        let ends = ["\n- ", "\n\n"]
            .into_iter()
            .filter_map(|end| rest.find(end));
        let end = ends.min().unwrap_or(rest.len());
        markdown::prose(&rest[..end]).into_iter().next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_stands_in_a_document() {
        for note in super::super::run_notes::all() {
            for source in note.sources {
                assert!(reference(source).is_some(), "{source}");
            }
        }
        assert!(reference("Nobody (1900)").is_none());
    }
}

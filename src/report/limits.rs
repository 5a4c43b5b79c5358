//! What no result of the model can say.

use super::markdown;
use super::page::{Block, Section};
use crate::prose::Prose;
use crate::questions;
use crate::result::ResultFolder;

const DOCUMENT: &str = include_str!("../../docs/limits.md");

const OF_MODEL: &str = "## What it cannot say";
const OF_RECORDS: &str = "## What records cannot say";
const OF_ACCOUNT: &str = "## Where the model disagrees with the press account";

/// The limits of results, as `docs/limits.md` states them: those of records first, if some are
/// about records, and folded those of the model if all are.
pub(super) fn limits(results: &[ResultFolder]) -> Section {
    let of_records = |result: &ResultFolder| questions::is_of_records(result.command());
    let some_records = results.iter().any(of_records);
    let all_records = some_records && results.iter().all(of_records);
    let mut blocks = Vec::new();
    if some_records {
        blocks.push(Block::List(stated(OF_RECORDS)));
    }
    let of_model = Block::List(stated(OF_MODEL));
    let folded = |title: &str, block| Block::Folded {
        title: title.to_owned(),
        blocks: vec![block],
    };
    match all_records {
        true => blocks.push(folded("What the model cannot say", of_model)),
        false => {
            let title = "Where the model disagrees with the press account";
            blocks.extend([of_model, folded(title, Block::List(stated(OF_ACCOUNT)))]);
        }
    }
    Section::new("limits", "What this cannot say", blocks)
}

/// The items of a section of the document.
fn stated(heading: &str) -> Vec<Prose> {
    markdown::prose(markdown::section(DOCUMENT, heading))
}

/// The first sentence of each limit of a result.
pub(super) fn in_brief(result: &ResultFolder) -> Vec<Prose> {
    first_sentences(match questions::is_of_records(result.command()) {
        true => OF_RECORDS,
        false => OF_MODEL,
    })
}

fn first_sentences(heading: &str) -> Vec<Prose> {
    let first = stated(heading).into_iter().map(|limit| {
        let text = limit.to_string();
        let end = text.find(". ").map_or(text.len(), |at| at + 1);
        text[..end].into()
    });
    first.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_brief_each_limit_is_a_sentence() {
        let items = first_sentences(OF_MODEL);
        assert_eq!(items[0].to_string(), "It does not predict a company.");
        for heading in [OF_MODEL, OF_RECORDS] {
            let items = first_sentences(heading);
            assert!(items.len() >= 4, "{heading}");
            assert!(items.iter().all(|item| item.to_string().ends_with('.')));
        }
    }

    #[test]
    fn the_document_has_what_is_shown() {
        let section = limits(&[]);
        let Block::List(items) = &section.blocks[0] else {
            panic!("expected a list");
        };
        assert!(items.len() >= 5, "{items:?}");
        let Block::Folded { blocks, .. } = &section.blocks[1] else {
            panic!("expected a folded part");
        };
        assert!(matches!(&blocks[0], Block::List(items) if items.len() >= 3));
    }
}

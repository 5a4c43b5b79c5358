//! What no result of the model can say.

use super::markdown;
use super::page::{Block, Section};

const DOCUMENT: &str = include_str!("../../docs/limits.md");

/// The limits, as `docs/limits.md` states them.
pub(super) fn limits() -> Section {
    let blocks = vec![
        Block::List(markdown::prose(markdown::section(
            DOCUMENT,
            "## What it cannot say",
        ))),
        Block::Folded {
            title: "Where the model disagrees with the press account".to_owned(),
            blocks: vec![Block::List(markdown::prose(markdown::section(
                DOCUMENT,
                "## Where the model disagrees with the press account",
            )))],
        },
    ];
    Section::new("limits", "What this cannot say", blocks)
}

/// The first sentence of each limit.
pub(super) fn in_brief() -> Section {
    let limits = markdown::prose(markdown::section(DOCUMENT, "## What it cannot say"));
    let first = limits.iter().map(|limit| {
        let text = limit.to_string();
        let end = text.find(". ").map_or(text.len(), |at| at + 1);
        text[..end].into()
    });
    let blocks = vec![Block::List(first.collect())];
    Section::new("limits", "What this cannot say", blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_brief_each_limit_is_a_sentence() {
        let section = in_brief();
        let Block::List(items) = &section.blocks[0] else {
            panic!("expected a list");
        };
        assert_eq!(items[0].to_string(), "It does not predict a company.");
        assert!(items.iter().all(|item| item.to_string().ends_with('.')));
    }

    #[test]
    fn the_document_has_what_is_shown() {
        let section = limits();
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

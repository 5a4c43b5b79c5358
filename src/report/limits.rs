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

#[cfg(test)]
mod tests {
    use super::*;

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

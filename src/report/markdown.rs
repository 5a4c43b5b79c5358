//! Parts of the project's documents as blocks of a report, so that nothing is said
//! twice.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::prose::{Piece, Prose};

/// The text of a section of a document, from below its heading to the next heading
/// of the same or a higher rank; empty if there is no such section.
pub(super) fn section<'a>(document: &'a str, heading: &str) -> &'a str {
    let Some((_, after)) = document.split_once(&format!("\n{heading}\n")) else {
        return "";
    };
    let rank = heading.bytes().take_while(|&byte| byte == b'#').count();
    let ends = (1..=rank).filter_map(|rank| after.find(&format!("\n{} ", "#".repeat(rank))));
    after[..ends.min().unwrap_or(after.len())].trim()
}

/// The paragraphs and items of a text as prose. Links become their words: a report
/// stands alone.
pub(super) fn prose(text: &str) -> Vec<Prose> {
    let mut all: Vec<Prose> = Vec::new();
    let mut stressed = false;
    for event in Parser::new(text) {
        let piece = match event {
            Event::Start(Tag::Paragraph | Tag::Item) => {
                all.push(Prose::default());
                continue;
            }
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => {
                stressed = !stressed;
                continue;
            }
            Event::Text(text) if stressed => Piece::Stressed(text.to_string()),
            Event::Text(text) => Piece::Plain(text.to_string()),
            Event::Code(text) => Piece::Code(text.to_string()),
            Event::SoftBreak | Event::HardBreak => Piece::Plain(" ".to_owned()),
            _ => continue,
        };
        if let Some(last) = all.last_mut() {
            last.0.push(piece);
        }
    }
    all.retain(|prose| !prose.0.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_rank() {
        let text = "# A\n\n## B\n\nOne.\n\n### C\n\nTwo.\n\n## D\n\nThree.\n";
        assert_eq!(section(text, "## B"), "One.\n\n### C\n\nTwo.");
        assert_eq!(section(text, "### C"), "Two.");
        assert_eq!(section(text, "## D"), "Three.");
        assert_eq!(section(text, "## E"), "");
    }

    #[test]
    fn items_become_prose_with_the_words_of_links() {
        let prose = prose("- see [this](there.md) and\n  `that`\n- *so* it is\n");
        let plain = |text: &str| Piece::Plain(text.to_owned());
        assert_eq!(
            prose[0].0,
            [
                plain("see "),
                plain("this"),
                plain(" and"),
                plain(" "),
                Piece::Code("that".to_owned())
            ]
        );
        assert_eq!(prose[1].0[0], Piece::Stressed("so".to_owned()));
    }
}

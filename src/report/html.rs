//! A report as a document: one HTML file that needs nothing else.
//!
//! All text is escaped by `maud`. The drawings, the style and the script are this
//! library's own.

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use super::page::{Block, Page, Picture, Section};
use super::shell::{Shell, shell};
use crate::prose::{Piece, Prose};
use crate::text::visible;

/// The document.
pub fn document(page: &Page) -> String {
    let Shell {
        style,
        script,
        policy,
    } = shell();
    let sections: Vec<&Section> = page
        .sections
        .iter()
        .filter(|s| !s.blocks.is_empty())
        .collect();
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="orgsim";
                meta name="color-scheme" content="light dark";
                title { (page.title) " – report" }
                style { (PreEscaped(style)) }
            }
            body class=[page.brief.then_some("brief")] {
                a class="skip" href="#report" { "Skip to the report" }
                header {
                    p class="kicker" { (page.kicker) }
                    h1 { bdi { (page.title) } }
                    @for question in &page.questions {
                        p class={ "question" @if page.questions.len() > 1 { " one" } } {
                            bdi { (question) }
                        }
                    }
                }
                main id="report" tabindex="-1" {
                    @if !page.opening.is_empty() { (opening(&page.opening)) }
                    div class="columns" {
                        @if !page.brief {
                            nav aria-label="Contents" {
                                ol {
                                    @for section in &sections {
                                        li { a href={ "#" (section.id) } { (section.title) } }
                                    }
                                }
                            }
                        }
                        div { @for section in &sections { (section) } }
                    }
                }
                footer { p { (page.colophon) } }
                script { (PreEscaped(script)) }
            }
        }
    };
    // a manifest and tables may have come from anybody
    visible(&document.into_string()).into_owned()
}

/// The answer, and its picture beside it where there is room.
fn opening(blocks: &[Block]) -> Markup {
    let is_picture = |block: &&Block| matches!(block, Block::Picture(_));
    let told = || blocks.iter().filter(|block| !is_picture(block));
    html! {
        section id="answer" class="opening" aria-labelledby="answer-heading" {
            h2 id="answer-heading" class="unseen" { "Answer" }
            @if told().next().is_some() {
                div class="told" { @for block in told() { (block) } }
            }
            @for picture in blocks.iter().filter(is_picture) { (picture) }
        }
    }
}

impl Render for Section {
    fn render(&self) -> Markup {
        let heading = format!("{}-heading", self.id);
        html! {
            section id=(self.id) aria-labelledby=(heading) {
                h2 id=(heading) { (self.title) }
                @for block in &self.blocks { (block) }
            }
        }
    }
}

impl Render for Block {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Block::Heading(text) => h3 { bdi { (text) } },
                Block::Paragraph(prose) => p { (prose) },
                Block::Note(text) => p class="note" { (text) },
                Block::List(items) => ul { @for item in items { li { (item) } } },
                Block::Answer(sentences) => {
                    ul class="answer" { @for one in sentences { li { (one) } } }
                }
                Block::Warnings(sentences) => {
                    div class="warnings" role="note" aria-label="Warnings" {
                        p { strong { "Before you read on" } }
                        ul { @for one in sentences { li { bdi { (one) } } } }
                    }
                }
                Block::Picture(picture) => (picture),
                Block::Sheet(sheet) => (sheet),
                Block::Facts(facts) => {
                    dl { @for (name, what) in facts { div { dt { bdi { (name) } } dd { (what) } } } }
                }
                Block::Command(line) => pre tabindex="0" { code { (line) } },
                Block::Folded { title, blocks } => {
                    details {
                        summary { (title) }
                        @for block in blocks { (block) }
                    }
                }
            }
        }
    }
}

impl Render for Picture {
    fn render(&self) -> Markup {
        html! {
            figure {
                figcaption { strong { (self.title) } }
                div class="plot" data-title=(self.title) {
                    div class="drawings" role="img" aria-label=(self.description) {
                        div class="narrow" { (PreEscaped(&self.narrow)) }
                        div class="wide" { (PreEscaped(&self.wide)) }
                    }
                }
                p class="note" { (self.note) }
                @if !self.values.is_empty() {
                    details class="values" {
                        summary { "Values of this figure as text" }
                        ul { @for value in &self.values { li { bdi { (value) } } } }
                    }
                }
            }
        }
    }
}

impl Render for Prose {
    fn render(&self) -> Markup {
        html! {
            @for piece in &self.0 {
                @match piece {
                    Piece::Plain(text) => bdi { (text) },
                    Piece::Code(text) => code { (text) },
                    Piece::Stressed(text) => em { (text) },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let hostile = "<script>alert(1)</script> \"' & \u{202e}abc";
        let page = Page {
            title: hostile.to_owned(),
            questions: vec![hostile.to_owned()],
            sections: vec![Section::new(
                "answer",
                hostile,
                vec![
                    Block::Answer(vec![hostile.into()]),
                    Block::Command(hostile.to_owned()),
                    Block::Facts(vec![(
                        hostile.to_owned(),
                        Prose::from(hostile).code(hostile),
                    )]),
                ],
            )],
            ..Page::default()
        };
        let html = document(&page);
        assert_eq!(html.matches("<script>").count(), 1);
        assert_eq!(html.matches("&lt;script&gt;").count(), 10);
    }

    #[test]
    fn sections_without_blocks_are_left_out() {
        let page = Page {
            sections: vec![Section::new("nothing", "Nothing", Vec::new())],
            ..Page::default()
        };
        assert!(!document(&page).contains("Nothing"));
    }
}

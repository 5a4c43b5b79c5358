//! Faults of an input: where, what, which range is allowed, and the likely fix.
//!
//! A [`Diagnostic`] carries the text it points into, so that it can be
//! rendered anywhere and at any time. The library only ever returns
//! diagnostics; printing them is the business of the program.

mod nearest;
#[cfg(feature = "snippets")]
mod render;
mod unread;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::text::Objection;

pub use nearest::nearest;
#[cfg(feature = "snippets")]
pub use render::{Style, render};
pub(crate) use unread::{Unread, Wanted};

/// Most messages that are shown at once, and for which it is looked what was probably meant.
/// A file of another kind than a scenario easily has a fault in each line.
pub const MOST_SHOWN: usize = 100;

/// A text that was read, under the name that messages show.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line starts.
    lines: Vec<usize>,
}

impl Source {
    /// A text and its name: a path, or what stands for one.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let text = text.into();
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        Arc::new(Self {
            name: name.into(),
            lines: std::iter::once(0).chain(ends).collect(),
            text,
        })
    }

    /// The name that messages show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A stretch of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    source: Arc<Source>,
    span: Range<usize>,
}

impl Place {
    /// The stretch of `source` from byte `span.start` up to `span.end`; it is
    /// cut to the text and to whole characters.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let text = source.text();
        let whole = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = whole(span.start);
        Self {
            source: Arc::clone(source),
            span: start..whole(span.end).max(start),
        }
    }

    /// The text the stretch lies in.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The bytes of the stretch.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The stretch itself.
    pub fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }

    /// The bytes of its first line: a table or a list may span many, and one shows where it is.
    pub fn first_line(&self) -> Range<usize> {
        let first = self.text().lines().next().unwrap_or("");
        self.span.start..self.span.start + first.len()
    }

    /// Line of the start, from 1.
    pub fn line(&self) -> usize {
        let lines = &self.source.lines;
        lines.partition_point(|start| *start <= self.span.start)
    }

    /// Column of the start in characters, from 1.
    pub fn column(&self) -> usize {
        let start = self.source.lines[self.line() - 1];
        1 + self.source.text[start..self.span.start].chars().count()
    }
}

impl fmt::Display for Place {
    /// `file:line:column`, which editors and terminals understand.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.source.name;
        write!(f, "{name}:{}:{}", self.line(), self.column())
    }
}

/// Whether a fault makes an input unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not, but it is probably not what was meant.
    Warning,
}

/// A kind of fault. Its identifier never changes and is never used again.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Identifier, for example `S0201`.
    pub id: &'static str,
    /// Name, for example `unknown-key`.
    pub name: &'static str,
    /// Whether it makes an input unusable.
    pub severity: Severity,
    /// What it means, as a sentence for the reference page.
    pub meaning: &'static str,
}

/// One fault of an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Kind of the fault.
    pub code: &'static Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Where, and what to say right below that place.
    pub primary: Option<(Place, String)>,
    /// Other places that have to do with it.
    pub related: Vec<(Place, String)>,
    /// Facts, such as the allowed range.
    pub notes: Vec<String>,
    /// What would put it right.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A fault without a place.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// What speaks against a text, which is the value of `name`.
    pub(crate) fn against(code: &'static Code, name: &str, objection: Objection) -> Self {
        let Objection { problem, why, help } = objection;
        let fault = Self::new(code, format!("`{name}` {problem}"));
        fault.note(why).help(help)
    }

    /// Says where.
    pub fn at(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.primary = Some((place.clone(), label.into()));
        self
    }

    /// Points to another place that has to do with it.
    pub fn related(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.related.push((place.clone(), label.into()));
        self
    }

    /// Adds a fact.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what would put it right.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Whether it makes the input unusable.
    pub fn is_error(&self) -> bool {
        self.code.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    /// One line: where, what, and what would put it right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((place, _)) = &self.primary {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} ({})", self.message, self.code.id)?;
        self.help.iter().try_for_each(|help| write!(f, "; {help}"))
    }
}

/// Every fault of an input, at least one of them an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults(pub Vec<Diagnostic>);

impl fmt::Display for Faults {
    /// All messages, without colour: with the lines that they are about if the feature
    /// `snippets` is there, else a line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[cfg(feature = "snippets")]
        return f.write_str(&render(&self.0, Style::Plain));
        #[cfg(not(feature = "snippets"))]
        return self.0.iter().try_for_each(|fault| writeln!(f, "{fault}"));
    }
}

impl std::error::Error for Faults {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let source = Source::new("f.toml", "a = 1\nä = 2\n");
        let place = Place::new(&source, 9..13);
        assert_eq!(place.to_string(), "f.toml:2:3");
        assert_eq!(place.text(), "= 2\n");
        assert_eq!(place.first_line(), 9..12);
    }

    #[test]
    fn a_place_is_cut_to_whole_characters_of_the_text() {
        let source = Source::new("f.toml", "ä");
        assert_eq!(Place::new(&source, 1..7).span(), 0..2);
        assert_eq!(Place::new(&source, 7..9).span(), 2..2);
    }
}

//! Diagnostics as text: the line, underlined, and what is wrong with it.

use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, MOST_SHOWN, Place, Severity, Source};
use crate::text::visible;

/// Columns of a rendered message.
const WIDTH: usize = 100;

/// How messages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colour.
    Plain,
    /// With the escape sequences of terminals.
    Coloured,
}

/// Renders diagnostics in the manner of a compiler, separated by blank lines. What a terminal
/// would obey is replaced by a sign for it, in whatever text of theirs it stands.
pub fn render(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    }
    .term_width(WIDTH);
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(MOST_SHOWN) {
        text.push_str(&seen(&renderer.render(&[group(diagnostic)])));
        text.push_str("\n\n");
    }
    if let Some(more) = diagnostics.len().checked_sub(MOST_SHOWN)
        && more > 0
    {
        text.push_str(&format!("... and {more} more\n\n"));
    }
    text
}

/// What is left when `annotate-snippets` has replaced the control characters of ASCII in
/// lines and titles: colours are its own, and others it does not know.
fn seen(rendered: &str) -> String {
    let between = rendered.split('\u{1b}').map(visible);
    between.collect::<Vec<_>>().join("\u{1b}")
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.id)
        .elements(snippets(diagnostic));
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(visible(note)));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    group
}

/// One snippet for each source, that of the primary place first.
fn snippets(diagnostic: &Diagnostic) -> Vec<Snippet<'_, Annotation<'_>>> {
    let primary = diagnostic.primary.iter().map(|at| (true, at));
    let marks: Vec<_> = primary
        .chain(diagnostic.related.iter().map(|at| (false, at)))
        .collect();
    let mut sources: Vec<&Arc<Source>> = Vec::new();
    for (_, (place, _)) in &marks {
        if !sources
            .iter()
            .any(|known| Arc::ptr_eq(known, &place.source))
        {
            sources.push(&place.source);
        }
    }
    sources
        .into_iter()
        .map(|source| {
            let here = marks
                .iter()
                .filter(|(_, (place, _))| Arc::ptr_eq(source, &place.source));
            let (first, last) = lines(source, here.clone().map(|(_, (place, _))| place));
            let snippet = Snippet::source(&source.text[first..last])
                .path(visible(source.name()))
                .line_start(source.lines.partition_point(|start| *start <= first));
            snippet.annotations(here.map(|(is_primary, (place, label))| {
                let kind = match is_primary {
                    true => AnnotationKind::Primary,
                    false => AnnotationKind::Context,
                };
                kind.span(place.span.start - first..place.first_line().end - first)
                    .label(Some(visible(label)).filter(|label| !label.is_empty()))
            }))
        })
        .collect()
}

/// The bytes of the whole lines that the places touch. Only these are given
/// to the renderer, whose work grows with the text.
fn lines<'a>(source: &Source, places: impl Iterator<Item = &'a Place>) -> (usize, usize) {
    let (mut first, mut last) = (usize::MAX, 0);
    for place in places {
        first = first.min(place.span.start);
        last = last.max(place.first_line().end);
    }
    let first = source.text[..first].rfind('\n').map_or(0, |at| at + 1);
    let rest = &source.text[last..];
    (first, last + rest.find('\n').unwrap_or(rest.len()))
}

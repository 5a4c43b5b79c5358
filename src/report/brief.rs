//! A report on one page of A4 for a board: the question, the picture, the main measures,
//! and what they cannot say.

use super::diagnostics;
use super::html::document;
use super::page::{Block, Page, Section};
use super::summary::Summary;
use super::{answer, colophon, kicker, limits, measures, picture, questions, title};
use crate::figures::{KINDS, NothingToDraw};
use crate::result::{ResultError, ResultFolder};

/// The kind of figures that is the picture.
const OVERVIEW: &str = "overview";

/// A report on the result of one run in one page of A4, as an HTML document.
///
/// # Errors
/// If a table of it cannot be read.
pub fn brief(result: &ResultFolder) -> Result<String, ResultError> {
    Ok(document(&brief_page(result)?))
}

/// What such a page says.
///
/// # Errors
/// If a table of the result cannot be read.
pub fn brief_page(result: &ResultFolder) -> Result<Page, ResultError> {
    let summary = Summary::read(result)?;
    let warnings = diagnostics::diagnostics(result, Some(&summary))?.warnings;
    let of_one = std::slice::from_ref(result);
    let mut opening = Vec::new();
    if !warnings.is_empty() {
        opening.push(Block::Warnings(warnings));
    }
    for kind in KINDS.iter().filter(|kind| kind.name == OVERVIEW) {
        match kind.make(of_one) {
            Ok(figures) => {
                let pictures = figures.iter().map(|figure| picture(&**figure, false));
                opening.extend(pictures.map(Block::Picture));
            }
            Err(NothingToDraw::Unreadable(error)) => return Err(error),
            Err(reason) => opening.push(Block::Paragraph(format!("No picture: {reason}.").into())),
        }
    }
    let mut measures = vec![Block::Sheet(measures::of_first(&summary))];
    if let Some(totals) = answer::totals(result, &summary)? {
        measures.push(Block::Note(format!("{totals}.")));
    }
    Ok(Page {
        kicker: kicker(of_one),
        title: title(of_one),
        questions: questions(of_one),
        opening,
        sections: vec![
            Section::new("measures", "Main measures", measures),
            limits::in_brief(),
        ],
        colophon: colophon(of_one),
        brief: true,
    })
}

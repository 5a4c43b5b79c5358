//! A report on one page of A4 for a board: the question, the picture, the main results,
//! and what they cannot say.

use super::diagnostics;
use super::html::document;
use super::page::{Block, Page, Picture, Section};
use super::summary::Summary;
use super::{answer, colophon, kicker, limits, measures, questions, title};
use crate::figures::NothingToDraw;
use crate::numerals::counted;
use crate::prose::Prose;
use crate::questions::figure_kinds;
use crate::questions::fit::InBrief;
use crate::result::{ResultError, ResultFolder};

/// What is told of a result on a page: the first screen, and sections.
type Told = (Vec<Block>, Vec<Section>);

/// How results of a command are told.
type Tells = fn(&ResultFolder) -> Result<Told, ResultError>;

/// The commands whose results are told on a page, and how.
const TOLD: [(&str, Tells); 2] = [("run", of_run), ("fit", of_fit)];

/// A page has room for so many warnings, and says how many more there are.
const MOST_WARNINGS: usize = 2;

/// Whether a result can be told on a page.
pub fn has_brief(result: &ResultFolder) -> bool {
    TOLD.iter().any(|(command, _)| *command == result.command())
}

/// A report on one result in one page of A4, as an HTML document.
///
/// # Errors
/// If a table of it cannot be read.
pub fn brief(result: &ResultFolder) -> Result<String, ResultError> {
    Ok(document(&brief_page(result)?))
}

/// What such a page says; of a result that cannot be told on one, its limits alone.
///
/// # Errors
/// If a table of the result cannot be read.
pub fn brief_page(result: &ResultFolder) -> Result<Page, ResultError> {
    let told = TOLD
        .iter()
        .find(|(command, _)| *command == result.command());
    let (opening, mut sections) = match told {
        Some((_, told)) => told(result)?,
        None => Told::default(),
    };
    let limits = vec![Block::List(limits::in_brief(result))];
    sections.push(Section::new("limits", "What this cannot say", limits));
    let of_one = std::slice::from_ref(result);
    Ok(Page {
        kicker: kicker(of_one),
        title: title(of_one),
        questions: questions(of_one),
        opening,
        sections,
        colophon: colophon(of_one),
        brief: true,
    })
}

/// What a run measured.
fn of_run(result: &ResultFolder) -> Result<Told, ResultError> {
    let summary = Summary::read(result)?;
    let mut opening = warned(diagnostics::diagnostics(result, Some(&summary))?.warnings);
    opening.extend(pictures(result, "overview")?);
    let mut measures = vec![Block::Sheet(measures::of_first(&summary))];
    if let Some(totals) = answer::totals(result, &summary)? {
        measures.push(Block::Note(format!("{totals}.")));
    }
    let measures = Section::new("measures", "Main measures", measures);
    Ok((opening, vec![measures]))
}

/// What a fit learnt, and how well it predicts.
fn of_fit(result: &ResultFolder) -> Result<Told, ResultError> {
    let found = InBrief::of(result)?;
    let own = found.warnings.iter().map(Prose::to_string);
    let files = diagnostics::diagnostics(result, None)?.warnings;
    let mut opening = warned(own.chain(files).collect());
    if !found.tested.is_empty() {
        opening.push(Block::Answer(found.tested));
    }
    opening.extend(pictures(result, "backtest")?);
    let mut learnt = Vec::new();
    if !found.learnt.is_empty() {
        learnt.push(Block::List(found.learnt));
    }
    let unidentified = found.unidentified.into_iter();
    learnt.extend(unidentified.map(Block::Paragraph));
    let said = match found.said.is_empty() {
        true => Vec::new(),
        false => vec![Block::List(found.said)],
    };
    let sections = vec![
        Section::new("learnt", "What was learnt: what moved most", learnt),
        Section::new("said", "What the records say", said),
    ];
    Ok((opening, sections))
}

fn warned(mut warnings: Vec<String>) -> Vec<Block> {
    let more = warnings.split_off(warnings.len().min(MOST_WARNINGS)).len();
    if more > 0 {
        let stand = if more == 1 { "stands" } else { "stand" };
        warnings.push(format!(
            "{} {stand} in the whole report.",
            counted(more, "more warning")
        ));
    }
    match warnings.is_empty() {
        true => Vec::new(),
        false => vec![Block::Warnings(warnings)],
    }
}

/// The figures of a kind, or why there are none.
fn pictures(result: &ResultFolder, kind: &str) -> Result<Vec<Block>, ResultError> {
    let mut blocks = Vec::new();
    for kind in figure_kinds().filter(|known| known.name == kind) {
        match kind.make(std::slice::from_ref(result)) {
            Ok(figures) => {
                let pictures = figures.iter().map(|figure| Picture::of(&**figure, false));
                blocks.extend(pictures.map(Block::Picture));
            }
            Err(NothingToDraw::Unreadable(error)) => return Err(error),
            Err(reason) => blocks.push(Block::Paragraph(format!("No picture: {reason}.").into())),
        }
    }
    Ok(blocks)
}

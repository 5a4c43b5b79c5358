//! What a report says, before it is a document: sections of blocks, all of plain
//! text.

use super::sheet::Sheet;
use crate::drawing::{Drawing, Figure, svg};
use crate::prose::Prose;

/// A report.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What it is about, in a few words above the title.
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// The questions that it answers, in the words of whoever asked.
    pub questions: Vec<String>,
    /// The answer with its picture, which stand first.
    pub opening: Vec<Block>,
    /// Its parts, in order.
    pub sections: Vec<Section>,
    /// What made it, in a line at its end.
    pub colophon: String,
    /// Whether it is printed on one page of A4, and has no contents.
    pub brief: bool,
}

/// A part of a report under a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its anchor: lower case with hyphens, unique in the page.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What stands in it; a section without blocks is left out.
    pub blocks: Vec<Block>,
}

/// Something that stands in a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading inside the section.
    Heading(String),
    /// A paragraph.
    Paragraph(Prose),
    /// A paragraph of less weight: what words and numbers stand for.
    Note(String),
    /// Statements, one below the other.
    List(Vec<Prose>),
    /// The sentences of an answer, larger than the rest.
    Answer(Vec<Prose>),
    /// What must be known before the numbers are believed.
    Warnings(Vec<String>),
    /// A picture.
    Picture(Picture),
    /// A table.
    Sheet(Sheet),
    /// Names and what they stand for.
    Facts(Vec<(String, Prose)>),
    /// A line of a terminal.
    Command(String),
    /// Something that most readers skip, behind its title.
    Folded {
        /// What is inside.
        title: String,
        /// The inside.
        blocks: Vec<Block>,
    },
}

/// A figure, drawn for a narrow and for a wide column.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// How to read it.
    pub note: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// An SVG element for a column of [`NARROW`] points. It is not escaped.
    pub narrow: String,
    /// SVG elements for a column of [`WIDE`] points, below each other. They are not escaped.
    pub wide: String,
    /// The values that its marks show, in words.
    pub values: Vec<String>,
}

/// Width of the column of a telephone, in points.
pub const NARROW: f64 = 328.0;
/// Width of the column of a desk, in points.
pub const WIDE: f64 = 720.0;
/// Height above which a drawing of the wide column is cut into several, in points: what a
/// page of A4 or Letter shows without making its letters smaller.
pub const HIGHEST: f64 = 745.0;

impl Picture {
    /// A figure as a picture. The values of several results stand in the table of measures,
    /// and would be too many as text.
    pub(crate) fn of(figure: &dyn Figure, alone: bool) -> Self {
        let narrow = figure.draw(NARROW);
        let wide = figure.sheets(WIDE, HIGHEST);
        let tips: Vec<&str> = wide.iter().flat_map(Drawing::tips).collect();
        Self {
            title: figure.title(),
            note: figure.note(),
            description: figure.description(),
            // the script takes the tips of the same marks from the wide drawing: narrow
            // screens have fingers, and nothing that would show a title
            narrow: svg::element(&narrow, narrow.tips() != tips),
            values: match alone {
                true => told_once(&tips),
                false => Vec::new(),
            },
            wide: wide.iter().map(|part| svg::element(part, true)).collect(),
        }
    }
}

/// Tips in their order; both ends of a step have the same.
fn told_once(tips: &[&str]) -> Vec<String> {
    let mut tips = tips.to_vec();
    tips.dedup();
    tips.into_iter().map(str::to_owned).collect()
}

impl Section {
    /// A section.
    pub fn new(id: &'static str, title: &str, blocks: Vec<Block>) -> Self {
        Self {
            id,
            title: title.to_owned(),
            blocks,
        }
    }
}

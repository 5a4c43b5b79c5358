//! What is saved of what is seen: pictures as files, and a report that stands alone.

use serde::Deserialize;

use super::pictures::drawing;
use super::seen::{NOTE, Seen, SeenMeasure};
use crate::drawing::{Curves, Drawing, Figure, page, svg};
use crate::prose::Prose;
use crate::report::{Block, Page, Picture, Section, document};

/// Width of a picture that is saved, in points of 1/96 inch.
const WIDTH: f64 = 720.0;

/// What was moved in one of the things that are seen, in the words of the levers.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Moved {
    /// Its name in the pictures.
    name: String,
    /// Of each lever what it asks, where it stood and where it stands.
    levers: Vec<(String, String, String)>,
}

impl Figure for SeenMeasure {
    fn name(&self) -> String {
        self.key.clone()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn description(&self) -> String {
        self.words.join(" ")
    }

    fn note(&self) -> String {
        NOTE.to_owned()
    }

    fn draw(&self, width: f64) -> Drawing {
        // the figure has its title above
        let curves = Curves {
            title: String::new(),
            ..self.curves.clone()
        };
        drawing(&curves, width)
    }
}

/// The picture of a measure as a file, SVG.
pub(super) fn picture(measure: &SeenMeasure) -> String {
    svg::to_string(&page(measure, WIDTH), &measure.description())
}

/// What is seen as a report; `about` are the title of the scenario and its organisation.
pub(super) fn report(seen: &Seen, (title, organisation): (&str, &str), moved: &[Moved]) -> String {
    let answers = seen.measures.iter().filter_map(|measure| {
        let first = measure.words.first()?;
        Some(Prose::from(format!("{}: {first}", measure.title)))
    });
    let mut changes = Vec::new();
    for moved in moved {
        let levers = moved.levers.iter();
        let facts = levers.map(|(asks, was, is)| {
            let told = Prose::from(format!("{was} \u{2192} {is}"));
            (asks.clone(), told)
        });
        changes.push(Block::Heading(moved.name.clone()));
        changes.push(Block::Facts(facts.collect()));
    }
    let pictures = seen.measures.iter().flat_map(|measure| {
        let words = measure
            .words
            .iter()
            .map(|words| Prose::from(words.as_str()));
        let picture = Picture::of(measure, true);
        [Block::Picture(picture), Block::List(words.collect())]
    });
    let again = vec![
        Block::Note("The command line that gives the numbers of the what-if:".to_owned()),
        Block::Command(seen.command.clone()),
    ];
    let runs = seen.runs;
    document(&Page {
        kicker: "orgsim live".to_owned(),
        title: title.to_owned(),
        questions: vec![organisation.to_owned()],
        opening: vec![Block::Answer(answers.collect())],
        sections: vec![
            Section::new("moved", "What was moved", changes),
            Section::new("seen", "What follows", pictures.collect()),
            Section::new("again", "The same again", again),
        ],
        colophon: format!(
            "Report by orgsim {} on {runs} runs of each, under the same luck.",
            env!("CARGO_PKG_VERSION")
        ),
        brief: false,
    })
}

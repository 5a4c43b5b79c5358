//! What a kind of figures is, and what comes of it.

use super::distinct::distinct;
use crate::drawing::{Drawing, Figure};
use crate::numerals::listed;
use crate::result::{ResultError, ResultFolder};
use std::fmt;

/// Figures that were made of results.
pub type Made = Result<Vec<Box<dyn Figure>>, NothingToDraw>;

/// A kind of figures.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name: the start of the names of its figures.
    pub name: &'static str,
    /// What it shows.
    pub about: &'static str,
    pub(crate) make: fn(&[ResultFolder]) -> Made,
}

/// Why results have no figure of a kind.
#[derive(Debug)]
#[non_exhaustive]
pub enum NothingToDraw {
    /// Results of this command never have it; with those that do.
    OfAnother(&'static str),
    /// They could have it, but there is nothing to be seen, and why.
    Empty(String),
    /// They cannot be read.
    Unreadable(ResultError),
}

impl fmt::Display for NothingToDraw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfAnother(command) => write!(f, "it is drawn from results of {command}"),
            Self::Empty(reason) => f.write_str(reason),
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NothingToDraw {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // its words are its own: what is behind it comes next
            Self::Unreadable(error) => error.source(),
            Self::OfAnother(_) | Self::Empty(_) => None,
        }
    }
}

impl From<ResultError> for NothingToDraw {
    fn from(error: ResultError) -> Self {
        Self::Unreadable(error)
    }
}

impl Kind {
    /// The figures of this kind that results have; several results are put side by
    /// side. At least one result.
    ///
    /// # Errors
    /// If there is nothing to draw, and why.
    pub fn make(&self, results: &[ResultFolder]) -> Made {
        let figures = (self.make)(results)?;
        let about = listed(distinct(results.iter().map(ResultFolder::title)));
        let told = |figure| -> Box<dyn Figure> {
            Box::new(Told {
                figure,
                about: about.clone(),
            })
        };
        Ok(figures.into_iter().map(told).collect())
    }
}

/// A figure that says which scenarios or which experiment it is about.
struct Told {
    figure: Box<dyn Figure>,
    about: String,
}

impl Figure for Told {
    fn name(&self) -> String {
        self.figure.name()
    }

    fn title(&self) -> String {
        self.figure.title()
    }

    fn about(&self) -> String {
        match self.title().contains(&self.about) {
            true => String::new(),
            false => self.about.clone(),
        }
    }

    fn description(&self) -> String {
        self.figure.description()
    }

    fn note(&self) -> String {
        self.figure.note()
    }

    fn draw(&self, width: f64) -> Drawing {
        self.figure.draw(width)
    }

    fn sheets(&self, width: f64, height: f64) -> Vec<Drawing> {
        self.figure.sheets(width, height)
    }
}

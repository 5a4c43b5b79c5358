//! What a kind of figures is, and what comes of it.

use crate::drawing::Figure;
use crate::result::{ResultError, ResultFolder};
use std::fmt;

/// Figures that were made of results.
pub type Made = Result<Vec<Box<dyn Figure>>, NothingToDraw>;

/// A kind of figures.
#[derive(Debug)]
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
        (self.make)(results)
    }
}

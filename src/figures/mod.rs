//! The kinds of figures: what each shows, and which results have it.

mod boxes;
pub(crate) mod change;
pub(crate) mod charts;
mod claims;
mod destinations;
mod effects;
mod exits;
mod flagship;
pub(crate) mod grid;
mod heat_map;
mod latency;
mod map_cells;
pub(crate) mod marks;
pub(crate) mod moments;
mod organisation;
mod overview;
mod pairs;
mod response;
mod retention;
mod robustness;
mod selection;
mod sensitivity;
pub(crate) mod steps;
pub(crate) mod strip;
pub(crate) mod subject;
mod team_picture;
pub(crate) mod tips;
mod topics;
mod trajectories;
pub(crate) mod windows;

use crate::drawing::Figure;
use crate::result::{ResultError, ResultFolder};
use std::fmt;

/// Figures that were made of results.
pub type Made = Result<Vec<Box<dyn Figure>>, NothingToDraw>;

/// A kind of figures.
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

/// All kinds, in the order of a report.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "overview",
        about: "people, papers and products at a glance, before and after",
        make: overview::make,
    },
    Kind {
        name: "trajectories",
        about: "measures quarter by quarter, with intervals, quantiles and events",
        make: trajectories::make,
    },
    Kind {
        name: "retention",
        about: "how long people stay: Kaplan-Meier curves with the numbers at risk",
        make: retention::make,
    },
    Kind {
        name: "latency",
        about: "what becomes of breakthroughs, and when: shipped, abandoned, still open",
        make: latency::make,
    },
    Kind {
        name: "exits",
        about: "who leaves in each quarter, and where to",
        make: exits::make,
    },
    Kind {
        name: "topics",
        about: "papers, people and projects by topic, and papers by venue",
        make: topics::make,
    },
    Kind {
        name: "flagship",
        about: "training runs of the flagship, their length and slip, and its scores",
        make: flagship::make,
    },
    Kind {
        name: "organisation",
        about: "the teams, who sits in them, and the ties between them, before and after",
        make: organisation::make,
    },
    Kind {
        name: "heat-map",
        about: "which variant is better over two factors or more, and where that changes",
        make: heat_map::make,
    },
    Kind {
        name: "response",
        about: "measures and differences over one factor",
        make: response::make,
    },
    Kind {
        name: "effects",
        about: "what each factor of a sweep changes, and each pair of them",
        make: effects::make,
    },
    Kind {
        name: "sensitivity",
        about: "which factors outcomes rest on, alone and in pairs",
        make: sensitivity::make,
    },
    Kind {
        name: "selection",
        about: "which alternative is best, when others were dropped, what keeps to constraints",
        make: selection::make,
    },
    Kind {
        name: "boxes",
        about: "where points of interest lie, and how boxes were peeled",
        make: boxes::make,
    },
    Kind {
        name: "regret",
        about: "how far each variant falls short of the best one, over all points",
        make: robustness::regret,
    },
    Kind {
        name: "satisficing",
        about: "at how many points each variant is good enough",
        make: robustness::satisficing,
    },
    Kind {
        name: "claims",
        about: "where numeric claims lie in what the model predicts",
        make: claims::make,
    },
];

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

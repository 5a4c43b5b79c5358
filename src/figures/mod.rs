//! The kinds of figures: what each shows, and which results have it.

pub(crate) mod alternatives;
pub(crate) mod charts;
mod destinations;
mod distinct;
pub(crate) mod doubts;
mod exits;
mod flagship;
mod kind;
mod latency;
pub(crate) mod marks;
pub(crate) mod moments;
mod organisation;
pub(crate) mod overview;
pub(crate) mod ranges;
mod retention;
pub(crate) mod steps;
pub(crate) mod strip;
pub(crate) mod subject;
mod team_picture;
pub(crate) mod tips;
mod topics;
mod trajectories;
pub(crate) mod windows;

pub use kind::{Kind, Made, NothingToDraw};

/// All kinds, in the order of a report.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "overview",
        about: "the main measures at a glance: before and after, and how sure one can be",
        make: overview::make,
    },
    Kind {
        name: "trajectories",
        about: "measures by quarter, with intervals, quantiles and events",
        make: trajectories::make,
    },
    Kind {
        name: "retention",
        about: "how long people stay: Kaplan-Meier curves with the numbers at risk",
        make: retention::make,
    },
    Kind {
        name: "latency",
        about: "what happens to breakthroughs, and when: shipped, abandoned, still open",
        make: latency::make,
    },
    Kind {
        name: "exits",
        about: "who leaves in each quarter, and where they go",
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
        about: "the teams, their members, and the ties between them, before and after",
        make: organisation::make,
    },
];

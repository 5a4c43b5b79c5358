//! What was submitted, made, shipped, searched for and changed.

use crate::choice::choice;
use crate::measures::Role;
use crate::units::Day;

/// A paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// First submission.
    pub submitted: Day,
    /// Acceptance; none if it is under review or was given up, which records do not tell apart.
    pub accepted: Option<Day>,
    /// Number of its topic, if one is named.
    pub topic: Option<u32>,
    /// Number of its venue, if one is named.
    pub venue: Option<u32>,
}

/// A breakthrough and what became of it: at most one of shipped and abandoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// When it was made.
    pub found: Day,
    /// When the product side took it up.
    pub adopted: Option<Day>,
    /// When it reached the product.
    pub shipped: Option<Day>,
    /// When it was given up.
    pub abandoned: Option<Day>,
}

/// A vacancy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// First day of the search.
    pub opened: Day,
    /// When somebody was found; none if nobody has been.
    pub filled: Option<Day>,
    /// Role of the seat, if it is known.
    pub role: Option<Role>,
    /// Number of its unit, if one is named.
    pub unit: Option<u32>,
}

choice! {
    /// A kind of change.
    pub enum ChangeKind {
        /// Another structure.
        Reorganisation = "reorganisation",
        /// Nobody is hired for a time.
        Freeze = "freeze",
        /// Many are dismissed at once.
        Layoff = "layoff",
    }
}

/// Something that was done to the organisation on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// First day.
    pub day: Day,
    /// What was done.
    pub kind: ChangeKind,
    /// Last day, of what lasts.
    pub until: Option<Day>,
    /// Number of the unit; none for all of them.
    pub unit: Option<u32>,
    /// The role; none for both.
    pub role: Option<Role>,
    /// Name of the structure from then on, of a reorganisation.
    pub structure: Option<String>,
    /// Share of the people who were dismissed, of a layoff; none if it follows from the stays.
    pub share: Option<f64>,
}

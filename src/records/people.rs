//! Who was there, since when, and where.

use crate::choice::choice;
use crate::measures::Role;
use crate::units::Day;

/// An unbroken stay of a person in the organisation. Who comes back begins another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// Number of the person; the same for all stays of one.
    pub person: u32,
    /// First day; none if the person was there when the records begin and it is not known since
    /// when.
    pub start: Option<Day>,
    /// The end; none if the person is still there.
    pub ended: Option<Ended>,
    /// Where the person was, in the order of time: at least one, the first from the first day
    /// that is known.
    pub posts: Vec<Post>,
}

impl Stay {
    /// The first day on which the person is known to be there.
    pub fn first_day(&self) -> Day {
        self.start.unwrap_or(self.posts[0].from)
    }

    /// The post on a day; the first one before it.
    pub fn post(&self, day: Day) -> &Post {
        let later = self.posts.iter().rev();
        let mut later = later.skip_while(|post| post.from > day);
        later.next().unwrap_or(&self.posts[0])
    }

    /// Whether the person is there at the end of a day.
    pub fn is_there(&self, day: Day) -> bool {
        self.first_day() <= day && self.ended.is_none_or(|ended| ended.day > day)
    }
}

/// The end of a stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Last day.
    pub day: Day,
    /// What it is put down to.
    pub reason: Reason,
}

/// Where somebody is from a day on, until the next post or the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// First day.
    pub from: Day,
    /// What the person is employed for.
    pub role: Role,
    /// Number of the unit, if one is named.
    pub unit: Option<u32>,
    /// Number of the team, if one is named.
    pub team: Option<u32>,
    /// Career stage, if it is known.
    pub level: Option<Level>,
}

choice! {
    /// What the end of a stay is put down to.
    pub enum Reason {
        /// The person chose to leave.
        Quit = "quit",
        /// The person was dismissed alone.
        Dismissed = "dismissed",
        /// The person was laid off with others.
        Layoff = "layoff",
        /// Retirement, death, the end of a fixed term.
        Other = "other",
        /// Nothing is said.
        Unknown = "unknown",
    }
}

choice! {
    /// A career stage.
    pub enum Level {
        /// Junior.
        Junior = "junior",
        /// Neither junior nor senior.
        Mid = "mid",
        /// Senior.
        Senior = "senior",
    }
}

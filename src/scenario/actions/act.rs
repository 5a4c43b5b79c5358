//! What an action says of itself, for those who check and schedule events.

use serde::{Deserialize, Serialize};

use crate::measures::Role;
use crate::scenario::definition::mechanisms::Mechanisms;
use crate::scenario::definition::people::Teams;

/// Whom an event reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Everybody.
    #[default]
    All,
    /// Researchers.
    Researcher,
    /// Product engineers.
    Engineer,
}

impl Reach {
    /// The roles that it covers.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::All => &[Role::Researcher, Role::Engineer],
            Self::Researcher => &[Role::Researcher],
            Self::Engineer => &[Role::Engineer],
        }
    }
}

impl From<Role> for Reach {
    fn from(role: Role) -> Self {
        match role {
            Role::Researcher => Self::Researcher,
            Role::Engineer => Self::Engineer,
        }
    }
}

/// A change of structure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change<'a> {
    /// The structure to change to; empty: the one before the last reorganisation.
    pub(crate) structure: &'a str,
    /// Whether it undoes a reorganisation, after which there is none to undo.
    pub(crate) is_return: bool,
    /// Quarters over which the units change one after another.
    pub(crate) over_quarters: u32,
    /// Quarters before it in which people know of it.
    pub(crate) announced_quarters: u32,
}

/// What only one event can set at a time: the structure of units by a change of structure,
/// and this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sets {
    /// Something about the people whom it reaches, by unit and role; what it does in
    /// words, as in "changes the budget".
    OfPeople(&'static str),
    /// Something about the organisation as a whole; what it does in words, and what two
    /// of them both do, as in "both change it".
    OfAll(&'static str, &'static str),
}

/// A switch under `[mechanisms]`.
#[derive(Clone, Copy)]
pub(crate) struct Mechanism {
    pub(crate) name: &'static str,
    pub(crate) is_on: fn(&Mechanisms) -> bool,
}

/// What an action says of itself. Most of it is true of few actions, and need not be said
/// of the others.
pub(crate) trait Act {
    /// Its name in a file.
    fn name(&self) -> &'static str;

    /// Names of the units that it reaches, empty for all; `None` if it concerns the
    /// organisation as a whole.
    fn units(&self) -> Option<&[String]> {
        None
    }

    /// Whose people it reaches; `None` if it is not about people.
    fn reach(&self) -> Option<Reach> {
        None
    }

    /// How many people it is about at least, and the key that says so.
    fn people(&self) -> (u32, &'static str) {
        (1, "role")
    }

    /// Why it reaches nobody whatever the units: the key that says so, and the reason.
    fn futile(&self, _teams: &Teams) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The change of structure that it is.
    fn change(&self) -> Option<Change<'_>> {
        None
    }

    /// What only one event can set at a time.
    fn sets(&self) -> Option<Sets> {
        None
    }

    /// The mechanism through which it acts.
    fn mechanism(&self) -> Option<Mechanism> {
        None
    }
}

/// One, where a file says nothing.
pub(super) fn one() -> u32 {
    1
}

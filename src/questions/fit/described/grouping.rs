//! The groups in which people are counted.

use crate::choice::choice;
use crate::measures::{Role, role_name};
use crate::records::{Level, Post, Records};

choice! {
    /// What people are told apart by.
    pub enum Grouping {
        /// Nothing: everybody.
        All = "all",
        /// What they are employed for.
        Role = "role",
        /// The unit that they are in.
        Unit = "unit",
        /// Their career stage.
        Level = "level",
        /// Their role within their unit.
        RoleInUnit = "role in unit",
    }
}

/// What people are called of whom no unit, or no level, is named.
const NOT_NAMED: &str = "not named";

impl Grouping {
    /// The names of its groups, by their numbers; one, without a name, of all people.
    pub(super) fn names(self, records: &Records) -> Vec<String> {
        let not_named = || std::iter::once(NOT_NAMED.to_owned());
        let roles = || Role::ALL.map(|role| format!("{}s", role_name(role)));
        match self {
            Self::All => vec![String::new()],
            Self::Role => roles().into(),
            Self::Unit => records.units.iter().cloned().chain(not_named()).collect(),
            Self::Level => {
                let levels = Level::ALL.iter().map(|level| level.name().to_owned());
                levels.chain(not_named()).collect()
            }
            Self::RoleInUnit => {
                let units = Self::Unit.names(records);
                let both = |unit: &String| roles().map(|role| format!("{unit}, {role}"));
                units.iter().flat_map(both).collect()
            }
        }
    }

    /// The number of the group that a post belongs to.
    pub(super) fn group(self, records: &Records, post: &Post) -> usize {
        let unit = || post.unit.map_or(records.units.len(), |unit| unit as usize);
        match self {
            Self::All => 0,
            Self::Role => post.role as usize,
            Self::Unit => unit(),
            Self::Level => post.level.map_or(Level::ALL.len(), |level| level as usize),
            Self::RoleInUnit => unit() * Role::ALL.len() + post.role as usize,
        }
    }
}

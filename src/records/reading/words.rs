//! Words that stand for something: roles, reasons, levels and kinds of changes.

use crate::measures::Role;
use crate::records::{ChangeKind, Level, Reason};

/// A row with this role or kind is left out.
pub(super) const IGNORE: &str = "ignore";

/// What a word is about: a table `[values.NAME]` of `records.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Family {
    Role,
    Reason,
    Level,
    Kind,
}

impl Family {
    pub(super) const ALL: [Self; 4] = [Self::Role, Self::Reason, Self::Level, Self::Kind];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Reason => "reason",
            Self::Level => "level",
            Self::Kind => "kind",
        }
    }

    /// The words that are known without a mapping, and those that only a mapping gives.
    pub(super) fn words(self) -> Vec<&'static str> {
        match self {
            Self::Role => vec!["researcher", "engineer", IGNORE],
            Self::Reason => Reason::ALL.iter().map(|reason| reason.name()).collect(),
            Self::Level => {
                let levels = Level::ALL.iter().map(|level| level.name());
                levels.chain(["unknown"]).collect()
            }
            Self::Kind => {
                let kinds = ChangeKind::ALL.iter().map(|kind| kind.name());
                kinds.chain([IGNORE]).collect()
            }
        }
    }
}

/// The role of a word; none if its row is left out.
pub(super) fn role(word: &str) -> Option<Role> {
    match word {
        "researcher" => Some(Role::Researcher),
        "engineer" => Some(Role::Engineer),
        _ => None,
    }
}

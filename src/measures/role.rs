//! What people are employed for.

use serde::{Deserialize, Serialize};

/// What a person is employed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Researcher.
    #[default]
    Researcher = 0,
    /// Product engineer.
    Engineer = 1,
}

impl Role {
    /// Both roles, in the order of their numbers.
    pub(crate) const ALL: [Self; 2] = [Self::Researcher, Self::Engineer];
}

/// The name of a role in tables and keys.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Researcher => "researcher",
        Role::Engineer => "engineer",
    }
}

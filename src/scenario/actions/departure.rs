//! Certain people leave.

use serde::{Deserialize, Serialize};

use super::act::{Act, Reach};
use crate::measures::Role;
use crate::scenario::definition::people::Teams;

/// Who leaves in a departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Those with the most working ties.
    MostCentral,
    /// Those with the most skill in their role.
    MostSkilled,
    /// Stars: those with the greatest product of skill and know-how, who do much themselves
    /// and from whom others know much (Oettl 2012, Management Science 58(6)).
    Star,
    /// Managers of teams.
    Manager,
}

/// Certain people leave. Their seats become vacant and are filled as any others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// Who.
    pub who: Who,
    /// Their role; left out: researcher.
    #[serde(default)]
    pub role: Role,
    /// How many leave, in total over the units.
    #[serde(default = "super::act::one")]
    pub people: u32,
    /// Names of the units they are looked for in; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for Departure {
    fn name(&self) -> &'static str {
        "departure"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn reach(&self) -> Option<Reach> {
        Some(self.role.into())
    }

    fn people(&self) -> (u32, &'static str) {
        (self.people, "people")
    }

    fn futile(&self, teams: &Teams) -> Option<(&'static str, &'static str)> {
        let nobody = self.who == Who::Manager && teams.managers_per_team == 0;
        nobody.then_some(("who", "teams have no managers (teams.managers_per_team)"))
    }
}

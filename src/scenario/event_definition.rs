//! What can happen to an organisation in a scenario, and what brings it about.
//!
//! The meaning, unit, range and source of every field stand in `default.toml`
//! under the same path. What a file need not say has its default here, and
//! nowhere else.
#![allow(missing_docs)]

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::measures::Role;

/// An event: an action, and what brings it about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub trigger: Trigger,
    /// Quarters after which it may happen again; `None`: it happens once.
    ///
    /// A scheduled event happens every so many quarters from its quarter on; one
    /// on a condition when the condition holds, but not before so many quarters
    /// have passed.
    pub repeat_quarters: Option<u32>,
    pub action: Action,
}

/// What brings an event about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The observed quarter, from 0, at whose start it takes effect.
    Quarter(u32),
    /// It takes effect at the start of the quarter after the one in which the
    /// condition came to hold.
    When(Condition),
}

/// A quarterly measure was below or above a bound for some quarters in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Key of a quarterly measure.
    pub metric: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    #[serde(default = "one")]
    pub for_quarters: u32,
}

/// Whom an event reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    #[default]
    All,
    Researcher,
    Engineer,
}

/// Who leaves in a departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    MostCentral,
    MostSkilled,
    Manager,
}

/// What an event does. `units` are names; none: all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Units change to the named structure.
    Reorganise {
        structure: String,
        #[serde(default)]
        units: Vec<String>,
        #[serde(default = "one")]
        over_quarters: u32,
        #[serde(default)]
        announced_quarters: u32,
    },
    /// Units return to the structure before their last reorganisation, or to
    /// the named one.
    RestoreAutonomy {
        /// Empty: the structure before the last reorganisation.
        #[serde(default)]
        structure: String,
        #[serde(default)]
        units: Vec<String>,
        #[serde(default = "one")]
        over_quarters: u32,
        #[serde(default)]
        announced_quarters: u32,
    },
    /// Certain people leave.
    Departure {
        who: Who,
        #[serde(default)]
        role: Role,
        /// In total over the units reached.
        #[serde(default = "one")]
        people: u32,
        #[serde(default)]
        units: Vec<String>,
    },
    /// No vacancy is filled for some quarters.
    HiringFreeze {
        quarters: u32,
        #[serde(default)]
        role: Reach,
        #[serde(default)]
        units: Vec<String>,
    },
    /// A share of the people is dismissed, and their seats are no longer funded.
    Layoff {
        share: f64,
        #[serde(default)]
        role: Reach,
        #[serde(default)]
        units: Vec<String>,
    },
    /// Only a share of the seats may be occupied from now on.
    ChangeBudget {
        funded_share: f64,
        #[serde(default)]
        role: Reach,
        #[serde(default)]
        units: Vec<String>,
    },
    /// The capacity in GPUs is multiplied.
    ChangeCompute { factor: f64 },
    /// Those present are held back until a cliff.
    RetentionGrant {
        hold: f64,
        quarters: u32,
        pay_share: f64,
        #[serde(default)]
        role: Reach,
        #[serde(default)]
        units: Vec<String>,
    },
    /// Later generations of the flagship have this scale.
    DescopeFlagship { scale: f64 },
    /// Product requests are multiplied for some quarters.
    DemandShock {
        factor: f64,
        quarters: u32,
        #[serde(default)]
        units: Vec<String>,
    },
    /// A competitor makes offers for some quarters, to the more skilled above
    /// all.
    OfferWave {
        hazard_ratio: f64,
        #[serde(default)]
        skill_slope: f64,
        quarters: u32,
        #[serde(default)]
        role: Reach,
        #[serde(default)]
        units: Vec<String>,
    },
    /// The most central researcher and some of those tied to that person leave
    /// and found a direct competitor.
    SpinOff {
        #[serde(default = "three")]
        people: u32,
        #[serde(default)]
        units: Vec<String>,
    },
}

fn one() -> u32 {
    1
}

fn three() -> u32 {
    3
}

impl Event {
    /// An event that happens once, at the start of an observed quarter.
    pub fn at(quarter: u32, action: Action) -> Self {
        Self {
            trigger: Trigger::Quarter(quarter),
            repeat_quarters: None,
            action,
        }
    }
}

/// In words: `quarter 8`, or `reputation below 0.8 for 2 quarters`.
impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let condition = match self {
            Self::Quarter(quarter) => return write!(f, "quarter {quarter}"),
            Self::When(condition) => condition,
        };
        f.write_str(&condition.metric)?;
        if let Some(above) = condition.above {
            write!(f, " above {above}")?;
        }
        if let Some(below) = condition.below {
            let and = if condition.above.is_some() {
                " and"
            } else {
                ""
            };
            write!(f, "{and} below {below}")?;
        }
        match condition.for_quarters {
            1 => Ok(()),
            quarters => write!(f, " for {quarters} quarters"),
        }
    }
}

impl Action {
    /// All units change to a structure at once, unannounced.
    pub fn reorganise(structure: &str) -> Self {
        Self::Reorganise {
            structure: structure.to_owned(),
            units: Vec::new(),
            over_quarters: 1,
            announced_quarters: 0,
        }
    }

    /// All units return to the structure before their last reorganisation, or
    /// to the named one if the name is not empty, at once and unannounced.
    pub fn restore_autonomy(structure: &str) -> Self {
        Self::RestoreAutonomy {
            structure: structure.to_owned(),
            units: Vec::new(),
            over_quarters: 1,
            announced_quarters: 0,
        }
    }

    /// Its name in a file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Reorganise { .. } => "reorganise",
            Self::RestoreAutonomy { .. } => "restore_autonomy",
            Self::Departure { .. } => "departure",
            Self::HiringFreeze { .. } => "hiring_freeze",
            Self::Layoff { .. } => "layoff",
            Self::ChangeBudget { .. } => "change_budget",
            Self::ChangeCompute { .. } => "change_compute",
            Self::RetentionGrant { .. } => "retention_grant",
            Self::DescopeFlagship { .. } => "descope_flagship",
            Self::DemandShock { .. } => "demand_shock",
            Self::OfferWave { .. } => "offer_wave",
            Self::SpinOff { .. } => "spin_off",
        }
    }

    /// Names of the units that it reaches, empty for all; `None` if it concerns
    /// the organisation as a whole.
    pub fn units(&self) -> Option<&[String]> {
        match self {
            Self::Reorganise { units, .. }
            | Self::RestoreAutonomy { units, .. }
            | Self::Departure { units, .. }
            | Self::HiringFreeze { units, .. }
            | Self::Layoff { units, .. }
            | Self::ChangeBudget { units, .. }
            | Self::RetentionGrant { units, .. }
            | Self::DemandShock { units, .. }
            | Self::OfferWave { units, .. }
            | Self::SpinOff { units, .. } => Some(units),
            Self::ChangeCompute { .. } | Self::DescopeFlagship { .. } => None,
        }
    }

    /// Whose people it reaches; `None` if it is not about people.
    pub fn reach(&self) -> Option<Reach> {
        match *self {
            Self::HiringFreeze { role, .. }
            | Self::Layoff { role, .. }
            | Self::ChangeBudget { role, .. }
            | Self::RetentionGrant { role, .. }
            | Self::OfferWave { role, .. } => Some(role),
            Self::Departure { role, .. } => Some(role.into()),
            Self::SpinOff { .. } => Some(Reach::Researcher),
            Self::Reorganise { .. }
            | Self::RestoreAutonomy { .. }
            | Self::ChangeCompute { .. }
            | Self::DescopeFlagship { .. }
            | Self::DemandShock { .. } => None,
        }
    }
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

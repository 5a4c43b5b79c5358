//! Actions: what an event of a scenario can do.
//!
//! Each action has a file of its own, with its keys and what it says of itself; what it
//! does when its event begins stands in the model. The meaning, unit, range and source of
//! every key stand in `default.toml` under the same path. What a file need not say has its
//! default at the field, and nowhere else.

mod act;
mod change_budget;
mod change_compute;
mod change_pay;
mod demand_shock;
mod departure;
mod descope_flagship;
mod hiring_freeze;
mod layoff;
mod offer_wave;
mod reorganise;
mod restore_autonomy;
mod retention_grant;
mod spin_off;

pub use act::Reach;
pub(crate) use act::{Act, Sets};
pub use change_budget::ChangeBudget;
pub use change_compute::ChangeCompute;
pub use change_pay::ChangePay;
pub use demand_shock::DemandShock;
pub use departure::{Departure, Who};
pub use descope_flagship::DescopeFlagship;
pub use hiring_freeze::HiringFreeze;
pub use layoff::Layoff;
pub use offer_wave::OfferWave;
pub use reorganise::Reorganise;
pub use restore_autonomy::RestoreAutonomy;
pub use retention_grant::RetentionGrant;
pub use spin_off::SpinOff;

use serde::{Deserialize, Serialize};

/// Calls a macro with the names of all actions, in the order of the default scenario.
macro_rules! with_actions {
    ($call:ident) => {
        $call! {
            Reorganise,
            RestoreAutonomy,
            Departure,
            HiringFreeze,
            Layoff,
            ChangeBudget,
            ChangeCompute,
            ChangePay,
            RetentionGrant,
            DescopeFlagship,
            DemandShock,
            OfferWave,
            SpinOff,
        }
    };
}
pub(crate) use with_actions;

macro_rules! action {
    ($($name:ident,)*) => {
        /// What an event does. `units` are names; none: all.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action {
            $(
                #[doc = concat!("See [`", stringify!($name), "`].")]
                $name($name),
            )*
        }

        impl Action {
            pub(crate) fn act(&self) -> &dyn Act {
                match self {
                    $(Self::$name(action) => action,)*
                }
            }
        }

        $(
            impl From<$name> for Action {
                fn from(action: $name) -> Self {
                    Self::$name(action)
                }
            }
        )*
    };
}
with_actions!(action);

impl Action {
    /// All units change to a structure at once, unannounced.
    pub fn reorganise(structure: &str) -> Self {
        Self::Reorganise(Reorganise {
            structure: structure.to_owned(),
            units: Vec::new(),
            over_quarters: 1,
            announced_quarters: 0,
        })
    }

    /// All units return to the structure before their last reorganisation, or
    /// to the named one if the name is not empty, at once and unannounced.
    pub fn restore_autonomy(structure: &str) -> Self {
        Self::RestoreAutonomy(RestoreAutonomy {
            structure: structure.to_owned(),
            units: Vec::new(),
            over_quarters: 1,
            announced_quarters: 0,
        })
    }

    /// Its name in a file.
    pub fn name(&self) -> &'static str {
        self.act().name()
    }

    /// Names of the units that it reaches, empty for all; `None` if it concerns
    /// the organisation as a whole.
    pub fn units(&self) -> Option<&[String]> {
        self.act().units()
    }

    /// The structure that it brings, by name; `None` if it brings none, or the one before.
    pub(crate) fn structure(&self) -> Option<&str> {
        let change = self.act().change()?;
        (!change.structure.is_empty()).then_some(change.structure)
    }

    /// Whose people it reaches; `None` if it is not about people.
    pub fn reach(&self) -> Option<Reach> {
        self.act().reach()
    }
}

//! Some researchers leave together and found a competitor.

use serde::{Deserialize, Serialize};

use super::act::{Act, Reach};

fn three() -> u32 {
    3
}

/// The most central researcher and some of the researchers tied to that person leave together
/// and found a direct competitor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpinOff {
    /// How many leave, the first among them.
    #[serde(default = "three")]
    pub people: u32,
    /// Names of the units they come from; none: all.
    #[serde(default)]
    pub units: Vec<String>,
}

impl Act for SpinOff {
    fn name(&self) -> &'static str {
        "spin_off"
    }

    fn units(&self) -> Option<&[String]> {
        Some(&self.units)
    }

    fn reach(&self) -> Option<Reach> {
        Some(Reach::Researcher)
    }

    fn people(&self) -> (u32, &'static str) {
        (self.people, "people")
    }
}

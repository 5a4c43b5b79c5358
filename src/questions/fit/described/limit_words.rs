//! How it is told what records cannot tell.

use super::limits::{FEW_EXITS, Limit};
use super::plural::counted;

impl Limit {
    /// The limit in words; of so many people or exits.
    pub(super) fn told(self, about: u64) -> String {
        match self {
            Self::FewExits => format!(
                "{}, fewer than {FEW_EXITS}: differences between groups, seasons and \
             tenures would have to be very large to be seen.",
                counted(about, "exit")
            ),
            Self::NoYear => {
                "the records cover no four whole quarters, so that there is no retention \
                          over a year, and seasons cannot be told from a trend."
                    .to_owned()
            }
            Self::UnknownStarts => format!(
                "since when {} there is not known: tenure is told without them.",
                match about {
                    1 => "1 person is".to_owned(),
                    many => format!("{many} people are"),
                }
            ),
            Self::NoReasons => {
                "no exit has a reason: who chose to leave cannot be told from who was \
                             dismissed."
                    .to_owned()
            }
            Self::NoUnits => "no units are named, so that they cannot be compared.".to_owned(),
            Self::NoLevels => "no levels are named, so that they cannot be compared.".to_owned(),
            Self::NoTeams => "no teams are named: whether exits cluster in them, or draw others \
                           after them, cannot be told."
                .to_owned(),
            Self::NoVacancies => "no vacancies are recorded: how long it takes to fill one is not \
                               known."
                .to_owned(),
            Self::NoWork => {
                "no breakthroughs are recorded: how many are shipped, and how soon, is \
                          not known."
                    .to_owned()
            }
            Self::NoPapers => "no papers are recorded: how many are submitted and accepted is not \
                            known."
                .to_owned(),
        }
    }
}

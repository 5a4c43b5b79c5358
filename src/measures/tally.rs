//! What is counted in every observed quarter, as far as measures need to name it.

use super::role::Role;

/// Something that is counted in every observed quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) family: Family,
    /// Its number in the family.
    pub(crate) nth: u8,
}

/// Tallies that are declared together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Of the people of a role.
    People(Role),
    /// Of papers and projects.
    Research,
    /// Of the way into the product, and of the organisation as a whole.
    Product,
    /// Of compute and the flagship.
    Programme,
    /// Of open models and competitors.
    Market,
    /// Of cost and value.
    Money,
}

/// Counts for each table of a grouping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupTally {
    /// Papers of a topic accepted.
    TopicPapers,
    /// Researchers employed who work on a topic.
    TopicResearchers,
    /// Projects of a topic under way.
    TopicProjects,
    /// Papers accepted by a venue.
    VenuePapers,
}

impl GroupTally {
    /// How many of them are about topics; they come first.
    pub(crate) const OF_TOPICS: usize = 3;
}

/// Declares the tallies of a family, and how many there are.
macro_rules! tallies {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $tally:ident,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[$doc])* $tally,)*
        }

        impl $name {
            /// How many there are.
            pub(crate) const COUNT: usize = [$(Self::$tally),*].len();
        }
    };
    ($(#[$meta:meta])* $name:ident of $family:ident { $($tallies:tt)* }) => {
        tallies! { $(#[$meta])* $name { $($tallies)* } }

        impl From<$name> for $crate::measures::Tally {
            fn from(tally: $name) -> Self {
                let family = $crate::measures::Family::$family;
                Self { family, nth: tally as u8 }
            }
        }
    };
}

pub(super) use tallies;

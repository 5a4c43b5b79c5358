//! A measure: what it is called, what it means, and how it is computed.

use super::fate::Fate;
use super::tally::{GroupTally, Tally};
use crate::choice::choice;
use crate::model::Role;

/// The name of a role in tables and keys.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Researcher => "researcher",
        Role::Engineer => "engineer",
    }
}

choice! {
    /// Which direction of a measure is better for an organisation that wants both
    /// people and products. Only for display: nothing is computed from it.
    pub enum Better {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// Neither is better as such.
        Neither = "neither",
    }
}

impl Better {
    /// The direction in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Higher => "higher is better",
            Self::Lower => "lower is better",
            Self::Neither => "no preferred direction",
        }
    }
}

/// What a measure is about, for grouping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// People of a role.
    People,
    /// The paper pipeline.
    Papers,
    /// Research projects.
    Projects,
    /// The way from breakthrough to product.
    Transfer,
    /// The organisation as a whole.
    Organization,
    /// Who has GPUs.
    Compute,
    /// The flagship model.
    Flagship,
    /// Open models, competitors and start-ups.
    Market,
    /// Cost and value.
    Money,
}

/// Tables of a scenario for each of which a measure has numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Topics of research.
    Topic,
    /// Venues of papers.
    Venue,
}

/// How a measure follows from what a run's recorder has counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Formula {
    /// Mean of a tally over quarters.
    PerQuarter(Tally),
    /// Sum of `of` over sum of `to`, times `scale`. A window leaves out its
    /// first `lag` quarters, whose `to` belongs to quarters before it.
    Ratio {
        of: Tally,
        to: Tally,
        scale: f64,
        lag: u32,
    },
    /// Kaplan-Meier survival by tenure, at this many quarters.
    Survival(Role, u32),
    /// Share of the papers that the top tenth of authors wrote.
    TopTenthOfAuthors,
    /// Share of the citations that the top tenth of papers gather.
    TopTenthOfPapers,
    /// Mean of a tally over quarters, for each table of the grouping.
    PerGroup(GroupTally),
    /// Kaplan-Meier incidence of starts of training runs, so many quarters
    /// after the plan.
    StartedBy(u32),
    /// Mean slip of the starts, cut at a horizon.
    RestrictedMeanSlip,
    /// Aalen-Johansen incidence of a fate, at this many quarters.
    Incidence(Fate, u32),
    /// Smallest latency at which half of all breakthroughs have shipped.
    MedianLatency,
    /// Whether there is such a latency.
    MedianLatencyReached,
    /// Median latency of those that ship.
    MedianLatencyShipped,
    /// Mean of the latency, cut at the scenario's horizon.
    RestrictedMeanLatency,
    /// Share of breakthroughs with a fate at the end of the window.
    FateShare(Fate),
}

/// A measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Name without the role.
    pub id: &'static str,
    /// The role whose people it is about, if it is about people of one role.
    pub role: Option<Role>,
    /// What it is about.
    pub topic: Topic,
    /// Whether it is one of those to look at first.
    pub headline: bool,
    /// Unit of its numbers.
    pub unit: &'static str,
    /// A few words for tables and figures, without the role.
    pub label: String,
    /// What exactly it is.
    pub definition: String,
    /// Which direction is better.
    pub better: Better,
    /// Whether each quarter has a number.
    pub quarterly: bool,
    /// Whether each run has a number.
    pub per_run: bool,
    /// What the items are of which a run's number is made, if it is made of
    /// items that can be counted.
    pub items: Option<&'static str>,
    /// Which items are censored, if items can be.
    pub censored: Option<&'static str>,
    /// For which tables of a scenario it has a number each; None: it has one.
    pub grouping: Option<Grouping>,
    pub(super) formula: Formula,
}

impl Measure {
    /// The name that is unique: the role, if any, and the identifier. It names
    /// the measure in columns and in precision targets; for a measure with numbers
    /// for several tables, the name of the table follows.
    pub fn key(&self) -> String {
        match self.role {
            Some(role) => format!("{}_{}", role_name(role), self.id),
            None => self.id.to_owned(),
        }
    }

    /// The heading of the group it belongs to.
    pub fn group(&self) -> &'static str {
        match (self.topic, self.role) {
            (Topic::People, Some(Role::Engineer)) => "engineers",
            (Topic::People, _) => "researchers",
            (Topic::Papers, _) => "papers",
            (Topic::Projects, _) => "research projects",
            (Topic::Transfer, _) => "from breakthrough to product",
            (Topic::Organization, _) => "organisation",
            (Topic::Compute, _) => "compute",
            (Topic::Flagship, _) => "flagship",
            (Topic::Market, _) => "open models and competitors",
            (Topic::Money, _) => "cost and value",
        }
    }

    /// The label with whose or of what it is: `researchers: retained over 12 months`.
    pub fn full_label(&self) -> String {
        format!("{}: {}", self.group(), self.label)
    }

    /// The label as a title: with whose it is, if it is about people of one role.
    pub fn title(&self) -> String {
        match self.role {
            Some(_) => self.full_label(),
            None => self.label.clone(),
        }
    }

    /// Whether it is a share, which may be given in percentage points.
    pub fn is_share(&self) -> bool {
        self.unit == "share"
    }

    /// Whether a run's number is 0 or 1, so that the mean over runs is a
    /// proportion of runs.
    pub fn is_proportion_of_runs(&self) -> bool {
        self.formula == Formula::MedianLatencyReached
    }

    /// Which numbers it has, in words.
    pub fn kind(&self) -> &'static str {
        match (self.quarterly, self.per_run) {
            _ if self.is_proportion_of_runs() => "proportion of runs",
            (true, true) => "quarterly and per run",
            (true, false) => "quarterly",
            (false, _) => "per run",
        }
    }
}

//! A measure: what it is called, what it means, and how it is computed.

use super::formula::Formula;
use super::role::{Role, role_name};
use super::tally::Tally;
use crate::choice::choice;

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
    /// The smallest and the largest number that it can have in any scenario; may be infinite.
    pub numbers: [f64; 2],
    /// Whether its number depends on how long is observed, as the share that is still open
    /// does, so that windows of different lengths cannot stand side by side: it has a number of
    /// the whole observation only.
    pub depends_on_length: bool,
    pub(crate) formula: Formula,
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

    /// The unit of what it comes to over several quarters, if its numbers add up to something
    /// that is counted: those of a run are means over quarters.
    pub fn unit_of_totals(&self) -> Option<&'static str> {
        let unit = self.unit.strip_suffix(" per quarter");
        unit.filter(|unit| *unit != "value" && matches!(self.formula, Formula::PerQuarter(_)))
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

    /// Whether an event can wait for it: whether the whole of an organisation has one
    /// number each quarter.
    pub fn can_be_waited_for(&self) -> bool {
        self.quarterly && self.grouping.is_none()
    }
}

/// A measure with a number for each quarter and each run.
pub(super) fn measure(
    id: &'static str,
    unit: &'static str,
    label: impl Into<String>,
    definition: impl Into<String>,
    formula: Formula,
) -> Measure {
    Measure {
        id,
        role: None,
        topic: Topic::Organization,
        headline: false,
        unit,
        label: label.into(),
        definition: definition.into(),
        better: Better::Neither,
        quarterly: true,
        per_run: true,
        items: None,
        censored: None,
        grouping: None,
        numbers: numbers_in(unit),
        depends_on_length: false,
        formula,
    }
}

/// A measure whose number is a tally: that of a quarter, or the mean over quarters.
pub(super) fn counted(
    id: &'static str,
    unit: &'static str,
    label: &str,
    definition: &str,
    tally: impl Into<Tally>,
) -> Measure {
    let formula = Formula::PerQuarter(tally.into());
    measure(id, unit, label, definition, formula)
}

/// The numbers that a measure in a unit can have: what is counted, paid or lasts is
/// never below zero.
fn numbers_in(unit: &str) -> [f64; 2] {
    match unit {
        "share" | "share of runs" => [0.0, 1.0],
        "points" => [0.0, 100.0],
        "sd" | "logit" => [f64::NEG_INFINITY, f64::INFINITY],
        _ => [0.0, f64::INFINITY],
    }
}

impl Measure {
    pub(super) fn headline(mut self) -> Self {
        self.headline = true;
        self
    }

    pub(super) fn only_per_run(mut self) -> Self {
        self.quarterly = false;
        self
    }

    /// The same measure, of the whole observation only: see
    /// [`depends_on_length`](Measure::depends_on_length).
    pub(super) fn only_over_all(mut self) -> Self {
        self.depends_on_length = true;
        self.definition
            .push_str(" It depends on how long is observed, so no window but `all` has it.");
        self
    }

    pub(super) fn of_items(mut self, items: &'static str) -> Self {
        self.items = Some(items);
        self
    }

    pub(super) fn grouped(mut self, grouping: Grouping) -> Self {
        self.grouping = Some(grouping);
        self
    }

    pub(super) fn some_censored(mut self, censored: &'static str) -> Self {
        self.censored = Some(censored);
        self
    }

    /// The same measure, which is never above a number.
    pub(super) fn at_most(mut self, greatest: f64) -> Self {
        self.numbers[1] = greatest;
        self
    }

    /// The same measure, which can be below zero whatever its unit.
    pub(super) fn of_either_sign(mut self) -> Self {
        self.numbers = [f64::NEG_INFINITY, f64::INFINITY];
        self
    }

    pub(super) fn higher(mut self) -> Self {
        self.better = Better::Higher;
        self
    }

    pub(super) fn lower(mut self) -> Self {
        self.better = Better::Lower;
        self
    }
}

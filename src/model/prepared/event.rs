//! Events with names resolved.

use crate::measures::{Measure, Role, find};
use crate::scenario::{Action, Condition, Event, Scenario, Trigger};

/// An event with names resolved.
#[derive(Clone, Debug)]
pub(crate) struct PreparedEvent {
    pub(crate) trigger: PreparedTrigger,
    pub(crate) repeat_quarters: Option<u32>,
    /// Quarters by which it is announced before it takes effect.
    pub(crate) announced: i32,
    /// Units that it reaches, with the quarters after which it does.
    pub(crate) units: Vec<(usize, i32)>,
    /// Roles that it reaches.
    pub(crate) roles: &'static [Role],
    /// The structure that it names, if it names one.
    pub(crate) structure: Option<usize>,
    pub(crate) action: Action,
}

/// What brings an event about.
#[derive(Clone, Debug)]
pub(crate) enum PreparedTrigger {
    /// The observed quarter at whose start it takes effect.
    Quarter(i32),
    /// What a measure read in quarters in a row.
    When(PreparedCondition),
}

/// A condition, with its measure found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PreparedCondition {
    pub(crate) measure: &'static Measure,
    pub(crate) below: Option<f64>,
    pub(crate) above: Option<f64>,
    pub(crate) for_quarters: u32,
}

impl PreparedEvent {
    pub(super) fn new(scenario: &Scenario, event: &Event) -> Self {
        let action = &event.action;
        let reached = scenario.units_reached(action);
        let delay = |place| action.delay(place, reached.len()) as i32;
        let units = reached.iter().enumerate();
        let named = action.act().change().map(|change| change.structure);
        Self {
            trigger: match &event.trigger {
                Trigger::Quarter(quarter) => PreparedTrigger::Quarter(*quarter as i32),
                Trigger::When(condition) => {
                    PreparedTrigger::When(PreparedCondition::new(condition))
                }
            },
            repeat_quarters: event.repeat_quarters,
            announced: action.announced_quarters() as i32,
            units: units.map(|(place, &unit)| (unit, delay(place))).collect(),
            roles: action.reach().unwrap_or_default().roles(),
            structure: named.filter(|name| !name.is_empty()).map(|name| {
                let index = scenario.structures.get_index_of(name);
                index.expect("a validated scenario names defined structures only")
            }),
            action: action.clone(),
        }
    }

    /// Whether it waits for a condition.
    pub(crate) fn is_conditional(&self) -> bool {
        matches!(self.trigger, PreparedTrigger::When(_))
    }

    /// The units and roles that it reaches.
    pub(crate) fn reach(&self) -> impl Iterator<Item = (usize, Role)> {
        self.units
            .iter()
            .flat_map(|&(unit, _)| self.roles.iter().map(move |&role| (unit, role)))
    }
}

impl PreparedCondition {
    fn new(condition: &Condition) -> Self {
        let measure = find(&condition.measure);
        Self {
            measure: measure.expect("a validated scenario names known measures only"),
            below: condition.below,
            above: condition.above,
            for_quarters: condition.for_quarters,
        }
    }
}

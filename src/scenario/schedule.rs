//! When and where scheduled events take effect.
//!
//! What a condition brings about depends on the run, and has no schedule.

use super::actions::Action;
use super::definition::Scenario;
use super::event::{Event, Trigger};

impl Event {
    /// The observed quarters, of `horizon`, at whose start a scheduled event
    /// takes effect; none of an event on a condition.
    pub fn occurrences(&self, horizon: u32) -> Vec<u32> {
        self.quarters_of(horizon).collect()
    }

    /// When units change their structure in a scheduled event: pairs of the
    /// position of a unit in the list of those reached, of which there are
    /// `units`, and an observed quarter of `horizon`. Empty if the event changes
    /// no structure or depends on a condition.
    pub fn structure_changes(&self, units: usize, horizon: u32) -> Vec<(usize, u32)> {
        self.changes(units, horizon).collect()
    }

    /// [`occurrences`](Self::occurrences), one after the other.
    pub(crate) fn quarters_of(&self, horizon: u32) -> impl Iterator<Item = u32> + use<> {
        let (first, horizon) = match self.trigger {
            Trigger::Quarter(first) => (first, horizon),
            Trigger::When(_) => (0, 0),
        };
        // Without repetition, the next one lies beyond the end.
        let interval = self.repeat_quarters.filter(|&interval| interval > 0);
        (first..horizon).step_by(interval.unwrap_or(u32::MAX) as usize)
    }

    /// [`structure_changes`](Self::structure_changes), one after the other.
    pub(crate) fn changes(&self, units: usize, horizon: u32) -> impl Iterator<Item = (usize, u32)> {
        let units = if self.action.changes_structure() {
            units
        } else {
            0
        };
        let from = move |start: u32| {
            let change = move |position| {
                let delay = self.action.delay(position, units);
                (position, start.saturating_add(delay))
            };
            (0..units).map(change)
        };
        let changes = self.quarters_of(horizon).flat_map(from);
        changes.filter(move |&(_, quarter)| quarter < horizon)
    }
}

impl Action {
    /// Whether units change their structure.
    pub fn changes_structure(&self) -> bool {
        self.act().change().is_some()
    }

    /// Quarters from the start of a change of structure until it comes to the
    /// unit at a position in the list of those reached, of which there are
    /// `units`: `position * over_quarters / units`, rounded down. Zero for what
    /// changes no structure.
    pub fn delay(&self, position: usize, units: usize) -> u32 {
        let Some(change) = self.act().change() else {
            return 0;
        };
        let delay = position as u64 * u64::from(change.over_quarters) / units.max(1) as u64;
        u32::try_from(delay).unwrap_or(u32::MAX)
    }

    /// Quarters for which a change of structure is announced; zero for the rest.
    pub fn announced_quarters(&self) -> u32 {
        let change = self.act().change();
        change.map_or(0, |change| change.announced_quarters)
    }
}

impl Scenario {
    /// Indices of the units that an action reaches, in the order in which it
    /// names them; a name that no unit has is left out.
    pub fn units_reached(&self, action: &Action) -> Vec<usize> {
        match action.units() {
            None | Some([]) => (0..self.units.len()).collect(),
            Some(names) => {
                let names = names.iter();
                names
                    .filter_map(|name| self.units.get_index_of(name))
                    .collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{ChangeCompute, Condition, Reorganise};

    fn phased(over_quarters: u32) -> Action {
        Action::Reorganise(Reorganise {
            structure: "fusion-teams".to_owned(),
            units: Vec::new(),
            over_quarters,
            announced_quarters: 0,
        })
    }

    #[test]
    fn units_change_one_after_another() {
        let event = Event::at(8, phased(4));
        let changes = |units| event.structure_changes(units, 20);
        assert_eq!(changes(2), [(0, 8), (1, 10)]);
        assert_eq!(changes(4), [(0, 8), (1, 9), (2, 10), (3, 11)]);
        assert_eq!(changes(3), [(0, 8), (1, 9), (2, 10)]);
        assert_eq!(
            changes(6),
            [(0, 8), (1, 8), (2, 9), (3, 10), (4, 10), (5, 11)]
        );
        assert_eq!(event.structure_changes(4, 10), [(0, 8), (1, 9)]);
        assert_eq!(
            Event::at(8, phased(1)).structure_changes(3, 20),
            [(0, 8), (1, 8), (2, 8)]
        );
        assert!(changes(0).is_empty());
    }

    #[test]
    fn repetitions_end_with_the_observed_time() {
        let mut event = Event::at(3, phased(2));
        event.repeat_quarters = Some(6);
        assert_eq!(event.occurrences(16), [3, 9, 15]);
        let changes = [(0, 3), (1, 4), (0, 9), (1, 10), (0, 15)];
        assert_eq!(event.structure_changes(2, 16), changes);
        // Zero is no interval.
        event.repeat_quarters = Some(0);
        assert_eq!(event.occurrences(16), [3]);
        assert!(event.occurrences(3).is_empty());
    }

    #[test]
    fn what_is_not_scheduled_or_changes_no_structure_has_no_changes() {
        let mut event = Event::at(3, Action::from(ChangeCompute { factor: 0.5 }));
        assert_eq!(event.occurrences(10), [3]);
        assert!(event.structure_changes(2, 10).is_empty());
        event.action = phased(1);
        event.trigger = Trigger::When(Condition {
            measure: "reputation".to_owned(),
            below: Some(0.5),
            above: None,
            for_quarters: 1,
        });
        assert!(event.occurrences(10).is_empty());
        assert!(event.structure_changes(2, 10).is_empty());
    }
}

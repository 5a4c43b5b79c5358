//! The parts of the observation over which a run's numbers are taken.

use super::Span;
use crate::scenario::Scenario;

/// A range of observed quarters, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first quarter.
    pub first: u32,
    /// Its last quarter.
    pub last: u32,
    whole: bool,
}

impl Window {
    /// The whole observation.
    pub fn whole(quarters: u32) -> Self {
        Self {
            first: 0,
            last: quarters - 1,
            whole: true,
        }
    }

    /// One quarter.
    #[cfg(test)]
    pub(super) fn single(quarter: u32) -> Self {
        Self {
            first: quarter,
            last: quarter,
            whole: false,
        }
    }

    /// The windows of a scenario: the whole observation and, if scheduled events
    /// change a structure after the first quarter, the segments between them, so
    /// that before and after are never mixed. What happens on a condition cuts
    /// nothing: windows are the same in all runs.
    pub fn of(scenario: &Scenario) -> Vec<Self> {
        let quarters = scenario.simulation.quarters;
        let changes = scenario.events.values().flat_map(|event| {
            let units = scenario.units_reached(&event.action).len();
            event.structure_changes(units, quarters)
        });
        let changed = changes.map(|(_, quarter)| quarter);
        let mut starts: Vec<u32> = changed.chain([0]).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut windows = vec![Self::whole(quarters)];
        if starts.len() > 1 {
            let ends = starts[1..].iter().copied().chain([quarters]);
            windows.extend(starts.iter().zip(ends).map(|(&first, end)| Self {
                first,
                last: end - 1,
                whole: false,
            }));
        }
        windows
    }

    /// How many quarters it has.
    pub fn quarters(&self) -> u32 {
        self.last - self.first + 1
    }

    /// How many of its first quarters are left out of what looks so many quarters back. What
    /// is before quarter 0 is the burn-in, in which the structure was the same, so that
    /// windows from there on lose none.
    pub(super) fn lag(&self, back: u32) -> u32 {
        match self.first {
            0 => 0,
            _ => back,
        }
    }

    /// Whether it is the whole observation.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The quarters that it says a number is about.
    pub fn span(&self) -> Span {
        match self.whole {
            true => Span::All,
            false => Span::Quarters(self.first, self.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::scenario::{Action, Event};

    fn windows(quarters_of_events: &[u32]) -> Vec<String> {
        let mut scenario = Scenario::default();
        for (i, &quarter) in quarters_of_events.iter().enumerate() {
            let event = Event::at(quarter, Action::restore_autonomy(""));
            scenario.events.insert(format!("event {i}"), event);
        }
        Window::of(&scenario)
            .iter()
            .map(|window| window.span().name())
            .collect()
    }

    #[test]
    fn segments_lie_between_the_quarters_of_events() {
        assert_eq!(windows(&[]), ["all"]);
        assert_eq!(windows(&[0]), ["all"]);
        assert_eq!(windows(&[8]), ["all", "q0-q7", "q8-q19"]);
        assert_eq!(windows(&[16, 8, 8]), ["all", "q0-q7", "q8-q15", "q16-q19"]);
        assert_eq!(windows(&[19]), ["all", "q0-q18", "q19-q19"]);
    }
}

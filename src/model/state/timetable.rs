//! The timetable: what events of the scenario wait for, and changes of structure on their
//! way.

use crate::units::Quarter;

/// What the events of the scenario wait for, and changes on their way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timetable {
    /// For each event of the scenario, what it waits for if it waits for a condition.
    pub(crate) waiting: Vec<Waiting>,
    changes: Vec<DueChange>,
}

/// What an event on a condition waits for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Waiting {
    /// Quarters in a row in which the condition held.
    pub(crate) streak: u32,
    /// Quarter before which the event does not happen again; None: it has
    /// happened for the last time.
    pub(crate) not_before: Option<Quarter>,
}

/// A change of a unit's structure that is on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DueChange {
    pub(crate) quarter: Quarter,
    pub(crate) unit: usize,
    /// None: the structure before the unit's last change.
    pub(crate) structure: Option<usize>,
    /// Whether it was announced.
    pub(crate) announced: bool,
    /// Whether a condition brought it about.
    pub(crate) conditional: bool,
}

impl Timetable {
    /// Of so many events, of which none has happened.
    pub(crate) fn of(events: usize) -> Self {
        let waiting = Waiting {
            streak: 0,
            not_before: Some(Quarter(0)),
        };
        Self {
            waiting: vec![waiting; events],
            changes: Vec::new(),
        }
    }

    /// The same before another future, of so many events: by pairs, which of them stands for
    /// which event of the past. The others have not waited yet.
    pub(crate) fn fork(&self, events: usize, begun: &[(usize, usize)]) -> Self {
        let mut fork = Self::of(events);
        for &(event, of_past) in begun {
            fork.waiting[event] = self.waiting[of_past];
        }
        fork.changes.clone_from(&self.changes);
        fork
    }

    /// Enters a change that will come.
    pub(crate) fn enter(&mut self, change: DueChange) {
        self.changes.push(change);
    }

    /// Announced changes of a unit that are on their way.
    pub(crate) fn announced(&self, unit: usize) -> u32 {
        let of_unit = |change: &&DueChange| change.unit == unit && change.announced;
        self.changes.iter().filter(of_unit).count() as u32
    }

    /// Takes out the changes of a quarter, in the order in which they were
    /// entered.
    pub(crate) fn take_due(&mut self, quarter: Quarter) -> Vec<DueChange> {
        self.changes
            .extract_if(.., |change| change.quarter == quarter)
            .collect()
    }
}

//! The beginning of an event: what every action is given, and what it has to do.

use crate::model::event::Event;
use crate::model::phases::Leaving;
use crate::model::prepared::PreparedEvent;
use crate::model::state::{
    Compute, Effects, Flagship, Market, Minds, Research, Seats, Team, Ties, Timetable, Traits,
    UnitState,
};
use crate::model::step::Step;

/// What events of the scenario read and change.
pub(crate) struct Interventions<'a> {
    pub(crate) traits: &'a Traits,
    /// Reputation as a research employer.
    pub(crate) reputation: f64,
    pub(crate) seats: &'a mut Seats,
    pub(crate) minds: &'a mut Minds,
    pub(crate) ties: &'a mut Ties,
    pub(crate) research: &'a mut Research,
    pub(crate) units: &'a mut [UnitState],
    pub(crate) teams: &'a mut Vec<Team>,
    pub(crate) compute: &'a mut Compute,
    pub(crate) flagship: &'a mut Flagship,
    pub(crate) market: &'a mut Market,
    pub(crate) effects: &'a mut Effects,
    pub(crate) timetable: &'a mut Timetable,
    pub(crate) happened: &'a mut Vec<Event>,
}

/// What an action does when its event begins.
pub(super) trait Begin {
    /// Whether there is anybody whom it needs; an event that reaches nobody does not happen.
    fn reaches_somebody(&self, _: &Step, _: &PreparedEvent, _: &Interventions) -> bool {
        true
    }

    /// Does it to what the event reaches.
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions);
}

impl Interventions<'_> {
    /// For somebody to leave.
    pub(super) fn leaving(&mut self) -> Leaving<'_> {
        Leaving {
            traits: self.traits,
            effects: self.effects,
            reputation: self.reputation,
            seats: self.seats,
            ties: self.ties,
            research: self.research,
            market: self.market,
            happened: self.happened,
        }
    }
}

//! One quarter: the phases in their order, each with the parts of the organisation that it
//! reads and writes; and a run: quarter by quarter.

use super::event::Event;
use super::events::{Interventions, Reading};
use super::founding::found;
use super::observer::Observer;
use super::phases::{
    Agenda, Appraisal, Compute, Effort, Flagship, Hiring, LabourMarket, Market, Papers, Product,
    Research, Ties, Transfer, Work,
};
use super::prepared::Model;
use super::state::Organization;
use super::step::Step;
use crate::random::Streams;
use crate::units::Quarter;

/// A run on its way: the organisation as it is at the start of a quarter.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    organization: Organization,
    next: Quarter,
}

impl Model {
    /// Simulates one run from the start of the burn-in to the last observed
    /// quarter and tells the observer what happens.
    pub fn run(&self, streams: &Streams, observer: &mut impl Observer) {
        let mut course = self.start(streams, observer);
        self.advance(&mut course, self.end(), streams, observer);
    }

    /// The quarter after the last observed one.
    pub(crate) fn end(&self) -> Quarter {
        Quarter(self.scenario.simulation.quarters as i32)
    }

    /// A run at the start of the burn-in.
    pub(crate) fn start(&self, streams: &Streams, observer: &mut impl Observer) -> Course {
        let first = Quarter(-(self.scenario.simulation.burn_in_quarters as i32));
        let organization = found(&self.step(streams, first));
        observer.started(&organization);
        Course {
            organization,
            next: first,
        }
    }

    /// Simulates a run on from where it is to the start of a quarter.
    pub(crate) fn advance(
        &self,
        course: &mut Course,
        until: Quarter,
        streams: &Streams,
        observer: &mut impl Observer,
    ) {
        let organization = &mut course.organization;
        let mut happened = Vec::new();
        for quarter in course.next.0..until.0 {
            let step = self.step(streams, Quarter(quarter));
            let last = Quarter(quarter - 1);
            let reading = |measure: &_| observer.reading(measure, last);
            advance_quarter(&step, organization, &reading, &mut happened);
            debug_assert_eq!(organization.imbalance(), None);
            for event in happened.drain(..) {
                observer.happened(step.quarter, event, organization);
            }
            observer.quarter_ended(step.quarter, organization);
        }
        course.next = until;
    }

    fn step<'a>(&'a self, streams: &'a Streams, quarter: Quarter) -> Step<'a> {
        Step {
            model: self,
            streams,
            quarter,
        }
    }
}

impl Course {
    /// The same past before another future, of so many events: `begun` says which of them
    /// stands for which event of the past.
    pub(crate) fn fork(&self, events: usize, begun: &[(usize, usize)]) -> Self {
        let mut organization = self.organization.clone();
        organization.timetable = organization.timetable.fork(events, begun);
        Self {
            organization,
            next: self.next,
        }
    }
}

/// Advances the organisation by one quarter; `reading` is what a measure read in the last
/// one.
fn advance_quarter(
    step: &Step,
    organization: &mut Organization,
    reading: Reading<'_>,
    happened: &mut Vec<Event>,
) {
    let Organization {
        seats,
        traits,
        minds,
        output,
        ties,
        luck,
        units,
        teams,
        research,
        papers,
        transfers,
        compute,
        flagship,
        market,
        reputation,
        effects,
        timetable,
    } = organization;
    luck.draw(step);
    Interventions {
        traits,
        reputation: *reputation,
        seats,
        minds,
        ties,
        research,
        units,
        teams,
        compute,
        flagship,
        market,
        effects,
        timetable,
        happened,
    }
    .run(step, reading);
    Agenda {
        seats,
        minds,
        units,
        effects,
        research,
    }
    .run(step, happened);
    Effort {
        seats,
        traits,
        units,
        teams,
        minds,
    }
    .run(step);
    Work {
        seats,
        traits,
        minds,
        ties,
        units,
        teams,
        output,
    }
    .run(step);
    Compute {
        seats,
        minds,
        units,
        flagship,
        research,
        compute,
    }
    .run(step);
    Research {
        seats,
        traits,
        output,
        compute,
        ties,
        units,
        teams,
        research,
        transfers,
    }
    .run(step, happened);
    Papers {
        seats,
        luck,
        units,
        crews: &research.crews,
        output,
        papers,
    }
    .run(step, happened);
    Transfer {
        seats,
        ties,
        output,
        crews: &research.crews,
        units,
        transfers,
    }
    .run(step, happened);
    Product {
        seats,
        output,
        units,
        teams,
    }
    .run(step, happened);
    Flagship {
        seats,
        minds,
        units,
        crews: &research.crews,
        compute,
        flagship,
        market,
    }
    .run(step, happened);
    Appraisal {
        seats,
        traits,
        output,
        units,
        teams,
        crews: &research.crews,
        reputation: *reputation,
        luck,
        minds,
    }
    .run(step);
    LabourMarket {
        traits,
        luck,
        units,
        teams,
        effects,
        reputation: *reputation,
        seats,
        minds,
        ties,
        research,
        market,
    }
    .run(step, happened);
    Hiring {
        units,
        teams,
        effects,
        papers,
        seats,
        traits,
        minds,
        reputation,
    }
    .run(step, happened);
    Ties {
        seats,
        units,
        teams,
        luck,
        ties,
    }
    .run(step);
    Market {
        output,
        units,
        market,
    }
    .run(step, happened);
}

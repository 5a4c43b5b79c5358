//! Research: crews, their project slots and what is under way in them.

use std::ops::Range;

use super::minds::Minds;
use super::seats::Seats;
use crate::model::event::ProjectKind;
use crate::random::Entity;
use crate::units::Quarter;

/// Crews and their projects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Research {
    /// Crews of researchers; they outlive structures.
    pub(crate) crews: Vec<Crew>,
    /// Project slots of all crews.
    pub(crate) projects: Projects,
    /// Progress of projects that was lost this quarter, in person-quarters.
    pub(crate) work_lost: f64,
}

/// A crew: the researchers who share projects. It stays together when the
/// structure changes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Crew {
    pub(crate) unit: usize,
    /// Index of its topic.
    pub(crate) topic: usize,
    /// Seats of its researchers.
    pub(crate) seats: Range<usize>,
    /// Its project slots.
    pub(crate) slots: Range<usize>,
    /// Projects under way at the start of the quarter.
    pub(crate) projects: u32,
    /// Pivots this quarter.
    pub(crate) pivots: u32,
    /// Quality of its finished projects, smoothed.
    pub(crate) quality: f64,
    /// Projects that its members' time can serve this quarter.
    pub(crate) load: f64,
    /// Full attentions that its projects get this quarter.
    pub(crate) attention: f64,
    /// Mean share of their effort that its projects have behind them, weighted
    /// by the attention that they get.
    pub(crate) maturity: f64,
}

impl Crew {
    /// Pivots of the quarter per project, at most one.
    pub(crate) fn pivoted_share(&self) -> f64 {
        (f64::from(self.pivots) / f64::from(self.projects.max(1))).min(1.0)
    }

    /// Effort that its present members put into research, added up.
    pub(crate) fn research_effort(&self, seats: &Seats, minds: &Minds) -> f64 {
        let occupied = &seats.occupied[self.seats.clone()];
        let effort = &minds.research_effort[self.seats.clone()];
        occupied
            .iter()
            .zip(effort)
            .map(|(&occupied, effort)| if occupied { *effort } else { 0.0 })
            .sum()
    }
}

/// Project slots, one row a slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Projects {
    /// Whether a project is under way in the slot.
    pub(crate) active: Vec<bool>,
    /// The crew, and how many projects the slot held before.
    pub(crate) entity: Vec<Entity>,
    /// Number of the slot in its crew.
    pub(crate) slot: Vec<u32>,
    pub(crate) kind: Vec<ProjectKind>,
    /// Whether it does what product has asked for.
    pub(crate) requested: Vec<bool>,
    pub(crate) started: Vec<Quarter>,
    /// Effort that the project takes, in person-quarters.
    pub(crate) required: Vec<f64>,
    /// Accumulated tacit progress, in person-quarters.
    pub(crate) progress: Vec<f64>,
    /// Relevance to the product, 0 to 1.
    pub(crate) relevance: Vec<f64>,
}

impl Projects {
    /// Adds an empty slot of a crew.
    pub(crate) fn push_empty_slot(&mut self, crew: u32, slot: u32) {
        self.active.push(false);
        self.entity.push(Entity {
            id: crew,
            generation: 0,
        });
        self.slot.push(slot);
        self.kind.push(ProjectKind::Incremental);
        self.requested.push(false);
        self.started.push(Quarter(0));
        self.required.push(0.0);
        self.progress.push(0.0);
        self.relevance.push(0.0);
    }
}

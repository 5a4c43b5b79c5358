//! Agenda: product requests, pivots, reviews past the runway, new projects.

use super::projects::{make_incremental, set_up};
use crate::model::event::{Event, ProjectOutcome};
use crate::model::state::{Effects, Minds, Research, Seats, UnitState};
use crate::model::step::Step;
use crate::random::{Poisson, Stream};

/// Most requests that a project gets in a quarter, on average: shocks of demand on
/// top of each other would multiply without end.
const MOST_REQUESTS: f64 = 1000.0;

/// What product asks of research, and what research takes on.
pub(crate) struct Agenda<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) minds: &'a Minds,
    pub(crate) units: &'a [UnitState],
    pub(crate) effects: &'a Effects,
    pub(crate) research: &'a mut Research,
}

impl Agenda<'_> {
    /// Requests pivot projects, reviews cancel some of those past their runway,
    /// and free slots are filled with new projects.
    pub(crate) fn run(mut self, step: &Step, happened: &mut Vec<Event>) {
        self.research.work_lost = 0.0;
        for index in 0..self.research.crews.len() {
            let crew = &mut self.research.crews[index];
            crew.pivots = 0;
            crew.projects = 0;
            let slots = crew.slots.clone();
            for project in slots.clone() {
                if self.research.projects.active[project] {
                    self.research.crews[index].projects += 1;
                    self.pivot(step, happened, index, project);
                    self.review(step, happened, index, project);
                }
            }
            let crew = &self.research.crews[index];
            let structure = self.units[crew.unit].structure;
            let effort = crew.research_effort(self.seats, self.minds);
            let wanted = step.model.project_load(structure, effort).ceil() as usize;
            for project in slots.take(wanted) {
                let projects = &mut self.research.projects;
                if !projects.active[project] {
                    projects.entity[project].generation += 1;
                    set_up(step, projects, project, structure);
                    let kind = projects.kind[project];
                    happened.push(Event::ProjectStarted { project, kind });
                }
            }
        }
    }

    /// Requests that the manager does not shield off pivot the project: it keeps
    /// a share of its tacit progress, becomes incremental and gains relevance.
    ///
    /// Equations (M7), (M8), (M9).
    fn pivot(&mut self, step: &Step, happened: &mut Vec<Event>, crew: usize, project: usize) {
        let scenario = &step.model.scenario;
        let Research {
            crews,
            projects,
            work_lost,
        } = &mut *self.research;
        let crew = &mut crews[crew];
        let structure = self.units[crew.unit].structure;
        let control = step.model.structures[structure]
            .parameters
            .technical_control;
        if !scenario.mechanisms.pivots || control == 0.0 {
            return;
        }
        let agenda = &scenario.agenda;
        let topic = &scenario.topics[crew.topic];
        let rate = agenda.request_rate * topic.request_factor * self.effects.demand(crew.unit);
        let rate = rate.min(MOST_REQUESTS);
        let (entity, slot) = (projects.entity[project], projects.slot[project]);
        let draw = |stream, nth| {
            step.streams
                .nth_uniform(stream, entity, step.quarter, slot, nth)
        };
        let requests = Poisson::new(rate).quantile(draw(Stream::ProductRequest, 0));
        for request in 0..requests {
            if draw(Stream::RequestAccepted, request as u16) < control {
                *work_lost += (1.0 - agenda.retained_progress) * projects.progress[project];
                projects.progress[project] *= agenda.retained_progress;
                projects.relevance[project] +=
                    agenda.relevance_gain * (1.0 - projects.relevance[project]);
                make_incremental(projects, project, &scenario.research);
                projects.requested[project] = true;
                crew.pivots += 1;
                happened.push(Event::Pivoted { project });
            }
        }
    }

    /// A project past its runway is reviewed every quarter until it is relevant
    /// enough to survive or done.
    ///
    /// Equation (M10).
    fn review(&mut self, step: &Step, happened: &mut Vec<Event>, crew: usize, project: usize) {
        let scenario = &step.model.scenario;
        let structure = self.units[self.research.crews[crew].unit].structure;
        let runway = step.model.structures[structure].parameters.runway_quarters;
        let projects = &mut self.research.projects;
        let started = projects.started[project];
        if !scenario.mechanisms.runway_review || step.quarter.0 - started.0 < runway as i32 {
            return;
        }
        let risk = scenario.agenda.review_strictness * (1.0 - projects.relevance[project]);
        let u = step.streams.nth_uniform(
            Stream::RunwayReview,
            projects.entity[project],
            step.quarter,
            projects.slot[project],
            0,
        );
        if u < risk {
            self.research.work_lost += projects.progress[project];
            projects.active[project] = false;
            happened.push(Event::ProjectEnded {
                project,
                kind: projects.kind[project],
                started,
                outcome: ProjectOutcome::Cancelled,
            });
        }
    }
}

//! Agenda: product requests, pivots, reviews past the runway, new projects.

use super::research::start_project;
use super::step::Step;
use super::{Event, Observer, Organization, ProjectOutcome};
use crate::random::{Poisson, Stream};

/// Most requests that a project gets in a quarter, on average: shocks of demand on
/// top of each other would multiply without end.
const MOST_REQUESTS: f64 = 1000.0;

/// Requests pivot projects, reviews cancel some of those past their runway,
/// and free slots are filled with new projects.
pub(super) fn agenda(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    organization.work_lost = 0.0;
    for crew in 0..organization.crews.len() {
        organization.crews[crew].pivots = 0;
        organization.crews[crew].projects = 0;
        for project in organization.crews[crew].slots.clone() {
            if organization.projects.active[project] {
                organization.crews[crew].projects += 1;
                pivot(step, organization, observer, crew, project);
                review(step, organization, observer, crew, project);
            }
        }
        let slots = organization.crews[crew].slots.clone();
        let wanted = step.model.project_load(organization, crew).ceil() as usize;
        for project in slots.take(wanted) {
            if !organization.projects.active[project] {
                start_project(step, organization, observer, crew, project);
            }
        }
    }
}

/// Requests that the manager does not shield off pivot the project: it keeps
/// a share of its tacit progress, becomes incremental and gains relevance.
///
/// Equations (M3), (M4), (M5).
fn pivot(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    crew: usize,
    project: usize,
) {
    let scenario = &step.model.scenario;
    let unit = organization.crews[crew].unit;
    let structure = organization.units[unit].structure;
    let control = step.model.structures[structure]
        .parameters
        .technical_control;
    if !scenario.mechanisms.pivots || control == 0.0 {
        return;
    }
    let agenda = &scenario.agenda;
    let topic = &scenario.topics[organization.crews[crew].topic];
    let rate = agenda.request_rate * topic.request_factor * organization.demand(unit);
    let rate = rate.min(MOST_REQUESTS);
    let entity = organization.projects.entity[project];
    let slot = organization.projects.slot[project];
    let draw = |stream, nth| {
        step.streams
            .nth_uniform(stream, entity, step.quarter, slot, nth)
    };
    let requests = Poisson::new(rate).quantile(draw(Stream::ProductRequest, 0));
    for request in 0..requests {
        if draw(Stream::RequestAccepted, request as u16) < control {
            let projects = &mut organization.projects;
            let lost = (1.0 - agenda.retained_progress) * projects.progress[project];
            projects.progress[project] *= agenda.retained_progress;
            organization.work_lost += lost;
            let projects = &mut organization.projects;
            projects.relevance[project] +=
                agenda.relevance_gain * (1.0 - projects.relevance[project]);
            projects.make_incremental(project, &scenario.research);
            organization.crews[crew].pivots += 1;
            observer.happened(step.quarter, Event::Pivoted { project }, organization);
        }
    }
}

/// A project past its runway is reviewed every quarter until it is relevant
/// enough to survive or done.
///
/// Equation (M6).
fn review(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    crew: usize,
    project: usize,
) {
    let scenario = &step.model.scenario;
    let unit = organization.crews[crew].unit;
    let structure = organization.units[unit].structure;
    let runway = step.model.structures[structure].parameters.runway_quarters;
    let projects = &organization.projects;
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
        let kind = projects.kind[project];
        organization.work_lost += projects.progress[project];
        organization.projects.active[project] = false;
        observer.happened(
            step.quarter,
            Event::ProjectEnded {
                project,
                kind,
                started,
                outcome: ProjectOutcome::Cancelled,
            },
            organization,
        );
    }
}

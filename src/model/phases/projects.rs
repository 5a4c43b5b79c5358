//! Projects: how they are set up, and made smaller.

use crate::elementary::{exp, normal_quantile};
use crate::model::event::ProjectKind;
use crate::model::state::Projects;
use crate::model::step::Step;
use crate::random::{PowerLaw, Stream};
use crate::scenario::Research;
use crate::units::Quarter;

/// Sets up the next project of a slot, under a structure.
///
/// Equations (M14), (M15).
pub(crate) fn set_up(step: &Step, projects: &mut Projects, project: usize, structure: usize) {
    let research = &step.model.scenario.research;
    let structure = &step.model.structures[structure];
    let (entity, slot) = (projects.entity[project], projects.slot[project]);
    // A project's luck belongs to it, not to the quarter in which it starts.
    let draw = |stream| {
        step.streams
            .nth_uniform(stream, entity, Quarter(0), slot, 0)
    };
    let requested = draw(Stream::ProjectOrigin) < structure.parameters.technical_control;
    let exploratory = draw(Stream::ProjectKind) < structure.exploratory_probability;
    // A request is of what can be done until the first review.
    let runway = f64::from(structure.parameters.runway_quarters);
    let (kind, effort, relevance) = if requested {
        (
            ProjectKind::Incremental,
            research
                .incremental_effort
                .min(research.project_staff * runway),
            research.requested_relevance,
        )
    } else if exploratory {
        (
            ProjectKind::Exploratory,
            research.exploratory_effort,
            research.exploratory_relevance,
        )
    } else {
        (
            ProjectKind::Incremental,
            research.incremental_effort,
            research.incremental_relevance,
        )
    };
    let sigma = research.effort_sigma;
    let of_project = [Stream::ProjectEffort, Stream::ProjectRelevance];
    let [u, v] = step
        .streams
        .nth_uniforms(of_project, entity, Quarter(0), slot, 0);
    let z = normal_quantile(u);
    projects.active[project] = true;
    projects.kind[project] = kind;
    projects.requested[project] = requested;
    projects.started[project] = step.quarter;
    projects.required[project] = effort * exp(sigma * z - 0.5 * sigma * sigma);
    projects.progress[project] = 0.0;
    // The power distribution on (0, 1) with the wanted mean.
    projects.relevance[project] = PowerLaw::new(relevance / (1.0 - relevance)).quantile(v);
}

/// Cuts a project to the size of an incremental one; the share that is done
/// stays.
pub(crate) fn make_incremental(projects: &mut Projects, project: usize, research: &Research) {
    if projects.kind[project] == ProjectKind::Exploratory {
        let cut = research.incremental_effort / research.exploratory_effort;
        projects.kind[project] = ProjectKind::Incremental;
        projects.required[project] *= cut;
        projects.progress[project] *= cut;
    }
}

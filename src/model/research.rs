//! Research projects: crews, their project slots, progress and results.

use std::ops::Range;

use super::step::Step;
use super::transfer::Transfer;
use super::{Event, Model, Observer, Organization, ProjectKind, ProjectOutcome};
use crate::elementary::{exp, ln, normal_quantile};
use crate::random::{Entity, PowerLaw, Stream};
use crate::scenario::Research;
use crate::units::Quarter;

/// A crew: the researchers who share projects. It stays together when the
/// structure changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Crew {
    pub(super) unit: usize,
    /// Index of its topic.
    pub(super) topic: usize,
    /// Seats of its researchers.
    pub(super) seats: Range<usize>,
    /// Its project slots.
    pub(super) slots: Range<usize>,
    /// Projects under way at the start of the quarter.
    pub(super) projects: u32,
    /// Pivots this quarter.
    pub(super) pivots: u32,
    /// Quality of its finished projects, smoothed.
    pub(super) quality: f64,
    /// Projects that its members' time can serve this quarter.
    pub(super) load: f64,
    /// Full attentions that its projects get this quarter.
    pub(super) attention: f64,
    /// Mean share of their effort that its projects have behind them, weighted
    /// by the attention that they get.
    pub(super) maturity: f64,
}

impl Crew {
    /// Pivots of the quarter per project, at most one.
    pub(super) fn pivoted_share(&self) -> f64 {
        (f64::from(self.pivots) / f64::from(self.projects.max(1))).min(1.0)
    }
}

/// Project slots, one row a slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Projects {
    /// Whether a project is under way in the slot.
    pub(super) active: Vec<bool>,
    /// The crew, and how many projects the slot held before.
    pub(super) entity: Vec<Entity>,
    /// Number of the slot in its crew.
    pub(super) slot: Vec<u32>,
    pub(super) kind: Vec<ProjectKind>,
    pub(super) started: Vec<Quarter>,
    /// Effort that the project takes, in person-quarters.
    pub(super) required: Vec<f64>,
    /// Accumulated tacit progress, in person-quarters.
    pub(super) progress: Vec<f64>,
    /// Relevance to the product, 0 to 1.
    pub(super) relevance: Vec<f64>,
}

impl Model {
    /// Research projects that a crew serves at once: the part of its members'
    /// assignments that their effort on research stands for. A fraction is a
    /// project that gets that much attention.
    ///
    /// Equation (M7).
    pub(super) fn project_load(&self, organization: &Organization, crew: usize) -> f64 {
        let crew = &organization.crews[crew];
        let structure = organization.units[crew.unit].structure;
        let occupied = &organization.occupied[crew.seats.clone()];
        let effort = &organization.research_effort[crew.seats.clone()];
        let effort: f64 = occupied
            .iter()
            .zip(effort)
            .map(|(&occupied, effort)| if occupied { *effort } else { 0.0 })
            .sum();
        self.load_under(structure, effort)
    }

    fn load_under(&self, structure: usize, researchers: f64) -> f64 {
        let assignments = self.structures[structure].parameters.concurrent_assignments;
        researchers * assignments / self.scenario.research.project_staff
    }
}

/// Forms the crews of a mature organisation with projects under way.
pub(super) fn found_crews(step: &Step, organization: &mut Organization) {
    let model = step.model;
    let crew_size = model.scenario.teams.crew_size as usize;
    for (unit, prepared) in model.units.iter().enumerate() {
        let researchers = prepared.researchers.clone();
        let crews = researchers.len().div_ceil(crew_size);
        for (number, first) in researchers.clone().step_by(crew_size).enumerate() {
            let seats = first..(first + crew_size).min(researchers.end);
            let slots = model
                .structures_of(unit)
                .map(|structure| model.load_under(structure, seats.len() as f64).ceil() as usize)
                .max()
                .unwrap_or(0);
            let first_slot = organization.projects.active.len();
            for slot in 0..slots {
                organization
                    .projects
                    .push_empty_slot(crew_id(unit, number), slot as u32);
            }
            organization.crew[seats.clone()].fill(organization.crews.len() as u32);
            organization.crews.push(Crew {
                unit,
                topic: topic_of(model, number, crews),
                seats,
                slots: first_slot..first_slot + slots,
                projects: 0,
                pivots: 0,
                quality: 1.0,
                load: 0.0,
                attention: 0.0,
                maturity: 0.5,
            });
            let crew = organization.crews.len() - 1;
            let under_way = model.project_load(organization, crew).ceil() as usize;
            for project in first_slot..first_slot + under_way {
                set_up_project(step, organization, crew, project);
                let projects = &mut organization.projects;
                let done = step.streams.nth_uniform(
                    Stream::InitialProgress,
                    projects.entity[project],
                    Quarter(0),
                    projects.slot[project],
                    0,
                );
                projects.progress[project] = done * projects.required[project];
            }
        }
    }
}

/// The topic of a crew: crews take the topics in their order, each as many as
/// its share of them.
fn topic_of(model: &Model, number: usize, crews: usize) -> usize {
    let place = (number as f64 + 0.5) / crews as f64;
    let mut upper = 0.0;
    let reached = model.scenario.topics.values().position(|topic| {
        upper += topic.share;
        place < upper
    });
    reached.unwrap_or(model.scenario.topics.len() - 1)
}

impl Projects {
    /// Cuts a project to the size of an incremental one; the share that is done
    /// stays.
    pub(super) fn make_incremental(&mut self, project: usize, research: &Research) {
        if self.kind[project] == ProjectKind::Exploratory {
            let cut = research.incremental_effort / research.exploratory_effort;
            self.kind[project] = ProjectKind::Incremental;
            self.required[project] *= cut;
            self.progress[project] *= cut;
        }
    }

    fn push_empty_slot(&mut self, crew: u32, slot: u32) {
        self.active.push(false);
        self.entity.push(Entity {
            id: crew,
            generation: 0,
        });
        self.slot.push(slot);
        self.kind.push(ProjectKind::Incremental);
        self.started.push(Quarter(0));
        self.required.push(0.0);
        self.progress.push(0.0);
        self.relevance.push(0.0);
    }
}

/// Starts the next project of a free slot.
pub(super) fn start_project(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    crew: usize,
    project: usize,
) {
    organization.projects.entity[project].generation += 1;
    set_up_project(step, organization, crew, project);
    let kind = organization.projects.kind[project];
    observer.happened(
        step.quarter,
        Event::ProjectStarted { project, kind },
        organization,
    );
}

/// Equations (M10), (M11).
fn set_up_project(step: &Step, organization: &mut Organization, crew: usize, project: usize) {
    let research = &step.model.scenario.research;
    let unit = organization.crews[crew].unit;
    let structure = &step.model.structures[organization.units[unit].structure];
    let projects = &mut organization.projects;
    let (entity, slot) = (projects.entity[project], projects.slot[project]);
    // A project's luck belongs to it, not to the quarter in which it starts.
    let draw = |stream| {
        step.streams
            .nth_uniform(stream, entity, Quarter(0), slot, 0)
    };
    let requested = draw(Stream::ProjectOrigin) < structure.parameters.technical_control;
    let exploratory = draw(Stream::ProjectKind) < structure.exploratory_probability;
    let (kind, effort, relevance) = if requested {
        (
            ProjectKind::Incremental,
            research.incremental_effort,
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
    let z = normal_quantile(draw(Stream::ProjectEffort));
    projects.active[project] = true;
    projects.kind[project] = kind;
    projects.started[project] = step.quarter;
    projects.required[project] = effort * exp(sigma * z - 0.5 * sigma * sigma);
    projects.progress[project] = 0.0;
    // The power distribution on (0, 1) with the wanted mean.
    projects.relevance[project] =
        PowerLaw::new(relevance / (1.0 - relevance)).quantile(draw(Stream::ProjectRelevance));
}

/// Projects advance by their crew's effective effort; some finish, and the
/// best results are breakthroughs.
pub(super) fn research(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    for crew in 0..organization.crews.len() {
        let work: f64 = organization.research_work[organization.crews[crew].seats.clone()]
            .iter()
            .sum();
        let work = work * organization.compute.pace;
        let load = organization.crews[crew].load;
        let total = organization.crews[crew].attention;
        let slots = organization.crews[crew].slots.clone();
        // Projects beyond the load pause.
        let attention = |place: usize| (load - place as f64).clamp(0.0, 1.0);
        organization.crews[crew].maturity = 0.0;
        if total == 0.0 {
            continue;
        }
        let mut maturity = 0.0;
        for (place, project) in slots.enumerate() {
            if !organization.projects.active[project] {
                continue;
            }
            let projects = &mut organization.projects;
            projects.progress[project] += work * attention(place) / total;
            let share = projects.progress[project] / projects.required[project];
            maturity += attention(place) * share.min(1.0);
            if share >= 1.0 {
                finish(step, organization, observer, crew, project);
            }
        }
        organization.crews[crew].maturity = maturity / total;
    }
    research_stocks(step, organization);
}

/// Equation (M25).
fn finish(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    crew: usize,
    project: usize,
) {
    let research = &step.model.scenario.research;
    let projects = &organization.projects;
    let (entity, slot) = (projects.entity[project], projects.slot[project]);
    let (kind, started) = (projects.kind[project], projects.started[project]);
    let sigma = match kind {
        ProjectKind::Exploratory => research.exploratory_sigma,
        ProjectKind::Incremental => research.incremental_sigma,
    };
    let u = step
        .streams
        .nth_uniform(Stream::ProjectQuality, entity, Quarter(0), slot, 0);
    let skill = crew_skill(organization, &organization.crews[crew].seats);
    let quality = exp(sigma * normal_quantile(u) + research.skill_elasticity * ln(skill));
    let adjustment = step.model.scenario.satisfaction.outcome_adjustment;
    let smoothed = &mut organization.crews[crew].quality;
    *smoothed += adjustment * (quality - *smoothed);
    organization.projects.active[project] = false;
    let outcome = ProjectOutcome::Finished {
        quality,
        hit: quality >= research.hit_quality,
        flop: quality < research.flop_quality,
    };
    observer.happened(
        step.quarter,
        Event::ProjectEnded {
            project,
            kind,
            started,
            outcome,
        },
        organization,
    );
    if quality >= research.breakthrough_quality {
        let breakthrough = organization.breakthroughs;
        let transfer = Transfer::new(step, organization, breakthrough, crew, project, quality);
        let team = organization.team[organization.crews[crew].seats.start] as usize;
        organization.transfers.push(transfer);
        organization.breakthroughs += 1;
        organization.open_transfers += 1;
        observer.happened(
            step.quarter,
            Event::BreakthroughMade { breakthrough, team },
            organization,
        );
    }
}

/// Mean research skill of the crew's present members; one if nobody is left.
fn crew_skill(organization: &Organization, seats: &Range<usize>) -> f64 {
    let (mut sum, mut members) = (0.0, 0u32);
    for seat in seats.clone() {
        if organization.occupied[seat] {
            sum += organization.traits.research_skill[seat];
            members += 1;
        }
    }
    match members {
        0 => 1.0,
        some => sum / f64::from(some),
    }
}

/// Each unit's stock of own research, on which its absorptive capacity rests
/// (Cohen and Levinthal 1990): research effort per researcher's seat, smoothed.
///
/// Equation (M26).
fn research_stocks(step: &Step, organization: &mut Organization) {
    let kept = step.model.scenario.transfer.absorptive_persistence;
    for (unit, prepared) in step.model.units.iter().enumerate() {
        let seats = prepared.researchers.clone();
        if seats.is_empty() {
            continue;
        }
        let work: f64 = organization.research_work[seats.clone()].iter().sum();
        let stock = &mut organization.units[unit].research_stock;
        *stock = kept * *stock + (1.0 - kept) * work / seats.len() as f64;
    }
}

/// Identifier of a crew, apart from those of seats by the stream it is used
/// with.
fn crew_id(unit: usize, number: usize) -> u32 {
    (unit as u32) << 25 | number as u32
}

//! Research projects: what crews serve, what a project is, how it advances and
//! finishes.

use orgsim::model::{Event, ProjectKind, ProjectOutcome, Role};
use orgsim::random::{Entity, Stream};
use orgsim::scenario::Structure;
use orgsim::units::Quarter;

use super::Company;
use super::counted::{exp, ln, normal_quantile, powf};
use super::person::with_mean_one;

pub(super) struct Crew {
    pub(super) unit: usize,
    pub(super) topic: usize,
    pub(super) seats: Vec<usize>,
    pub(super) slots: Vec<Slot>,
    /// Projects at the start of the quarter, and how often they were pivoted.
    pub(super) projects: u32,
    pub(super) pivots: u32,
    /// Quality of finished projects, smoothed.
    pub(super) quality: f64,
    /// Share of their effort that projects under way have behind them, in the
    /// mean weighted by attention.
    pub(super) maturity: f64,
}

pub(super) struct Slot {
    /// Number among all slots.
    pub(super) number: usize,
    /// The crew, and how many projects were started here.
    pub(super) identity: Entity,
    pub(super) project: Option<Project>,
}

#[derive(Clone)]
pub(super) struct Project {
    pub(super) identity: Entity,
    /// Number of its slot in the crew.
    pub(super) place: u32,
    pub(super) kind: ProjectKind,
    /// Whether it does what product has asked for.
    pub(super) requested: bool,
    pub(super) started: Quarter,
    /// Person-quarters in all, and those done.
    pub(super) required: f64,
    pub(super) done: f64,
    pub(super) relevance: f64,
}

impl Crew {
    /// Pivots a project, at most one.
    pub(super) fn pivoted_share(&self) -> f64 {
        (f64::from(self.pivots) / f64::from(self.projects.max(1))).min(1.0)
    }
}

impl Company<'_> {
    pub(super) fn found_crews(&mut self) {
        let mut slots_so_far = 0;
        for unit in 0..self.units.len() {
            let researchers = self.seats_of(unit, Role::Researcher);
            let crew_size = self.scenario.teams.crew_size as usize;
            let crews = researchers.chunks(crew_size).len();
            for (number, seats) in researchers.chunks(crew_size).enumerate() {
                // Slots for as many projects as the crew could serve under any structure.
                let most = self.scenario.structures.values();
                let most = most.map(|structure| {
                    let load = self.projects_served(structure, seats.len() as f64);
                    load.ceil() as usize
                });
                let identity = Entity {
                    id: ((unit as u32) << 25) + number as u32,
                    generation: 0,
                };
                let slots = (0..most.max().unwrap_or(0)).map(|place| Slot {
                    number: slots_so_far + place,
                    identity,
                    project: None,
                });
                let slots: Vec<Slot> = slots.collect();
                slots_so_far += slots.len();
                self.crews.push(Crew {
                    unit,
                    topic: self.topic_of((number as f64 + 0.5) / crews as f64),
                    seats: seats.to_vec(),
                    slots,
                    projects: 0,
                    pivots: 0,
                    quality: self.quality_at_rest(self.structure(unit)),
                    maturity: 0.5,
                });
                let crew = self.crews.len() - 1;
                for place in 0..self.load(crew).ceil() as usize {
                    let mut project = self.new_project(crew, place);
                    let (stream, place32) = (Stream::InitialProgress, place as u32);
                    let u = self
                        .streams
                        .pair_uniform(stream, identity, Quarter(0), place32);
                    project.done = u * project.required;
                    self.crews[crew].slots[place].project = Some(project);
                }
            }
        }
    }

    /// The topic at a place between 0 and 1 of the row of crews.
    fn topic_of(&self, place: f64) -> usize {
        let mut reached = 0.0;
        for (number, topic) in self.scenario.topics.values().enumerate() {
            reached += topic.share;
            if place < reached {
                return number;
            }
        }
        self.scenario.topics.len() - 1
    }

    /// Projects that so many researchers, counted by their effort, serve at once.
    fn projects_served(&self, structure: &Structure, researchers: f64) -> f64 {
        researchers * structure.concurrent_assignments / self.scenario.research.project_staff
    }

    /// Projects that a crew serves at once.
    pub(super) fn load(&self, crew: usize) -> f64 {
        let crew = &self.crews[crew];
        let effort = self.total(&crew.seats, |person| person.research_effort);
        self.projects_served(self.structure(crew.unit), effort)
    }

    pub(super) fn new_project(&self, crew: usize, place: usize) -> Project {
        let research = &self.scenario.research;
        let structure = self.structure(self.crews[crew].unit);
        let identity = self.crews[crew].slots[place].identity;
        let draw = |stream| {
            self.streams
                .pair_uniform(stream, identity, Quarter(0), place as u32)
        };
        let requested = draw(Stream::ProjectOrigin) < structure.technical_control;
        let explores = draw(Stream::ProjectKind) < self.exploratory_share(structure);
        let (kind, effort, relevance) = match (requested, explores) {
            (false, true) => (
                ProjectKind::Exploratory,
                research.exploratory_effort,
                research.exploratory_relevance,
            ),
            (true, _) => (
                ProjectKind::Incremental,
                // What can be done before anybody looks.
                f64::min(
                    research.incremental_effort,
                    research.project_staff * f64::from(structure.runway_quarters),
                ),
                research.requested_relevance,
            ),
            (false, false) => (
                ProjectKind::Incremental,
                research.incremental_effort,
                research.incremental_relevance,
            ),
        };
        let spread = normal_quantile(draw(Stream::ProjectEffort));
        Project {
            identity,
            place: place as u32,
            kind,
            requested,
            started: self.now,
            required: effort * with_mean_one(research.effort_sigma, spread),
            done: 0.0,
            // Beta(a, 1) with the wanted mean a / (a + 1).
            relevance: powf(
                draw(Stream::ProjectRelevance),
                1.0 / (relevance / (1.0 - relevance)),
            ),
        }
    }

    /// A runway shorter than an exploratory project makes people avoid these.
    pub(super) fn exploratory_share(&self, structure: &Structure) -> f64 {
        let research = &self.scenario.research;
        let needed =
            research.exploratory_effort * structure.concurrent_assignments / research.project_staff;
        let runway = match self.scenario.mechanisms.runway_choice {
            true => f64::from(structure.runway_quarters),
            false => needed,
        };
        research.exploratory_share * (runway / needed).min(1.0)
    }

    pub(super) fn research(&mut self) {
        for crew in 0..self.crews.len() {
            let work = self.total(&self.crews[crew].seats, |person| {
                person.research_work * person.pace
            }) * self.gpus.pace;
            let load = self.load(crew);
            // The last of the projects that a crew serves may get part of the
            // attention of a whole one; those beyond wait.
            let attention = |place: usize| (load - place as f64).clamp(0.0, 1.0);
            let slots = &self.crews[crew].slots;
            let places: Vec<usize> = (0..slots.len())
                .filter(|&place| slots[place].project.is_some())
                .collect();
            let mut total = 0.0;
            for &place in &places {
                total += attention(place);
            }
            let mut maturity = 0.0;
            for &place in &places {
                let slot = &mut self.crews[crew].slots[place];
                let project = slot.project.as_mut().expect("is there");
                if total > 0.0 {
                    project.done += work * attention(place) / total;
                }
                let share = project.done / project.required;
                maturity += attention(place) * share.min(1.0);
                if share >= 1.0 {
                    self.finish(crew, place);
                }
            }
            self.crews[crew].maturity = match total > 0.0 {
                true => maturity / total,
                false => 0.0,
            };
        }
        self.research_stocks();
    }

    fn finish(&mut self, crew: usize, place: usize) {
        let research = &self.scenario.research;
        let slot = &mut self.crews[crew].slots[place];
        let (number, project) = (slot.number, slot.project.take().expect("is there"));
        let sigma = match project.kind {
            ProjectKind::Exploratory => research.exploratory_sigma,
            ProjectKind::Incremental => research.incremental_sigma,
        };
        let (stream, whose) = (Stream::ProjectQuality, project.identity);
        let u = self
            .streams
            .pair_uniform(stream, whose, Quarter(0), project.place);
        let seats = &self.crews[crew].seats;
        let skill = match self.people(seats).count() {
            0 => 1.0,
            members => self.total(seats, |person| person.research_skill) / members as f64,
        };
        let quality = exp(sigma * normal_quantile(u) + research.skill_elasticity * ln(skill))
            * self.help_of_partners(crew);
        if project.requested && self.scenario.mechanisms.requested_work {
            let worth = research.requested_yield
                * self.closeness(crew)
                * project.relevance
                * quality
                * project.required
                / self.scenario.work.feature_effort;
            let unit = self.crews[crew].unit;
            let team = self.seats[self.crews[crew].seats[0]].team;
            self.units[unit].teams[team].requested += worth;
        }
        let adjustment = self.scenario.satisfaction.outcome_adjustment;
        let smoothed = &mut self.crews[crew].quality;
        *smoothed += adjustment * (quality - *smoothed);
        self.say(Event::ProjectEnded {
            project: number,
            kind: project.kind,
            started: project.started,
            outcome: ProjectOutcome::Finished {
                quality,
                hit: quality >= research.hit_quality,
                flop: quality < research.flop_quality,
            },
        });
        if quality >= research.breakthrough_quality {
            self.make_breakthrough(crew, &project, quality);
        }
    }

    /// By how much partners raise the quality of a crew's projects, compared with ties of
    /// usual age to people who know as much as others.
    fn help_of_partners(&self, crew: usize) -> f64 {
        let places = self.scenario.teams.ties_per_person;
        if !self.scenario.mechanisms.know_how || places == 0 {
            return 1.0;
        }
        let seats = &self.crews[crew].seats;
        let members = self.people(seats).count().max(1) as f64;
        let shared = self.total(seats, |person| self.shared_by_partners(person));
        let weight = self.scenario.research.know_how;
        let known = shared / (members * f64::from(places));
        (1.0 + weight * known) / (1.0 + weight * self.usual_acquaintance())
    }

    /// Work on research, and what engineers learn from the researchers they know.
    fn research_stocks(&mut self) {
        let kept = self.scenario.transfer.absorptive_persistence;
        for unit in 0..self.units.len() {
            let seats = self.seats_of(unit, Role::Researcher);
            self.units[unit].research_done = self.total(&seats, |person| person.research_work);
            let learnt = self.knowledge_of_engineers(unit);
            let knowledge = &mut self.units[unit].knowledge;
            *knowledge = kept * *knowledge + (1.0 - kept) * learnt;
        }
    }

    pub(super) fn knowledge_of_engineers(&self, unit: usize) -> f64 {
        let own = self.scenario.transfer.engineers_knowledge;
        let planned = self.units[unit].planned[Role::Engineer as usize];
        let possible = self.scenario.teams.ties_per_person as usize * planned;
        let seats = self.seats_of(unit, Role::Engineer);
        let crossing: u32 = self.people(&seats).map(|p| self.live_ties(p).1).sum();
        match possible {
            0 => own,
            all => own + (1.0 - own) * f64::from(crossing) / all as f64,
        }
    }
}

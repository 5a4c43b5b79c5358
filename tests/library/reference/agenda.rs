//! The agenda: requests pivot projects, reviews cancel them, crews start new
//! ones.

use orgsim::model::{Event, ProjectKind, ProjectOutcome};
use orgsim::random::Stream;

use super::projects::Project;
use super::{Company, poisson};

impl Company<'_> {
    pub(super) fn agenda(&mut self) {
        self.work_lost = 0.0;
        for crew in 0..self.crews.len() {
            self.crews[crew].projects = 0;
            self.crews[crew].pivots = 0;
            for place in 0..self.crews[crew].slots.len() {
                let slot = &mut self.crews[crew].slots[place];
                let number = slot.number;
                if let Some(project) = slot.project.take() {
                    self.crews[crew].projects += 1;
                    let project = self.pivot(crew, number, project);
                    self.crews[crew].slots[place].project = self.review(crew, number, project);
                }
            }
            let wanted = self.load(crew).ceil() as usize;
            for place in 0..wanted.min(self.crews[crew].slots.len()) {
                if self.crews[crew].slots[place].project.is_none() {
                    self.start(crew, place);
                }
            }
        }
    }

    /// Product requests, unless shielded, turn a project towards the product.
    fn pivot(&mut self, crew: usize, number: usize, mut project: Project) -> Project {
        let (agenda, research) = (&self.scenario.agenda, &self.scenario.research);
        if !self.scenario.mechanisms.pivots {
            return project;
        }
        let unit = self.crews[crew].unit;
        let control = self.structure(unit).technical_control;
        let interest = self.scenario.topics[self.crews[crew].topic].request_factor;
        let requests = poisson(
            (agenda.request_rate * interest * self.demand(unit)).min(1000.0),
            self.project_draw(Stream::ProductRequest, &project, 0),
        );
        for request in 0..requests {
            if self.project_draw(Stream::RequestAccepted, &project, request) >= control {
                continue;
            }
            self.work_lost += (1.0 - agenda.retained_progress) * project.done;
            project.done *= agenda.retained_progress;
            project.requested = true;
            project.relevance += agenda.relevance_gain * (1.0 - project.relevance);
            if project.kind == ProjectKind::Exploratory {
                // Smaller, and just as far from its end.
                let size = research.incremental_effort / research.exploratory_effort;
                project.kind = ProjectKind::Incremental;
                project.required *= size;
                project.done *= size;
            }
            self.crews[crew].pivots += 1;
            self.say(Event::Pivoted { project: number });
        }
        project
    }

    /// A project past its runway survives with its relevance, at least.
    fn review(&mut self, crew: usize, number: usize, project: Project) -> Option<Project> {
        let runway = self.structure(self.crews[crew].unit).runway_quarters;
        let age = self.now.0 - project.started.0;
        if !self.scenario.mechanisms.runway_review || age < runway as i32 {
            return Some(project);
        }
        let risk = self.scenario.agenda.review_strictness * (1.0 - project.relevance);
        if self.project_draw(Stream::RunwayReview, &project, 0) >= risk {
            return Some(project);
        }
        self.work_lost += project.done;
        self.say(Event::ProjectEnded {
            project: number,
            kind: project.kind,
            started: project.started,
            outcome: ProjectOutcome::Cancelled,
        });
        None
    }

    /// A draw of this quarter for a project.
    fn project_draw(&self, stream: Stream, project: &Project, nth: u32) -> f64 {
        let (whose, place) = (project.identity, project.place);
        self.streams
            .nth_uniform(stream, whose, self.now, place, nth as u16)
    }

    fn start(&mut self, crew: usize, place: usize) {
        self.crews[crew].slots[place].identity.generation += 1;
        let project = self.new_project(crew, place);
        let slot = &mut self.crews[crew].slots[place];
        let (number, kind) = (slot.number, project.kind);
        slot.project = Some(project);
        self.say(Event::ProjectStarted {
            project: number,
            kind,
        });
    }
}

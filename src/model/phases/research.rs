//! Research projects: crews, their project slots, progress and results.

use std::ops::Range;

use super::transfer::{closeness, set_out};
use crate::elementary::{exp, ln, normal_quantile};
use crate::measures::Role;
use crate::model::event::{Event, ProjectKind, ProjectOutcome};
use crate::model::prepared::PreparedUnit;
use crate::model::state::{self, Compute, Output, Seats, Team, Ties, Traits, Transfers, UnitState};
use crate::model::step::Step;
use crate::random::Stream;
use crate::units::Quarter;

/// What comes of research.
pub(crate) struct Research<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) traits: &'a Traits,
    pub(crate) output: &'a Output,
    pub(crate) compute: &'a Compute,
    pub(crate) ties: &'a Ties,
    pub(crate) units: &'a mut [UnitState],
    pub(crate) teams: &'a mut [Team],
    pub(crate) research: &'a mut state::Research,
    pub(crate) transfers: &'a mut Transfers,
}

impl Research<'_> {
    /// Projects advance by their crew's effective effort; some finish, and the
    /// best results are breakthroughs.
    pub(crate) fn run(mut self, step: &Step, happened: &mut Vec<Event>) {
        for index in 0..self.research.crews.len() {
            let crew = &mut self.research.crews[index];
            let work = &self.output.research_work[crew.seats.clone()];
            let pace = &self.traits.pace[crew.seats.clone()];
            let work: f64 = work.iter().zip(pace).map(|(work, pace)| work * pace).sum();
            let work = work * self.compute.pace;
            let (load, total, slots) = (crew.load, crew.attention, crew.slots.clone());
            // Projects beyond the load pause.
            let attention = |place: usize| (load - place as f64).clamp(0.0, 1.0);
            crew.maturity = 0.0;
            if total == 0.0 {
                continue;
            }
            let mut maturity = 0.0;
            for (place, project) in slots.enumerate() {
                let projects = &mut self.research.projects;
                if !projects.active[project] {
                    continue;
                }
                projects.progress[project] += work * attention(place) / total;
                let share = projects.progress[project] / projects.required[project];
                maturity += attention(place) * share.min(1.0);
                if share >= 1.0 {
                    self.finish(step, happened, index, project);
                }
            }
            self.research.crews[index].maturity = maturity / total;
        }
        self.knowledge(step);
    }

    /// A project ends with a quality; what was requested is worth features then.
    ///
    /// Equations (M31), (M33).
    fn finish(&mut self, step: &Step, happened: &mut Vec<Event>, crew: usize, project: usize) {
        let research = &step.model.scenario.research;
        let shared = self.shared_know_how(step, &self.research.crews[crew].seats);
        let state::Research {
            crews, projects, ..
        } = &mut *self.research;
        let (entity, slot) = (projects.entity[project], projects.slot[project]);
        let (kind, started) = (projects.kind[project], projects.started[project]);
        let sigma = match kind {
            ProjectKind::Exploratory => research.exploratory_sigma,
            ProjectKind::Incremental => research.incremental_sigma,
        };
        let u = step
            .streams
            .nth_uniform(Stream::ProjectQuality, entity, Quarter(0), slot, 0);
        let skill = crew_skill(self.seats, self.traits, &crews[crew].seats);
        let luck = exp(sigma * normal_quantile(u) + research.skill_elasticity * ln(skill));
        let quality = luck * shared;
        let adjustment = step.model.scenario.satisfaction.outcome_adjustment;
        let smoothed = &mut crews[crew].quality;
        *smoothed += adjustment * (quality - *smoothed);
        projects.active[project] = false;
        let team = self.seats.team[crews[crew].seats.start] as usize;
        if step.model.scenario.mechanisms.requested_work && projects.requested[project] {
            self.teams[team].requested += research.requested_yield
                * closeness(step, self.ties, &crews[crew])
                * projects.relevance[project]
                * quality
                * projects.required[project]
                / step.model.scenario.work.feature_effort;
        }
        happened.push(Event::ProjectEnded {
            project,
            kind,
            started,
            outcome: ProjectOutcome::Finished {
                quality,
                hit: quality >= research.hit_quality,
                flop: quality < research.flop_quality,
            },
        });
        if quality >= research.breakthrough_quality {
            let structure = self.units[crews[crew].unit].structure;
            let makers = self.seats.people(crews[crew].seats.clone()).collect();
            let breakthrough = self.transfers.made;
            let origin = (crew, structure, makers);
            let transfer = set_out(step, origin, breakthrough, projects, project, quality);
            self.transfers.open.push(transfer);
            self.transfers.made += 1;
            self.transfers.count += 1;
            happened.push(Event::BreakthroughMade { breakthrough, team });
        }
    }

    /// What the know-how that a crew shares with its partners multiplies the quality of its
    /// projects by; one where it has as much of it as is usual.
    ///
    /// Equation (M32).
    fn shared_know_how(&self, step: &Step, of_crew: &Range<usize>) -> f64 {
        let scenario = &step.model.scenario;
        let ties = scenario.teams.ties_per_person;
        if !scenario.mechanisms.know_how || ties == 0 {
            return 1.0;
        }
        let (mut sum, mut members) = (0.0, 0u32);
        for seat in of_crew.clone().filter(|&seat| self.seats.occupied[seat]) {
            let of_partners = self.ties.dated(self.seats, seat).map(|(partner, since)| {
                step.model.acquaintance.after(since, step.quarter) * self.traits.know_how[partner]
            });
            sum += of_partners.sum::<f64>();
            members += 1;
        }
        let weight = scenario.research.know_how;
        let known = sum / f64::from(members.max(1) * ties);
        (1.0 + weight * known) / (1.0 + weight * step.model.acquaintance.usual())
    }

    /// What each unit's engineers know of research, on which its absorptive capacity rests:
    /// the prior related knowledge of those who take something over (Cohen and Levinthal
    /// 1990), which they have from the researchers to whom they are tied, smoothed.
    ///
    /// Equation (M35).
    fn knowledge(&mut self, step: &Step) {
        for (unit, prepared) in self.units.iter_mut().zip(&step.model.units) {
            let learnt = knowledge_at_rest(step, self.ties, unit, prepared);
            let kept = step.model.scenario.transfer.absorptive_persistence;
            unit.knowledge = kept * unit.knowledge + (1.0 - kept) * learnt;
        }
    }
}

/// Knowledge of research that a unit's engineers would have in the long run with the ties
/// that they have now.
pub(crate) fn knowledge_at_rest(
    step: &Step,
    ties: &Ties,
    unit: &UnitState,
    prepared: &PreparedUnit,
) -> f64 {
    let alone = step.model.scenario.transfer.engineers_knowledge;
    let engineers = unit.planned[Role::Engineer as usize];
    let possible = step.model.scenario.teams.ties_per_person as usize * engineers;
    if possible == 0 {
        return alone;
    }
    let crossing: u32 = ties.crossing[prepared.engineers.clone()].iter().sum();
    alone + (1.0 - alone) * f64::from(crossing) / possible as f64
}

/// Mean research skill of a crew's present members; one if nobody is left.
fn crew_skill(seats: &Seats, traits: &Traits, of_crew: &Range<usize>) -> f64 {
    let (mut sum, mut members) = (0.0, 0u32);
    for seat in of_crew.clone() {
        if seats.occupied[seat] {
            sum += traits.research_skill[seat];
            members += 1;
        }
    }
    match members {
        0 => 1.0,
        some => sum / f64::from(some),
    }
}

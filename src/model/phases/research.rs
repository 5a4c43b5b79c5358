//! Research projects: crews, their project slots, progress and results.

use std::ops::Range;

use super::transfer::set_out;
use crate::elementary::{exp, ln, normal_quantile};
use crate::model::event::{Event, ProjectKind, ProjectOutcome};
use crate::model::state::{self, Compute, Output, Seats, Traits, Transfers, UnitState};
use crate::model::step::Step;
use crate::random::Stream;
use crate::units::Quarter;

/// What comes of research.
pub(crate) struct Research<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) traits: &'a Traits,
    pub(crate) output: &'a Output,
    pub(crate) compute: &'a Compute,
    pub(crate) units: &'a mut [UnitState],
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
            let work: f64 = work.iter().sum();
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
        self.research_stocks(step);
    }

    /// Equation (M25).
    fn finish(&mut self, step: &Step, happened: &mut Vec<Event>, crew: usize, project: usize) {
        let research = &step.model.scenario.research;
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
        let quality = exp(sigma * normal_quantile(u) + research.skill_elasticity * ln(skill));
        let adjustment = step.model.scenario.satisfaction.outcome_adjustment;
        let smoothed = &mut crews[crew].quality;
        *smoothed += adjustment * (quality - *smoothed);
        projects.active[project] = false;
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
            let team = self.seats.team[crews[crew].seats.start] as usize;
            let breakthrough = self.transfers.made;
            let origin = (crew, structure, makers);
            let transfer = set_out(step, origin, breakthrough, projects, project, quality);
            self.transfers.open.push(transfer);
            self.transfers.made += 1;
            self.transfers.count += 1;
            happened.push(Event::BreakthroughMade { breakthrough, team });
        }
    }

    /// Each unit's stock of own research, on which its absorptive capacity rests
    /// (Cohen and Levinthal 1990): research effort per researcher's seat, smoothed.
    ///
    /// Equation (M26).
    fn research_stocks(&mut self, step: &Step) {
        let kept = step.model.scenario.transfer.absorptive_persistence;
        for (unit, prepared) in self.units.iter_mut().zip(&step.model.units) {
            let seats = prepared.researchers.clone();
            if seats.is_empty() {
                continue;
            }
            let work: f64 = self.output.research_work[seats.clone()].iter().sum();
            let stock = &mut unit.research_stock;
            *stock = kept * *stock + (1.0 - kept) * work / seats.len() as f64;
        }
    }
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

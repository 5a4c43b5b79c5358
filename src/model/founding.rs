//! Founding: a mature organisation at the start of a run's burn-in.

use super::phases::{self, Settling, Shifts, assign_teams, founding_tenure, set_up};
use super::prepared::Model;
use super::state::{
    Compute, Crew, Effects, Flagship, Luck, Market, Minds, Organization, Output, PaperPipeline,
    Research, Seats, Ties, Timetable, Traits, Transfers, UnitState,
};
use super::step::Step;
use crate::random::Stream;
use crate::units::Quarter;

/// Every seat occupied, tenures spread, projects under way, ties in place.
pub(super) fn found(step: &Step) -> Organization {
    let (model, scenario) = (step.model, &step.model.scenario);
    let count = model.seats();
    let long_ago = Quarter(step.quarter.0 - 1000);
    let mut seats = Seats::of(&model.units, long_ago);
    let mut traits = Traits::with_seats(count);
    let mut minds = Minds::with_seats(count);
    let mut ties = Ties::none(count, scenario.teams.ties_per_person);
    let mut luck = Luck::of(&seats.person);
    let units: Vec<UnitState> = model.units.iter().map(UnitState::normal).collect();
    let mut teams = Vec::new();
    assign_teams(model, &units, &mut seats, &mut teams);
    for seat in 0..count {
        let shifts = Shifts::of_founders(scenario, seats.role[seat]);
        let mut settling = Settling {
            units: &units,
            teams: &teams,
            seats: &mut seats,
            traits: &mut traits,
            minds: &mut minds,
        };
        settling.settle(step, seat, &shifts);
        seats.tenure[seat] = founding_tenure(step, &seats, &traits, seat);
    }
    let research = found_crews(step, &units, &mut seats, &minds);
    phases::Ties {
        seats: &seats,
        units: &units,
        teams: &teams,
        luck: &mut luck,
        ties: &mut ties,
    }
    .found(step);
    Organization {
        seats,
        traits,
        minds,
        output: Output::with_seats(count),
        ties,
        luck,
        units,
        teams,
        research,
        papers: PaperPipeline::empty(&scenario.papers),
        transfers: Transfers::default(),
        compute: Compute::new(&scenario.compute),
        flagship: Flagship::planned(&scenario.flagship, step.quarter),
        market: Market::default(),
        reputation: 1.0,
        effects: Effects::default(),
        timetable: Timetable::of(model.events.len()),
    }
}

/// Crews with projects under way.
fn found_crews(step: &Step, units: &[UnitState], seats: &mut Seats, minds: &Minds) -> Research {
    let model = step.model;
    let crew_size = model.scenario.teams.crew_size as usize;
    let mut research = Research::default();
    for (unit, prepared) in model.units.iter().enumerate() {
        let researchers = prepared.researchers.clone();
        let crews = researchers.len().div_ceil(crew_size);
        for (number, first) in researchers.clone().step_by(crew_size).enumerate() {
            let of_crew = first..(first + crew_size).min(researchers.end);
            let slots = model
                .structures_of(unit)
                .map(|structure| model.project_load(structure, of_crew.len() as f64).ceil())
                .map(|slots| slots as usize)
                .max()
                .unwrap_or(0);
            let projects = &mut research.projects;
            let first_slot = projects.active.len();
            for slot in 0..slots {
                projects.push_empty_slot(crew_id(unit, number), slot as u32);
            }
            seats.crew[of_crew.clone()].fill(research.crews.len() as u32);
            let crew = Crew {
                unit,
                topic: topic_of(model, number, crews),
                seats: of_crew,
                slots: first_slot..first_slot + slots,
                projects: 0,
                pivots: 0,
                quality: 1.0,
                load: 0.0,
                attention: 0.0,
                maturity: 0.5,
            };
            let structure = units[unit].structure;
            let effort = crew.research_effort(seats, minds);
            let under_way = model.project_load(structure, effort).ceil() as usize;
            for project in first_slot..first_slot + under_way {
                set_up(step, projects, project, structure);
                let done = step.streams.nth_uniform(
                    Stream::InitialProgress,
                    projects.entity[project],
                    Quarter(0),
                    projects.slot[project],
                    0,
                );
                projects.progress[project] = done * projects.required[project];
            }
            research.crews.push(crew);
        }
    }
    research
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

/// Identifier of a crew, apart from those of seats by the stream it is used
/// with.
fn crew_id(unit: usize, number: usize) -> u32 {
    (unit as u32) << 25 | number as u32
}

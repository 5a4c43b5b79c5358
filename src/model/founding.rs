//! Founding: a mature organisation at the start of a run's burn-in.

use super::compute::Compute;
use super::flagship::Flagship;
use super::layout;
use super::luck::Luck;
use super::market::Market;
use super::organization::UnitState;
use super::papers::PaperPipeline;
use super::person::{self, Shifts};
use super::research::{Projects, found_crews};
use super::step::Step;
use super::ties::{Ties, found_ties};
use super::timetable::Timetable;
use super::{Model, Organization, Role};
use crate::random::{Entity, Streams};
use crate::units::Quarter;

impl Organization {
    /// Every seat occupied, tenures spread, projects under way, ties in place.
    pub(super) fn mature(model: &Model, streams: &Streams, first: Quarter) -> Self {
        let seats = model.seats();
        let mut role = Vec::with_capacity(seats);
        let mut unit_of = Vec::with_capacity(seats);
        let mut person = Vec::with_capacity(seats);
        for (index, unit) in model.units.iter().enumerate() {
            for (range, kind) in [
                (&unit.researchers, Role::Researcher),
                (&unit.engineers, Role::Engineer),
            ] {
                for place in 0..range.len() {
                    role.push(kind);
                    unit_of.push(index as u16);
                    person.push(Entity {
                        id: seat_id(index, kind, place),
                        generation: 0,
                    });
                }
            }
        }
        let units = model
            .units
            .iter()
            .map(|unit| UnitState {
                structure: unit.structure,
                previous_structure: unit.structure,
                disruption: 0.0,
                announced: 0,
                funded: [unit.researchers.len(), unit.engineers.len()],
                survivors: 0.0,
                research_stock: 1.0,
                revenue: 1.0,
                shipped_value: 0.0,
                transfer_load: 0.0,
            })
            .collect();
        let column = vec![0.0; seats];
        let long_ago = Quarter(first.0 - 1000);
        let mut organization = Self {
            occupied: vec![true; seats],
            tenure: vec![0; seats],
            satisfaction: column.clone(),
            research_effort: column.clone(),
            team: vec![0; seats],
            vacant_since: vec![long_ago; seats],
            cross_ties: vec![0; seats],
            live_ties: vec![0; seats],
            reputation: 1.0,
            open_transfers: 0,
            citations: 0.0,
            compute: Compute::new(&model.scenario.compute),
            flagship: Flagship::planned(&model.scenario.flagship, first),
            market: Market::default(),
            value_lost: 0.0,
            time_lost: [0.0; 2],
            unit: unit_of,
            crew: vec![0; seats],
            luck: Luck::of(&person),
            traits: person::Traits::with_seats(seats),
            reward: column.clone(),
            instability: column.clone(),
            reward_expectation: column.clone(),
            autonomy_expectation: column.clone(),
            own_score: vec![1.0; seats],
            product_score: vec![1.0; seats],
            paper_outcome: vec![1.0; seats],
            research_work: column.clone(),
            product_work: column.clone(),
            papers_submitted: vec![0; seats],
            fill_quarter: vec![long_ago; seats],
            last_exit: vec![long_ago; seats],
            management: column.clone(),
            ties: Ties::none(seats, model.scenario.teams.ties_per_person),
            units,
            teams: Vec::new(),
            crews: Vec::new(),
            projects: Projects::default(),
            pipeline: PaperPipeline::new(&model.scenario.papers),
            transfers: Vec::new(),
            breakthroughs: 0,
            accepted: 0,
            work_lost: 0.0,
            citations_due: 0.0,
            timetable: Timetable::new(model.events.len()),
            effects: Vec::new(),
            hazard: column,
            role,
            person,
        };
        let step = Step {
            model,
            streams,
            quarter: first,
        };
        layout::assign_teams(model, &mut organization);
        for seat in 0..seats {
            let shifts = Shifts::of_founders(&model.scenario, organization.role[seat]);
            person::settle(&step, &mut organization, seat, &shifts);
            organization.tenure[seat] = person::founding_tenure(&step, &organization, seat);
        }
        found_crews(&step, &mut organization);
        found_ties(&step, &mut organization);
        organization
    }
}

/// Identifier of a seat: it depends on the place within the unit and role
/// only, so that adding people elsewhere changes nobody's luck.
fn seat_id(unit: usize, role: Role, place: usize) -> u32 {
    (unit as u32) << 25 | (role as u32) << 24 | place as u32
}

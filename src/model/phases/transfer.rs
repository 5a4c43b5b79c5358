//! Transfer: breakthroughs travel to the product, or are abandoned.
//!
//! A breakthrough is published, noticed, adopted, hardened, integrated and
//! shipped. Every stage ends at a hazard of its own, and abandonment competes
//! with all of them. Within a quarter the hazards of a stage are constant and
//! the race is simulated exactly, event by event.

use crate::elementary::exp;
use crate::model::event::Event;
use crate::model::state;
use crate::model::state::{Crew, Output, Projects, Seats, Ties, Transfers, UnitState};
use crate::model::step::Step;
use crate::random::{Entity, Exponential, Stream};
use crate::units::Quarter;

const NOTICED: u32 = 1;
const ADOPTED: u32 = 2;

/// How breakthroughs travel.
pub(crate) struct Transfer<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) ties: &'a Ties,
    pub(crate) output: &'a Output,
    pub(crate) crews: &'a [Crew],
    pub(crate) units: &'a mut [UnitState],
    pub(crate) transfers: &'a mut Transfers,
}

/// What the hazards of a transfer depend on in a quarter, besides its stage.
struct Conditions {
    awareness: f64,
    absorption: f64,
    gate_open: bool,
    relevance: f64,
    /// Share of full speed that engineers' capacity allows.
    capacity: f64,
    /// Share of full speed that researchers' involvement allows.
    involvement: f64,
    abandonment: f64,
}

impl Transfer<'_> {
    /// Every breakthrough made before this quarter travels on.
    pub(crate) fn run(mut self, step: &Step, happened: &mut Vec<Event>) {
        let capacity = self.engineering_capacity(step);
        let parameters = &step.model.scenario.transfer;
        let last_stage = ADOPTED + parameters.hardening_stages + parameters.integration_stages;
        let mut open = std::mem::take(&mut self.transfers.open);
        self.transfers.value_lost = 0.0;
        open.retain_mut(|transfer| {
            if transfer.made == step.quarter {
                return true;
            }
            let unit = self.crews[transfer.crew].unit;
            let conditions = self.conditions(step, transfer, capacity[unit]);
            let (breakthrough, made) = (transfer.breakthrough, transfer.made);
            let was_adopted = transfer.stage >= ADOPTED;
            let progress = race(step, transfer, &conditions, last_stage);
            if !was_adopted && transfer.stage >= ADOPTED {
                happened.push(Event::Adopted { breakthrough });
            }
            happened.push(match progress {
                Progress::Open => {
                    // The gate asks first; what it has to wait for comes by the next quarter.
                    let missing = 1.0 - transfer.readiness;
                    transfer.readiness += parameters.readiness_gain * missing;
                    return true;
                }
                Progress::Shipped => {
                    let value = transfer.quality * conditions.relevance;
                    self.units[unit].shipped_value += value;
                    self.transfers.value_lost += transfer.quality * transfer.relevance - value;
                    Event::Shipped {
                        breakthrough,
                        made,
                        value,
                    }
                }
                Progress::Abandoned => Event::Abandoned { breakthrough, made },
            });
            self.transfers.count -= 1;
            false
        });
        self.transfers.open = open;
    }

    /// Equation (M43).
    fn conditions(&self, step: &Step, transfer: &state::Transfer, capacity: f64) -> Conditions {
        let scenario = &step.model.scenario;
        let parameters = &scenario.transfer;
        let mechanisms = &scenario.mechanisms;
        let crew = &self.crews[transfer.crew];
        let unit = &self.units[crew.unit];
        let structure = &step.model.structures[unit.structure].parameters;

        let age = f64::from(step.quarter.0 - transfer.made.0);
        let relevance = transfer.relevance * exp(-parameters.obsolescence_rate * age);
        let close = closeness(step, self.ties, crew);
        let awareness = if mechanisms.awareness {
            let through_papers = match transfer.published {
                true => parameters.published_awareness,
                false => 0.0,
            };
            1.0 - (1.0 - through_papers) * (1.0 - close)
        } else {
            1.0
        };
        let absorption = if mechanisms.absorptive_capacity {
            unit.knowledge / (unit.knowledge + parameters.absorptive_half)
        } else {
            1.0
        };
        let involvement = if mechanisms.tacit_involvement {
            let know_how = close * self.remaining_makers(transfer);
            1.0 - transfer.tacitness * (1.0 - know_how)
        } else {
            1.0
        };
        let interval = structure.gate_interval_quarters as i32;
        Conditions {
            awareness,
            absorption,
            gate_open: step.quarter.0.rem_euclid(interval) == 0
                && transfer.readiness >= structure.gate_readiness
                && relevance >= structure.gate_relevance,
            relevance,
            capacity,
            involvement,
            abandonment: parameters.abandonment_rate
                + parameters.immaturity_rate * (1.0 - transfer.readiness),
        }
    }

    /// Share of full speed at which each unit's engineers can work on the transfers
    /// in their hands; notes what it costs them.
    fn engineering_capacity(&mut self, step: &Step) -> Vec<f64> {
        let parameters = &step.model.scenario.transfer;
        let mut in_hands = vec![0u32; self.units.len()];
        for transfer in &self.transfers.open {
            if transfer.stage >= ADOPTED {
                in_hands[self.crews[transfer.crew].unit] += 1;
            }
        }
        let units = self.units.iter_mut().zip(&step.model.units);
        units
            .zip(in_hands)
            .map(|((state, prepared), in_hands)| {
                state.shipped_value = 0.0;
                let work = &self.output.product_work[prepared.engineers.clone()];
                let work: f64 = work.iter().sum();
                let wanted = parameters.engineers_per_transfer * f64::from(in_hands);
                let granted = wanted.min(work);
                state.transfer_load = if work > 0.0 { granted / work } else { 0.0 };
                if wanted > 0.0 {
                    granted / wanted
                } else if work > 0.0 || parameters.engineers_per_transfer == 0.0 {
                    1.0
                } else {
                    0.0
                }
            })
            .collect()
    }

    /// Share of a breakthrough's makers who are still there.
    fn remaining_makers(&self, transfer: &state::Transfer) -> f64 {
        if transfer.makers.is_empty() {
            return 0.0;
        }
        let members = self.seats.people(self.crews[transfer.crew].seats.clone());
        let left = members.filter(|member| transfer.makers.contains(member));
        left.count() as f64 / transfer.makers.len() as f64
    }
}

/// How close a crew is to engineers: the share of its possible ties that cross the line and
/// are alive, relative to that of full involvement.
pub(super) fn closeness(step: &Step, ties: &Ties, crew: &Crew) -> f64 {
    let seats = crew.seats.clone();
    let possible = step.model.scenario.teams.ties_per_person as usize * seats.len();
    if possible == 0 {
        return 0.0;
    }
    let crossing: u32 = ties.crossing[seats].iter().sum();
    let share = f64::from(crossing) / possible as f64;
    (share / step.model.scenario.transfer.full_involvement_ties).min(1.0)
}

enum Progress {
    Open,
    Shipped,
    Abandoned,
}

/// The competing risks of one quarter.
fn race(
    step: &Step,
    transfer: &mut state::Transfer,
    conditions: &Conditions,
    last_stage: u32,
) -> Progress {
    let mut left = 1.0;
    let mut draws = 0;
    let mut uniform = || {
        draws += 1;
        step.streams.nth_uniform(
            Stream::TransferProgress,
            transfer.project,
            step.quarter,
            transfer.slot,
            draws - 1,
        )
    };
    loop {
        let advance = advance_hazard(step, transfer.stage, conditions);
        let total = advance + conditions.abandonment;
        if total == 0.0 {
            return Progress::Open;
        }
        left -= Exponential::new(1.0 / total).quantile(uniform());
        if left <= 0.0 {
            return Progress::Open;
        }
        if uniform() * total >= advance {
            return Progress::Abandoned;
        }
        transfer.stage += 1;
        if transfer.stage == last_stage {
            return Progress::Shipped;
        }
    }
}

/// Hazard of completing the present stage, per quarter.
///
/// Equations (M40), (M41), (M42).
fn advance_hazard(step: &Step, stage: u32, conditions: &Conditions) -> f64 {
    let parameters = &step.model.scenario.transfer;
    match stage {
        0 => parameters.notice_rate * conditions.awareness,
        NOTICED if !conditions.gate_open => 0.0,
        NOTICED => parameters.adoption_rate * conditions.relevance * conditions.absorption,
        _ => parameters.stage_rate * conditions.capacity * conditions.involvement,
    }
}

/// A breakthrough sets out: it was made by a project of a crew, whose unit has a
/// structure, and by the people who were in the crew.
pub(super) fn set_out(
    step: &Step,
    (crew, structure, makers): (usize, usize, Vec<Entity>),
    breakthrough: usize,
    projects: &Projects,
    project: usize,
    quality: f64,
) -> state::Transfer {
    let parameters = &step.model.scenario.transfer;
    let permitted = step.model.structures[structure]
        .parameters
        .publication_share;
    let (entity, slot) = (projects.entity[project], projects.slot[project]);
    let draw = |stream| {
        step.streams
            .nth_uniform(stream, entity, Quarter(0), slot, 0)
    };
    let offset = parameters.tacitness_spread * (2.0 * draw(Stream::Tacitness) - 1.0);
    state::Transfer {
        breakthrough,
        crew,
        made: step.quarter,
        quality,
        relevance: projects.relevance[project],
        tacitness: (parameters.tacitness + offset).clamp(0.0, 1.0),
        readiness: parameters.initial_readiness,
        published: draw(Stream::PublicationPermit) < permitted,
        stage: 0,
        project: entity,
        slot,
        makers,
    }
}

//! Transfer: breakthroughs travel to the product, or are abandoned.
//!
//! A breakthrough is published, noticed, adopted, hardened, integrated and
//! shipped. Every stage ends at a hazard of its own, and abandonment competes
//! with all of them. Within a quarter the hazards of a stage are constant and
//! the race is simulated exactly, event by event.

use super::step::Step;
use super::{Event, Observer, Organization};
use crate::elementary::exp;
use crate::random::{Entity, Exponential, Stream};
use crate::units::Quarter;

/// A breakthrough on its way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Transfer {
    pub(super) breakthrough: usize,
    crew: usize,
    made: Quarter,
    quality: f64,
    relevance: f64,
    tacitness: f64,
    readiness: f64,
    published: bool,
    /// Completed stages: noticed, adopted, then the Erlang stages of hardening
    /// and integration.
    stage: u32,
    /// The project that made it.
    project: Entity,
    slot: u32,
    /// Members of the crew that made it; those who leave take know-how with
    /// them.
    makers: Vec<Entity>,
}

const NOTICED: u32 = 1;
const ADOPTED: u32 = 2;

impl Transfer {
    pub(super) fn new(
        step: &Step,
        organization: &Organization,
        breakthrough: usize,
        crew: usize,
        project: usize,
        quality: f64,
    ) -> Self {
        let parameters = &step.model.scenario.transfer;
        let unit = organization.crews[crew].unit;
        let structure = organization.units[unit].structure;
        let permitted = step.model.structures[structure]
            .parameters
            .publication_share;
        let (entity, slot) = (
            organization.projects.entity[project],
            organization.projects.slot[project],
        );
        let draw = |stream| {
            step.streams
                .nth_uniform(stream, entity, Quarter(0), slot, 0)
        };
        let offset = parameters.tacitness_spread * (2.0 * draw(Stream::Tacitness) - 1.0);
        Self {
            breakthrough,
            crew,
            made: step.quarter,
            quality,
            relevance: organization.projects.relevance[project],
            tacitness: (parameters.tacitness + offset).clamp(0.0, 1.0),
            readiness: parameters.initial_readiness,
            published: draw(Stream::PublicationPermit) < permitted,
            stage: 0,
            project: entity,
            slot,
            makers: members(organization, crew).collect(),
        }
    }

    fn in_hands_of_engineers(&self) -> bool {
        self.stage >= ADOPTED
    }
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

/// Every breakthrough made before this quarter travels on.
pub(super) fn transfer(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let capacity = engineering_capacity(step, organization);
    let parameters = &step.model.scenario.transfer;
    let last_stage = ADOPTED + parameters.hardening_stages + parameters.integration_stages;
    organization.value_lost = 0.0;
    let mut transfers = std::mem::take(&mut organization.transfers);
    transfers.retain_mut(|transfer| {
        if transfer.made == step.quarter {
            return true;
        }
        let missing = 1.0 - transfer.readiness;
        transfer.readiness += parameters.readiness_gain * missing;
        let unit = organization.crews[transfer.crew].unit;
        let conditions = conditions(step, organization, transfer, capacity[unit]);
        match race(step, transfer, &conditions, last_stage) {
            Progress::Open => return true,
            Progress::Shipped => {
                let value = transfer.quality * conditions.relevance;
                organization.units[unit].shipped_value += value;
                organization.value_lost += transfer.quality * transfer.relevance - value;
                organization.open_transfers -= 1;
                let event = Event::Shipped {
                    breakthrough: transfer.breakthrough,
                    made: transfer.made,
                    value,
                };
                observer.happened(step.quarter, event, organization);
            }
            Progress::Abandoned => {
                organization.open_transfers -= 1;
                let event = Event::Abandoned {
                    breakthrough: transfer.breakthrough,
                    made: transfer.made,
                };
                observer.happened(step.quarter, event, organization);
            }
        }
        false
    });
    organization.transfers = transfers;
}

enum Progress {
    Open,
    Shipped,
    Abandoned,
}

/// The competing risks of one quarter.
fn race(
    step: &Step,
    transfer: &mut Transfer,
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
/// Equations (M31), (M32), (M33).
fn advance_hazard(step: &Step, stage: u32, conditions: &Conditions) -> f64 {
    let parameters = &step.model.scenario.transfer;
    match stage {
        0 => parameters.notice_rate * conditions.awareness,
        NOTICED if !conditions.gate_open => 0.0,
        NOTICED => parameters.adoption_rate * conditions.relevance * conditions.absorption,
        _ => parameters.stage_rate * conditions.capacity * conditions.involvement,
    }
}

/// Equation (M34).
fn conditions(
    step: &Step,
    organization: &Organization,
    transfer: &Transfer,
    capacity: f64,
) -> Conditions {
    let scenario = &step.model.scenario;
    let parameters = &scenario.transfer;
    let mechanisms = &scenario.mechanisms;
    let unit = &organization.units[organization.crews[transfer.crew].unit];
    let structure = &step.model.structures[unit.structure].parameters;

    let age = f64::from(step.quarter.0 - transfer.made.0);
    let relevance = transfer.relevance * exp(-parameters.obsolescence_rate * age);
    let ties = cross_tie_share(step, organization, transfer.crew);
    let close = (ties / parameters.full_involvement_ties).min(1.0);
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
        unit.research_stock / (unit.research_stock + parameters.absorptive_half)
    } else {
        1.0
    };
    let involvement = if mechanisms.tacit_involvement {
        let know_how = close * remaining_makers(organization, transfer);
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
fn engineering_capacity(step: &Step, organization: &mut Organization) -> Vec<f64> {
    let parameters = &step.model.scenario.transfer;
    let mut in_hands = vec![0u32; organization.units.len()];
    for transfer in &organization.transfers {
        if transfer.in_hands_of_engineers() {
            in_hands[organization.crews[transfer.crew].unit] += 1;
        }
    }
    let units = organization.units.iter_mut().zip(&step.model.units);
    units
        .zip(in_hands)
        .map(|((state, prepared), in_hands)| {
            state.shipped_value = 0.0;
            let work: f64 = organization.product_work[prepared.engineers.clone()]
                .iter()
                .sum();
            let wanted = parameters.engineers_per_transfer * f64::from(in_hands);
            let available = parameters.engineer_share * work;
            let granted = wanted.min(available);
            state.transfer_load = if work > 0.0 { granted / work } else { 0.0 };
            if wanted > 0.0 {
                granted / wanted
            } else if available > 0.0 || parameters.engineers_per_transfer == 0.0 {
                1.0
            } else {
                0.0
            }
        })
        .collect()
}

/// Share of the crew's possible ties that cross the line and are alive.
fn cross_tie_share(step: &Step, organization: &Organization, crew: usize) -> f64 {
    let seats = organization.crews[crew].seats.clone();
    let possible = step.model.scenario.teams.ties_per_person as usize * seats.len();
    if possible == 0 {
        return 0.0;
    }
    let crossing: u32 = organization.cross_ties[seats].iter().sum();
    f64::from(crossing) / possible as f64
}

/// Who is in the crew.
fn members(organization: &Organization, crew: usize) -> impl Iterator<Item = Entity> {
    let seats = organization.crews[crew].seats.clone();
    seats
        .filter(|&seat| organization.occupied[seat])
        .map(|seat| organization.person[seat])
}

/// Share of a breakthrough's makers who are still there.
fn remaining_makers(organization: &Organization, transfer: &Transfer) -> f64 {
    if transfer.makers.is_empty() {
        return 0.0;
    }
    let left = members(organization, transfer.crew)
        .filter(|member| transfer.makers.contains(member))
        .count();
    left as f64 / transfer.makers.len() as f64
}

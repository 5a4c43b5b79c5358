//! The people at the founding: who came to each seat and is still there, and which seats are
//! vacant.

use std::iter;

use crate::elementary::{exp, ln_column};
use crate::measures::Role;
use crate::model::phases::{Applicants, Settling, TOGETHER};
use crate::model::prepared::{CAREER, PreparedUnit, approval, time_to_fill};
use crate::model::state::{Minds, Seats, Traits};
use crate::model::step::Step;
use crate::random::{Entity, Stream};
use crate::units::Quarter;

/// Most people who are looked at for a seat until one has stayed.
const MOST_LOOKED_AT: u32 = 1000;

/// Seats in each open seat the first of the people who might have come who would have, and
/// would still be there: of a population that grows, with people of every age since they came,
/// or of those who came as long ago as is known.
///
/// Equation (M2).
pub(super) fn settle(step: &Step, mut settling: Settling) {
    let seats = &settling.seats;
    let open: Vec<usize> = (0..seats.count())
        .filter(|&seat| seats.open[seat])
        .collect();
    for together in open.chunks(TOGETHER) {
        settle_together(step, &mut settling, together.to_vec());
    }
}

fn settle_together(step: &Step, settling: &mut Settling, mut free: Vec<usize>) {
    let scenario = &step.model.scenario;
    let quality = scenario.hiring.quality_reputation * (step.model.reputation - 1.0);
    for applicant in 0..MOST_LOOKED_AT {
        for &seat in &free {
            settling.seats.applicant[seat] = applicant;
        }
        let applicants = Applicants::draw(step, settling.seats, &free, quality);
        let people: Vec<(Entity, u32)> = free
            .iter()
            .map(|&seat| (settling.seats.person[seat], applicant))
            .collect();
        let tenures = tenures(step, settling.seats, &free, &column(step, &people, 0));
        let newcomers: Vec<_> = free
            .iter()
            .enumerate()
            .map(|(row, &seat)| settling.newcomer(step, seat, (&applicants, row)))
            .collect();
        let satisfactions: Vec<f64> = newcomers
            .iter()
            .zip(&free)
            .map(|(newcomer, &seat)| match scenario.mechanisms.satisfaction {
                true => settling.lasting_satisfaction(step, seat, newcomer),
                false => 0.0,
            })
            .collect();
        let mut there: Vec<f64> = satisfactions
            .iter()
            .zip(&applicants.traits.log_hazard)
            .map(|(&satisfaction, &log_hazard)| lasting_log_hazard(step, log_hazard, satisfaction))
            .collect();
        step.model.tenure_hazard.survival(&tenures, &mut there);
        let luck = column(step, &people, 1);

        let is_last = applicant + 1 == MOST_LOOKED_AT;
        let mut row = 0;
        free.retain(|&seat| {
            let newcomer = &newcomers[row];
            let stays = newcomer.accepts && (!scenario.mechanisms.exits || luck[row] < there[row]);
            if stays || is_last {
                settling.seat(step, seat, (&applicants, row), newcomer, 1.0);
                if newcomer.accepts {
                    settling.seats.tenure[seat] = tenures[row];
                    settling.minds.satisfaction[seat] = satisfactions[row];
                }
            }
            row += 1;
            !stays
        });
        if free.is_empty() {
            return;
        }
    }
}

/// A column of the uniforms of which each person at the founding has some: of seats, and the
/// numbers of those who may come to them.
fn column(step: &Step, people: &[(Entity, u32)], nth: u16) -> Vec<f64> {
    let mut draws = vec![0.0; people.len()];
    step.streams
        .nth_column_of_pairs(Stream::InitialTenure, Quarter(0), people, nth, &mut draws);
    draws
}

/// Quarters since those came who may sit in some seats: as known, or drawn among all who came
/// within a career, as many each quarter as the growth of the plan implies.
fn tenures(step: &Step, seats: &Seats, of: &[usize], draws: &[f64]) -> Vec<u32> {
    let career = CAREER as f64;
    let unit_of = |seat: usize| &step.model.units[seats.unit[seat] as usize];
    let mut ages: Vec<f64> = of
        .iter()
        .zip(draws)
        .map(|(&seat, &u)| 1.0 - u * unit_of(seat).plan.came_within_career())
        .collect();
    ln_column(&mut ages);
    let row = |((&seat, &u), &log): ((&usize, &f64), &f64)| {
        let (unit, rate) = (unit_of(seat), unit_of(seat).plan.past());
        known_tenure(unit, seats, seat).unwrap_or_else(|| {
            let age = if rate > 0.0 { -log / rate } else { u * career };
            (age as u32).min(CAREER as u32)
        })
    };
    of.iter().zip(draws).zip(&ages).map(row).collect()
}

/// The tenure that is known of whoever sits in a seat, if there is one.
fn known_tenure(unit: &PreparedUnit, seats: &Seats, seat: usize) -> Option<u32> {
    let role = seats.role[seat];
    let known = unit.tenures[role as usize].as_ref()?;
    known.get(seat - unit.seats_of(role).start).copied()
}

/// Hazards of exit that founders have in a quarter, in the mean, one row a seat.
pub(super) fn typical_hazards(
    step: &Step,
    seats: &Seats,
    traits: &Traits,
    minds: &Minds,
) -> Vec<f64> {
    let own = iter::zip(&traits.log_hazard, &minds.satisfaction);
    let mut hazards: Vec<f64> = own
        .map(|(&log_hazard, &satisfaction)| lasting_log_hazard(step, log_hazard, satisfaction))
        .collect();
    step.model
        .tenure_hazard
        .typical(&seats.tenure, &mut hazards);
    hazards
}

/// Log hazard that a founder has at long tenure, moods and shocks aside, from that of the
/// person and from what lasts of satisfaction.
fn lasting_log_hazard(step: &Step, log_hazard: f64, satisfaction: f64) -> f64 {
    let scenario = &step.model.scenario;
    let satisfaction = match scenario.mechanisms.satisfaction {
        true => scenario.labour_market.satisfaction * satisfaction,
        false => 0.0,
    };
    log_hazard - satisfaction
}

/// Leaves seats vacant that have been left, or are new, and not yet filled: as many as the
/// hazards of those who sat there, the growth and the times to fill imply, or those beyond
/// the people who are known.
///
/// Equation (M4).
pub(super) fn vacate(step: &Step, seats: &mut Seats, hazards: &[f64]) {
    let (model, scenario) = (step.model, &step.model.scenario);
    let searches = Role::ALL.map(|role| time_to_fill(scenario, role, model.reputation));
    let people: Vec<(Entity, u32)> = seats.person.iter().map(|&person| (person, 0)).collect();
    let luck = column(step, &people, 2);
    for seat in 0..seats.count() {
        if !seats.occupied[seat] {
            continue;
        }
        let (prepared, role) = (&model.units[seats.unit[seat] as usize], seats.role[seat]);
        let search = searches[role as usize];
        let u = luck[seat];
        // Of the time since the seat became vacant, as a share of all of it.
        let vacant = match &prepared.tenures[role as usize] {
            Some(_) => known_tenure(prepared, seats, seat).is_none().then_some(u),
            None if !scenario.mechanisms.exits => None,
            None => {
                let waiting = match role {
                    Role::Researcher => {
                        approval(scenario, &model.structures[prepared.structure].parameters)
                    }
                    Role::Engineer => 0.0,
                };
                let vacant = hazards[seat] * (search + waiting) + prepared.plan.past() * waiting;
                let probability = vacant / (1.0 + vacant);
                (u < probability).then(|| u / probability)
            }
        };
        if let Some(share) = vacant {
            // Long searches are met more often than short ones, at any time between their
            // start and their end.
            let spread = scenario.hiring.fill_sigma;
            let left = (share * search * exp(spread * spread)) as i32;
            seats.occupied[seat] = false;
            seats.person[seat].generation += 1;
            seats.applicant[seat] = 0;
            seats.fill_quarter[seat] = Quarter(step.quarter.0 + left);
            seats.vacant_since[seat] = Quarter(step.quarter.0 - search as i32);
        }
    }
}

//! Departures: certain people leave, some are dismissed, some leave together.

use super::begin::{Begin, Interventions};
use crate::measures::Role;
use crate::model::event::{Destination, Event, ExitReason};
use crate::model::prepared::PreparedEvent;
use crate::model::step::Step;
use crate::random::Stream;
use crate::scenario::{Departure, Layoff, SpinOff, Who};

/// Share of a unit's people whose dismissal has the whole effect on survivors.
const REFERENCE_LAYOFF: f64 = 0.1;

impl Begin for Departure {
    fn reaches_somebody(&self, step: &Step, event: &PreparedEvent, on: &Interventions) -> bool {
        !first_of(step, on, event, self.who, 1).is_empty()
    }

    /// Those who come first in a unit's ranking leave.
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        for seat in first_of(step, on, event, self.who, self.people as usize) {
            upset_partners(step, on, seat);
            on.leaving().leave(step, seat, ExitReason::Named, None);
        }
        on.ties.recount(on.seats);
    }
}

impl Begin for Layoff {
    fn reaches_somebody(&self, step: &Step, event: &PreparedEvent, on: &Interventions) -> bool {
        event.reach().any(|(unit, role)| {
            let seats = step.model.units[unit].seats_of(role).clone();
            dismissed(self.share, on.seats.head_count(seats)) > 0
        })
    }

    /// A share of the people whom the event reaches is dismissed, by lot; their seats
    /// are no longer funded, and those who stay in their unit are unsettled.
    ///
    /// Equation (M6).
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        for &(unit, _) in &event.units {
            let prepared = &step.model.units[unit];
            let before = on.seats.head_count(prepared.seats());
            for &role in event.roles {
                let mut lots: Vec<(f64, usize)> = prepared
                    .seats_of(role)
                    .clone()
                    .filter(|&seat| on.seats.occupied[seat])
                    .map(|seat| {
                        let own = on.seats.person[seat].place();
                        let lot = step.streams.uniform(Stream::Layoff, own, step.quarter);
                        (lot, seat)
                    })
                    .collect();
                lots.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
                let dismissed = dismissed(self.share, lots.len());
                let mut leaving = on.leaving();
                for &(_, seat) in &lots[..dismissed] {
                    leaving.leave(step, seat, ExitReason::Layoff, None);
                }
                let funded = &mut on.units[unit].funded[role as usize];
                *funded = funded.saturating_sub(dismissed);
            }
            let after = on.seats.head_count(prepared.seats());
            if before > 0 {
                let dismissed = (before - after) as f64 / before as f64;
                let effect = step.model.scenario.labour_market.survivor_effect;
                on.units[unit].survivors += effect * dismissed / REFERENCE_LAYOFF;
            }
        }
        on.ties.recount(on.seats);
    }
}

/// How many of so many people are dismissed.
fn dismissed(share: f64, people: usize) -> usize {
    ((share * people as f64 + 0.5) as usize).min(people)
}

impl Begin for SpinOff {
    fn reaches_somebody(&self, step: &Step, event: &PreparedEvent, on: &Interventions) -> bool {
        !first_of(step, on, event, Who::MostCentral, 1).is_empty()
    }

    /// The most central researcher leaves with people who are tied to that person,
    /// and they found a direct competitor.
    fn begin(&self, step: &Step, event: &PreparedEvent, on: &mut Interventions) {
        let founder = first_of(step, on, event, Who::MostCentral, 1);
        if let Some(&founder) = founder.first() {
            let mut leavers = vec![founder];
            let partners = (0..on.seats.count()).filter(|&seat| {
                seat != founder
                    && on.seats.role[seat] == Role::Researcher
                    && (on.ties.is_tied(on.seats, founder, seat)
                        || on.ties.is_tied(on.seats, seat, founder))
            });
            leavers.extend(partners.take((self.people as usize).saturating_sub(1)));
            upset_partners(step, on, founder);
            let person = on.seats.person[founder];
            let mut leaving = on.leaving();
            for seat in leavers {
                let destination = Some(Destination::Startup);
                leaving.leave(step, seat, ExitReason::Named, destination);
            }
            if step.model.scenario.mechanisms.talent_outflow {
                on.market.competitors.push(person);
                on.happened.push(Event::CompetitorEmerged);
            }
        }
        on.ties.recount(on.seats);
    }
}

/// The seats of the first people in a ranking, the first of them first; those who
/// rank alike come in the order of their seats.
fn first_of(
    step: &Step,
    on: &Interventions,
    event: &PreparedEvent,
    who: Who,
    people: usize,
) -> Vec<usize> {
    let centrality = match who {
        Who::MostCentral => on.ties.centrality(on.seats),
        Who::MostSkilled | Who::Star | Who::Manager => Vec::new(),
    };
    let rank = |seat: usize| match who {
        Who::MostCentral => f64::from(centrality[seat]),
        Who::MostSkilled => on.traits.skill_score[seat],
        Who::Star => on.traits.standing(on.seats.role[seat], seat),
        Who::Manager => f64::from(on.seats.tenure[seat]),
    };
    let managers = step.model.scenario.teams.managers_per_team;
    let eligible = |seat: &usize| {
        let team = &on.teams[on.seats.team[*seat] as usize];
        let manages = || team.managers(managers).any(|manager| manager == *seat);
        on.seats.occupied[*seat] && (who != Who::Manager || manages())
    };
    let reach = event.reach();
    let seats = reach.flat_map(|(unit, role)| step.model.units[unit].seats_of(role).clone());
    let mut ranked: Vec<usize> = seats.filter(eligible).collect();
    ranked.sort_by(|&a, &b| rank(b).total_cmp(&rank(a)));
    ranked.truncate(people);
    ranked
}

/// Whoever is tied to somebody who leaves for all to see is less satisfied.
fn upset_partners(step: &Step, on: &mut Interventions, seat: usize) {
    let scenario = &step.model.scenario;
    if !scenario.mechanisms.satisfaction {
        return;
    }
    for partner in 0..on.seats.count() {
        if partner != seat && on.seats.occupied[partner] && on.ties.is_tied(on.seats, partner, seat)
        {
            on.minds.satisfaction[partner] -= scenario.satisfaction.departure;
        }
    }
}

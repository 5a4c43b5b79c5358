//! Departures that events of the scenario bring about: of named people, of
//! those who are dismissed, and of those who found a competitor.

use super::labour_market::leave;
use super::preparation::PreparedEvent;
use super::step::Step;
use super::{Destination, Event, ExitReason, Observer, Organization, Role};
use crate::random::Stream;
use crate::scenario::Who;

/// Share of a unit's people whose dismissal has the whole effect on survivors.
const REFERENCE_LAYOFF: f64 = 0.1;

/// Those who come first in a unit's ranking leave.
pub(super) fn depart(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    event: &PreparedEvent,
    who: Who,
    people: usize,
) {
    let first = first_of(step, organization, event, who, people);
    for seat in first {
        upset_partners(step, organization, seat);
        leave(step, organization, observer, seat, ExitReason::Named, None);
    }
}

/// The most central researcher leaves with people who are tied to that person,
/// and they found a direct competitor.
pub(super) fn spin_off(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    event: &PreparedEvent,
    people: usize,
) {
    let founder = first_of(step, organization, event, Who::MostCentral, 1);
    let Some(&founder) = founder.first() else {
        return;
    };
    let mut leavers = vec![founder];
    let partners = (0..organization.seats()).filter(|&seat| {
        seat != founder
            && organization.role[seat] == Role::Researcher
            && (organization.is_tied(founder, seat) || organization.is_tied(seat, founder))
    });
    leavers.extend(partners.take(people.saturating_sub(1)));
    upset_partners(step, organization, founder);
    let person = organization.person[founder];
    for seat in leavers {
        let destination = Some(Destination::Startup);
        leave(
            step,
            organization,
            observer,
            seat,
            ExitReason::SpinOff,
            destination,
        );
    }
    if step.model.scenario.mechanisms.talent_outflow {
        organization.market.competitors.push(person);
        observer.happened(step.quarter, Event::CompetitorEmerged, organization);
    }
}

/// A share of the people whom the event reaches is dismissed, by lot; their seats
/// are no longer funded, and those who stay in their unit are unsettled.
///
/// Equation (M2).
pub(super) fn lay_off(
    step: &Step,
    organization: &mut Organization,
    observer: &mut impl Observer,
    event: &PreparedEvent,
    share: f64,
) {
    for &(unit, _) in &event.units {
        let prepared = &step.model.units[unit];
        let present = |organization: &Organization| {
            let seats = prepared.researchers.start..prepared.engineers.end;
            organization.occupied[seats]
                .iter()
                .filter(|&&there| there)
                .count()
        };
        let before = present(organization);
        for &role in &event.roles {
            let mut lots: Vec<(f64, usize)> = prepared
                .seats_of(role)
                .clone()
                .filter(|&seat| organization.occupied[seat])
                .map(|seat| {
                    let own = organization.person[seat].place();
                    let lot = step.streams.uniform(Stream::Layoff, own, step.quarter);
                    (lot, seat)
                })
                .collect();
            lots.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            let dismissed = (share * lots.len() as f64 + 0.5) as usize;
            for &(_, seat) in &lots[..dismissed.min(lots.len())] {
                leave(step, organization, observer, seat, ExitReason::Layoff, None);
            }
            let funded = &mut organization.units[unit].funded[role as usize];
            *funded = funded.saturating_sub(dismissed);
        }
        let after = present(organization);
        if before > 0 {
            let dismissed = (before - after) as f64 / before as f64;
            let effect = step.model.scenario.labour_market.survivor_effect;
            organization.units[unit].survivors += effect * dismissed / REFERENCE_LAYOFF;
        }
    }
}

/// The seats of the first people in a ranking, the first of them first; those who
/// rank alike come in the order of their seats.
fn first_of(
    step: &Step,
    organization: &Organization,
    event: &PreparedEvent,
    who: Who,
    people: usize,
) -> Vec<usize> {
    let centrality = match who {
        Who::MostCentral => organization.centrality(),
        Who::MostSkilled | Who::Manager => Vec::new(),
    };
    let rank = |seat: usize| match who {
        Who::MostCentral => f64::from(centrality[seat]),
        Who::MostSkilled => organization.traits.skill_score[seat],
        Who::Manager => f64::from(organization.tenure[seat]),
    };
    let managers = step.model.scenario.teams.managers_per_team;
    let eligible = |seat: &usize| {
        let team = &organization.teams[organization.team[*seat] as usize];
        let manages = || team.managers(managers).any(|manager| manager == *seat);
        organization.occupied[*seat] && (who != Who::Manager || manages())
    };
    let reach = event.reach();
    let seats = reach.flat_map(|(unit, role)| step.model.units[unit].seats_of(role).clone());
    let mut ranked: Vec<usize> = seats.filter(eligible).collect();
    ranked.sort_by(|&a, &b| rank(b).total_cmp(&rank(a)));
    ranked.truncate(people);
    ranked
}

/// Whoever is tied to somebody who leaves for all to see is less satisfied.
fn upset_partners(step: &Step, organization: &mut Organization, seat: usize) {
    let scenario = &step.model.scenario;
    if !scenario.mechanisms.satisfaction {
        return;
    }
    for partner in 0..organization.seats() {
        if partner != seat && organization.occupied[partner] && organization.is_tied(partner, seat)
        {
            organization.satisfaction[partner] -= scenario.satisfaction.departure;
        }
    }
}

//! Working ties: who works with whom, within and across the research-product
//! line.

use std::ops::Range;

use super::quarter::Step;
use super::{Organization, Role};
use crate::random::{Entity, Stream};

/// Ties of everybody: a fixed number of places for ties a seat.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ties {
    per_person: usize,
    /// Seat of the partner; `NOBODY` where there is no tie.
    partner: Vec<u32>,
    /// Occupant of that seat whom the tie is with.
    generation: Vec<u32>,
}

const NOBODY: u32 = u32::MAX;

impl Ties {
    pub(super) fn none(seats: usize, per_person: u32) -> Self {
        let places = seats * per_person as usize;
        Self {
            per_person: per_person as usize,
            partner: vec![NOBODY; places],
            generation: vec![0; places],
        }
    }

    /// Removes the ties that start at a seat.
    pub(super) fn clear(&mut self, seat: usize) {
        let places = self.places(seat);
        self.partner[places].fill(NOBODY);
    }

    fn places(&self, seat: usize) -> Range<usize> {
        seat * self.per_person..(seat + 1) * self.per_person
    }

    fn is_live(&self, place: usize, organization: &Organization) -> bool {
        let partner = self.partner[place];
        partner != NOBODY
            && organization.occupied[partner as usize]
            && organization.person[partner as usize].generation == self.generation[place]
    }
}

/// Gives everybody a full set of ties.
pub(super) fn found_ties(step: &Step, organization: &mut Organization) {
    for seat in 0..organization.seats() {
        for place in organization.ties.places(seat) {
            form_tie(step, organization, seat, place);
        }
    }
    count_ties(organization);
}

/// Broken ties are repaired and live ones replaced now and then.
pub(super) fn ties(step: &Step, organization: &mut Organization) {
    let parameters = &step.model.scenario.teams;
    if parameters.ties_per_person == 0 {
        return;
    }
    for seat in 0..organization.seats() {
        if !organization.occupied[seat] {
            continue;
        }
        let person = organization.person[seat];
        let u = step
            .streams
            .uniform(Stream::TieRenewal, person, step.quarter);
        let broken = organization
            .ties
            .places(seat)
            .find(|&place| !organization.ties.is_live(place, organization));
        match broken {
            Some(place) if u < parameters.tie_repair => form_tie(step, organization, seat, place),
            None if u < parameters.tie_renewal => {
                let which = u / parameters.tie_renewal * f64::from(parameters.ties_per_person);
                let place = organization.ties.places(seat).start + which as usize;
                form_tie(step, organization, seat, place);
            }
            _ => {}
        }
    }
    count_ties(organization);
}

/// A change of structure breaks some of the ties of a unit's people.
pub(super) fn break_ties(step: &Step, organization: &mut Organization, seats: Range<usize>) {
    let probability = step.model.scenario.work.tie_breakage;
    for seat in seats {
        let person = organization.person[seat];
        for (nth, place) in organization.ties.places(seat).enumerate() {
            let u =
                step.streams
                    .nth_uniform(Stream::TieBreakage, person, step.quarter, 0, nth as u16);
            if u < probability {
                organization.ties.partner[place] = NOBODY;
            }
        }
    }
    count_ties(organization);
}

/// A new tie: across the line with the structure's probability, and with the
/// candidate whom the person's draw for the quarter prefers. Each candidate has
/// a draw of their own, so that choices from different sets of candidates stay
/// alike.
fn form_tie(step: &Step, organization: &mut Organization, seat: usize, place: usize) {
    let person = organization.person[seat];
    let nth = (place - organization.ties.places(seat).start) as u16;
    let unit = organization.unit[seat] as usize;
    let structure = organization.units[unit].structure;
    let crossing = step
        .streams
        .nth_uniform(Stream::TieCrossing, person, step.quarter, 0, nth)
        < step.model.structures[structure].parameters.cross_ties;
    let team = &organization.teams[organization.team[seat] as usize];
    let across = match organization.role[seat] {
        Role::Researcher => (&team.near_engineers, &team.researchers),
        Role::Engineer => (&team.near_researchers, &team.engineers),
    };
    let candidates = if crossing { across.0 } else { across.1 }.clone();
    let chosen = candidates
        .filter(|&candidate| {
            candidate != seat
                && organization.occupied[candidate]
                && !tied(organization, seat, candidate)
        })
        .map(|candidate| {
            (
                preference(step, person, organization.person[candidate], nth),
                candidate,
            )
        })
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let ties = &mut organization.ties;
    match chosen {
        Some((_, partner)) => {
            ties.partner[place] = partner as u32;
            ties.generation[place] = organization.person[partner].generation;
        }
        None => ties.partner[place] = NOBODY,
    }
}

fn preference(step: &Step, person: Entity, candidate: Entity, nth: u16) -> f64 {
    step.streams
        .nth_uniform(Stream::TiePartner, person, step.quarter, candidate.id, nth)
}

fn tied(organization: &Organization, seat: usize, candidate: usize) -> bool {
    let ties = &organization.ties;
    ties.places(seat)
        .any(|place| ties.partner[place] == candidate as u32 && ties.is_live(place, organization))
}

/// Counts everybody's live ties and those of them that cross the line.
fn count_ties(organization: &mut Organization) {
    for seat in 0..organization.seats() {
        let (mut live, mut crossing) = (0, 0);
        for place in organization.ties.places(seat) {
            if organization.ties.is_live(place, organization) {
                live += 1;
                let partner = organization.ties.partner[place] as usize;
                crossing += u32::from(organization.role[partner] != organization.role[seat]);
            }
        }
        organization.live_ties[seat] = live;
        organization.cross_ties[seat] = crossing;
    }
}

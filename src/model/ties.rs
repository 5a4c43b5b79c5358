//! Working ties: who works with whom, within and across the research-product
//! line.

use std::mem;
use std::ops::Range;

use super::step::Step;
use super::{Organization, Role};
use crate::random::{Entity, Stream};
use crate::units::Quarter;

/// Ties of everybody: a fixed number of places for ties a seat.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    per_person: usize,
    places: Vec<Tie>,
    /// Kept from quarter to quarter for its room only.
    room: Choices,
}

/// A tie to a person, kept by one side.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tie {
    /// Seat of the partner.
    partner: u32,
    /// Which of the seat's occupants the partner is.
    generation: u32,
    /// Whether the tie crosses the research-product line.
    crossing: bool,
}

impl Ties {
    pub(super) fn none(seats: usize, per_person: u32) -> Self {
        Self {
            per_person: per_person as usize,
            places: vec![Tie::NONE; seats * per_person as usize],
            room: Choices::default(),
        }
    }

    /// Removes the ties that a seat keeps.
    pub(super) fn clear(&mut self, seat: usize) {
        let places = self.places_of(seat);
        self.places[places].fill(Tie::NONE);
    }

    fn places_of(&self, seat: usize) -> Range<usize> {
        seat * self.per_person..(seat + 1) * self.per_person
    }
}

impl Tie {
    /// No tie: to somebody whom no seat ever has.
    const NONE: Self = Self {
        partner: 0,
        generation: u32::MAX,
        crossing: false,
    };

    /// Whether the partner is still there.
    fn is_live(&self, organization: &Organization) -> bool {
        organization.person[self.partner as usize].generation == self.generation
    }
}

impl Organization {
    /// Whether a seat's occupant keeps a tie to that of another.
    pub(super) fn is_tied(&self, seat: usize, other: usize) -> bool {
        self.occupied[seat] && self.occupied[other] && tied(self, seat, other)
    }

    /// Seats to whose occupants a seat's occupant keeps a live tie, and whether it
    /// crosses the research-product line.
    pub fn partners(&self, seat: usize) -> impl Iterator<Item = (usize, bool)> {
        let kept = &self.ties.places[self.ties.places_of(seat)];
        let live = kept.iter().filter(|tie| tie.is_live(self));
        live.map(|tie| (tie.partner as usize, tie.crossing))
    }

    /// Degree centrality of every seat's occupant: the live ties that others keep
    /// to that person.
    pub(super) fn centrality(&self) -> Vec<u32> {
        let mut incoming = vec![0; self.seats()];
        for seat in (0..self.seats()).filter(|&seat| self.occupied[seat]) {
            for tie in &self.ties.places[self.ties.places_of(seat)] {
                if tie.is_live(self) {
                    incoming[tie.partner as usize] += 1;
                }
            }
        }
        incoming
    }
}

/// Gives everybody a full set of ties, formed one a quarter before the start.
pub(super) fn found_ties(step: &Step, organization: &mut Organization) {
    for nth in 0..organization.ties.per_person {
        let quarter = Quarter(step.quarter.0 - 1 - nth as i32);
        let earlier = Step { quarter, ..*step };
        form_ties(&earlier, organization, |_, _, _| Some(nth));
    }
}

/// Broken ties are repaired and live ones replaced now and then, at most one a
/// person and quarter.
pub(super) fn ties(step: &Step, organization: &mut Organization) {
    let parameters = &step.model.scenario.teams;
    let ties = parameters.ties_per_person;
    form_ties(step, organization, |organization, seat, u| {
        if organization.live_ties[seat] < ties {
            (u < parameters.tie_repair).then(|| first_broken(organization, seat))
        } else {
            let which = u / parameters.tie_renewal * f64::from(ties);
            (u < parameters.tie_renewal).then_some(which as usize)
        }
    });
}

/// Ties that are formed in a quarter, and the draws for their candidates. All
/// draws of a quarter are made at once, since a long column costs less.
#[derive(Clone, Debug, Default)]
struct Choices {
    choices: Vec<Choice>,
    pairs: Vec<(Entity, u32)>,
    preferences: Vec<f64>,
}

/// A place for a tie, and the seats of the candidates for it.
#[derive(Clone, Debug)]
struct Choice {
    seat: usize,
    nth: usize,
    crossing: bool,
    candidates: Range<usize>,
}

/// Forms at most one tie a person: in the place that `place` names, given the
/// person's draw for the quarter. It crosses the line with the structure's
/// probability, and goes to the candidate whom the person prefers by a draw for
/// each of them, so that choices from different sets of candidates stay alike.
fn form_ties(
    step: &Step,
    organization: &mut Organization,
    place: impl Fn(&Organization, usize, f64) -> Option<usize>,
) {
    if organization.ties.per_person == 0 {
        return;
    }
    organization.luck.draw_ties(step);
    let mut room = mem::take(&mut organization.ties.room);
    room.choices.clear();
    room.pairs.clear();
    for seat in 0..organization.seats() {
        if organization.occupied[seat] {
            count_ties(organization, seat);
            if let Some(nth) = place(organization, seat, organization.luck.tie_renewal[seat]) {
                let choice = Choice::new(step, organization, seat, nth);
                let candidates = &organization.person[choice.candidates.clone()];
                let own = organization.person[seat].place();
                let pairs = candidates.iter().map(|candidate| (own, candidate.id));
                room.pairs.extend(pairs);
                room.choices.push(choice);
            }
        }
    }
    room.preferences.resize(room.pairs.len(), 0.0);
    step.streams.column_of_pairs(
        Stream::TiePartner,
        step.quarter,
        &room.pairs,
        &mut room.preferences,
    );
    let mut preferences = room.preferences.as_slice();
    for choice in &room.choices {
        let (own, others) = preferences.split_at(choice.candidates.len());
        preferences = others;
        choice.make(organization, own);
        count_ties(organization, choice.seat);
    }
    organization.ties.room = room;
}

impl Choice {
    fn new(step: &Step, organization: &Organization, seat: usize, nth: usize) -> Self {
        let team = &organization.teams[organization.team[seat] as usize];
        let structure = organization.units[team.unit].structure;
        let (own, across) = match organization.role[seat] {
            Role::Researcher => (&team.researchers, &team.near_engineers),
            Role::Engineer => (&team.engineers, &team.near_researchers),
        };
        let probability = step.model.structures[structure].parameters.cross_ties;
        let crossing = organization.luck.tie_crossing[seat] < probability && !across.is_empty();
        Self {
            seat,
            nth,
            crossing,
            candidates: if crossing { across } else { own }.clone(),
        }
    }

    /// Ties the seat to the candidate with the lowest draw who is there, and not
    /// tied to it already; if there is none, all stays as it is.
    fn make(&self, organization: &mut Organization, preferences: &[f64]) {
        let (mut partner, mut lowest) = (None, 1.0);
        for (candidate, &preference) in self.candidates.clone().zip(preferences) {
            if preference < lowest
                && candidate != self.seat
                && organization.occupied[candidate]
                && !tied(organization, self.seat, candidate)
            {
                (partner, lowest) = (Some(candidate), preference);
            }
        }
        if let Some(partner) = partner {
            let place = organization.ties.places_of(self.seat).start + self.nth;
            organization.ties.places[place] = Tie {
                partner: partner as u32,
                generation: organization.person[partner].generation,
                crossing: self.crossing,
            };
        }
    }
}

fn tied(organization: &Organization, seat: usize, candidate: usize) -> bool {
    let places = organization.ties.places_of(seat);
    organization.ties.places[places]
        .iter()
        .any(|tie| tie.partner == candidate as u32 && tie.is_live(organization))
}

/// The first place of a seat without a live tie; there is one.
fn first_broken(organization: &Organization, seat: usize) -> usize {
    let places = organization.ties.places_of(seat);
    organization.ties.places[places]
        .iter()
        .take_while(|tie| tie.is_live(organization))
        .count()
}

/// A change of structure breaks some of the ties of a unit's people.
pub(super) fn break_ties(step: &Step, organization: &mut Organization, seats: Range<usize>) {
    let probability = step.model.scenario.work.tie_breakage;
    for seat in seats {
        let own = organization.person[seat].place();
        for (nth, place) in organization.ties.places_of(seat).enumerate() {
            let u = step
                .streams
                .nth_uniform(Stream::TieBreakage, own, step.quarter, 0, nth as u16);
            if u < probability {
                organization.ties.places[place] = Tie::NONE;
            }
        }
        count_ties(organization, seat);
    }
}

/// Counts everybody's live ties again, after people left.
pub(super) fn recount(organization: &mut Organization) {
    for seat in 0..organization.seats() {
        if organization.occupied[seat] {
            count_ties(organization, seat);
        }
    }
}

/// Counts a seat's live ties and those of them that cross the line.
fn count_ties(organization: &mut Organization, seat: usize) {
    let (mut live, mut crossing) = (0, 0);
    let places = organization.ties.places_of(seat);
    for tie in &organization.ties.places[places] {
        let lives = tie.is_live(organization);
        live += u32::from(lives);
        crossing += u32::from(lives & tie.crossing);
    }
    organization.live_ties[seat] = live;
    organization.cross_ties[seat] = crossing;
}

//! Working ties: who works with whom, within and across the research-product
//! line.

use std::mem;
use std::ops::Range;

use super::quarter::Step;
use super::{Organization, Role};
use crate::random::{Entity, Stream};
use crate::units::Quarter;

/// Ties of everybody: a fixed number of places for ties a seat.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ties {
    per_person: usize,
    places: Vec<Option<Tie>>,
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
            places: vec![None; seats * per_person as usize],
        }
    }

    /// Removes the ties that a seat keeps.
    pub(super) fn clear(&mut self, seat: usize) {
        let places = self.places_of(seat);
        self.places[places].fill(None);
    }

    fn places_of(&self, seat: usize) -> Range<usize> {
        seat * self.per_person..(seat + 1) * self.per_person
    }
}

impl Tie {
    /// Whether the partner is still there.
    fn is_live(&self, organization: &Organization) -> bool {
        organization.person[self.partner as usize].generation == self.generation
    }
}

/// Gives everybody a full set of ties, formed one a quarter before the start.
pub(super) fn found_ties(step: &Step, organization: &mut Organization) {
    let mut candidates = Candidates::default();
    for seat in 0..organization.seats() {
        for nth in 0..organization.ties.per_person {
            let quarter = Quarter(step.quarter.0 - 1 - nth as i32);
            let earlier = Step { quarter, ..*step };
            let crossing =
                step.streams
                    .uniform(Stream::TieCrossing, organization.person[seat], quarter);
            form_tie(&earlier, organization, seat, nth, crossing, &mut candidates);
        }
        count_ties(organization, seat);
    }
}

/// Broken ties are repaired and live ones replaced now and then, at most one a
/// person and quarter.
pub(super) fn ties(step: &Step, organization: &mut Organization) {
    let parameters = &step.model.scenario.teams;
    if parameters.ties_per_person == 0 {
        return;
    }
    let mut renewal = mem::take(&mut organization.luck.tie_renewal);
    let mut crossing = mem::take(&mut organization.luck.tie_crossing);
    step.streams.pair_columns(
        Stream::TieRenewal,
        step.quarter,
        &organization.person,
        &mut renewal,
        &mut crossing,
    );
    let mut candidates = Candidates::default();
    for seat in 0..organization.seats() {
        if organization.occupied[seat] {
            let u = renewal[seat];
            let full = count_ties(organization, seat) == parameters.ties_per_person;
            let nth = if full && u < parameters.tie_renewal {
                let which = u / parameters.tie_renewal * f64::from(parameters.ties_per_person);
                Some(which as usize)
            } else if !full && u < parameters.tie_repair {
                first_broken(organization, seat)
            } else {
                None
            };
            if let Some(nth) = nth {
                form_tie(
                    step,
                    organization,
                    seat,
                    nth,
                    crossing[seat],
                    &mut candidates,
                );
                count_ties(organization, seat);
            }
        }
    }
    organization.luck.tie_renewal = renewal;
    organization.luck.tie_crossing = crossing;
}

fn first_broken(organization: &Organization, seat: usize) -> Option<usize> {
    let places = organization.ties.places_of(seat);
    organization.ties.places[places]
        .iter()
        .position(|tie| !tie.is_some_and(|tie| tie.is_live(organization)))
}

/// A change of structure breaks some of the ties of a unit's people.
pub(super) fn break_ties(step: &Step, organization: &mut Organization, seats: Range<usize>) {
    let probability = step.model.scenario.work.tie_breakage;
    for seat in seats {
        let person = organization.person[seat];
        for (nth, place) in organization.ties.places_of(seat).enumerate() {
            let u =
                step.streams
                    .nth_uniform(Stream::TieBreakage, person, step.quarter, 0, nth as u16);
            if u < probability {
                organization.ties.places[place] = None;
            }
        }
        count_ties(organization, seat);
    }
}

/// A new tie in place `nth` of a seat: across the line with the structure's
/// probability, and with the candidate whom the person's draw for the quarter
/// prefers. Each candidate has a draw of their own, so that choices from
/// different sets of candidates stay alike.
fn form_tie(
    step: &Step,
    organization: &mut Organization,
    seat: usize,
    nth: usize,
    crossing: f64,
    candidates: &mut Candidates,
) {
    let person = organization.person[seat];
    let unit = organization.unit[seat] as usize;
    let structure = organization.units[unit].structure;
    let crossing = crossing < step.model.structures[structure].parameters.cross_ties;
    let team = &organization.teams[organization.team[seat] as usize];
    let (own, across) = match organization.role[seat] {
        Role::Researcher => (&team.researchers, &team.near_engineers),
        Role::Engineer => (&team.engineers, &team.near_researchers),
    };
    let seats = if crossing { across } else { own }.clone();
    let preferences = candidates.prefer(step, person, &organization.person[seats.clone()]);
    let (mut partner, mut preferred) = (None, 1.0);
    for (candidate, &preference) in seats.zip(preferences) {
        if preference < preferred
            && candidate != seat
            && organization.occupied[candidate]
            && !tied(organization, seat, candidate)
        {
            (partner, preferred) = (Some(candidate), preference);
        }
    }
    let place = organization.ties.places_of(seat).start + nth;
    organization.ties.places[place] = partner.map(|partner| Tie {
        partner: partner as u32,
        generation: organization.person[partner].generation,
        crossing,
    });
}

/// Room for the candidates of one choice.
#[derive(Default)]
struct Candidates {
    ids: Vec<u32>,
    preferences: Vec<f64>,
}

impl Candidates {
    /// A draw for each candidate; the lowest is preferred.
    fn prefer(&mut self, step: &Step, person: Entity, candidates: &[Entity]) -> &[f64] {
        self.ids.clear();
        self.ids
            .extend(candidates.iter().map(|candidate| candidate.id));
        self.preferences.resize(candidates.len(), 0.0);
        step.streams.column_over_others(
            Stream::TiePartner,
            person,
            step.quarter,
            &self.ids,
            &mut self.preferences,
        );
        &self.preferences
    }
}

fn tied(organization: &Organization, seat: usize, candidate: usize) -> bool {
    let places = organization.ties.places_of(seat);
    organization.ties.places[places]
        .iter()
        .flatten()
        .any(|tie| tie.partner == candidate as u32 && tie.is_live(organization))
}

/// Counts a seat's live ties and those of them that cross the line; returns the
/// live ones.
fn count_ties(organization: &mut Organization, seat: usize) -> u32 {
    let (mut live, mut crossing) = (0, 0);
    let places = organization.ties.places_of(seat);
    for tie in organization.ties.places[places].iter().flatten() {
        let lives = tie.is_live(organization);
        live += u32::from(lives);
        crossing += u32::from(lives & tie.crossing);
    }
    organization.live_ties[seat] = live;
    organization.cross_ties[seat] = crossing;
    live
}

//! Ties: who works with whom, within and across the research-product line.

use std::ops::Range;

use super::seats::Seats;
use crate::random::Entity;
use crate::units::Quarter;

/// Ties of everybody: a fixed number of places for ties a seat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ties {
    per_person: usize,
    places: Vec<Tie>,
    /// Live ties of each seat.
    pub(crate) live: Vec<u32>,
    /// Live ties that cross the research-product line, of each seat.
    pub(crate) crossing: Vec<u32>,
    /// Kept from quarter to quarter for its room only.
    pub(crate) room: Choices,
}

/// A tie to a person, kept by one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tie {
    /// Seat of the partner.
    pub(crate) partner: u32,
    /// Which of the seat's occupants the partner is.
    pub(crate) generation: u32,
    /// Whether the tie crosses the research-product line.
    pub(crate) crossing: bool,
    /// When it was formed.
    pub(crate) since: Quarter,
}

/// Those who form a tie in a quarter, and ties that are chosen together, with the draws for
/// their candidates.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    /// Seats of those who form one.
    pub(crate) forming: Vec<usize>,
    pub(crate) choices: Vec<Choice>,
    pub(crate) pairs: Vec<(Entity, u32)>,
    pub(crate) preferences: Vec<f64>,
}

/// A place for a tie, and the seats of the candidates for it.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) seat: usize,
    pub(crate) nth: usize,
    pub(crate) crossing: bool,
    pub(crate) candidates: Range<usize>,
}

impl Tie {
    /// No tie: to somebody whom no seat ever has.
    const NONE: Self = Self {
        partner: 0,
        generation: u32::MAX,
        crossing: false,
        since: Quarter(0),
    };

    /// Whether the partner is still there.
    fn is_live(&self, seats: &Seats) -> bool {
        seats.person[self.partner as usize].generation == self.generation
    }
}

impl Ties {
    /// Room for ties, and none in it.
    pub(crate) fn none(seats: usize, per_person: u32) -> Self {
        Self {
            per_person: per_person as usize,
            places: vec![Tie::NONE; seats * per_person as usize],
            live: vec![0; seats],
            crossing: vec![0; seats],
            room: Choices::default(),
        }
    }

    /// How many ties a person has room for.
    pub(crate) fn per_person(&self) -> usize {
        self.per_person
    }

    /// Dates all live ties: `since` says when that of a seat to another was formed.
    pub(crate) fn date(&mut self, seats: &Seats, since: impl Fn(usize, usize) -> Quarter) {
        for seat in 0..seats.count() {
            let own = seat * self.per_person..(seat + 1) * self.per_person;
            for tie in &mut self.places[own] {
                if tie.is_live(seats) {
                    tie.since = since(seat, tie.partner as usize);
                }
            }
        }
    }

    fn live<'a>(&'a self, seats: &'a Seats, seat: usize) -> impl Iterator<Item = &'a Tie> {
        self.of(seat).iter().filter(|tie| tie.is_live(seats))
    }

    fn of(&self, seat: usize) -> &[Tie] {
        &self.places[seat * self.per_person..(seat + 1) * self.per_person]
    }

    /// Puts a tie into a place of a seat.
    pub(crate) fn put(&mut self, seat: usize, nth: usize, tie: Tie) {
        self.places[seat * self.per_person + nth] = tie;
    }

    /// Removes the tie in a place of a seat.
    pub(crate) fn break_off(&mut self, seat: usize, nth: usize) {
        self.put(seat, nth, Tie::NONE);
    }

    /// Removes all ties that a seat keeps.
    pub(crate) fn clear(&mut self, seat: usize) {
        self.places[seat * self.per_person..(seat + 1) * self.per_person].fill(Tie::NONE);
        self.live[seat] = 0;
        self.crossing[seat] = 0;
    }

    /// Whether a seat keeps a live tie to another, whoever sits where.
    pub(crate) fn keeps(&self, seats: &Seats, seat: usize, other: usize) -> bool {
        let mut kept = self.of(seat).iter();
        kept.any(|tie| tie.partner == other as u32 && tie.is_live(seats))
    }

    /// Whether a seat's occupant keeps a tie to that of another.
    pub(crate) fn is_tied(&self, seats: &Seats, seat: usize, other: usize) -> bool {
        seats.occupied[seat] && seats.occupied[other] && self.keeps(seats, seat, other)
    }

    /// Seats to whose occupants a seat keeps a live tie, and whether it crosses the
    /// research-product line.
    pub(crate) fn partners<'a>(
        &'a self,
        seats: &'a Seats,
        seat: usize,
    ) -> impl Iterator<Item = (usize, bool)> {
        let live = self.live(seats, seat);
        live.map(|tie| (tie.partner as usize, tie.crossing))
    }

    /// Seats to whose occupants a seat keeps a live tie, and since when.
    pub(crate) fn dated<'a>(
        &'a self,
        seats: &'a Seats,
        seat: usize,
    ) -> impl Iterator<Item = (usize, Quarter)> {
        let live = self.live(seats, seat);
        live.map(|tie| (tie.partner as usize, tie.since))
    }

    /// Degree centrality of every seat's occupant: the live ties that others keep
    /// to that person.
    pub(crate) fn centrality(&self, seats: &Seats) -> Vec<u32> {
        let mut incoming = vec![0; seats.count()];
        for seat in (0..seats.count()).filter(|&seat| seats.occupied[seat]) {
            for (partner, _) in self.partners(seats, seat) {
                incoming[partner] += 1;
            }
        }
        incoming
    }

    /// The first place of a seat without a live tie; there is one.
    pub(crate) fn first_broken(&self, seats: &Seats, seat: usize) -> usize {
        let live = self.of(seat).iter().take_while(|tie| tie.is_live(seats));
        live.count()
    }

    /// Counts a seat's live ties and those of them that cross the line.
    pub(crate) fn count(&mut self, seats: &Seats, seat: usize) {
        (self.live[seat], self.crossing[seat]) = count(seats, self.of(seat));
    }

    /// Counts everybody's live ties again, after people left; who left keeps none.
    pub(crate) fn recount(&mut self, seats: &Seats) {
        let of_everybody = self.places.chunks_exact(self.per_person.max(1));
        let counts = self.live.iter_mut().zip(&mut self.crossing);
        for (places, (live, crossing)) in of_everybody.zip(counts) {
            (*live, *crossing) = count(seats, places);
        }
    }
}

/// How many ties are live, and how many of those cross the line.
fn count(seats: &Seats, places: &[Tie]) -> (u32, u32) {
    let (mut live, mut crossing) = (0, 0);
    for tie in places {
        let lives = tie.is_live(seats);
        live += u32::from(lives);
        crossing += u32::from(lives & tie.crossing);
    }
    (live, crossing)
}

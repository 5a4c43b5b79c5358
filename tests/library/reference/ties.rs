//! Working ties. A tie is kept by one side and lives while the other is there.

use orgsim::model::Role;
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

use super::Company;
use super::person::Person;

#[derive(Clone, Copy)]
pub(super) struct Tie {
    seat: usize,
    whom: Entity,
    since: Quarter,
}

impl Company<'_> {
    /// Before the start, everybody forms one tie a quarter.
    pub(super) fn found_ties(&mut self) {
        let taken = |seat: &usize| self.seats[*seat].occupant.is_some();
        let taken: Vec<usize> = (0..self.seats.len()).filter(taken).collect();
        for seat in taken {
            for place in 0..self.scenario.teams.ties_per_person as usize {
                let person = self.seats[seat].occupant.as_ref().expect("is taken");
                let formed = self.scenario.teams.tie_repair * f64::from(person.tenure);
                if self.scenario.teams.tie_repair > 0.0 && formed <= place as f64 {
                    continue;
                }
                self.form_tie(seat, place, Quarter(self.now.0 - 1 - place as i32));
            }
        }
        self.date_ties();
    }

    /// Ties of the start are as old as an average one, or as the time that both have been there.
    fn date_ties(&mut self) {
        let usual = self.usual_acquaintance();
        let oldest = (0..64).find(|&age| self.acquaintance_after(age) >= usual);
        let oldest = oldest.unwrap_or(64) as u32;
        let tenures: Vec<u32> = self
            .seats
            .iter()
            .map(|seat| seat.occupant.as_ref().map_or(0, |person| person.tenure))
            .collect();
        let now = self.now;
        for person in self
            .seats
            .iter_mut()
            .filter_map(|seat| seat.occupant.as_mut())
        {
            for tie in person.ties.iter_mut().flatten() {
                let age = oldest.min(person.tenure).min(tenures[tie.seat]);
                tie.since = Quarter(now.0 - age as i32);
            }
        }
    }

    /// Share of each other's know-how that partners share after so many quarters.
    fn acquaintance_after(&self, quarters: i32) -> f64 {
        let mut lacking = 1.0;
        for _ in 0..quarters.min(64) {
            lacking *= 1.0 - self.scenario.teams.acquaintance;
        }
        1.0 - lacking
    }

    /// That share in the long run, if a tie ends only by being replaced: what is there after a
    /// quarter is what was there before and what was added, unless the tie was replaced.
    pub(super) fn usual_acquaintance(&self) -> f64 {
        let teams = &self.scenario.teams;
        if teams.acquaintance == 0.0 {
            return 0.0;
        }
        let kept = 1.0 - teams.tie_renewal / f64::from(teams.ties_per_person.max(1));
        kept * teams.acquaintance / (1.0 - kept * (1.0 - teams.acquaintance))
    }

    /// Know-how that somebody shares with partners, added up.
    pub(super) fn shared_by_partners(&self, person: &Person) -> f64 {
        let mut shared = 0.0;
        for tie in person.ties.iter().filter(|tie| self.is_live(tie)).flatten() {
            let partner = self.seats[tie.seat].occupant.as_ref().expect("is there");
            shared += self.acquaintance_after(self.now.0 - tie.since.0) * partner.know_how;
        }
        shared
    }

    /// Each person replaces one dead tie, or else one of the living, with some
    /// probability.
    pub(super) fn ties(&mut self) {
        let rules = &self.scenario.teams;
        for seat in 0..self.seats.len() {
            let Some(person) = &self.seats[seat].occupant else {
                continue;
            };
            let u = self.draw(Stream::TieRenewal, person.identity.place());
            let dead = person.ties.iter().position(|tie| !self.is_live(tie));
            let place = match dead {
                Some(place) => (u < rules.tie_repair).then_some(place),
                None => (u < rules.tie_renewal).then(|| {
                    (u / rules.tie_renewal * f64::from(rules.ties_per_person)).floor() as usize
                }),
            };
            if let Some(place) = place
                && rules.ties_per_person > 0
            {
                self.form_tie(seat, place, self.now);
            }
        }
    }

    pub(super) fn break_ties(&mut self, unit: usize) {
        let probability = self.scenario.work.tie_breakage;
        let (streams, now) = (self.streams, self.now);
        let seats = self.seats.iter_mut().filter(|seat| seat.unit == unit);
        for person in seats.filter_map(|seat| seat.occupant.as_mut()) {
            for (place, tie) in person.ties.iter_mut().enumerate() {
                let stream = Stream::TieBreakage;
                let own = person.identity.place();
                let u = streams.nth_uniform(stream, own, now, 0, place as u16);
                if u < probability {
                    *tie = None;
                }
            }
        }
    }

    /// Whether somebody in a seat keeps a tie to whoever is in another.
    pub(super) fn is_tied(&self, seat: usize, other: usize) -> bool {
        let person = self.seats[seat].occupant.as_ref();
        let ties = person.into_iter().flat_map(|person| &person.ties);
        let mut live = ties.filter(|tie| self.is_live(tie)).flatten();
        live.any(|tie| tie.seat == other)
    }

    /// Ties that live, and those of them that cross the line.
    pub(super) fn live_ties(&self, person: &Person) -> (u32, u32) {
        let live = person.ties.iter().filter(|tie| self.is_live(tie)).flatten();
        let (mut all, mut crossing) = (0, 0);
        for tie in live {
            all += 1;
            crossing += u32::from(self.seats[tie.seat].role != person.role);
        }
        (all, crossing)
    }

    fn is_live(&self, tie: &Option<Tie>) -> bool {
        tie.is_some_and(|tie| {
            let occupant = self.seats[tie.seat].occupant.as_ref();
            occupant.is_some_and(|occupant| occupant.identity == tie.whom)
        })
    }

    /// Puts a tie to the most preferred candidate in a place; if there is none,
    /// the place stays as it was.
    fn form_tie(&mut self, seat: usize, place: usize, quarter: Quarter) {
        let (unit, role) = (self.seats[seat].unit, self.seats[seat].role);
        let whose = self.seats[seat].identity;
        let own = whose.place();
        let u = self.streams.uniform(Stream::TieCrossing, own, quarter);
        let team = self.team_of(seat);
        let across = match role {
            Role::Researcher => &team.near_engineers,
            Role::Engineer => &team.near_researchers,
        };
        let crosses = u < self.structure(unit).cross_ties && !across.is_empty();
        let candidates = if crosses { across } else { team.peers(role) };
        let person = self.seats[seat].occupant.as_ref().expect("ties need one");
        let known: Vec<Entity> = person
            .ties
            .iter()
            .flatten()
            .map(|tie| tie.whom)
            .chain([whose])
            .collect();
        let mut best: Option<(f64, Tie)> = None;
        for candidate in self.people_with_seats(candidates) {
            if known.contains(&candidate.whom) {
                continue;
            }
            let stream = Stream::TiePartner;
            let preference = self
                .streams
                .pair_uniform(stream, own, quarter, candidate.whom.id);
            if best.is_none_or(|(lowest, _)| preference < lowest) {
                best = Some((preference, candidate));
            }
        }
        if let Some((_, tie)) = best {
            let tie = Tie {
                since: quarter,
                ..tie
            };
            let person = self.seats[seat].occupant.as_mut().expect("ties need one");
            person.ties[place] = Some(tie);
        }
    }

    /// The people in seats, as partners of ties.
    fn people_with_seats(&self, seats: &[usize]) -> Vec<Tie> {
        let tie_to = |&seat: &usize| {
            let whom = self.seats[seat].occupant.as_ref()?.identity;
            let since = self.now;
            Some(Tie { seat, whom, since })
        };
        seats.iter().filter_map(tie_to).collect()
    }
}

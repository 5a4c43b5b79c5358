//! Working ties: who works with whom, within and across the research-product line.

use std::mem;

use super::TOGETHER;
use crate::measures::Role;
use crate::model::state::{self, Choice, Choices, Luck, Seats, Team, Tie, UnitState};
use crate::model::step::Step;
use crate::random::Stream;
use crate::units::Quarter;

/// Who ties themselves to whom.
pub(crate) struct Ties<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) units: &'a [UnitState],
    pub(crate) teams: &'a [Team],
    pub(crate) luck: &'a mut Luck,
    pub(crate) ties: &'a mut state::Ties,
}

impl Ties<'_> {
    /// Broken ties are repaired and live ones replaced now and then, at most one a
    /// person and quarter.
    pub(crate) fn run(mut self, step: &Step) {
        let parameters = &step.model.scenario.teams;
        let per_person = parameters.ties_per_person;
        let probabilities = [parameters.tie_repair, parameters.tie_renewal];
        self.form(
            step,
            |_, ties, seat, u| u < probabilities[usize::from(ties.live[seat] == per_person)],
            |seats, ties, seat, u| {
                if ties.live[seat] < per_person {
                    ties.first_broken(seats, seat)
                } else {
                    (u / parameters.tie_renewal * f64::from(per_person)) as usize
                }
            },
        );
    }

    /// Gives everybody as many ties as they have had time to form, at most one in each of
    /// the quarters before the start, as old as both have been there and as ties are when
    /// nothing but their replacement ends them.
    pub(crate) fn found(mut self, step: &Step) {
        let pace = step.model.scenario.teams.tie_repair;
        for nth in 0..self.ties.per_person() {
            let quarter = Quarter(step.quarter.0 - 1 - nth as i32);
            let earlier = Step { quarter, ..*step };
            self.form(
                &earlier,
                |seats, _, seat, _| {
                    let formed = pace * f64::from(seats.tenure[seat]);
                    // Where ties are never repaired, those of the start are all there are.
                    pace == 0.0 || formed > nth as f64
                },
                |_, _, _, _| nth,
            );
        }
        let (seats, typical) = (self.seats, step.model.acquaintance.typical_age());
        self.ties.date(seats, |seat, partner| {
            let both = seats.tenure[seat].min(seats.tenure[partner]);
            Quarter(step.quarter.0 - both.min(typical) as i32)
        });
    }

    /// Forms at most one tie a person, if the person `forms` one and in the place that `place`
    /// names, given the person's draw for the quarter. It crosses the line with the structure's
    /// probability, and goes to the candidate whom the person prefers by a draw for
    /// each of them, so that choices from different sets of candidates stay alike.
    fn form(
        &mut self,
        step: &Step,
        forms: impl Fn(&Seats, &state::Ties, usize, f64) -> bool,
        place: impl Fn(&Seats, &state::Ties, usize, f64) -> usize,
    ) {
        if self.ties.per_person() == 0 {
            return;
        }
        self.luck.draw_ties(step);
        let mut room = mem::take(&mut self.ties.room);
        let Choices {
            forming,
            choices,
            pairs,
            preferences,
        } = &mut room;
        let seats = self.seats;
        self.ties.recount(seats);
        // Listed without a branch, which the CPU would often guess wrong.
        forming.resize(seats.count(), 0);
        let mut count = 0;
        for (seat, &u) in self.luck.tie_renewal.iter().enumerate() {
            forming[count] = seat;
            count += usize::from(seats.occupied[seat] & forms(seats, self.ties, seat, u));
        }
        for together in forming[..count].chunks(TOGETHER) {
            choices.clear();
            pairs.clear();
            for &seat in together {
                let nth = place(seats, self.ties, seat, self.luck.tie_renewal[seat]);
                let choice = self.choice(step, seat, nth);
                let candidates = &seats.person[choice.candidates.clone()];
                let own = seats.person[seat].place();
                pairs.extend(candidates.iter().map(|candidate| (own, candidate.id)));
                choices.push(choice);
            }
            preferences.resize(pairs.len(), 0.0);
            let purpose = Stream::TiePartner;
            step.streams
                .column_of_pairs(purpose, step.quarter, pairs, preferences);
            let mut preferences = preferences.as_mut_slice();
            for choice in &*choices {
                let (own, others) = preferences.split_at_mut(choice.candidates.len());
                preferences = others;
                choose(step, seats, self.ties, choice, own);
                self.ties.count(seats, choice.seat);
            }
        }
        self.ties.room = room;
    }

    fn choice(&self, step: &Step, seat: usize, nth: usize) -> Choice {
        let team = &self.teams[self.seats.team[seat] as usize];
        let structure = self.units[team.unit].structure;
        let (own, across) = match self.seats.role[seat] {
            Role::Researcher => (&team.researchers, &team.near_engineers),
            Role::Engineer => (&team.engineers, &team.near_researchers),
        };
        let probability = step.model.structures[structure].parameters.cross_ties;
        let crossing = self.luck.tie_crossing[seat] < probability && !across.is_empty();
        Choice {
            seat,
            nth,
            crossing,
            candidates: if crossing { across } else { own }.clone(),
        }
    }
}

/// Ties a seat to the candidate with the lowest draw who is there, and not
/// tied to it already; if there is none, all stays as it is.
fn choose(
    step: &Step,
    seats: &Seats,
    ties: &mut state::Ties,
    choice: &Choice,
    preferences: &mut [f64],
) {
    // Nobody prefers whom a draw of one stands for, so that the choice is a plain minimum.
    const NEVER: f64 = 1.0;
    let first = choice.candidates.start;
    let partners = ties.partners(seats, choice.seat);
    for out in partners.map(|(partner, _)| partner).chain([choice.seat]) {
        if choice.candidates.contains(&out) {
            preferences[out - first] = NEVER;
        }
    }
    let occupied = &seats.occupied[choice.candidates.clone()];
    let (mut partner, mut lowest) = (0, NEVER.to_bits());
    for (candidate, (preference, &occupied)) in preferences.iter().zip(occupied).enumerate() {
        // Bits have the order of the positive numbers that they stand for; with all of them,
        // vacant seats come last.
        let vacant = u64::from(occupied).wrapping_sub(1);
        let rank = preference.to_bits() | vacant;
        if rank < lowest {
            (partner, lowest) = (candidate, rank);
        }
    }
    if lowest < NEVER.to_bits() {
        let partner = first + partner;
        let tie = Tie {
            partner: partner as u32,
            generation: seats.person[partner].generation,
            crossing: choice.crossing,
            since: step.quarter,
        };
        ties.put(choice.seat, choice.nth, tie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::founding::found;
    use crate::model::prepared::Model;
    use crate::random::Streams;
    use crate::scenario::Scenario;

    #[test]
    fn the_choice_is_that_of_looking_at_one_candidate_after_another() {
        let (model, streams) = (Model::new(&Scenario::default()), Streams::new(1, 0));
        let step = Step {
            model: &model,
            streams: &streams,
            quarter: Quarter(0),
        };
        let organization = found(&step);
        let (seats, ties) = (&organization.seats, &organization.ties);
        let all = seats.count();
        for seat in 0..all {
            let others = (seat + all / 2) % (all - 9);
            for candidates in [seat.saturating_sub(9)..seat + 1, others..others + 9, 0..0] {
                let draw = |candidate: usize| {
                    let (own, other) = (seats.person[seat], candidate as u32);
                    let purpose = Stream::TiePartner;
                    streams.pair_uniform(purpose, own, step.quarter, other)
                };
                let eligible = candidates.clone().filter(|&candidate| {
                    candidate != seat
                        && seats.occupied[candidate]
                        && !ties.keeps(seats, seat, candidate)
                });
                let preferred = eligible.min_by(|&a, &b| draw(a).total_cmp(&draw(b)));
                let mut preferences: Vec<f64> = candidates.clone().map(draw).collect();
                let choice = Choice {
                    seat,
                    nth: 1,
                    crossing: false,
                    candidates,
                };
                let mut chosen = ties.clone();
                choose(&step, seats, &mut chosen, &choice, &mut preferences);
                let mut expected = ties.clone();
                if let Some(partner) = preferred {
                    let tie = Tie {
                        partner: partner as u32,
                        generation: seats.person[partner].generation,
                        crossing: false,
                        since: step.quarter,
                    };
                    expected.put(seat, 1, tie);
                }
                let [chosen, expected] =
                    [&chosen, &expected].map(|ties| ties.partners(seats, seat).collect::<Vec<_>>());
                assert_eq!(chosen, expected, "seat {seat}");
            }
        }
    }
}

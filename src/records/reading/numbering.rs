//! Numbers in the order in which things are met in records.

use std::cmp::Ordering;

use crate::records::{Records, Stay};

/// A number for each of those that are met, in their order.
#[derive(Debug, Default)]
struct Anew {
    numbers: Vec<Option<u32>>,
    met: Vec<u32>,
}

impl Anew {
    fn meet(&mut self, old: &mut u32) {
        let place = *old as usize;
        if place >= self.numbers.len() {
            self.numbers.resize(place + 1, None);
        }
        let next = self.met.len() as u32;
        *old = *self.numbers[place].get_or_insert_with(|| {
            self.met.push(*old);
            next
        });
    }
}

/// Orders stays by their starts, and numbers people, units and teams as they are met in them.
/// Units and teams in which nobody and nothing is are forgotten.
pub(super) fn number_anew(records: &mut Records) {
    records.stays.sort_by(in_time);
    let (mut persons, mut units, mut teams) = (Anew::default(), Anew::default(), Anew::default());
    for stay in &mut records.stays {
        persons.meet(&mut stay.person);
        for post in &mut stay.posts {
            post.unit.iter_mut().for_each(|unit| units.meet(unit));
            post.team.iter_mut().for_each(|team| teams.meet(team));
        }
    }
    for vacancy in records.vacancies.iter_mut().flatten() {
        vacancy.unit.iter_mut().for_each(|unit| units.meet(unit));
    }
    for change in &mut records.changes {
        change.unit.iter_mut().for_each(|unit| units.meet(unit));
    }
    let names = units.met.iter();
    records.units = names
        .map(|&old| records.units[old as usize].clone())
        .collect();
    records.teams = teams.met.len();
}

/// By the first day that is known; of one day who was there before first.
fn in_time(one: &Stay, other: &Stay) -> Ordering {
    let key = |stay: &Stay| (stay.first_day(), stay.start.is_some());
    key(one).cmp(&key(other))
}

//! Days on which people left together.

use std::collections::BTreeMap;

use super::notes::{Among, Together};
use crate::elementary;
use crate::records::{Records, Stay};
use crate::units::Day;

/// Fewer people than this leave on one day by chance, or are no team.
const FEWEST: usize = 3;

/// Fewer people than this are no crowd in the organisation.
const FEWEST_OF_ALL: usize = 5;

/// How rare so many exits on a day have to be, if it were by chance.
const RARE: f64 = 1e-6;

/// Where a post is.
type Place = (Option<u32>, Option<u32>);

/// Days on which every one of a team or unit left, or more people than by chance, in the
/// order of time; of the same people only the widest group.
pub(super) fn together(records: &Records) -> Vec<Together> {
    let mut by_day: BTreeMap<Day, Vec<Place>> = BTreeMap::new();
    for stay in &records.stays {
        if let Some(ended) = stay.ended {
            let post = stay.post(ended.day);
            by_day
                .entry(ended.day)
                .or_default()
                .push((post.unit, post.team));
        }
    }
    // on days on which anybody leaves, so that the ends of months are no surprise
    let exits: usize = by_day.values().map(Vec::len).sum();
    let usual = exits as f64 / by_day.len().max(1) as f64;
    let mut there = There::new(&records.stays);
    let mut found = Vec::new();
    for (day, left) in by_day.into_iter().filter(|(_, left)| left.len() >= FEWEST) {
        there.go_on(day);
        let group = |among, ended, of| Together {
            day,
            among,
            ended,
            of,
        };
        let all = group(Among::All, left.len(), there.all);
        let is_crowd = left.len() >= FEWEST_OF_ALL && chance_of_as_many(left.len(), usual) < RARE;
        if is_crowd || all.ended == all.of {
            found.push(all);
        }
        if all.ended == all.of {
            continue;
        }
        let mut units: BTreeMap<u32, usize> = BTreeMap::new();
        let mut teams: BTreeMap<u32, (usize, Option<u32>)> = BTreeMap::new();
        for (unit, team) in left {
            if let Some(unit) = unit {
                *units.entry(unit).or_default() += 1;
            }
            if let Some(team) = team {
                teams.entry(team).or_insert((0, unit)).0 += 1;
            }
        }
        units.retain(|unit, ended| *ended >= FEWEST && *ended == there.unit(*unit));
        for (&unit, &ended) in &units {
            found.push(group(Among::Unit(unit), ended, ended));
        }
        for (team, (ended, unit)) in teams {
            let is_told = unit.is_some_and(|unit| units.contains_key(&unit));
            if !is_told && ended >= FEWEST && ended == there.team(team) {
                found.push(group(Among::Team(team), ended, ended));
            }
        }
    }
    found
}

/// How many are there, from day to day.
struct There {
    /// First days of posts, the last one first.
    begins: Vec<(Day, Place)>,
    /// Last days of posts, the last one first.
    ends: Vec<(Day, Place)>,
    all: usize,
    units: BTreeMap<u32, usize>,
    teams: BTreeMap<u32, usize>,
}

impl There {
    fn new(stays: &[Stay]) -> Self {
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        for stay in stays {
            for (number, post) in stay.posts.iter().enumerate() {
                let place = (post.unit, post.team);
                begins.push((post.from, place));
                let next = stay.posts.get(number + 1).map(|next| next.from.after(-1));
                let last = next.or(stay.ended.map(|ended| ended.day));
                ends.extend(last.map(|last| (last, place)));
            }
        }
        for days in [&mut begins, &mut ends] {
            days.sort_unstable_by(|one, other| other.cmp(one));
        }
        Self {
            begins,
            ends,
            all: 0,
            units: BTreeMap::new(),
            teams: BTreeMap::new(),
        }
    }

    /// Goes on to a later day: whoever is there on it, also for the last time.
    fn go_on(&mut self, day: Day) {
        while let Some((_, place)) = self.begins.pop_if(|(from, _)| *from <= day) {
            self.all += 1;
            self.at(place, |count| *count += 1);
        }
        while let Some((_, place)) = self.ends.pop_if(|(last, _)| *last < day) {
            self.all -= 1;
            self.at(place, |count| *count -= 1);
        }
    }

    /// Changes the counts of a place.
    fn at(&mut self, (unit, team): Place, change: impl Fn(&mut usize)) {
        if let Some(unit) = unit {
            change(self.units.entry(unit).or_default());
        }
        if let Some(team) = team {
            change(self.teams.entry(team).or_default());
        }
    }

    fn unit(&self, unit: u32) -> usize {
        self.units.get(&unit).copied().unwrap_or_default()
    }

    fn team(&self, team: u32) -> usize {
        self.teams.get(&team).copied().unwrap_or_default()
    }
}

/// Chance of at least so many where so many are usual, if each came by itself (Poisson).
fn chance_of_as_many(count: usize, usual: f64) -> f64 {
    // summed from the largest term on, since one minus the others would cancel
    let mut term = elementary::exp(-usual);
    for number in 1..=count {
        term *= usual / number as f64;
    }
    let mut sum = 0.0;
    let mut number = count;
    while term > sum * 1e-12 && number < count + 1000 {
        sum += term;
        number += 1;
        term *= usual / number as f64;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_is_that_of_tables() {
        // Poisson with mean 2: P(X >= 5) = 0.052653, P(X >= 11) = 8.308e-6
        assert!((chance_of_as_many(5, 2.0) - 0.052_653).abs() < 1e-6);
        assert!((chance_of_as_many(11, 2.0) - 8.308e-6).abs() < 1e-8);
    }
}

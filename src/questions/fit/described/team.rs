//! Teams, or units if no teams are recorded, with the people in them.

use super::bounded::DAYS_A_YEAR;
use super::span::{Span, joined, spans};
use crate::records::Records;
use crate::units::Day;

/// People who make a day one on which a group ended, at least.
const LEAST_TOGETHER: u64 = 3;

/// A team, or a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Its spans, each with the place of its stay.
    pub(super) spans: Vec<(usize, Span<usize>)>,
}

impl Group {
    pub(super) fn exits(&self) -> impl Iterator<Item = (Day, usize)> {
        let exits = self.spans.iter().filter(|(_, span)| span.is_exit());
        exits.map(|(stay, span)| (span.to, *stay))
    }

    pub(super) fn years(&self) -> f64 {
        self.spans.iter().map(|(_, span)| span.days()).sum::<u64>() as f64 / DAYS_A_YEAR
    }

    /// The days on which at least half of it left, and at least three: with the stays that
    /// ended so, and how many were there the day before.
    pub(super) fn ends(&self) -> Vec<(Day, Vec<usize>, u64)> {
        let sorted = |day: fn(&Span<usize>) -> Day| {
            let mut days: Vec<Day> = self.spans.iter().map(|(_, span)| day(span)).collect();
            days.sort_unstable();
            days
        };
        let (came, went) = (sorted(|span| span.after), sorted(|span| span.to));
        let mut exits: Vec<(Day, usize)> = self.exits().collect();
        exits.sort_unstable();
        let together = exits.chunk_by(|a, b| a.0 == b.0);
        let ends = together.map(|exits| {
            let day = exits[0].0;
            let until = |days: &[Day]| days.partition_point(|other| *other < day);
            let there = until(&came).saturating_sub(until(&went)) as u64;
            (day, exits.iter().map(|(_, stay)| *stay).collect(), there)
        });
        ends.filter(|(_, stays, there): &(Day, Vec<usize>, u64)| {
            let people = stays.len() as u64;
            people >= LEAST_TOGETHER && 2 * people >= *there
        })
        .collect()
    }
}

/// Teams, or units if no teams are recorded.
pub(super) fn groups(records: &Records, has_teams: bool) -> Vec<Group> {
    let count = if has_teams {
        records.teams
    } else {
        records.units.len()
    };
    let mut groups = vec![Group::default(); count];
    let (mut own, mut of_groups) = (Vec::new(), Vec::new());
    for (number, stay) in records.stays.iter().enumerate() {
        spans(records, stay, &mut own);
        joined(
            &own,
            |post| {
                let group = if has_teams { post.team } else { post.unit };
                group.map_or(count, |group| group as usize)
            },
            &mut of_groups,
        );
        for span in of_groups.iter().filter(|span| span.at < count) {
            groups[span.at].spans.push((number, *span));
        }
    }
    groups
}

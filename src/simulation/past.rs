//! Pasts that scenarios share: those that differ in events alone, and in structures that only
//! events bring, are the same until the first event that they do not have in common may begin.

use crate::scenario::{Event, Scenario, Structure};
use crate::units::Quarter;

/// A past of some scenarios, and how they part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Past {
    /// The scenarios that share it, of which there is at least one.
    pub(super) members: Vec<usize>,
    /// The quarter at whose start they part, or end.
    pub(super) until: Quarter,
    /// Their pasts from there on, that of the first member first; none if they end.
    pub(super) then: Vec<Past>,
}

/// An event, and the structure that it brings with the place of that, which organisations know
/// it by.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Turn<'a> {
    event: &'a Event,
    structure: Option<(usize, &'a Structure)>,
}

impl<'a> Turn<'a> {
    fn all(scenario: &'a Scenario) -> Vec<Self> {
        let structure = |event: &'a Event| {
            let (place, _, own) = scenario.structures.get_full(event.action.structure()?)?;
            Some((place, own))
        };
        let events = scenario.events.values();
        events
            .map(|event| Self {
                event,
                structure: structure(event),
            })
            .collect()
    }
}

impl Past {
    /// Of scenarios that have one past.
    pub(crate) fn of(scenarios: &[&Scenario]) -> Self {
        let events: Vec<Vec<Turn>> = scenarios.iter().map(|own| Turn::all(own)).collect();
        let end = scenarios
            .first()
            .map_or(0, |scenario| scenario.simulation.quarters);
        Self::shared((0..events.len()).collect(), &events, Quarter(end as i32))
    }

    /// The same, whose scenarios have other places.
    pub(super) fn named(self, places: &[usize]) -> Self {
        let then = self.then.into_iter();
        Self {
            members: self.members.iter().map(|&own| places[own]).collect(),
            then: then.map(|past| past.named(places)).collect(),
            ..self
        }
    }

    fn shared(members: Vec<usize>, events: &[Vec<Turn>], end: Quarter) -> Self {
        let first = members.first().map_or(&[][..], |&first| &events[first]);
        let until = members
            .iter()
            .map(|&member| parting(first, &events[member], end))
            .min()
            .unwrap_or(end);
        let mut then = Vec::new();
        if until < end {
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for &member in &members {
                let alike = groups.iter_mut().find(|group| {
                    let of_group = begun(&events[group[0]], until);
                    of_group.eq(begun(&events[member], until))
                });
                match alike {
                    Some(group) => group.push(member),
                    None => groups.push(vec![member]),
                }
            }
            let groups = groups.into_iter();
            then.extend(groups.map(|group| Self::shared(group, events, end)));
        }
        Self {
            members,
            until,
            then,
        }
    }

    /// Quarters that are simulated from a first one on.
    pub(crate) fn quarters(&self, first: Quarter) -> u64 {
        let own = (self.until.0 - first.0).max(0) as u64;
        let later = self.then.iter().map(|past| past.quarters(self.until));
        own + later.sum::<u64>()
    }

    /// Organisations that are in memory at once.
    pub(crate) fn organizations(&self) -> u64 {
        // The first goes on when all others are done.
        let (first, others) = match self.then.split_first() {
            None => return 1,
            Some((first, others)) => (first.organizations(), others),
        };
        let others = others.iter().map(|past| 1 + past.organizations());
        others.max().unwrap_or(0).max(first)
    }
}

/// Whether two scenarios differ in events alone, and in structures that only events bring.
pub(super) fn have_one_past(a: &Scenario, b: &Scenario) -> bool {
    a.past().is_identical(&b.past())
}

/// For each event of one scenario that may have begun before a quarter, the event of another
/// one that stands for it in a past that they share.
pub(super) fn in_common(own: &Scenario, other: &Scenario, until: Quarter) -> Vec<(usize, usize)> {
    let begun = |scenario: &Scenario| -> Vec<usize> {
        let events = scenario.events.values().enumerate();
        let begun = events.filter(|(_, event)| event.earliest() < until);
        begun.map(|(place, _)| place).collect()
    };
    begun(own).into_iter().zip(begun(other)).collect()
}

/// Events that may have begun by the end of a quarter.
fn begun<'a>(events: &'a [Turn], quarter: Quarter) -> impl Iterator<Item = &'a Turn<'a>> {
    let events = events.iter();
    events.filter(move |turn| turn.event.earliest() <= quarter)
}

/// The first quarter in which one of two scenarios may have begun other events, at the latest
/// their end.
fn parting(a: &[Turn], b: &[Turn], end: Quarter) -> Quarter {
    let quarters = a.iter().chain(b).map(|turn| turn.event.earliest());
    let differs = |quarter: &Quarter| !begun(a, *quarter).eq(begun(b, *quarter));
    quarters
        .filter(differs)
        .min()
        .map_or(end, |quarter| quarter.min(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Action;

    fn scenario(quarters: &[u32]) -> Scenario {
        let mut scenario = Scenario::default();
        for &quarter in quarters {
            let event = Event::at(quarter, Action::restore_autonomy(""));
            scenario.events.insert(format!("at {quarter}"), event);
        }
        scenario
    }

    fn past(all: &[&[u32]]) -> Past {
        let scenarios: Vec<Scenario> = all.iter().map(|own| scenario(own)).collect();
        Past::of(&scenarios.iter().collect::<Vec<_>>())
    }

    #[test]
    fn scenarios_part_where_their_events_do() {
        let past = past(&[&[], &[8], &[8, 10], &[8, 12]]);
        assert_eq!((past.until, past.then.len()), (Quarter(8), 2));
        let [nothing, fused] = &past.then[..] else {
            unreachable!()
        };
        assert_eq!(
            (&nothing.members[..], nothing.until),
            (&[0][..], Quarter(20))
        );
        assert_eq!(
            (&fused.members[..], fused.until),
            (&[1, 2, 3][..], Quarter(10))
        );
        let members: Vec<_> = fused.then.iter().map(|past| &past.members[..]).collect();
        assert_eq!(members, [&[1, 3][..], &[2]]);
        // 8 + 8 of burn-in and before the first, then 12 + 2, 10 + 2, 8 and 8
        assert_eq!(past.quarters(Quarter(-8)), 16 + 12 + 2 + 10 + 2 + 8 + 8);
        // the one without events waits while the others go on, and of these two
        assert_eq!(past.organizations(), 3);
    }

    /// What only an event brings is not there before it, but for the room that crews have.
    #[test]
    fn structures_part_scenarios_when_an_event_brings_them() {
        let mut own = Scenario::default();
        let fuse = Event::at(8, Action::reorganise("fusion-teams"));
        own.events.insert("fuse".to_owned(), fuse);
        let with = |change: fn(&mut Structure)| {
            let mut other = own.clone();
            change(&mut other.structures["fusion-teams"]);
            other
        };
        let tied = with(|fusion| fusion.cross_ties = 0.9);
        assert!(have_one_past(&own, &tied));
        assert_eq!(Past::of(&[&own, &tied]).until, Quarter(8));
        let roomy = with(|fusion| fusion.concurrent_assignments = 50.0);
        assert!(!have_one_past(&own, &roomy));
        let mut added = own.clone();
        let new = added.structures["unified"].clone();
        added.structures.insert("new".to_owned(), new);
        assert!(have_one_past(&own, &added));
        assert_eq!(Past::of(&[&own, &added]).then, []);
        // what is there from the start, and what has another place
        let mut changed = own.clone();
        changed.structures["loose-coupling"].cross_ties = 0.9;
        assert!(!have_one_past(&own, &changed));
        let mut moved = own.clone();
        moved.structures.swap_indices(0, 1);
        assert!(!have_one_past(&own, &moved));
        let mut turned = own.clone();
        let second = turned.units[0].clone();
        turned.units.insert("second".to_owned(), second);
        let mut other = turned.clone();
        other.units.reverse();
        assert!(!have_one_past(&turned, &other));
    }

    #[test]
    fn what_comes_after_the_end_or_stands_elsewhere_parts_nothing() {
        assert_eq!(past(&[&[], &[40]]).then, []);
        assert_eq!(past(&[&[8, 12], &[8, 12]]).then, []);
        assert_eq!(past(&[&[8, 12], &[12, 8]]).until, Quarter(12));
        assert_eq!(past(&[&[3]]).until, Quarter(20));
    }
}

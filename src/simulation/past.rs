//! Pasts that scenarios share: those that differ in events alone are the same until the first
//! event that they do not have in common may begin.

use crate::scenario::{Event, Scenario};
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

impl Past {
    /// Of scenarios that differ in events alone.
    pub(crate) fn of(scenarios: &[&Scenario]) -> Self {
        let events: Vec<Vec<&Event>> = scenarios
            .iter()
            .map(|scenario| scenario.events.values().collect())
            .collect();
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

    fn shared(members: Vec<usize>, events: &[Vec<&Event>], end: Quarter) -> Self {
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

/// Whether two scenarios differ in events alone.
pub(super) fn have_one_past(a: &Scenario, b: &Scenario) -> bool {
    a.past() == b.past()
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
fn begun<'a>(events: &'a [&Event], quarter: Quarter) -> impl Iterator<Item = &'a Event> {
    let events = events.iter().copied();
    events.filter(move |event| event.earliest() <= quarter)
}

/// The first quarter in which one of two scenarios may have begun other events, at the latest
/// their end.
fn parting(a: &[&Event], b: &[&Event], end: Quarter) -> Quarter {
    let quarters = a.iter().chain(b).map(|event| event.earliest());
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

    #[test]
    fn what_comes_after_the_end_or_stands_elsewhere_parts_nothing() {
        assert_eq!(past(&[&[], &[40]]).then, []);
        assert_eq!(past(&[&[8, 12], &[8, 12]]).then, []);
        assert_eq!(past(&[&[8, 12], &[12, 8]]).until, Quarter(12));
        assert_eq!(past(&[&[3]]).until, Quarter(20));
    }
}

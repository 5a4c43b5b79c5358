//! Who leaves more often: roles, units, levels, and roles within units.

use super::bounded::{Bounded, DAYS_A_YEAR};
use super::equal_rates::{Count, equal_rates};
use super::grouping::Grouping;
use super::head_count::OTHER;
use super::privacy::{Members, Merged, hidden, merged};
use super::rows::{EqualRates, Group, Tested};
use super::settings::DescribeSettings;
use super::span::{by_person, joined, spans};
use crate::measures::Role;
use crate::records::Records;
use crate::row::Rows;

/// Groupings whose groups are told beside each other, with the test of their rates.
const TOLD: [(Grouping, Tested); 3] = [
    (Grouping::Role, Tested::Roles),
    (Grouping::Unit, Tested::Units),
    (Grouping::Level, Tested::Levels),
];

/// Counts of a group over all of the records.
#[derive(Clone, Debug, Default)]
struct Tally {
    members: Members,
    people: u64,
    /// Who was counted last; people come one after the other.
    last: Option<u32>,
    exits: u64,
    days: u64,
}

impl Tally {
    fn count(&self) -> Count {
        Count::new(self.exits, self.days as f64 / DAYS_A_YEAR)
    }
}

/// The rows and the tests.
pub(super) fn groups(
    records: &Records,
    settings: &DescribeSettings,
    tests: &mut Rows<EqualRates>,
) -> Rows<Group> {
    let mut rows = Rows::default();
    let row = |grouping, group, tally: &Tally| {
        let Count { events, time } = tally.count();
        Group {
            grouping,
            group,
            people: tally.people,
            exits: events,
            person_years: time,
            exit_rate: Bounded::rate(events, time, settings.level),
        }
    };
    let all = &tallies(records, settings, Grouping::All, |group| group)[0];
    rows.push(row(Grouping::All, None, all));
    for (grouping, tested) in TOLD {
        let told = Told::of(records, settings, grouping);
        if !told.merged.tells_apart() {
            continue;
        }
        let own = tallies(records, settings, grouping, |group| told.counted_as(group));
        let mut counts = Vec::new();
        for (name, group) in told.rows() {
            counts.push(own[group].count());
            rows.push(row(grouping, Some(name), &own[group]));
        }
        equal_rates(tested, &[counts])
            .into_iter()
            .for_each(|test| tests.push(test));
        if grouping == Grouping::Unit {
            let (pairs, test) = roles_in_units(records, settings, &told);
            let pairs = pairs.iter();
            pairs.for_each(|(name, tally)| {
                rows.push(row(Grouping::RoleInUnit, Some(name.clone()), tally));
            });
            test.into_iter().for_each(|test| tests.push(test));
        }
    }
    rows
}

/// Which groups of a grouping are told of for themselves, and which together.
struct Told {
    merged: Merged,
    names: Vec<String>,
}

impl Told {
    fn of(records: &Records, settings: &DescribeSettings, grouping: Grouping) -> Self {
        let own = tallies(records, settings, grouping, |group| group);
        let members: Vec<Members> = own.iter().map(|tally| tally.members.clone()).collect();
        let sizes: Vec<u64> = own.iter().map(|tally| tally.people).collect();
        Self {
            merged: merged(&members, &sizes, u64::from(settings.smallest)),
            names: grouping.names(records),
        }
    }

    /// The group as which one is counted: the first of those that are told of together. They
    /// are counted anew, since somebody may have been in several of them.
    fn counted_as(&self, group: usize) -> usize {
        match self.merged.other.contains(&group) {
            true => self.merged.other[0],
            false => group,
        }
    }

    /// The name of each row, and the group as which it is counted.
    fn rows(&self) -> impl Iterator<Item = (String, usize)> {
        self.merged.rows().map(|(single, groups)| {
            let name = single.map_or_else(|| OTHER.to_owned(), |group| self.names[group].clone());
            (name, groups[0])
        })
    }
}

/// Roles within the units that are told of. Pairs with too few people, and others that would
/// tell of them through the sums by unit and by role, are left out.
fn roles_in_units(
    records: &Records,
    settings: &DescribeSettings,
    units: &Told,
) -> (Vec<(String, Tally)>, Option<EqualRates>) {
    let roles = Role::ALL.len();
    let counted_as = |pair| units.counted_as(pair / roles) * roles + pair % roles;
    let own = tallies(records, settings, Grouping::RoleInUnit, counted_as);
    let of_roles = Grouping::Role.names(records);
    let of_units: Vec<(String, &[Tally])> = units
        .rows()
        .map(|(name, unit)| (name, &own[unit * roles..(unit + 1) * roles]))
        .collect();
    let people = |(_, tallies): &(_, &[Tally])| tallies.iter().map(|tally| tally.people).collect();
    let people: Vec<Vec<u64>> = of_units.iter().map(people).collect();
    let hidden = hidden(&people, u64::from(settings.smallest));
    let (mut told, mut sets) = (Vec::new(), Vec::new());
    for ((name, tallies), hidden) in of_units.iter().zip(&hidden.cells) {
        let mut set = Vec::new();
        for ((tally, role), is_hidden) in tallies.iter().zip(&of_roles).zip(hidden) {
            if tally.people > 0 && !is_hidden {
                set.push(tally.count());
                told.push((format!("{name}, {role}"), tally.clone()));
            }
        }
        sets.push(set);
    }
    match told.len() > 1 && !hidden.sums {
        true => (told, equal_rates(Tested::RolesInUnits, &sets)),
        false => (Vec::new(), None),
    }
}

/// The tallies of groups, of which some may be counted as others.
fn tallies(
    records: &Records,
    settings: &DescribeSettings,
    grouping: Grouping,
    counted_as: impl Fn(usize) -> usize,
) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); grouping.names(records).len()];
    let (mut own, mut of_grouping) = (Vec::new(), Vec::new());
    for stay in by_person(records) {
        spans(records, stay, &mut own);
        let group = |post| counted_as(grouping.group(records, post));
        joined(&own, group, &mut of_grouping);
        for span in &of_grouping {
            let tally = &mut tallies[span.at];
            if tally.last != Some(stay.person) {
                tally.last = Some(stay.person);
                tally.people += 1;
                tally.members.add(stay.person, u64::from(settings.smallest));
            }
            tally.exits += u64::from(span.is_exit());
            tally.days += span.days();
        }
    }
    tallies
}

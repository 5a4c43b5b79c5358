//! Exits in teams: on one day, or more in some than in others.

use std::collections::BTreeSet;

use super::contagion::{Compared, compared, rate_ratio, years_of};
use super::equal_rates::Count;
use super::rows::{CleanUp, Clustering};
use super::settings::DescribeSettings;
use super::span::{Span, spans};
use super::team::{Group, groups};
use crate::records::Records;
use crate::row::Rows;
use crate::stats::chi_squared_tail;
use crate::units::Day;

/// Exits that must be expected from a team for it to be tested (Cochran 1954).
const LEAST_EXPECTED: f64 = 1.0;

/// What is said of teams.
pub(super) struct Clusters {
    /// One row; none if no teams are recorded.
    pub(super) clustering: Rows<Clustering>,
    pub(super) clean_ups: Rows<CleanUp>,
    /// The places of the stays that ended in a clean-up.
    pub(super) cleaned: BTreeSet<usize>,
}

pub(super) fn clusters(records: &Records, settings: &DescribeSettings) -> Clusters {
    let has_teams = records.teams > 0;
    let groups = groups(records, has_teams);
    let mut ends: Vec<(Day, Vec<usize>, u64)> = groups.iter().flat_map(Group::ends).collect();
    ends.sort_by_key(|(day, ..)| *day);
    let (mut clean_ups, mut cleaned) = (Rows::default(), BTreeSet::new());
    for of_day in ends.chunk_by(|a, b| a.0 == b.0) {
        let stays = of_day.iter().flat_map(|(_, stays, _)| stays);
        let people = stays.clone().count() as u64;
        // with too few to be told of, not even in sums: what is left out of seasons would tell
        if people < u64::from(settings.smallest) {
            continue;
        }
        cleaned.extend(stays);
        let there: u64 = of_day.iter().map(|(.., there)| *there).sum();
        clean_ups.push(CleanUp {
            day: of_day[0].0.to_string(),
            people,
            // whoever came and went on that day was not there the day before
            share: people as f64 / there.max(people) as f64,
        });
    }
    let mut clustering = Rows::default();
    if has_teams {
        clustering.push(Clustering {
            clean_up_days: clean_ups.len() as u64,
            clean_up_exits: cleaned.len() as u64,
            clean_up_share: share_of_exits(records, &cleaned),
            ..of_teams(records, &groups, settings.level)
        });
    }
    Clusters {
        clustering,
        clean_ups,
        cleaned,
    }
}

fn share_of_exits(records: &Records, cleaned: &BTreeSet<usize>) -> Option<f64> {
    let mut own = Vec::new();
    let exits = records.stays.iter().filter(|stay| {
        spans(records, stay, &mut own);
        own.last().is_some_and(Span::is_exit)
    });
    let exits = exits.count();
    (exits > 0).then(|| cleaned.len() as f64 / exits as f64)
}

/// Dispersion between teams and contagion within them; clean-ups stand elsewhere.
fn of_teams(records: &Records, groups: &[Group], level: f64) -> Clustering {
    let counts: Vec<(u64, f64)> = groups
        .iter()
        .map(|group| (group.exits().count() as u64, group.years()))
        .collect();
    let total = |counts: &[(u64, f64)]| -> (u64, f64) {
        let exits = counts.iter().map(|(exits, _)| exits).sum();
        (exits, counts.iter().map(|(_, years)| years).sum())
    };
    let (exits, person_years) = total(&counts);
    let rate = exits as f64 / person_years;
    let mut tested = counts.clone();
    tested.retain(|(_, years)| years * rate >= LEAST_EXPECTED);
    let (of_tested, years) = total(&tested);
    let rate = of_tested as f64 / years;
    let statistic: f64 = tested
        .iter()
        .map(|&(exits, years)| {
            let off = exits as f64 - rate * years;
            off * off / (rate * years)
        })
        .sum();
    let is_tested = tested.len() > 1 && of_tested > 0;
    let freedom = tested.len().saturating_sub(1) as f64;
    let compared = compared(groups, years_of(records));
    let sum = |of: fn(&Compared) -> Count| -> (u64, f64) {
        let all = || compared.iter().map(of);
        (
            all().map(|count| count.events).sum(),
            all().map(|count| count.time).sum(),
        )
    };
    let (exits_after, years_after) = sum(|year| year.after);
    let (exits_otherwise, years_otherwise) = sum(|year| year.otherwise);
    Clustering {
        teams: counts.iter().filter(|(_, years)| *years > 0.0).count() as u64,
        tested: tested.len() as u64,
        exits,
        person_years,
        dispersion: is_tested.then(|| statistic / freedom),
        p_value: is_tested.then(|| chi_squared_tail(statistic, freedom)),
        exits_after,
        years_after,
        exits_otherwise,
        years_otherwise,
        rate_ratio: rate_ratio(&compared, level),
        clean_up_days: 0,
        clean_up_exits: 0,
        clean_up_share: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{records, stay};
    use super::*;
    use crate::records::{Reason, Stay};

    fn of_team(team: u32, person: u32, start: Option<i32>, end: Option<i32>) -> Stay {
        let mut stay = stay(person, start, end.map(|day| (day, Reason::Quit)));
        stay.posts[0].team = Some(team);
        stay
    }

    fn settings() -> DescribeSettings {
        DescribeSettings {
            level: 0.95,
            smallest: 3,
        }
    }

    #[test]
    fn a_group_that_ends_on_a_day_is_a_clean_up() {
        let mut stays: Vec<Stay> = (0..3).map(|p| of_team(0, p, None, Some(100))).collect();
        stays.extend((3..6).map(|p| of_team(0, p, None, None)));
        // three of seven are less than half, and two of two are too few
        stays.extend((10..13).map(|p| of_team(1, p, None, Some(200))));
        stays.extend((13..17).map(|p| of_team(1, p, None, None)));
        stays.extend((20..22).map(|p| of_team(2, p, None, Some(200))));
        let mut records = records(0, 1000, stays);
        records.teams = 3;
        let found = clusters(&records, &settings());
        let days: Vec<_> = found
            .clean_ups
            .iter()
            .map(|row| (row.people, row.share))
            .collect();
        assert_eq!(days, [(3, 0.5)]);
        assert_eq!(found.cleaned.len(), 3);
        let row = &found.clustering.iter().next().unwrap().row;
        assert_eq!((row.clean_up_days, row.clean_up_exits), (1, 3));
        assert_eq!(row.clean_up_share, Some(3.0 / 8.0));
        // three people are told of, but not to those who ask for five
        let found = clusters(
            &records,
            &DescribeSettings {
                smallest: 5,
                ..settings()
            },
        );
        assert!(found.clean_ups.is_empty() && found.cleaned.is_empty());
    }
}

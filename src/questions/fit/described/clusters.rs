//! Exits in teams: on one day, soon after each other, or more in some than in others.

use std::collections::BTreeSet;

use super::DescribeSettings;
use super::bounded::{Bounded, DAYS_A_YEAR};
use super::rows::{CleanUp, Clustering};
use super::span::{Span, joined, spans};
use crate::elementary::{exp, ln, normal_quantile};
use crate::records::Records;
use crate::row::Rows;
use crate::stats::{chi_squared_tail, tail_probability};
use crate::units::{DAYS_A_QUARTER, Day};

/// People who make a day one on which a group ended, at least.
const LEAST_TOGETHER: u64 = 3;

/// Exits that must be expected from a team for it to be tested (Cochran 1954).
const LEAST_EXPECTED: f64 = 1.0;

/// The time after an exit in which another one is seen as near it: two quarters.
const NEAR: i32 = (2.0 * DAYS_A_QUARTER) as i32;

/// A team, or a unit.
#[derive(Clone, Debug, Default)]
struct Group {
    /// Its spans, each with the place of its stay.
    spans: Vec<(usize, Span<usize>)>,
}

impl Group {
    fn exits(&self) -> impl Iterator<Item = (Day, usize)> {
        let exits = self.spans.iter().filter(|(_, span)| span.is_exit());
        exits.map(|(stay, span)| (span.to, *stay))
    }

    fn years(&self) -> f64 {
        self.spans.iter().map(|(_, span)| span.days()).sum::<u64>() as f64 / DAYS_A_YEAR
    }

    /// The days on which at least half of it left, and at least three: with the stays that
    /// ended so, and how many were there the day before.
    fn ends(&self) -> Vec<(Day, Vec<usize>, u64)> {
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

    /// Exits soon after one of a mate on an earlier day, and the days on which there could have
    /// been one.
    fn near(&self) -> (u64, u64) {
        let mut days: Vec<Day> = self.exits().map(|(day, _)| day).collect();
        days.sort_unstable();
        // times near exits, later than the end of a day and up to another, joined where they meet
        let mut times: Vec<(Day, Day)> = Vec::new();
        for day in days {
            let end = day.after(NEAR);
            match times.last_mut() {
                Some((_, last)) if *last >= day => *last = end,
                _ => times.push((day, end)),
            }
        }
        // how many of their days lie up to the end of each
        let mut lengths = vec![0_i64];
        for (from, to) in &times {
            lengths.push(lengths[lengths.len() - 1] + i64::from(to.since(*from)));
        }
        let days_until = |day: Day| {
            let begun = times.partition_point(|(from, _)| *from < day);
            let over = match begun.checked_sub(1) {
                Some(last) => i64::from(times[last].1.since(day).max(0)),
                None => 0,
            };
            lengths[begun] - over
        };
        let is_near = |day: Day| {
            let begun = times.partition_point(|(from, _)| *from < day);
            begun
                .checked_sub(1)
                .is_some_and(|last| day <= times[last].1)
        };
        let near = self.exits().filter(|(day, _)| is_near(*day)).count() as u64;
        let days = |span: &Span<usize>| days_until(span.to) - days_until(span.after);
        let days: i64 = self.spans.iter().map(|(_, span)| days(span)).sum();
        (near, days.unsigned_abs())
    }
}

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
    let mut clean_ups = Rows::default();
    let mut days = 0;
    for of_day in ends.chunk_by(|a, b| a.0 == b.0) {
        days += 1;
        let people: u64 = of_day.iter().map(|(_, stays, _)| stays.len() as u64).sum();
        // whoever came and went on that day was not there the day before
        let there: u64 = of_day
            .iter()
            .map(|(.., there)| *there)
            .sum::<u64>()
            .max(people);
        if people >= u64::from(settings.smallest) {
            clean_ups.push(CleanUp {
                day: of_day[0].0.to_string(),
                people,
                share: people as f64 / there as f64,
            });
        }
    }
    let cleaned: BTreeSet<usize> = ends.into_iter().flat_map(|(_, stays, _)| stays).collect();
    let mut clustering = Rows::default();
    if has_teams {
        clustering.push(Clustering {
            clean_up_days: days,
            clean_up_exits: cleaned.len() as u64,
            clean_up_share: share_of_exits(records, &cleaned),
            ..of_teams(&groups, settings.level)
        });
    }
    Clusters {
        clustering,
        clean_ups,
        cleaned,
    }
}

/// Teams, or units if no teams are recorded.
fn groups(records: &Records, has_teams: bool) -> Vec<Group> {
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
fn of_teams(groups: &[Group], level: f64) -> Clustering {
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
    let near: Vec<(u64, u64)> = groups.iter().map(Group::near).collect();
    let exits_after: u64 = near.iter().map(|(exits, _)| exits).sum();
    let years_after = near.iter().map(|(_, days)| days).sum::<u64>() as f64 / DAYS_A_YEAR;
    let (exits_otherwise, years_otherwise) = (exits - exits_after, person_years - years_after);
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
        rate_ratio: rate_ratio(
            (exits_after, years_after),
            (exits_otherwise, years_otherwise),
            level,
        ),
        clean_up_days: 0,
        clean_up_exits: 0,
        clean_up_share: None,
    }
}

/// A rate relative to another, with the interval that is normal on the scale of logarithms: the
/// variance there is the sum of the inverse counts (Rothman, Greenland & Lash 2008). None unless
/// both have counts.
pub(super) fn rate_ratio(
    (events, time): (u64, f64),
    (others, other_time): (u64, f64),
    level: f64,
) -> Bounded {
    if events == 0 || others == 0 || time <= 0.0 || other_time <= 0.0 {
        return Bounded::default();
    }
    let (events, others) = (events as f64, others as f64);
    let ratio = events / time / (others / other_time);
    let z = -normal_quantile(tail_probability(level));
    let reach = z * (1.0 / events + 1.0 / others).sqrt();
    let end = |sign: f64| exp(ln(ratio) + sign * reach);
    Bounded::new(Some(ratio), Some((end(-1.0), end(1.0))))
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
        assert!(found.clean_ups.is_empty() && found.cleaned.len() == 3);
    }

    /// Worked by hand: a team of four over 1000 days.
    #[test]
    fn exits_soon_after_others_are_compared_with_the_rest() {
        let stays = vec![
            of_team(0, 1, None, Some(100)),
            of_team(0, 2, None, Some(150)),
            of_team(0, 3, None, Some(700)),
            of_team(0, 4, None, None),
        ];
        let mut records = records(1, 1000, stays);
        records.teams = 1;
        let row = clusters(&records, &settings())
            .clustering
            .iter()
            .next()
            .unwrap()
            .row
            .clone();
        // near: from 100 to 332 (150 and 182 more), and from 700 to 882
        let days = 50 + 2 * 232 + 182;
        assert_eq!((row.exits_after, row.exits_otherwise), (1, 2));
        assert!((row.years_after * DAYS_A_YEAR - f64::from(days)).abs() < 1e-9);
        let all = 100 + 150 + 700 + 1000;
        assert!((row.person_years * DAYS_A_YEAR - f64::from(all)).abs() < 1e-9);
        let ratio = 1.0 / f64::from(days) / (2.0 / f64::from(all - days));
        assert!((row.rate_ratio.value.unwrap() - ratio).abs() < 1e-12);
        assert_eq!((row.tested, row.dispersion), (1, None));
    }

    #[test]
    fn the_interval_of_a_ratio_is_that_of_its_logarithm() {
        let ratio = rate_ratio((10, 100.0), (40, 800.0), 0.95);
        assert!((ratio.value.unwrap() - 2.0).abs() < 1e-12);
        // 2 exp(± 1.96 sqrt(1/10 + 1/40))
        let (low, high) = ratio.interval().unwrap();
        assert!(
            (low - 1.0000).abs() < 1e-3 && (high - 4.0000).abs() < 1e-3,
            "{low} {high}"
        );
        assert_eq!(rate_ratio((0, 1.0), (4, 1.0), 0.95), Bounded::default());
    }
}

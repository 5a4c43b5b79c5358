//! In which quarter of the year people leave.

use std::collections::BTreeSet;

use super::bounded::{Bounded, DAYS_A_YEAR};
use super::calendar::Quarters;
use super::equal_rates::{Count, equal_rates};
use super::rows::{EqualRates, Season, Tested};
use super::settings::DescribeSettings;
use super::span::spans;
use crate::records::Records;
use crate::row::Rows;

/// Quarters of a year.
const SEASONS: usize = 4;

/// The rows, with all exits and without those on days on which whole groups ended, and a test of
/// each. `clean_ups` holds the places of the stays that ended so.
pub(super) fn seasons(
    records: &Records,
    quarters: &Quarters,
    clean_ups: &BTreeSet<usize>,
    settings: &DescribeSettings,
    tests: &mut Rows<EqualRates>,
) -> Rows<Season> {
    let season = |place: usize| quarters.at(place).in_year() as usize - 1;
    let mut days = [0_u64; SEASONS];
    let (mut all, mut others) = ([0_u64; SEASONS], [0_u64; SEASONS]);
    let mut own = Vec::new();
    // days in each quarter: those of whom stays there throughout, by where they begin and end
    let mut whole = vec![0_i64; quarters.len() + 1];
    for (number, stay) in records.stays.iter().enumerate() {
        spans(records, stay, &mut own);
        let (Some(first), Some(last)) = (own.first(), own.last()) else {
            continue;
        };
        let (from, to) = (quarters.place(first.after), quarters.place(last.to));
        let within = |place: usize| {
            let (before, end) = (quarters.before(place), quarters.last(place));
            let days = last.to.min(end).since(first.after.max(before));
            u64::try_from(days).unwrap_or(0)
        };
        days[season(from)] += within(from);
        if to > from {
            days[season(to)] += within(to);
            whole[from + 1] += 1;
            whole[to] -= 1;
        }
        if last.is_exit() {
            all[season(to)] += 1;
            others[season(to)] += u64::from(!clean_ups.contains(&number));
        }
    }
    let mut there = 0;
    for place in 0..quarters.len() {
        there += whole[place];
        let length = quarters.last(place).since(quarters.before(place));
        // never negative: each that ends has begun
        days[season(place)] += there as u64 * u64::from(length.unsigned_abs());
    }
    let mut rows = Rows::default();
    let told = [
        (false, all, Tested::Seasons),
        (true, others, Tested::SeasonsWithoutCleanUps),
    ];
    for (without_clean_ups, exits, tested) in told {
        let count = |season: usize| Count::new(exits[season], days[season] as f64 / DAYS_A_YEAR);
        let counts: Vec<Count> = (0..SEASONS).map(count).collect();
        for (place, count) in counts.iter().enumerate() {
            rows.push(Season {
                without_clean_ups,
                quarter: place as u64 + 1,
                exits: count.events,
                person_years: count.time,
                exit_rate: Bounded::rate(count.events, count.time, settings.level),
            });
        }
        equal_rates(tested, &[counts])
            .into_iter()
            .for_each(|test| tests.push(test));
    }
    rows
}

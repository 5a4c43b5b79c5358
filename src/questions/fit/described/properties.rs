//! What holds of the description of any records.

use proptest::prelude::*;

use super::samples::{any_records, records, stay};
use super::span::spans;
use super::*;
use crate::records::Reason;
use crate::row::Row;

fn told(smallest: u32) -> DescribeSettings {
    DescribeSettings {
        smallest,
        ..DescribeSettings::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn head_counts_balance(records in any_records(), smallest in 1u32..8) {
        let found = describe(&records, &told(smallest));
        let mut before: Option<&HeadCount> = None;
        for row in &found.head_count {
            let (came, went) = (row.hires + row.moves_in, row.exits + row.moves_out);
            prop_assert_eq!(row.start + came - went, row.end, "{:?}", row);
            if row.grouping == Grouping::All {
                prop_assert_eq!(row.moves_in + row.moves_out, 0);
                prop_assert!(before.is_none_or(|before| before.end == row.start));
                before = Some(&row.row);
            }
        }
        // groups of a quarter add up to everybody
        for all in found.head_count.iter().filter(|row| row.grouping == Grouping::All) {
            for grouping in [Grouping::Role, Grouping::Unit] {
                let own = found.head_count.iter();
                let own: Vec<_> = own
                    .filter(|row| row.grouping == grouping && row.quarter == all.quarter)
                    .collect();
                if !own.is_empty() {
                    let sum = |of: fn(&HeadCount) -> u64| own.iter().map(|row| of(row)).sum::<u64>();
                    prop_assert_eq!(sum(|row| row.start), all.start);
                    prop_assert_eq!(sum(|row| row.exits), all.exits);
                    prop_assert_eq!(sum(|row| row.end), all.end);
                }
            }
        }
    }

    #[test]
    fn tables_agree_on_exits_and_time(records in any_records()) {
        let found = describe(&records, &told(1));
        let mut own = Vec::new();
        let (mut exits, mut days) = (0, 0);
        for stay in &records.stays {
            spans(&records, stay, &mut own);
            exits += own.iter().filter(|span| span.is_exit()).count() as u64;
            days += own.iter().map(|span| span.days()).sum::<u64>();
        }
        let years = days as f64 / bounded::DAYS_A_YEAR;
        let close = |found: f64| (found - years).abs() < 1e-9 * (1.0 + years);
        let quarters = || found.head_count.iter().filter(|row| row.grouping == Grouping::All);
        prop_assert_eq!(quarters().map(|row| row.exits).sum::<u64>(), exits);
        prop_assert!(close(quarters().map(|row| row.person_years).sum()));
        let seasons = || found.seasons.iter().filter(|row| !row.without_clean_ups);
        prop_assert_eq!(seasons().map(|row| row.exits).sum::<u64>(), exits);
        prop_assert!(close(seasons().map(|row| row.person_years).sum()));
        for grouping in [Grouping::All, Grouping::Role, Grouping::Unit] {
            let own = || found.groups.iter().filter(|row| row.grouping == grouping);
            if own().next().is_some() {
                prop_assert_eq!(own().map(|row| row.exits).sum::<u64>(), exits);
                prop_assert!(close(own().map(|row| row.person_years).sum()));
            }
        }
    }

    #[test]
    fn no_row_tells_of_fewer_than_the_least(records in any_records(), smallest in 2u32..9) {
        let found = describe(&records, &told(smallest));
        let least = u64::from(smallest);
        for row in found.groups.iter().filter(|row| row.grouping != Grouping::All) {
            prop_assert!(row.people >= least, "{:?}", row);
        }
        for row in found.head_count.iter().filter(|row| row.grouping != Grouping::All) {
            prop_assert!(row.start + row.hires + row.moves_in >= least, "{:?}", row);
            let reasons = [row.quits, row.dismissed, row.laid_off, row.other_exits,
                row.unknown_exits];
            for count in reasons.into_iter().flatten() {
                prop_assert!(count == 0 || count >= least, "{:?}", row);
            }
        }
        prop_assert!(found.tenure.iter().all(|row| row.at_risk.is_none_or(|n| n >= least)));
        prop_assert!(found.clean_ups.iter().all(|row| row.people >= least));
    }

    #[test]
    fn tables_are_read_as_they_were_written(records in any_records()) {
        fn check<R: Row + PartialEq + Clone + std::fmt::Debug>(rows: &Rows<R>) {
            let read = Rows::<R>::of(&rows.table()).unwrap();
            assert!(read.iter().eq(rows.iter()));
        }
        let found = describe(&records, &told(3));
        check(&found.head_count);
        check(&found.tenure);
        check(&found.hazards);
        check(&found.seasons);
        check(&found.groups);
        check(&found.teams);
        check(&found.tests);
        check(&found.overall);
    }
}

/// Worked by hand: ten people over two years.
#[test]
fn retention_is_that_of_those_who_were_there() {
    let quit = |day| Some((day, Reason::Quit));
    let mut stays: Vec<_> = (0..8)
        .map(|person| stay(person, Some(-100), None))
        .collect();
    // in the second quarter of 2020, and one who came in it and left in the third
    stays.push(stay(8, Some(-100), quit(120)));
    stays.push(stay(9, Some(100), quit(200)));
    let found = describe(&records(0, 730, stays), &DescribeSettings::default());
    let quarters: Vec<&HeadCount> = found.head_count.iter().map(|at| &at.row).collect();
    assert_eq!(quarters.len(), 8);
    let retained: Vec<_> = quarters
        .iter()
        .map(|row| row.retained_quarter.value)
        .collect();
    assert_eq!(retained[0], Some(1.0));
    assert_eq!(retained[1], Some(8.0 / 9.0));
    assert_eq!(retained[2], Some(8.0 / 9.0));
    let years: Vec<_> = quarters.iter().map(|row| row.retained_year.value).collect();
    // to the end of 2020: one of nine; to March: one of nine; to June: one of nine who were there
    // in July
    assert_eq!(years[..3], [None; 3]);
    assert_eq!(
        years[3..7],
        [Some(8.0 / 9.0), Some(8.0 / 9.0), Some(8.0 / 9.0), Some(1.0)]
    );
    assert_eq!(
        (quarters[1].hires, quarters[1].exits, quarters[2].exits),
        (1, 1, 1)
    );
}

#[test]
fn no_records_are_described_as_nobody() {
    let found = describe(&records(0, 400, Vec::new()), &DescribeSettings::default());
    assert!(found.head_count.iter().all(|row| row.end == 0));
    assert!(found.tenure.is_empty() && found.teams.is_empty() && found.tests.is_empty());
    assert!(
        found
            .tables()
            .iter()
            .all(|(name, _)| name.ends_with(".csv"))
    );
}

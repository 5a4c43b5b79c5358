//! When records begin and end, as stated or as found, and what lies within.

use std::collections::BTreeMap;

use super::code;
use super::notes::BeginFound;
use super::stays::LONG_AGO;
use crate::diagnostic::Diagnostic;
use crate::records::Stay;
use crate::units::Day;

/// Exits that would have been expected before the first one, from which on it is not by
/// chance that there are none: fewer than one case in a thousand (e to the power of -7).
const MOST_EXPECTED: f64 = 7.0;

/// Starts on the first day from which on they may be those of people who were there before.
const MANY_STARTS: usize = 10;

/// By how much these must exceed the starts of the busiest other day.
const TIMES_OTHERS: usize = 5;

/// The begin of records that state none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Begin {
    pub(super) day: Day,
    pub(super) found: BeginFound,
}

/// Finds when records begin that end on a day.
pub(super) fn begin(stays: &[Stay], until: Day) -> Option<Begin> {
    let ends = || {
        stays
            .iter()
            .filter_map(|stay| stay.ended)
            .map(|ended| ended.day)
    };
    let starts = || stays.iter().filter_map(|stay| stay.start);
    // of people whose start is not known, the end at least
    let first = starts().chain(ends()).min()?;
    if let Some(first_end) = ends().filter(|end| *end <= until).min()
        && expected_before(stays, first_end, until) > MOST_EXPECTED
    {
        let there = stays
            .iter()
            .filter(|stay| stay.first_day() < first_end)
            .count();
        return Some(Begin {
            day: first_end,
            found: BeginFound::FirstExit { there },
        });
    }
    let mut by_day: BTreeMap<Day, usize> = BTreeMap::new();
    for start in starts() {
        *by_day.entry(start).or_default() += 1;
    }
    let count = by_day.remove(&first).unwrap_or_default();
    let busiest = by_day.values().copied().max().unwrap_or_default();
    let found = match count >= MANY_STARTS && count > TIMES_OTHERS * busiest {
        true => BeginFound::ManyStarts { starts: count },
        false => BeginFound::FirstStart,
    };
    Some(Begin { day: first, found })
}

/// Exits that the rate from the first one on makes expected before it.
fn expected_before(stays: &[Stay], first_end: Day, until: Day) -> f64 {
    let (mut before, mut after, mut exits) = (0.0, 0.0, 0.0);
    for stay in stays {
        let end = stay.ended.map_or(until, |ended| ended.day.min(until));
        let days = |from: Day, to: Day| f64::from(to.since(from).max(0));
        before += stay.start.map_or(0.0, |start| days(start, first_end));
        after += days(stay.first_day().max(first_end), end);
        exits += f64::from(u8::from(stay.ended.is_some_and(|ended| ended.day <= until)));
    }
    if after > 0.0 {
        before * exits / after
    } else {
        0.0
    }
}

/// What to say of a begin that was found.
pub(super) fn warning(begin: Begin) -> Option<Diagnostic> {
    let day = begin.day;
    let (code, message) = match begin.found {
        BeginFound::FirstExit { there } => (
            &code::BEGIN_AT_EXIT,
            format!("no exit is recorded before {day}, though {there} people were there"),
        ),
        BeginFound::ManyStarts { starts } => (
            &code::BEGIN_AT_START,
            format!("{starts} people start on {day}, the first day of the records"),
        ),
        BeginFound::Stated | BeginFound::FirstStart => return None,
    };
    let taken = match begin.found {
        BeginFound::FirstExit { .. } => {
            "the records are taken to begin on that day: who left before is missing"
        }
        _ => "they are taken to have been there before, since when is not known",
    };
    let warning = Diagnostic::new(code, message).note(taken);
    Some(warning.help(format!(
        "state the first day on which everybody is known: `begin = {day}` under `[records]`"
    )))
}

/// Leaves out the stays that ended before the records begin, and says since when those were
/// there of which it is not known. How many were left out.
pub(super) fn cut(stays: &mut Vec<Stay>, begin: Begin) -> usize {
    let before = stays.len();
    let day = begin.day;
    stays.retain(|stay| stay.ended.is_none_or(|ended| ended.day >= day));
    for stay in stays.iter_mut() {
        if matches!(begin.found, BeginFound::ManyStarts { .. }) && stay.start == Some(day) {
            stay.start = None;
        }
        if stay.start.is_none() {
            let later = stay.posts.iter().skip(1);
            let passed = later.take_while(|post| post.from <= day).count();
            stay.posts.drain(..passed);
            let first = &mut stay.posts[0];
            first.from = day.max(LONG_AGO);
        }
    }
    before - stays.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Role;
    use crate::records::{Ended, Post, Reason};

    fn stay(start: i32, end: Option<i32>) -> Stay {
        let post = Post {
            from: Day(start),
            role: Role::Researcher,
            unit: None,
            team: None,
            level: None,
        };
        let ended = end.map(|day| Ended {
            day: Day(day),
            reason: Reason::Quit,
        });
        Stay {
            person: 0,
            start: Some(Day(start)),
            ended,
            posts: vec![post],
        }
    }

    #[test]
    fn exits_that_come_late_tell_when_records_begin() {
        // 100 people from day 0 on, one leaves every ten days from day 1000 on
        let end = |number: i32| Some(1000 + 10 * number).filter(|_| number < 90);
        let mut stays: Vec<Stay> = (0..100).map(|number| stay(number, end(number))).collect();
        let found = begin(&stays, Day(1900)).unwrap();
        assert_eq!(found.day, Day(1000));
        assert_eq!(found.found, BeginFound::FirstExit { there: 100 });
        // a few exits early on are enough
        stays.push(stay(0, Some(30)));
        stays.push(stay(0, Some(60)));
        let found = begin(&stays, Day(1900)).unwrap();
        assert_eq!((found.day, found.found), (Day(0), BeginFound::FirstStart));
    }

    #[test]
    fn many_starts_on_the_first_day_are_no_starts() {
        let mut stays: Vec<Stay> = (0..10).map(|_| stay(5, None)).collect();
        stays.extend([stay(9, None), stay(9, None)]);
        let found = begin(&stays, Day(40)).unwrap();
        assert_eq!(found.found, BeginFound::FirstStart);
        stays.pop();
        let found = begin(&stays, Day(40)).unwrap();
        assert_eq!(found.found, BeginFound::ManyStarts { starts: 10 });
        assert_eq!(cut(&mut stays, found), 0);
        assert_eq!(stays.iter().filter(|stay| stay.start.is_none()).count(), 10);
    }

    #[test]
    fn who_left_before_is_left_out() {
        let mut stays = vec![stay(0, Some(9)), stay(0, Some(10)), stay(0, None)];
        stays[2].start = None;
        stays[2].posts[0].from = LONG_AGO;
        let found = BeginFound::Stated;
        let day = Day(10);
        assert_eq!(cut(&mut stays, Begin { day, found }), 1);
        assert_eq!(stays[1].posts[0].from, day);
        assert_eq!(stays[0].posts[0].from, Day(0));
    }
}

//! Stays cut into spans: where somebody was, from when to when, within the records.
//!
//! Time is counted at the ends of days. Who starts on a day is there at its end, and who leaves
//! on it is not, so that whoever was there at the end of a day may leave on the next. Days at
//! risk, people there and exits all follow this one rule, and balance.

use crate::records::{Post, Reason, Records, Stay};
use crate::units::Day;

/// How a span begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// The person was there before the records begin.
    There,
    /// The person was hired.
    Hired,
    /// The person came from elsewhere in the organisation.
    Moved,
}

/// How a span ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// The person left the organisation.
    Left(Reason),
    /// The person went elsewhere in it.
    Moved,
    /// The person is there when the records end.
    Open,
}

/// An unbroken time at a post, or at several that a question does not tell apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<P> {
    /// The post, or the number of the group that it belongs to.
    pub(super) at: P,
    /// The day at the end of which the person is there first.
    pub(super) after: Day,
    /// The day at the end of which the person is there no more, or the last known.
    pub(super) to: Day,
    pub(super) begins: Begins,
    pub(super) ends: Ends,
}

impl<P> Span<P> {
    /// Whether the person is there at the end of a day.
    pub(super) fn holds(&self, day: Day) -> bool {
        self.after <= day && (day < self.to || (self.ends == Ends::Open && day == self.to))
    }

    /// Days on which the person could have left, later than the end of one day and up to
    /// another.
    pub(super) fn days_within(&self, after: Day, to: Day) -> u64 {
        let days = self.to.min(to).since(self.after.max(after));
        u64::try_from(days).unwrap_or(0)
    }

    /// All such days.
    pub(super) fn days(&self) -> u64 {
        self.days_within(self.after, self.to)
    }

    /// Whether it ends with an exit.
    pub(super) fn is_exit(&self) -> bool {
        matches!(self.ends, Ends::Left(_))
    }
}

/// The spans of a stay within the records, one a post; none if it lies outside. A post that
/// begins on the last day of a stay is none, and of several that begin on a day the last counts.
pub(super) fn spans<'a>(records: &Records, stay: &'a Stay, into: &mut Vec<Span<&'a Post>>) {
    into.clear();
    let before = records.begin.after(-1);
    let ended = stay.ended.filter(|ended| ended.day <= records.until);
    let to = ended.map_or(records.until, |ended| ended.day);
    if to < records.begin || stay.start.is_some_and(|start| start > records.until) {
        return;
    }
    let hired = stay.start.filter(|start| *start >= records.begin);
    let after = hired.unwrap_or(before);
    let mut open = Span {
        at: stay.post(after),
        after,
        to,
        begins: match hired {
            Some(_) => Begins::Hired,
            None => Begins::There,
        },
        ends: ended.map_or(Ends::Open, |ended| Ends::Left(ended.reason)),
    };
    let later = stay.posts.iter();
    for post in later.filter(|post| post.from > after && post.from < to) {
        if post.from > open.after {
            into.push(Span {
                to: post.from,
                ends: Ends::Moved,
                ..open
            });
            open.after = post.from;
            open.begins = Begins::Moved;
        }
        open.at = post;
    }
    into.push(open);
}

/// Joins spans between which a question sees no move.
pub(super) fn joined<'a>(
    spans: &[Span<&'a Post>],
    group: impl Fn(&'a Post) -> usize,
    into: &mut Vec<Span<usize>>,
) {
    into.clear();
    for span in spans {
        let at = group(span.at);
        match into.last_mut() {
            Some(last) if last.at == at => (last.to, last.ends) = (span.to, span.ends),
            _ => into.push(Span {
                at,
                after: span.after,
                to: span.to,
                begins: span.begins,
                ends: span.ends,
            }),
        }
    }
}

/// The stays of people in the order of their numbers, those of one together.
pub(super) fn by_person(records: &Records) -> Vec<&Stay> {
    let mut stays: Vec<&Stay> = records.stays.iter().collect();
    stays.sort_by_key(|stay| (stay.person, stay.start));
    stays
}

#[cfg(test)]
mod tests {
    use super::super::samples::{day, records, stay};
    use super::*;

    #[test]
    fn a_stay_is_cut_where_the_post_changes() {
        let mut stay = stay(1, Some(5), Some((40, Reason::Quit)));
        stay.posts = vec![
            Post {
                from: day(5),
                unit: Some(0),
                ..stay.posts[0].clone()
            },
            Post {
                from: day(20),
                unit: Some(1),
                ..stay.posts[0].clone()
            },
            Post {
                from: day(20),
                unit: Some(2),
                ..stay.posts[0].clone()
            },
            Post {
                from: day(40),
                unit: Some(3),
                ..stay.posts[0].clone()
            },
        ];
        let records = records(10, 100, vec![stay.clone()]);
        let mut spans_of = Vec::new();
        spans(&records, &stay, &mut spans_of);
        let told: Vec<_> = spans_of
            .iter()
            .map(|s| (s.at.unit, s.after, s.to, s.begins, s.ends))
            .collect();
        assert_eq!(
            told,
            [
                (Some(0), day(9), day(20), Begins::There, Ends::Moved),
                (
                    Some(2),
                    day(20),
                    day(40),
                    Begins::Moved,
                    Ends::Left(Reason::Quit)
                ),
            ]
        );
        let mut one = Vec::new();
        joined(&spans_of, |_| 0, &mut one);
        assert_eq!(one.len(), 1);
        assert_eq!((one[0].days(), one[0].ends), (31, Ends::Left(Reason::Quit)));
        assert!(one[0].holds(day(9)) && one[0].holds(day(39)) && !one[0].holds(day(40)));
    }

    #[test]
    fn what_lies_outside_the_records_has_none() {
        for (stay, count) in [
            (stay(1, Some(0), Some((9, Reason::Quit))), 0),
            (stay(1, Some(0), Some((10, Reason::Quit))), 1),
            (stay(1, Some(101), None), 0),
            (stay(1, Some(100), None), 1),
            (stay(1, None, Some((300, Reason::Quit))), 1),
        ] {
            let records = records(10, 100, vec![stay.clone()]);
            let mut spans_of = Vec::new();
            spans(&records, &stay, &mut spans_of);
            assert_eq!(spans_of.len(), count, "{stay:?}");
            assert!(spans_of.iter().all(|s| s.to <= day(100)));
        }
    }
}

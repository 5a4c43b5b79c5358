//! Records for tests.

use proptest::prelude::*;

use crate::measures::Role;
use crate::records::{Ended, Post, Reason, Records, Stay};
use crate::units::Day;

/// A day, counted from the first of 2020.
pub(super) fn day(number: i32) -> Day {
    Day::of(2020, 1, 1).unwrap().after(number)
}

/// The stay of a researcher without unit and team.
pub(super) fn stay(person: u32, start: Option<i32>, ended: Option<(i32, Reason)>) -> Stay {
    Stay {
        person,
        start: start.map(day),
        ended: ended.map(|(on, reason)| Ended {
            day: day(on),
            reason,
        }),
        posts: vec![Post {
            from: day(start.unwrap_or(0)),
            role: Role::Researcher,
            unit: None,
            team: None,
            level: None,
        }],
    }
}

/// Records of these stays alone.
pub(super) fn records(begin: i32, until: i32, mut stays: Vec<Stay>) -> Records {
    stays.sort_by_key(Stay::first_day);
    Records {
        begin: day(begin),
        until: day(until),
        units: Vec::new(),
        teams: 0,
        stays,
        papers: None,
        topics: Vec::new(),
        venues: Vec::new(),
        work: None,
        vacancies: None,
        changes: Vec::new(),
    }
}

/// Random records of up to eighty stays over two years, in three units and four teams.
pub(super) fn any_records() -> impl Strategy<Value = Records> {
    let post = (0..900i32, 0..2usize, 0..4u32, 0..5u32).prop_map(|(from, role, unit, team)| Post {
        from: day(from),
        role: Role::ALL[role],
        unit: (unit < 3).then_some(unit),
        team: (team < 4).then_some(team),
        level: None,
    });
    let stay = (
        0..60u32,
        prop::option::weighted(0.9, -300..800i32),
        prop::option::of((0..400i32, 0..Reason::ALL.len())),
        prop::collection::vec(post, 1..4),
    );
    let stay = stay.prop_map(|(person, start, ended, mut posts)| {
        let first = start.unwrap_or(50);
        posts.sort_by_key(|post| post.from);
        posts[0].from = day(first);
        posts.retain(|post| post.from >= day(first));
        Stay {
            person,
            start: start.map(day),
            ended: ended.map(|(length, reason)| Ended {
                day: day(first + length),
                reason: Reason::ALL[reason],
            }),
            posts,
        }
    });
    prop::collection::vec(stay, 0..80).prop_map(|stays| Records {
        units: ["core", "product", "platform"].map(str::to_owned).into(),
        teams: 4,
        ..records(50, 780, stays)
    })
}

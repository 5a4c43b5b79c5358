//! Records for tests.

use proptest::prelude::*;

use crate::measures::Role;
use crate::records::{Ended, Post, Reason, Records, Stay};
#[cfg(feature = "figures")]
use crate::records::{Level, Paper, Vacancy, Work};
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

/// Records of 600 people over eight years with all that can be recorded, the same each time.
#[cfg(feature = "figures")]
pub(super) fn full_records() -> Records {
    let mut state = 11_u64;
    let mut next = |most: u64| {
        let product = state.wrapping_mul(6_364_136_223_846_793_005);
        state = product.wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let mut stays: Vec<Stay> = Vec::new();
    for person in 0..600 {
        let start = next(3700) as i32 - 800;
        let (length, is_quit) = (60 + next(2600) as i32, next(4) > 0);
        let reason = if is_quit {
            Reason::Quit
        } else {
            Reason::ALL[next(5) as usize]
        };
        let mut stay = stay(
            person,
            (person % 40 > 0).then_some(start),
            Some((start + length, reason)),
        );
        let team = next(24) as u32;
        stay.posts[0] = Post {
            from: day(start),
            role: Role::ALL[usize::from(next(3) > 0)],
            unit: (team % 4 < 3).then_some(team % 4),
            team: Some(team),
            level: Some(Level::ALL[next(3) as usize]),
        };
        if next(5) == 0 {
            let (from, unit) = (day(start + length / 2), Some(next(4) as u32));
            let first = stay.posts[0].clone();
            stay.posts.push(Post {
                from,
                unit,
                ..first
            });
        }
        stays.push(stay);
    }
    // a team that was dissolved
    for person in 600..608 {
        let mut stay = stay(person, Some(300), Some((1500, Reason::Layoff)));
        stay.posts[0].team = Some(24);
        stay.posts[0].unit = Some(0);
        stays.push(stay);
    }
    let mut records = records(0, 2921, stays);
    records.units = ["core", "product", "platform", "tools"]
        .map(str::to_owned)
        .into();
    records.teams = 25;
    let after = |from: i32, days: u64, is: bool| is.then(|| day(from + days as i32));
    let vacancies = (0..150).map(|place| Vacancy {
        opened: day(place * 19),
        filled: after(place * 19, 20 + next(200), next(9) > 0).filter(|day| *day <= records.until),
        role: Some(Role::ALL[next(2) as usize]),
        unit: None,
    });
    records.vacancies = Some(vacancies.collect());
    let work = (0..120).map(|place| {
        let found = place * 24;
        let (is_shipped, days) = (next(3) > 0, 200 + next(900));
        Work {
            found: day(found),
            adopted: after(found, 100 + next(100), is_shipped),
            shipped: after(found, days, is_shipped),
            abandoned: after(found, days, !is_shipped && next(2) > 0),
        }
    });
    records.work = Some(work.collect());
    let papers = (0..400).map(|place| Paper {
        submitted: day(place * 7),
        accepted: after(place * 7, 90 + next(200), next(3) == 0),
        topic: None,
        venue: None,
    });
    records.papers = Some(papers.collect());
    records.known_at(records.until)
}

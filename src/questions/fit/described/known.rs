//! What is described of the teams of a community, beside what was counted from outside.

use std::path::PathBuf;

use super::samples::day;
use super::*;
use crate::measures::Role;
use crate::records::{Ended, Post, Reason, Stay};
use crate::units::Day;

/// A file of the data; none where they are not there, which is said.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn rows(name: &str) -> Option<Vec<csv::StringRecord>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/rust-teams");
    let Ok(mut file) = csv::Reader::from_path(folder.join(name)) else {
        eprintln!("skipped: there is no rust-teams/{name}");
        return None;
    };
    Some(file.records().map(Result::unwrap).collect())
}

fn date(text: &str) -> Option<Day> {
    let mut parts = text.split('-').map(|part| part.parse().unwrap());
    (!text.is_empty()).then(|| {
        Day::of(
            parts.next().unwrap(),
            parts.next().unwrap(),
            parts.next().unwrap(),
        )
        .unwrap()
    })
}

fn post(from: Day, team: Option<u32>) -> Post {
    Post {
        from,
        role: Role::Engineer,
        unit: None,
        team,
        level: None,
    }
}

fn of(mut stays: Vec<Stay>, teams: usize) -> Records {
    stays.sort_by_key(Stay::first_day);
    Records {
        begin: Day::of(2018, 11, 4).unwrap(),
        until: Day::of(2026, 8, 22).unwrap(),
        teams,
        ..super::samples::records(0, 1, stays)
    }
}

fn ended(day: Option<Day>) -> Option<Ended> {
    day.map(|day| Ended {
        day,
        reason: Reason::Unknown,
    })
}

/// People who joined and left.
fn people() -> Option<Records> {
    let stays = rows("people.csv")?.into_iter().map(|row| {
        let joined = date(&row[1]).unwrap();
        Stay {
            person: row[0][1..].parse().unwrap(),
            start: (&row[5] == "0").then_some(joined),
            ended: ended(date(&row[2])),
            posts: vec![post(joined, None)],
        }
    });
    Some(of(stays.collect(), 0))
}

/// Memberships in teams as stays that end when somebody leaves; who went otherwise is in no team.
fn memberships() -> Option<Records> {
    let rows = rows("team_spells.csv")?.into_iter();
    let rows = rows.filter(|row| &row[2] == "team" && &row[1] != "alumni");
    let mut names: Vec<String> = Vec::new();
    let stays: Vec<Stay> = rows
        .map(|row| {
            let place = names.iter().position(|name| *name == row[1]);
            let team = place.unwrap_or_else(|| {
                names.push(row[1].to_owned());
                names.len() - 1
            });
            let (start, end) = (date(&row[4]).unwrap(), date(&row[5]));
            let has_left = &row[6] == "left";
            let mut posts = vec![post(start, Some(team as u32))];
            posts.extend(end.filter(|_| !has_left).map(|end| post(end, None)));
            Stay {
                person: row[0][1..].parse().unwrap(),
                start: Some(start),
                ended: ended(end.filter(|_| has_left)),
                posts,
            }
        })
        .collect();
    let teams = names.len();
    Some(of(stays, teams))
}

fn near(found: Option<f64>, expected: f64, tolerance: f64) {
    let found = found.unwrap();
    assert!(
        (found - expected).abs() <= tolerance,
        "{found}, not {expected}"
    );
}

#[test]
fn exits_tenure_and_seasons_are_those_counted_from_outside() {
    let Some(records) = people() else { return };
    let found = describe(&records, &DescribeSettings::default());
    let all = found.groups.iter().next().unwrap();
    assert_eq!((all.exits, all.people), (268, 545));
    near(Some(all.person_years), 1843.0, 25.0);
    near(all.exit_rate.value, 0.145, 0.002);
    let bands = [0.087, 0.167, 0.165, 0.121, 0.135, 0.148];
    assert_eq!(found.hazards.len(), bands.len());
    for (row, expected) in found.hazards.iter().zip(bands) {
        near(row.exit_rate.value, expected, 0.0015);
    }
    let of_season = |quarter: u64| {
        let mut rows = found.seasons.iter();
        rows.find(|row| !row.without_clean_ups && row.quarter == quarter)
            .unwrap()
    };
    near(of_season(3).exit_rate.value, 0.216, 0.003);
    for quarter in [1, 2, 4] {
        near(of_season(quarter).exit_rate.value, 0.12, 0.01);
    }
    let test = found
        .tests
        .iter()
        .find(|row| row.tested == Tested::Seasons)
        .unwrap();
    near(Some(test.statistic), 21.7, 0.2);
    assert_eq!(test.freedom, 3);
}

#[test]
fn exits_of_teams_are_dispersed_as_counted_from_outside() {
    let Some(records) = memberships() else { return };
    let found = describe(&records, &DescribeSettings::default());
    let row = &found.teams.iter().next().unwrap().row;
    near(row.dispersion, 3.2, 0.1);
    assert!(row.p_value.unwrap() < 1e-6 && row.tested > 60);
    // 214 exits share a day with others of their team
    assert!(row.clean_up_exits > 0 && row.clean_up_exits <= 214);
    // counted day by day: after other exits the rate is 1.72 times that otherwise, but only since
    // there were years with many exits; within years it is not higher
    assert_eq!((row.exits_after, row.exits_otherwise), (56, 168));
    let crude = row.exits_after as f64 / row.years_after * row.years_otherwise / 168.0;
    near(Some(crude), 1.718_878, 1e-6);
    near(row.rate_ratio.value, 1.052_196, 1e-6);
    near(row.rate_ratio.low, 0.768_683, 1e-6);
    near(row.rate_ratio.high, 1.440_276, 1e-6);
}

/// The same curve as that of lifelines 0.30, with late entry:
/// `KaplanMeierFitter().fit(tenure, left, entry=entry)`.
#[test]
fn survival_is_that_of_lifelines() {
    let mut state = 7_u64;
    let mut next = |most: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let stays = (0..200).map(|person| {
        let start = next(2000) as i32 - 1000;
        let length = 1 + next(1200) as i32;
        Stay {
            person,
            start: Some(day(start)),
            ended: ended(Some(day(start + length))),
            posts: vec![post(day(start), None)],
        }
    });
    let records = super::samples::records(0, 1100, stays.collect());
    let found = describe(
        &records,
        &DescribeSettings {
            smallest: 1,
            ..Default::default()
        },
    );
    let own: Vec<f64> = found
        .tenure
        .iter()
        .filter_map(|row| row.survival.value)
        .collect();
    for (own, expected) in own.iter().zip(LIFELINES) {
        assert!((own - expected).abs() < 1e-9, "{own}, not {expected}");
    }
    assert_eq!(own.len(), LIFELINES.len());
}

const LIFELINES: [f64; 14] = [
    1.0,
    0.942_690_123_779_403_1,
    0.886_354_684_072_866_8,
    0.829_153_659_323_973_3,
    0.770_585_302_881_005_4,
    0.633_499_360_214_996_2,
    0.554_491_916_288_060_9,
    0.497_231_593_257_298_9,
    0.384_862_317_159_006_9,
    0.290_620_390_777_762_9,
    0.237_171_799_069_326_53,
    0.159_194_188_803_036_46,
    0.074_914_912_377_899_49,
    0.009_364_364_047_237_433,
];

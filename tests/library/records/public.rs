//! Records that others have published: who joined and left the teams of an open-source
//! organisation. They stand beside the project, and not everywhere.

use std::fs;
use std::path::Path;

use orgsim::records::reading::{Among, Read, Settings, read};
use orgsim::units::Day;

const FOLDER: &str = "../shared/data/rust-teams";

/// People have no role in these records; the names of their first teams stand for one.
fn mapping(teams: &[&str]) -> String {
    let mut text = "[records]\nbegin = 2018-11-04\nuntil = 2026-08-22\n[columns.people]\n\
                    start = \"joined\"\nend = \"left\"\nrole = \"first_team\"\n[values.role]\n"
        .to_owned();
    for team in teams {
        text += &format!("\"{team}\" = \"engineer\"\n");
    }
    text
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn spells_of_open_source_teams_are_counted_as_published() {
    let people = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let Ok(people) = fs::read_to_string(people.join("people.csv")) else {
        eprintln!("spells_of_open_source_teams_are_counted_as_published: skipped, no {FOLDER}");
        return;
    };
    // person, joined, left, first_team, teams, left_truncated: of whoever was there at the
    // first commit it is not known since when
    let mut teams = Vec::new();
    let mut written = String::new();
    for row in people.lines() {
        let mut cells: Vec<&str> = row.split(',').collect();
        if cells[5] == "1" {
            cells[1] = "";
        }
        teams.push(cells[3]);
        written += &format!("{}\n", cells.join(","));
    }
    teams.sort_unstable();
    teams.dedup();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.csv"), &written).unwrap();
    fs::write(folder.path().join("records.toml"), mapping(&teams)).unwrap();
    let today = Day::of(2026, 11, 1).unwrap();
    let told = read(folder.path(), &Settings::as_of(today));
    let Read { records, notes, .. } = told.unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((notes.stays, notes.people), (569, 545));
    assert_eq!((notes.unknown_starts, notes.late_entries), (83, 83));
    assert_eq!((notes.rehires, notes.still_there), (24, 569 - 268));
    // 1843 years were published and these dates give 1863.5; how the last days of those who
    // are still there were counted is not said
    let days = records.stays.iter().map(|stay| {
        let end = stay.ended.map_or(records.until, |ended| ended.day);
        f64::from(end.since(stay.first_day()))
    });
    let years = days.sum::<f64>() / 365.25;
    assert!((years / 1843.0 - 1.0).abs() < 0.02, "{years}");
    // 14 left on 15 July 2020, when teams were cleaned up
    let together = notes.together.iter();
    let crowd = together.filter(|together| together.among == Among::All);
    let crowd: Vec<_> = crowd.map(|crowd| (crowd.day, crowd.ended)).collect();
    assert!(
        crowd.contains(&(Day::of(2020, 7, 15).unwrap(), 14)),
        "{crowd:?}"
    );
}

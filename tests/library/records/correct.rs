//! Records that are read: what they say, and how they were read.

use std::fs;
use std::path::Path;

use orgsim::records::reading::{
    Among, BeginFound, Read, Settings, Skipped, Together, examples, guess, read,
};
use orgsim::records::{Level, Reason};
use orgsim::units::Day;
use tempfile::TempDir;

fn day(year: i64, month: i64, day: i64) -> Day {
    Day::of(year, month, day).unwrap()
}

/// A folder with files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn read_as(path: &Path, change: impl FnOnce(&mut Settings)) -> Read {
    let mut settings = Settings::as_of(day(2024, 12, 31));
    change(&mut settings);
    read(path, &settings).unwrap_or_else(|faults| panic!("{faults}"))
}

fn read_files(files: &[(&str, &str)]) -> Read {
    read_as(folder(files).path(), |_| ())
}

#[test]
fn rows_without_a_gap_are_posts_of_one_stay() {
    let people = "person,role,unit,manager,start,end,level,reason\n\
                  a,researcher,lab,x,2020-01-01,2020-06-30,junior,\n\
                  a,researcher,lab,x,2020-07-01,2020-12-31,junior,\n\
                  a,engineer,shop,y,2021-01-01,2021-12-31,mid,quit\n\
                  a,engineer,shop,y,2022-02-01,,mid,\n\
                  b,engineer,shop,y,,2021-03-31,,layoff\n";
    let told = read_files(&[("people.csv", people)]);
    let [b, first, again] = told.records.stays.as_slice() else {
        panic!("{:?}", told.records.stays);
    };
    assert_eq!((b.person, first.person, again.person), (0, 1, 1));
    assert_eq!((b.start, b.posts[0].from), (None, day(2020, 1, 1)));
    assert_eq!(b.ended.unwrap().reason, Reason::Layoff);
    assert_eq!(first.posts.len(), 2);
    assert_eq!(first.posts[1].from, day(2021, 1, 1));
    assert_eq!(first.posts[1].level, Some(Level::Mid));
    assert_eq!(first.posts[1].team, b.posts[0].team);
    assert_ne!(first.posts[0].team, b.posts[0].team);
    assert_eq!(first.ended.unwrap().day, day(2021, 12, 31));
    assert_eq!(again.start, Some(day(2022, 2, 1)));
    let notes = told.notes;
    assert_eq!(
        (notes.people, notes.stays, notes.rehires, notes.moves),
        (2, 3, 1, 1)
    );
    assert_eq!(
        (notes.late_entries, notes.unknown_starts, notes.still_there),
        (1, 1, 1)
    );
    assert_eq!(
        (told.records.begin, told.records.until),
        (day(2020, 1, 1), day(2022, 2, 1))
    );
    assert_eq!(notes.begin, BeginFound::FirstStart);
    assert_eq!(told.records.units, ["shop", "lab"]);
    assert_eq!(told.records.teams, 2);
}

#[test]
fn the_gap_that_ends_a_stay_can_be_stated() {
    let people = "person,role,start,end\n\
                  a,researcher,2020-01-01,2020-06-30\n\
                  a,researcher,2020-07-08,\n";
    let stays = |settings: &str| {
        let files = [("people.csv", people), ("records.toml", settings)];
        read_files(&files).records.stays.len()
    };
    assert_eq!(stays(""), 2);
    assert_eq!(stays("[records]\ngap_days = 7\n"), 2);
    assert_eq!(stays("[records]\ngap_days = 8\n"), 1);
}

#[test]
fn whoever_goes_on_in_a_role_that_is_left_out_has_not_quit() {
    let people = "person,role,start,end\n\
                  a,researcher,2020-01-01,2020-06-30\n\
                  a,Manager,2020-07-01,2021-12-31\n\
                  b,researcher,2020-01-01,2020-06-30\n";
    let map = "[values.role]\nmanager = \"ignore\"\n";
    let told = read_files(&[("people.csv", people), ("records.toml", map)]);
    let reasons = told.records.stays.iter();
    let reasons: Vec<Reason> = reasons.map(|stay| stay.ended.unwrap().reason).collect();
    assert_eq!(reasons, [Reason::Other, Reason::Unknown]);
    assert_eq!(told.notes.ignored, 1);
}

#[test]
fn records_end_when_it_is_stated() {
    let people = "person,role,start,end\n\
                  a,researcher,2018-01-01,2018-12-31\n\
                  b,researcher,2018-01-01,2022-12-31\n\
                  c,engineer,2023-01-01,\n";
    let papers = "submitted,accepted\n2020-01-01,2021-06-01\n2022-01-01,\n";
    let files = folder(&[("people.csv", people), ("papers.csv", papers)]);
    let told = read_as(files.path(), |settings| {
        settings.from = Some(day(2019, 1, 1));
        settings.until = Some(day(2021, 1, 1));
    });
    assert_eq!(told.records.stays.len(), 1);
    assert_eq!(told.records.stays[0].ended, None);
    assert_eq!(told.records.stays[0].start, Some(day(2018, 1, 1)));
    let papers = told.records.papers.unwrap();
    assert_eq!((papers.len(), papers[0].accepted), (1, None));
    let notes = told.notes;
    assert_eq!((notes.ended_before, notes.started_after), (1, 1));
    assert_eq!((notes.late_entries, notes.begin), (1, BeginFound::Stated));
    let names: Vec<&str> = told.inputs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["people.csv", "papers.csv"]);
    assert_eq!(told.inputs[0].1, people.as_bytes());
}

#[test]
fn of_people_with_faults_nothing_is_left() {
    let people = "person,role,start,end\n\
                  a,researcher,2020-01-01,2020-12-31\n\
                  a,researcher,2021-06-31,\n\
                  b,engineer,2020-01-01,\n\
                  ,engineer,2020-01-01,\n";
    let files = folder(&[("people.csv", people)]);
    let told = read_as(files.path(), |settings| settings.skip_faulty = true);
    assert_eq!(told.records.stays.len(), 1);
    assert_eq!(
        (told.notes.files[0].rows, told.notes.files[0].skipped),
        (4, 3)
    );
    let skipped = |code| Skipped {
        file: "people.csv".to_owned(),
        code,
        faults: 1,
    };
    assert_eq!(told.notes.skipped, [skipped("R0301"), skipped("R0302")]);
    assert_eq!(told.warnings.len(), 1);
}

#[test]
fn people_who_leave_together_are_told() {
    let mut people = "person,role,team,start,end\n".to_owned();
    for number in 0..60 {
        let end = match number {
            0..5 => "2022-03-15".to_owned(),
            _ => format!("20{}-{:02}-28", 21 + number % 3, 1 + number % 12),
        };
        let team = if number < 5 { "gone" } else { "other" };
        people += &format!(
            "p{number},researcher,{team},2020-01-{:02},{end}\n",
            1 + number % 28
        );
    }
    let told = read_files(&[("people.csv", &people)]);
    let gone = told.records.stays.iter().find(|stay| {
        stay.ended
            .is_some_and(|ended| ended.day == day(2022, 3, 15))
    });
    let together = Together {
        day: day(2022, 3, 15),
        among: Among::Team(gone.unwrap().posts[0].team.unwrap()),
        ended: 5,
        of: 5,
    };
    assert!(
        told.notes.together.contains(&together),
        "{:?}",
        told.notes.together
    );
}

#[test]
fn examples_are_read_without_a_fault() {
    let files = examples();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let told = read_files(&files);
    assert!(told.warnings.is_empty(), "{:?}", told.warnings);
    assert_eq!(told.notes.people, 42);
    assert_eq!((told.notes.rehires, told.notes.moves), (1, 5));
    assert_eq!(told.records.units.len(), 3);
    let layoffs = told.records.stays.iter();
    let layoffs = layoffs.filter(|stay| {
        stay.ended
            .is_some_and(|ended| ended.reason == Reason::Layoff)
    });
    assert_eq!(layoffs.count(), 3);
    assert_eq!(told.records.changes.len(), 3);
    let counts = [
        told.records.papers.map(|papers| papers.len()),
        told.records.work.map(|work| work.len()),
        told.records.vacancies.map(|vacancies| vacancies.len()),
    ];
    assert!(
        counts
            .iter()
            .all(|count| count.is_some_and(|count| count >= 18)),
        "{counts:?}"
    );
}

#[test]
fn a_guess_can_be_read_and_names_nobody() {
    let people = "Employee ID;Full name;Job Title;Department;Hire Date;Termination Date;Leaving reason;Line manager\n\
                  SECRET1;Secret Jane;Research Scientist;Lab;31/01/2019;;;SECRET2\n\
                  SECRET2;Secret Joe;Software Developer;Lab;01/03/2019;31/12/2023;Resignation;\n\
                  SECRET3;Secret Jim;SECRET1;Lab;01/03/2019;31/12/2023;Moved abroad;\n";
    let files = folder(&[("people.csv", people)]);
    let text = guess(files.path()).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(!text.to_lowercase().contains("secret"), "{text}");
    for line in [
        "dates = \"day/month/year\"",
        "person = \"Employee ID\"",
        "unit = \"Department\"",
        "manager = \"Line manager\"",
        "\"Research Scientist\" = \"researcher\"  # rows: 1",
        "\"Resignation\" = \"quit\"  # rows: 1",
        "# \"Moved abroad\" = ?  # rows: 1",
        "# not used: \"Full name\"",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
    }
    // once the questions are answered, it can be read
    let answered = text.replace("# \"Moved abroad\" = ?", "\"Moved abroad\" = \"quit\"");
    let answered = answered.replace("[values.role]", "[values.role]\n\"secret1\" = \"ignore\"");
    fs::write(files.path().join("records.toml"), answered).unwrap();
    assert_eq!(read_as(files.path(), |_| ()).records.stays.len(), 2);
}

#[test]
fn rows_of_people_are_no_header_of_a_guess() {
    let files = folder(&[("people.csv", "secret,researcher,2020-01-01,\n")]);
    let told = guess(files.path()).unwrap_err();
    assert!(!told.to_string().contains("secret"), "{told}");
}

#[test]
fn a_workbook_has_a_sheet_for_each_file() {
    let told = read_as(
        Path::new("tests/records/valid-spreadsheet/people.xlsx"),
        |_| (),
    );
    let stays = &told.records.stays;
    assert_eq!(stays[0].start, Some(day(2020, 1, 1)));
    assert_eq!(stays[1].ended.unwrap().day, day(2023, 1, 31));
    assert_eq!(
        told.records.papers.unwrap()[0].accepted,
        Some(day(2021, 6, 1))
    );
    let files = told.notes.files.iter().map(|file| file.name.as_str());
    assert_eq!(
        files.collect::<Vec<_>>(),
        ["people.xlsx[people]", "people.xlsx[papers]"]
    );
    // of a folder, the sheet of the name of the file alone
    let told = read_as(Path::new("tests/records/valid-spreadsheet"), |_| ());
    assert_eq!(told.records.papers, None);
    assert_eq!(told.records.stays.len(), 2);
}

#[test]
fn lines_may_end_as_on_windows() {
    let people = "\u{feff}person;role;start;end;unit\r\n\r\na;researcher;2020-01-01;;\"R; D\"\r\n";
    let changes = "date;kind;share\r\n2020-05-01;layoff;0,25\r\n";
    let told = read_files(&[("people.csv", people), ("changes.csv", changes)]);
    assert_eq!(told.records.units, ["R; D"]);
    assert_eq!(told.records.changes[0].share, Some(0.25));
    assert_eq!(told.notes.files[0].rows, 1);
}

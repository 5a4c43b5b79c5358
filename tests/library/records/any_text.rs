//! Whatever stands in files, they are read or refused.

use std::fs;
use std::path::Path;

use orgsim::records::reading::{Settings, guess, read};
use orgsim::units::Day;
use proptest::prelude::*;

/// Pieces of which files are made, so that many of them are almost right.
const PIECES: [&str; 44] = [
    "person",
    "role",
    "start",
    "end",
    "unit",
    "team",
    "manager",
    "reason",
    "level",
    "researcher",
    "engineer",
    "Scientist",
    "2020-01-01",
    "2021-06-30",
    "2021-07-01",
    "2030-01-01",
    "03/04/2021",
    "31.12.2021",
    "9999-12-31",
    "quit",
    "ü",
    "a",
    "b",
    "0,5",
    " ",
    "#",
    "\"",
    "\"\"",
    ",",
    ",",
    ",",
    ";",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "=",
    "[records]",
    "begin",
    "dates",
    "[columns.people]",
    "[values.role]",
    "ignore",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|parts| parts.concat())
}

fn rows() -> impl Strategy<Value = String> {
    let header = prop::sample::select(vec![
        "person,role,start,end\n",
        "# x\nperson;role;start;end;unit\n",
        "Employee ID\tJob title\tstart\tend\tteam\n",
    ]);
    (header, text()).prop_map(|(header, text)| format!("{header}{text}"))
}

/// Reads and guesses; whatever comes of it can be told.
fn ask(path: &Path) {
    for skip_faulty in [false, true] {
        let settings = Settings {
            skip_faulty,
            columns: vec!["unit=team".to_owned()],
            ..Settings::as_of(Day(20_000))
        };
        if let Err(faults) = read(path, &settings) {
            assert!(!faults.to_string().is_empty());
        }
    }
    if let Ok(text) = guess(path) {
        assert!(text.contains("[columns.people]"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn texts_are_read_or_refused(people in rows(), any in text(), settings in text()) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("people.csv", &people), ("work.csv", &any), ("records.toml", &settings)] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        ask(folder.path());
        fs::remove_file(folder.path().join("records.toml")).unwrap();
        ask(folder.path());
        fs::write(folder.path().join("people.csv"), &any).unwrap();
        ask(folder.path());
    }

    #[test]
    fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let people = folder.path().join("people.csv");
        fs::write(&people, &bytes).unwrap();
        ask(&people);
        let sheet = folder.path().join("people.xlsx");
        fs::write(&sheet, &bytes).unwrap();
        ask(&sheet);
    }
}

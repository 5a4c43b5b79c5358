//! Quarters with dates: where they are told, what is refused, and that nothing else changes.

use std::fs;
use std::path::Path;

use crate::place::{Place, column, stderr, stdout};

const SCENARIO: &str = "title = \"Small\"\n[simulation]\nquarters = 12\nburn_in_quarters = 4\n\
                        runs = 30\nlatency_horizon_quarters = 4\n\
                        [units.core]\nresearchers = 12\nengineers = 24\n\
                        [events.fuse]\nquarter = 4\nreorganise = { structure = \"fusion-teams\" }\n";
const START: &str = "--set simulation.start=2026-Q3";

/// The lines of a file, without its last columns.
fn without(path: &Path, last: usize) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let shortened = text.lines().map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        cells[..cells.len() - last].join(",")
    });
    shortened.collect()
}

#[test]
fn a_run_speaks_of_dates_and_its_numbers_stay() {
    let place = Place::new("small.toml", SCENARIO);
    let run = |flags: &str| {
        let flags = format!("{flags} --parameters fixed --quarterly-runs --report");
        let assert = place.ask("run", &flags).assert().success();
        stdout(&assert)
    };
    let plain = run("--out plain");
    assert!(
        plain.contains("q0–q3") && plain.contains("quarters 4 to 11"),
        "{plain}"
    );
    let dated = run(&format!("--out dated {START}"));
    let heads = "2026-Q3–2027-Q2  2027-Q3–2029-Q2";
    assert!(dated.contains(heads), "{dated}");
    assert!(dated.contains("In all, 2027-Q3 to 2029-Q2: "), "{dated}");
    assert!(!dated.contains("q0"), "{dated}");

    for name in ["summary.csv", "runs.csv", "events.csv"] {
        let read = |folder: &str| fs::read(place.path(folder).join(name)).unwrap();
        assert_eq!(read("plain"), read("dated"), "{name}");
    }
    let [plain, dated] = ["plain", "dated"].map(|folder| place.path(folder));
    assert_eq!(
        without(&plain.join("quarters.csv"), 0),
        without(&dated.join("quarters.csv"), 2)
    );
    let quarters = |name| column(&dated.join("quarters.csv"), name);
    let last = |cells: Vec<String>| cells.last().unwrap().clone();
    assert_eq!(quarters("calendar_quarter")[0], "2026-Q3");
    assert_eq!(quarters("first_day")[0], "2026-07-01");
    assert_eq!(last(quarters("calendar_quarter")), "2029-Q2");
    let runs = |name| column(&dated.join("run_quarters.csv"), name);
    assert_eq!(runs("first_day")[2], "2027-01-01");
    assert_eq!(runs("papers_accepted"), {
        column(&plain.join("run_quarters.csv"), "papers_accepted")
    });
    let dictionary = fs::read_to_string(dated.join("dictionary.csv")).unwrap();
    assert_eq!(dictionary.matches("calendar_quarter").count(), 2);

    let report = fs::read_to_string(dated.join("report.html")).unwrap();
    for told in [
        "Before is 2026-Q3 to 2027-Q2",
        ">2027</text>",
        "End of 2027-Q3",
        ", 2028-Q4;",
    ] {
        assert!(report.contains(told), "{told}");
    }
    assert!(!report.contains(">q4</text>"));
    let svg = fs::read_to_string(dated.join("figures/overview.svg")).unwrap();
    assert!(svg.contains("2028") && !svg.contains("q4"), "{svg}");
    assert!(
        svg.contains("to 2027-Q2") && svg.contains("from 2027-Q3"),
        "{svg}"
    );
}

#[test]
fn a_comparison_speaks_of_dates_that_all_its_files_have() {
    let place = Place::new("small.toml", SCENARIO);
    let later = "extends = \"small.toml\"\ntitle = \"Later\"\nsimulation.start = \"2027-Q1\"\n";
    fs::write(place.path("later.toml"), later).unwrap();
    let compare = |flags: &str| {
        let common = "--measure papers_accepted --parameters fixed --threads 2";
        place.ask("compare", &format!("{flags} {common}")).assert()
    };
    let refused = stderr(&compare("later.toml").code(3));
    assert!(
        refused.contains("simulation.start is nothing and 2027-Q1"),
        "{refused}"
    );
    assert!(refused.contains("in all of them, or in none"), "{refused}");
    assert!(!place.path("results").exists());

    let variant = "--variant events.fuse.quarter=8";
    compare(&format!("{variant} --out plain")).success();
    let told = stdout(&compare(&format!("{variant} {START} --out dated --report")).success());
    assert!(told.contains("higher in 2027-Q4"), "{told}");
    let [plain, dated] = ["plain/compare", "dated/compare"].map(|folder| place.path(folder));
    let days = column(&dated.join("quarters.csv"), "first_day");
    assert_eq!(
        (days[0].as_str(), days[11].as_str()),
        ("2026-07-01", "2029-04-01")
    );
    assert_eq!(
        column(&plain.join("quarters.csv"), "difference"),
        column(&dated.join("quarters.csv"), "difference")
    );
    // dates are no other runs
    let store = |folder: &str| fs::read(place.path(folder).join("runs.store")).unwrap();
    assert_eq!(store("plain"), store("dated"));
}

#[test]
fn a_date_is_no_factor_and_variants_of_an_experiment_share_it() {
    let experiment = |text: &str| {
        let head = "base = \"small.toml\"\nmeasures = [\"papers_accepted\"]\nreplicates = 4\n";
        let place = Place::new("exp.toml", &format!("{head}{text}"));
        fs::write(place.path("small.toml"), SCENARIO).unwrap();
        stderr(&place.ask("compare", "--quiet").assert().code(3))
    };
    let told = experiment("[variants.a]\n[variants.b]\nset = { simulation.start = \"2026-Q1\" }\n");
    assert!(told.contains("begin at different dates"), "{told}");
    let told = experiment(
        "[factors.when]\nkey = \"simulation.start\"\nvalues = [\"2026-Q1\", \"2027-Q1\"]\n",
    );
    assert!(told.contains("simulation.start"), "{told}");
}

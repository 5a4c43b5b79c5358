//! Results with the greatest numbers that a table may hold, one column at a time: a report
//! with all its figures is drawn, or says which file is wrong.

use std::fs;
use std::path::Path;

use orgsim::report::report;
use orgsim::result::ResultFolder;

use crate::place::Place;

const SMALL: &str = "[simulation]\nquarters = 4\nburn_in_quarters = 0\nruns = 4\n\
                     latency_horizon_quarters = 4\nstart = \"2026-Q1\"\n\
                     [units.core]\nresearchers = 12\nengineers = 24\n";

/// Files that no report reads.
const NOT_READ: [&str; 2] = ["dictionary.csv", "runs.csv"];

/// A CSV file as rows of cells.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .unwrap();
    let records = csv.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

fn write(path: &Path, rows: &[Vec<String>]) {
    let mut csv = csv::Writer::from_path(path).unwrap();
    rows.iter().for_each(|row| csv.write_record(row).unwrap());
    csv.flush().unwrap();
}

/// Puts the greatest numbers into the first two rows of each column that has numbers.
fn assert_drawn(folder: &Path) {
    let mut columns = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".csv") || NOT_READ.contains(&&*name) {
            continue;
        }
        let kept = fs::read(&path).unwrap();
        let own = rows(&path);
        for column in 0..own[0].len() {
            let mut greatest = own.clone();
            let mut has_numbers = false;
            for (row, number) in greatest.iter_mut().skip(1).zip(["1e100", "-1e100"]) {
                let is_whole = row[column].parse::<u64>().is_ok();
                if row[column].parse::<f64>().is_ok() {
                    has_numbers = true;
                    row[column] = if is_whole { "9007199254740992" } else { number }.to_owned();
                }
            }
            if has_numbers {
                columns += 1;
                write(&path, &greatest);
                let told = ResultFolder::open(folder).and_then(|result| report(&[result]));
                if let Err(error) = told {
                    assert!(error.to_string().contains(&name), "{name}: {error}");
                }
            }
        }
        fs::write(&path, kept).unwrap();
    }
    assert!(columns > 5, "{columns}");
}

#[test]
fn a_run_with_the_greatest_numbers_is_drawn() {
    let place = Place::new("small.toml", SMALL);
    place.run("run", "r", &["--quiet"]).success();
    assert_drawn(&place.path("r"));
}

#[test]
fn a_comparison_with_the_greatest_numbers_is_drawn() {
    let place = Place::new("small.toml", SMALL);
    let variant = ["--variant", "transfer.tacitness=0.9", "--replicates", "4"];
    place
        .run("compare", "c", &[&variant[..], &["--quiet"]].concat())
        .success();
    assert_drawn(&place.path("c/compare"));
}

#[test]
fn numbers_that_nothing_writes_are_told_with_file_and_line() {
    let place = Place::new("small.toml", SMALL);
    place.run("run", "r", &["--quiet"]).success();
    let path = place.path("r/summary.csv");
    let mut own = rows(&path);
    let column = own[0].iter().position(|name| name == "estimate").unwrap();
    own[1][column] = "1e308".to_owned();
    write(&path, &own);
    for verb in ["report", "plot"] {
        let mut command = assert_cmd::Command::cargo_bin("orgsim").unwrap();
        let refused = command.arg(verb).arg(place.path("r")).assert().code(3);
        let told = crate::place::stderr(&refused);
        assert!(told.contains("summary.csv"), "{told}");
        assert!(
            told.contains("line 2: `1e308` is no number for `estimate`"),
            "{told}"
        );
    }
}

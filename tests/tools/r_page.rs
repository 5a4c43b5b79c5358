//! The page about R, `docs/r.md`, followed as it stands, and its numbers compared with the
//! program's own. Without R and its packages it is skipped, by name, on stderr; with
//! `ORGSIM_REQUIRE_TOOLS=1` that is a failure.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

const PAGE: &str = "docs/r.md";

fn has_r() -> bool {
    let found = Command::new("Rscript")
        .args(["-e", "library(survival);library(ggplot2)"])
        .output();
    found.is_ok_and(|output| output.status.success())
}

/// The blocks of a language on the page.
fn blocks(language: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = fs::read_to_string(page).unwrap();
    let fence = format!("```{language}\n");
    let blocks = page.split(&fence).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

fn run(program: &Path, arguments: &[PathBuf], folder: &Path) {
    let done = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {message}");
}

/// The rows of a CSV file, by the names of its columns.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.deserialize().map(|row| row.unwrap());
    rows.collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap()
}

#[test]
fn r_page_reads_runs_experiments_and_fits() {
    if !has_r() {
        let missing = format!("{PAGE}: no Rscript with survival ggplot2");
        assert!(
            std::env::var_os("ORGSIM_REQUIRE_TOOLS").is_none(),
            "{missing}"
        );
        // not through the macro, whose output a passing test does not show
        writeln!(io::stderr(), "skipped: {missing}").unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("page.R"), blocks("r").concat()).unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = |argument: &str| match argument.starts_with("scenarios/") {
        true => project.join(argument),
        false => argument.into(),
    };
    for line in blocks("text").concat().lines() {
        let (program, arguments) = line.split_once(' ').unwrap();
        let arguments: Vec<PathBuf> = arguments.split(' ').map(place).collect();
        match program {
            "orgsim" => run(cargo_bin!("orgsim"), &arguments, folder),
            "Rscript" => run(Path::new("Rscript"), &arguments, folder),
            other => panic!("{PAGE}: {other} is not run"),
        }
    }
    let figures = folder.join("figures");

    // survival of a year, from spells, is that of the table
    let survival = rows(&folder.join("results/reorganisation/survival.csv"));
    let retained = rows(&figures.join("retained.csv"));
    assert_eq!(retained.len(), 2);
    for row in &retained {
        let own = survival.iter().find(|own| {
            own["role"] == row["role"] && own["window"] == "all" && own["tenure"] == "4"
        });
        let off = number(own.unwrap(), "estimate") - number(row, "survival");
        assert!(off.abs() < 1e-9, "{row:?}");
        assert!(number(row, "low") < number(row, "survival"));
    }

    // the paired t test is the program's
    let differences = rows(&folder.join("results/structures/compare/differences.csv"));
    let paired = &rows(&figures.join("paired.csv"))[0];
    let own = differences
        .iter()
        .find(|own| own["measure"] == "papers_accepted")
        .unwrap();
    for (found, expected) in [
        ("difference", "difference"),
        ("low", "difference_ci_low"),
        ("high", "difference_ci_high"),
    ] {
        let (found, expected) = (number(paired, found), number(own, expected));
        assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0));
    }

    // each column has the type, the unit and the missing values of its file
    let results = folder.join("results/reorganisation");
    let kinds = rows(&figures.join("kinds.csv"));
    let dictionary = rows(&results.join("dictionary.csv"));
    assert_eq!(kinds.len(), dictionary.len());
    for (kind, own) in kinds.iter().zip(&dictionary) {
        let file = format!("{}.csv", kind["table"]);
        assert_eq!((&file, &kind["column"]), (&own["file"], &own["column"]));
        let class = if own["type"] == "text" {
            "character"
        } else {
            "numeric"
        };
        assert_eq!((&*kind["class"], &kind["unit"]), (class, &own["unit"]));
    }
    let summary = rows(&results.join("summary.csv"));
    let missing = |column: &str| summary.iter().filter(|row| row[column].is_empty()).count();
    for column in ["group", "p05", "n_censored"] {
        let kind = kinds
            .iter()
            .find(|kind| kind["table"] == "summary" && kind["column"] == column);
        assert_eq!(
            kind.unwrap()["missing"],
            missing(column).to_string(),
            "{column}"
        );
    }
    let drawn = fs::read(figures.join("learnt.png")).unwrap();
    assert!(drawn.starts_with(b"\x89PNG\r\n\x1a\n") && drawn.len() > 10_000);
}

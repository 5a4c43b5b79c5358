//! `orgsim plot` as its users see it, and the trajectories to the byte. Whoever
//! changes a figure on purpose looks at it, and runs `BLESS=1 cargo test --test program plot`.

use crate::place::names;
use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn orgsim() -> Command {
    Command::new(cargo_bin!("orgsim"))
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The results of the small scenario, in a folder of that name.
fn small(place: &TempDir, name: &str, more: &[&str]) -> PathBuf {
    let out = place.path().join(name);
    let mut command = orgsim();
    command.arg("run").arg(tests().join("golden/small.toml"));
    command.args(more).args(["--quiet", "--out"]).arg(&out);
    command.assert().success();
    out
}

fn plot(arguments: &[&str], results: &[&Path]) -> Command {
    let mut command = orgsim();
    command.arg("plot").args(results).args(arguments);
    command
}

fn stderr(command: &mut Command, code: i32) -> String {
    let output = command.assert().code(code).get_output().clone();
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn trajectories_are_those_that_are_kept() {
    let place = tempfile::tempdir().unwrap();
    let one = small(&place, "small", &[]);
    let other = small(&place, "loose", &["--set", "events.fuse.quarter=5"]);
    let figures = ["trajectories-researchers.svg", "trajectories-papers.svg"];
    for (name, results) in [("one", vec![&*one]), ("two", vec![&*one, &*other])] {
        let out = place.path().join(format!("figures of {name}"));
        let folder = out.to_str().unwrap();
        plot(&["--figure", "trajectories", "--out", folder], &results)
            .assert()
            .success();
        for figure in figures {
            let found = fs::read_to_string(out.join(figure)).unwrap();
            let kept = tests().join(format!("golden/figures/{name}-{figure}"));
            if std::env::var_os("BLESS").is_some() {
                fs::write(kept, found).unwrap();
                continue;
            }
            let kept = fs::read_to_string(kept).unwrap();
            assert!(kept == found, "{name}: {figure} is not what it was");
        }
    }
}

#[test]
fn each_format_is_what_it_says_and_quarters_are_enough() {
    let place = tempfile::tempdir().unwrap();
    let result = small(&place, "small", &[]);
    // a damaged file that no trajectory needs
    fs::write(result.join("runs.csv"), "nothing").unwrap();
    let drawn = |format: &str| {
        let arguments = [
            "--figure",
            "trajectories",
            "--format",
            format,
            "--width",
            "400",
        ];
        let output = plot(&arguments, &[&result]).assert().success();
        let path = result.join(format!("figures/trajectories-papers.{format}"));
        let said = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        assert!(said.lines().any(|line| Path::new(line) == path), "{said}");
        fs::read(path).unwrap()
    };
    let svg = String::from_utf8(drawn("svg")).unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\""));
    for forbidden in ["<script", "href", "url(", "style"] {
        assert!(!svg.contains(forbidden), "{forbidden}");
    }
    let png = drawn("png");
    assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(png[16..20], 800_u32.to_be_bytes());
    let pdf = drawn("pdf");
    assert!(pdf.starts_with(b"%PDF-1.") && pdf.ends_with(b"%%EOF"));
    // 400 points of 1/96 inch are 300 of 1/72
    let pdf = String::from_utf8_lossy(&pdf);
    assert!(pdf.contains("/MediaBox [0 0 300 "), "{pdf}");
    assert_eq!(svg, String::from_utf8(drawn("svg")).unwrap());
}

#[test]
fn only_figures_are_replaced() {
    let place = tempfile::tempdir().unwrap();
    let result = small(&place, "small", &[]);
    let before = names(&result);
    let figures = result.join("figures");
    fs::write(figures.join("mine.txt"), "kept").unwrap();
    fs::write(figures.join("trajectories-papers.svg"), "old").unwrap();
    plot(&[], &[&result]).assert().success();
    assert_eq!(
        fs::read_to_string(figures.join("mine.txt")).unwrap(),
        "kept"
    );
    let new = fs::read_to_string(figures.join("trajectories-papers.svg")).unwrap();
    assert!(new.starts_with("<svg"));
    assert_eq!(before, names(&result));
}

#[test]
fn what_cannot_be_drawn_is_said_with_its_reason() {
    let place = tempfile::tempdir().unwrap();
    let result = small(&place, "small", &[]);
    let missing = place.path().join("missing");
    let said = stderr(&mut plot(&[], &[&missing]), 3);
    assert!(
        said.contains("there is no folder") && said.contains("missing"),
        "{said}"
    );
    let said = stderr(&mut plot(&[], &[&tests()]), 3);
    assert!(said.contains("has no complete result"), "{said}");
    let said = stderr(&mut plot(&["--figure", "trajectory"], &[&result]), 2);
    assert!(said.contains("did you mean `trajectories`?"), "{said}");
    let said = stderr(&mut plot(&["--width", "100"], &[&result]), 2);
    assert!(
        said.contains("must be a whole number from 280 to 4000"),
        "{said}"
    );
    let damaged = result.join("quarters.csv");
    let text = fs::read_to_string(&damaged).unwrap();
    fs::write(&damaged, text.replacen("share,", "share,x", 1)).unwrap();
    let said = stderr(&mut plot(&["--figure", "trajectories"], &[&result]), 3);
    assert!(
        said.contains("quarters.csv") && said.contains("line 2"),
        "{said}"
    );
    fs::remove_file(&damaged).unwrap();
    let said = stderr(&mut plot(&["--figure", "trajectories"], &[&result]), 3);
    assert!(said.contains("small has no quarters.csv"), "{said}");
    let file = result.join("summary.csv");
    let said = stderr(
        &mut plot(
            &["--out", file.to_str().unwrap()],
            &[&small(&place, "b", &[])],
        ),
        5,
    );
    assert!(said.contains("is not a folder"), "{said}");
}

#[test]
fn kinds_are_listed_with_what_they_need() {
    let place = tempfile::tempdir().unwrap();
    let result = small(&place, "small", &[]);
    let output = plot(&["--list"], &[&result]).assert().success();
    let list = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    for kind in orgsim::questions::figure_kinds() {
        assert!(
            list.contains(kind.name) && list.contains(kind.about),
            "{list}"
        );
    }
    assert_eq!(names(&result.join("figures")), ["overview.svg"]);
}

#[test]
fn a_run_draws_its_overview_and_says_when_other_figures_are_old() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("small");
    let run = |more: &[&str]| {
        let mut command = orgsim();
        command.arg("run").arg(tests().join("golden/small.toml"));
        command.args(["--runs", "2", "--out"]).arg(&out).args(more);
        let output = command.assert().success().get_output().clone();
        String::from_utf8(output.stderr).unwrap()
    };
    let overview = out.join("figures/overview.svg");
    assert_eq!(run(&["--quiet"]), "");
    assert!(overview.is_file());
    assert_eq!(names(&out.join("figures")), ["overview.svg"]);
    let said = run(&["--force"]);
    assert!(
        said.contains(&format!("figure {}", overview.display())),
        "{said}"
    );
    assert!(!said.contains("earlier results"), "{said}");
    let said = run(&["--plot", "--force"]);
    assert!(said.contains(" figures in "), "{said}");
    let drawn = names(&out.join("figures"));
    assert!(
        drawn.contains(&"trajectories-papers.svg".to_owned()),
        "{drawn:?}"
    );
    let said = run(&["--force"]);
    assert!(said.contains("has figures of earlier results"), "{said}");
}

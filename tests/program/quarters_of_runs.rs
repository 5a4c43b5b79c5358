//! The quarters of each run of an experiment, as a file and as lines of figures.

use std::fs;

use crate::experiments::QUESTIONS;
use crate::place::{Place, column, stderr};
use assert_cmd::Command;

const COMPARED: &str = r#"
measures = ["papers_accepted", "researcher_retention_12m"]
replicates = 40
set = { units.core.researchers = 20, units.core.engineers = 25, simulation.quarters = 8 }

[variants.loose]
[variants.fusion]
set = { "units.core.structure" = "fusion-teams" }
[variants.same]

[factors.tacitness]
key = "transfer.tacitness"
values = [0.2, 0.8]

[compare]
baseline = "loose"
"#;

/// The quarters of each run, in a row each, with variant and point; of all questions that have
/// runs, and of experiments that keep quarters.
#[test]
fn quarters_of_each_run_are_written_on_request() {
    let of_question = Place::new("small.toml", QUESTIONS);
    for question in ["sweep", "select", "sensitivity", "discover"] {
        of_question.run(question, question, &["--quarterly-runs"]);
        let file = |name: &str| of_question.path(question).join(question).join(name);
        let [runs, quarters] = ["runs.csv", "run_quarters.csv"].map(file);
        let column = |name: &str| column(&quarters, name);
        let runs = crate::place::column(&runs, "papers_accepted");
        assert_eq!(column("quarter").len(), 8 * runs.len(), "{question}");
        let columns = ["point", "researchers", "variant", "run"].map(column);
        assert!(
            columns.iter().all(|cells| cells[0] == cells[7]),
            "{question}"
        );
        // what a run publishes is a mean over its quarters
        let papers = column("papers_accepted");
        for (run, papers) in runs.iter().zip(papers.chunks(8)) {
            let sum: f64 = papers.iter().map(|cell| cell.parse::<f64>().unwrap()).sum();
            assert!(
                (sum / 8.0 - run.parse::<f64>().unwrap()).abs() < 1e-9,
                "{question}"
            );
        }
        of_question.run(question, question, &[]);
        assert!(!quarters.exists(), "{question}: what is old is there");
    }
    let refused = of_question
        .run("calibrate", "c", &["--quarterly-runs"])
        .code(2);
    assert!(stderr(&refused).contains("`orgsim calibrate` writes no runs"));
    let kept = Place::new("small.toml", &format!("quarterly = false\n{COMPARED}"));
    let refused = kept.run("compare", "c", &["--quarterly-runs"]).code(2);
    assert!(stderr(&refused).contains("set `quarterly = true`"));
}

/// A line of differences by quarter is of one design point, and is named by what tells it apart.
#[test]
fn figures_of_a_comparison_at_design_points_name_each_point() {
    let place = Place::new("small.toml", COMPARED);
    place.run("compare", "r", &["--quarterly-runs"]).code(0);
    let mut plot = Command::cargo_bin("orgsim").unwrap();
    plot.current_dir(place.path("r"));
    plot.args(["plot", "compare", "--out", "."])
        .assert()
        .code(0);
    for figure in ["differences.svg", "differences-by-quarter.svg"] {
        let svg = fs::read_to_string(place.path("r").join(figure)).unwrap();
        for name in ["fusion at tacitness = 0.2", "same at tacitness = 0.8"] {
            assert!(svg.contains(name), "{figure}: {name}");
        }
    }
    let mut report = Command::cargo_bin("orgsim").unwrap();
    report.current_dir(place.path("r"));
    let report = report
        .args(["report", "compare", "--out", "-"])
        .output()
        .unwrap();
    let report = String::from_utf8(report.stdout).unwrap();
    assert!(report.contains("design point by design point"));
    assert!(!report.contains("No run had a value"));
}

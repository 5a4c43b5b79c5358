//! `orgsim report` as its users see it: the file, what it says of the result, and
//! that it never tells of another one.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

const SMALL: &str = r#"
title = "A small organisation"
[simulation]
quarters = 8
burn_in_quarters = 0
latency_horizon_quarters = 4
[units.core]
researchers = 3
engineers = 3
[events.fusion]
quarter = 4
reorganise = { structure = "fusion-teams" }
"#;

/// A folder with a scenario, in which commands run.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.path("small.toml"), SMALL).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn orgsim(&self, arguments: &str) -> assert_cmd::assert::Assert {
        let mut command = Command::new(cargo_bin!("orgsim"));
        command.current_dir(self.0.path());
        command.args(arguments.split_whitespace()).assert()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

#[test]
fn a_report_is_one_file_that_says_what_it_is_about() {
    let place = Place::new();
    place
        .orgsim("run small.toml --runs 40 --out r --quiet")
        .success();
    place.orgsim("report r").success().stdout("r/report.html\n");
    let html = place.read("r/report.html");
    for part in [
        "<h1><bdi>A small organisation</bdi></h1>",
        "Researchers: retained over 12 months",
        "Event “fusion”",
        "units.core.researchers",
        "Reliability",
        "orgsim run small.toml --runs 40 --out r --quiet",
        "Kaplan, E. L. &amp; Meier, P. (1958)",
        "It does not predict a company.",
        "The files that this report is made from are as they were written.",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.len() < 2_000_000, "{} bytes", html.len());
    // the same result, the same bytes
    place
        .orgsim("report r --out - --quiet")
        .success()
        .stdout(html);
}

#[test]
fn a_report_opens_with_the_answer_and_its_picture() {
    let place = Place::new();
    place
        .orgsim("run small.toml --runs 40 --out r --quiet --report")
        .success();
    let html = place.read("r/report.html");
    let (before, rest) = html.split_once("<section id=\"answer\"").unwrap();
    let (opening, _) = rest.split_once("</section>").unwrap();
    assert!(before.contains("<h1>") && !before.contains("<svg"));
    for part in [
        " before, ",
        " after. One organisation: ",
        "; if parameters differ: ",
        "A small organisation at a glance",
        "<svg",
    ] {
        assert!(opening.contains(part), "{part}");
    }
    // the simulation is in doubt about the mean, and about nothing else
    let (_, measures) = html.split_once("<section id=\"measures\"").unwrap();
    let head = measures.split("</thead>").next().unwrap();
    let places = [
        "One organisation, q4–q7",
        "If parameters differ, q4–q7",
        "Mean, q4–q7",
    ];
    let places = places.map(|column| head.find(&format!(">{column}<")).unwrap());
    assert!(places.is_sorted(), "{head}");
    assert!(measures.contains(" of the mean</small>"));
}

#[test]
fn a_brief_is_a_page_of_five_parts() {
    let place = Place::new();
    let titled = SMALL.replacen(
        "[simulation]",
        "description = \"Does it pay?\"\n[simulation]",
        1,
    );
    fs::write(place.path("small.toml"), titled).unwrap();
    place
        .orgsim("run small.toml --runs 40 --out r --quiet")
        .success();
    place
        .orgsim("report r --brief")
        .success()
        .stdout("r/brief.html\n");
    let html = place.read("r/brief.html");
    let (_, body) = html.split_once("<body class=\"brief\">").unwrap();
    assert_eq!(body.matches("<h1>").count(), 1);
    assert!(body.contains("<bdi>Does it pay?</bdi>"));
    assert_eq!(body.matches("<figure").count(), 1);
    assert_eq!(body.matches("<table").count(), 1);
    let headings: Vec<&str> = body.split("<h2").skip(1).collect();
    let headings = headings.iter().filter_map(|rest| {
        let (_, text) = rest.split_once('>')?;
        text.split_once('<').map(|(text, _)| text)
    });
    assert_eq!(
        headings.collect::<Vec<_>>(),
        ["Answer", "Main measures", "What this cannot say"]
    );
    for part in [
        "One organisation",
        "If parameters differ",
        " of the mean</small>",
    ] {
        assert!(body.contains(part), "{part}");
    }
    for absent in ["<nav", "<details", "<h3"] {
        assert!(!body.contains(absent), "{absent}");
    }
    place
        .orgsim("run small.toml --runs 40 --out b --quiet")
        .success();
    place.orgsim("report r b --brief").code(2);
}

/// Copies a small result of a fit that is kept, with a file of sets of many parameters.
fn fit(place: &Place) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures/fit");
    fs::create_dir(place.path("fit")).unwrap();
    for entry in fs::read_dir(kept).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), place.path("fit").join(entry.file_name())).unwrap();
    }
    let columns: Vec<String> = (0..80).map(|column| format!("p{column}")).collect();
    let dictionary = columns
        .iter()
        .map(|column| format!("parameters.csv,{column},number,,A parameter.,\n"));
    let dictionary = place.read("fit/dictionary.csv") + &dictionary.collect::<String>();
    fs::write(place.path("fit/dictionary.csv"), dictionary).unwrap();
    let sets = format!("{}\n{}\n", columns.join(","), vec!["0.5"; 80].join(","));
    fs::write(place.path("fit/parameters.csv"), sets).unwrap();
}

#[test]
fn a_fit_is_reported_with_its_test_first() {
    let place = Place::new();
    fit(&place);
    place.orgsim("report fit --quiet").success();
    let html = place.read("fit/report.html");
    let answer = html.split("<section id=\"answer\"").nth(1).unwrap();
    let order = [
        "exits in the last year",
        "labour_market.base_hazard: 0.0193",
        "The records do not identify",
        "people leave more often in their first year",
    ]
    .map(|words| answer.find(words).unwrap_or_else(|| panic!("{words}")));
    assert!(order.is_sorted(), "{order:?}");
    for part in [
        "Predicted and recorded",
        "What the records teach of parameters",
        "Does the model make such records?",
        "parameters.csv (1 row of 80 columns)",
        "Records do not say why people leave.",
        "Fearnhead, P. &amp; Prangle, D. (2012)",
        "people.csv",
    ] {
        assert!(html.contains(part), "{part}");
    }
    for absent in [
        "The unit of analysis is the run",
        "press account",
        "Factors",
    ] {
        assert!(!html.contains(absent), "{absent}");
    }
}

#[test]
fn a_brief_of_a_fit_has_its_test_and_what_moved_most() {
    let place = Place::new();
    fit(&place);
    place.orgsim("report fit --brief").success();
    let html = place.read("fit/brief.html");
    let (_, body) = html.split_once("<body class=\"brief\">").unwrap();
    assert_eq!(body.matches("<figure").count(), 1);
    let headings: Vec<&str> = body.split("<h2").skip(1).collect();
    let headings = headings.iter().filter_map(|rest| {
        let (_, text) = rest.split_once('>')?;
        text.split_once('<').map(|(text, _)| text)
    });
    assert_eq!(
        headings.collect::<Vec<_>>(),
        [
            "Answer",
            "What was learnt: what moved most",
            "What the records say",
            "What this cannot say"
        ]
    );
    let (_, learnt) = body.split_once("id=\"learnt\"").unwrap();
    let learnt = learnt.split("</section>").next().unwrap();
    assert_eq!(learnt.matches("<li>").count(), 5);
    assert!(learnt.contains("units.lab.exit_ratio") && learnt.contains("do not identify"));
    let (_, said) = body.split_once("id=\"said\"").unwrap();
    let said = said.split("</section>").next().unwrap();
    assert_eq!(said.matches("<li>").count(), 2);
    for part in [
        "exits in the last year",
        // it is a warning, and stands with them
        "The model does not make such records",
        "Predicted and recorded",
    ] {
        assert!(body.contains(part), "{part}");
    }
    for absent in ["<nav", "<details", "<h3", "<table"] {
        assert!(!body.contains(absent), "{absent}");
    }
}

#[test]
fn a_changed_file_is_named_and_an_old_report_goes() {
    let place = Place::new();
    let run = "run small.toml --runs 5 --out r --quiet --force";
    place.orgsim(&format!("{run} --report")).success();
    let summary = place.read("r/summary.csv");
    fs::write(
        place.path("r/summary.csv"),
        summary.replacen(",share,", ",shade,", 1),
    )
    .unwrap();
    place
        .orgsim("report r --quiet --out changed.html")
        .success();
    let html = place.read("changed.html");
    assert!(html.contains("The file summary.csv was changed after it was written."));
    assert!(html.contains("runs are too few for the intervals of the mean"));
    place.orgsim(run).success();
    assert!(!place.path("r/report.html").exists());
}

#[test]
fn results_stand_side_by_side() {
    let place = Place::new();
    place
        .orgsim("run small.toml --runs 40 --out a --quiet")
        .success();
    place
        .orgsim("run small.toml --runs 40 --out b --quiet --set transfer.tacitness=0.9")
        .success();
    place
        .orgsim("report a b")
        .success()
        .stdout("a/comparison.html\n");
    let html = place.read("a/comparison.html");
    assert!(html.contains("The scenarios differ from each other"));
    assert!(html.contains("transfer.tacitness"));
}

#[test]
fn a_comparison_is_told_in_units_that_people_read() {
    let place = Place::new();
    let compare = "compare small.toml --variant transfer.tacitness=0.9 \
                   --variant papers.submission_rate=0.4 --replicates 40 --out c";
    place
        .orgsim(&format!("{compare} --quiet --report"))
        .success();
    let html = place.read("c/compare/report.html");
    for part in [
        "Variance reduction",
        "Holm, S. (1979)",
        "minus A small organisation",
    ] {
        assert!(html.contains(part), "{part}");
    }
    // a difference of shares is one of percentage points
    assert!(html.contains(" pp"));
}

#[test]
fn what_is_no_result_is_refused() {
    let place = Place::new();
    place.orgsim("report .").code(3);
    assert!(!place.path("report.html").exists());
}

/// The most that people send by mail without a thought.
const MOST_BYTES: u64 = 2_000_000;

#[test]
fn eight_scenarios_fit_into_one_file() {
    let place = Place::new();
    let scenarios = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    // those with the longest reports by themselves are among them
    let names = [
        "changing-course",
        "phased",
        "reversal",
        "retention-alarm",
        "spin-off",
        "reorganisation",
        "mixed-organisation",
        "semi-autonomous",
    ];
    for name in names {
        let scenario = scenarios.join(name).with_extension("toml");
        let run = format!("run {} --runs 40 --out {name} --quiet", scenario.display());
        place.orgsim(&run).success();
    }
    let report = format!("report {} --out eight.html", names.join(" "));
    place.orgsim(&report).success();
    let bytes = place.path("eight.html").metadata().unwrap().len();
    assert!(bytes < MOST_BYTES, "{bytes} bytes");
    let html = place.read("eight.html");
    assert!(html.contains("No organisations: with more than three results"));
    assert!(!html.contains("The organisation and its teams"));
}

const SWEEP: &str = r#"
base = "small.toml"
replicates = 8
measures = ["features_shipped"]
[variants.as_is]
label = "as it is"
[variants.tight]
label = "tight"
set = { "transfer.abandonment_rate" = 0.125 }
[factors.how_tacit]
key = "transfer.tacitness"
values = [0.25, 0.75]
[factors.fading]
key = "transfer.obsolescence_rate"
values = [0.0, 0.05]
"#;

#[test]
fn an_experiment_says_what_it_varies_and_changes() {
    let place = Place::new();
    fs::write(place.path("sweep.toml"), SWEEP).unwrap();
    place
        .orgsim("sweep sweep.toml --out r --quiet --report")
        .success();
    let html = place.read("r/sweep/report.html");
    let section = html.split("<section id=\"scenario\"").nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    for part in [
        "Factors",
        "how tacit",
        "transfer.tacitness",
        "0.25, 0.75",
        "share",
        "Differences from the default scenario",
        "The scenarios differ from each other",
        "transfer.abandonment_rate",
        "0.125",
        "What they all change from the default",
        "units.core.researchers",
    ] {
        assert!(section.contains(part), "{part} is missing");
    }
    // the answer's map in letters is for terminals; the report has it as a figure
    let manifest = place.read("r/sweep/manifest.json");
    assert!(manifest.contains("\"kind\": \"map\""), "{manifest}");
    assert!(!html.contains("across, ") && !html.contains("undecided; "));
    assert!(html.contains("Features shipped, tight minus as it is"));
}

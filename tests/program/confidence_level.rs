//! A confidence level of 0.9 is told wherever intervals are: by figures, reports, notes
//! and the terminal, of runs, questions, audits and patterns alike. Nothing tells of another
//! level.

use std::collections::BTreeSet;
use std::fs;

use crate::place::{Place, stdout};
use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use orgsim::drawing::{Figure, page, svg};
use orgsim::engine::Signals;
use orgsim::figures;
use orgsim::output::{Environment, TablesFolder};
use orgsim::questions::audit::{Audit, Claims, Settings};
use orgsim::questions::{QUESTIONS, figure_kinds};
use orgsim::report;
use orgsim::result::ResultFolder;

/// Questions, and experiments that have all of their figures.
const EXPERIMENTS: [(&str, &str); 8] = [
    ("compare", COMPARE),
    ("sweep", SWEEP),
    ("sweep", SWEEP_OF_ONE_FACTOR),
    ("select", SELECT),
    ("sensitivity", SOBOL),
    ("sensitivity", MORRIS),
    ("discover", DISCOVER),
    ("calibrate", CALIBRATE),
];

const BASE: &str = r#"
measures = ["researcher_retention_12m", "papers_accepted", "shipped_by_4q"]
[set]
simulation.confidence_level = 0.9
simulation.seed = 2
simulation.quarters = 8
simulation.burn_in_quarters = 0
simulation.latency_horizon_quarters = 4
units.core.researchers = 8
units.core.engineers = 8
"#;
const COMPARE: &str = r#"
quarterly = true
replicates = 12
[variants.loose]
[variants.tacit]
set = { "transfer.tacitness" = 0.9 }
[compare]
adjust = "best"
[thresholds]
papers_accepted = 0.1
"#;
const SWEEP: &str = r#"
replicates = 6
[variants.loose]
[variants.fused]
set = { "units.core.structure" = "fusion-teams" }
[factors.tacitness]
key = "transfer.tacitness"
values = [0.2, 0.8]
[factors.engineers]
key = "units.core.engineers"
values = [4, 8]
"#;
const SWEEP_OF_ONE_FACTOR: &str = r#"
replicates = 6
[variants.loose]
[variants.fused]
set = { "units.core.structure" = "fusion-teams" }
[factors.tacitness]
key = "transfer.tacitness"
values = [0.2, 0.5, 0.8]
"#;
const SELECT: &str = r#"
replicates = 12
[variants.loose]
[variants.fused]
set = { "units.core.structure" = "fusion-teams" }
[select]
first_stage = 10
measure = "papers_accepted"
indifference = 0.5
probability = 0.9
[select.constraints.people]
measure = "researcher_retention_12m"
at_least = 0.1
"#;
const SOBOL: &str = r#"
replicates = 3
[factors.tacitness]
key = "transfer.tacitness"
range = "evidence"
[factors.engineers]
key = "units.core.engineers"
range = [3, 8]
[sensitivity]
method = "sobol"
rows = 16
second_order = true
"#;
const MORRIS: &str = r#"
replicates = 2
[factors.tacitness]
key = "transfer.tacitness"
range = "evidence"
[factors.engineers]
key = "units.core.engineers"
range = [3, 8]
[sensitivity]
method = "morris"
"#;
const DISCOVER: &str = r#"
replicates = 2
[variants.loose]
[variants.fused]
set = { "units.core.structure" = "fusion-teams" }
[design]
kind = "latin-hypercube"
points = 40
[factors.researchers]
key = "units.core.researchers"
range = [4, 16]
[factors.tacitness]
key = "transfer.tacitness"
range = "evidence"
[discover]
measure = "papers_accepted"
above = 0.4
[discover.satisfice.enough]
measure = "papers_accepted"
at_least = 0.5
"#;
const CALIBRATE: &str = r#"
[factors.cost]
key = "money.researcher_cost"
range = "evidence"
[factors.rate]
key = "papers.submission_rate"
range = "evidence"
[calibrate]
wave_points = 32
wave_replicates = 2
particles = 24
generations = 3
most_runs = 400
recovery = 3
recovery_runs = 100
predictions = 100
[calibrate.targets.papers]
measure = "papers_accepted"
value = 0.7
sd = 0.2
role = "fit"
"#;

/// An organisation that has all figures of runs: topics, and an event on a condition.
const RUN: [&str; 8] = [
    "--seed",
    "2",
    "--set",
    "topics.general.share=0.6",
    "--set",
    "topics.robotics.share=0.4",
    "--set",
    "events.cut={when={measure=\"researcher_exits\",above=0},layoff={share=0.1}}",
];

/// The results of the small scenario at a level, and what the terminal shows.
fn run(place: &Place, name: &str, level: &str) -> (ResultFolder, String) {
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/small.toml");
    let mut command = Command::new(cargo_bin!("orgsim"));
    command.args(["run", small, "--quiet", "--set"]);
    command.arg(format!("simulation.confidence_level={level}"));
    command.args(["--precision", "papers_accepted=5"]).args(RUN);
    command.arg("--out").arg(place.path(name));
    let assert = command.assert().success();
    let result = ResultFolder::open(&place.path(name)).unwrap();
    (result, stdout(&assert))
}

/// The answer to a question, and what the terminal shows.
fn ask(question: &str, experiment: &str) -> (Place, ResultFolder, String) {
    let (head, tables) = match experiment.split_once("\n[") {
        Some((head, tables)) => (head, format!("\n[{tables}")),
        None => (experiment, String::new()),
    };
    let place = Place::new("x.toml", &format!("{head}{BASE}{tables}"));
    let assert = place.ask(question, "--quiet --out r").assert();
    let printed = stdout(&assert);
    let result = ResultFolder::open(&place.path("r").join(question));
    let result = result.unwrap_or_else(|error| panic!("{question}: {error}: {assert:?}"));
    (place, result, printed)
}

/// All that is told of results, under names, and the kinds of figures that they have.
fn told(results: &[ResultFolder]) -> (Vec<(String, String)>, BTreeSet<&'static str>) {
    let report = report::report(results).unwrap();
    let (_, report) = report.split_once("</style>").unwrap();
    // the limits of the model are the same in every report, and cite numbers of others
    let (before, limits) = report.split_once("<section id=\"limits\"").unwrap();
    let (_, after) = limits.split_once("</section>").unwrap();
    let mut texts = vec![("the report".to_owned(), format!("{before}{after}"))];
    for result in results {
        let dictionary = fs::read_to_string(result.path().join("dictionary.csv"));
        texts.push(("the dictionary".to_owned(), dictionary.unwrap()));
    }
    let mut kinds = BTreeSet::new();
    for kind in figure_kinds() {
        for figure in kind.make(results).unwrap_or_default() {
            kinds.insert(kind.name);
            texts.extend(of_figure(&*figure).map(|text| (figure.name(), text)));
        }
    }
    (texts, kinds)
}

fn of_figure(figure: &dyn Figure) -> [String; 5] {
    let drawn = |width| svg::to_string(&page(figure, width), &figure.description());
    let (title, note) = (figure.title(), figure.note());
    [
        drawn(360.0),
        drawn(720.0),
        title,
        note,
        figure.description(),
    ]
}

/// Looks for a level of 95% in a text. Cells of tables and ends of ranges are numbers; the seeds
/// are such that no other number happens to be so large.
fn check(about: &str, text: &str) {
    for (place, _) in text.match_indices("95%") {
        let before = text[..place].chars().next_back();
        let is_digit = before.is_some_and(|c| c.is_ascii_digit() || c == '.');
        let is_number = text[..place].ends_with("\">") || text[..place].ends_with("to ");
        let start = text[..place].char_indices().rev().nth(80);
        let from = start.map_or(0, |(at, _)| at);
        assert!(is_digit || is_number, "{about}: {}95%", &text[from..place]);
    }
}

#[test]
fn runs_are_told_at_their_level() {
    let place = Place::new("unused.toml", "");
    let (result, printed) = run(&place, "ninety", "0.9");
    check("the terminal", &printed);
    assert!(printed.contains("90% interval"), "{printed}");
    let (texts, kinds) = told(&[result]);
    for (about, text) in &texts {
        check(about, text);
    }
    let (_, report) = &texts[0];
    for part in [
        "± is of the mean alone: half of its 90% interval",
        "half-widths of 90% intervals",
        "Means have 90% intervals of Student&#39;s t",
        "its cap is the 90% interval of the mean",
    ] {
        let plain = part.replace("&#39;", "'");
        assert!(report.contains(part) || report.contains(&plain), "{part}");
    }
    for kind in figures::KINDS {
        assert!(kinds.contains(kind.name), "{} was not drawn", kind.name);
    }
}

#[test]
fn different_levels_side_by_side_are_each_told() {
    let place = Place::new("unused.toml", "");
    let [one, other] = [("ninety", "0.9"), ("eighty", "0.8")].map(|(name, level)| {
        let (result, _) = run(&place, name, level);
        result
    });
    let (texts, _) = told(&[one, other]);
    for (about, text) in &texts {
        check(about, text);
    }
    let both = "90% (ninety) and 80% (eighty) intervals";
    let of_means = "its cap is the 90% (ninety) and 80% (eighty) interval of the mean";
    assert!(texts[0].1.contains(of_means));
    let notes: Vec<&String> = texts.iter().map(|(_, text)| text).collect();
    assert!(notes.iter().filter(|text| text.contains(both)).count() > 5);
}

#[test]
fn questions_are_told_at_their_level() {
    let mut drawn = BTreeSet::new();
    for (question, experiment) in EXPERIMENTS {
        let (_place, result, printed) = ask(question, experiment);
        check(&format!("{question} on the terminal"), &printed);
        let (texts, kinds) = told(&[result]);
        drawn.extend(kinds);
        for (about, text) in &texts {
            check(&format!("{question}: {about}"), text);
        }
    }
    for question in QUESTIONS {
        for kind in question.figures {
            assert!(drawn.contains(kind.name), "{} was not drawn", kind.name);
        }
    }
}

/// The level of an audit is one of the library: the program has no flag for it.
#[test]
fn an_audit_is_told_at_its_level() {
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/small.toml");
    let header = "id,quantity,before,after,unit,measure,scenario,scale,before_window,after_window,\
                  compare,noise";
    let claim = "a,papers,12,5,papers per quarter,papers_accepted";
    let claims = format!("{header}\n{claim},{small},1,-1,3,ratio,counts\n");
    let place = Place::new("claims.csv", &claims);
    let claims = Claims::load(&place.file()).unwrap_or_else(|faults| panic!("{faults}"));
    let settings = Settings {
        draws: 20,
        seed: 1,
        level: 0.9,
        threads: 0,
    };
    let audit = Audit::run(&claims, settings, &Signals::default(), |_| ()).unwrap();
    let folder = TablesFolder::open(&place.path("audit"), false).unwrap();
    let written = audit.write(folder, &claims, Environment::default());
    written.unwrap();
    let (texts, kinds) = told(&[ResultFolder::open(&place.path("audit")).unwrap()]);
    for (about, text) in &texts {
        check(about, text);
    }
    assert!(texts[0].1.contains("90% interval"));
    assert!(kinds.contains("claims"));
}

#[test]
fn patterns_are_told_at_their_level() {
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/small.toml");
    let mut command = Command::new(cargo_bin!("orgsim"));
    command.args(["patterns", small, "--quiet", "--runs", "40", "--set"]);
    let printed = stdout(&command.arg("simulation.confidence_level=0.9").assert());
    check("the terminal", &printed);
    assert!(printed.contains("by 90% intervals"), "{printed}");
}

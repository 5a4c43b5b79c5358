//! Scenario files compared as they are: where the results go, what variants are called, and
//! what is in the way.

use std::fs;

use assert_cmd::Command;
use assert_cmd::assert::Assert;

use crate::place::{Place, column, names, stderr, stdout};

const BASE: &str = "title = \"Loose: as it is\"\ndescription = \"Nothing changes.\"\n\
                    [simulation]\nquarters = 4\nburn_in_quarters = 0\nruns = 12\n\
                    latency_horizon_quarters = 4\n\
                    [units.core]\nresearchers = 12\nengineers = 24\n";

/// A place with a base and two files that extend it, one without a title of its own.
fn place() -> Place {
    let place = Place::new("a.toml", BASE);
    let change = |researchers: u32| {
        format!("extends = \"a.toml\"\n[units.core]\nresearchers = {researchers}\n")
    };
    fs::write(place.path("b.toml"), change(14)).unwrap();
    let titled = format!("title = \"Larger\"\n{}", change(16));
    fs::write(place.path("c.toml"), titled).unwrap();
    place
}

fn compare(place: &Place, arguments: &str) -> Assert {
    let measure = "--measure papers_accepted --parameters fixed";
    place
        .ask("compare", &format!("{arguments} {measure}"))
        .assert()
}

#[test]
fn each_comparison_has_a_folder_of_its_own_and_the_same_again_its_own() {
    let place = place();
    let results = place.path("results");
    for arguments in [
        "b.toml",
        "c.toml",
        "b.toml c.toml",
        "--variant transfer.tacitness=0.9",
    ] {
        compare(&place, arguments).success();
    }
    let folders = [
        "a-vs-b",
        "a-vs-b-vs-c",
        "a-vs-c",
        "a-vs-transfer-tacitness-0-9",
    ];
    assert_eq!(names(&results), folders);
    let first = fs::read(results.join("a-vs-b/runs.store")).unwrap();
    let told = stderr(&compare(&place, "b.toml").success());
    assert!(!told.contains("something else"), "{told}");
    assert_eq!(names(&results), folders);
    assert_eq!(fs::read(results.join("a-vs-b/runs.store")).unwrap(), first);
}

#[test]
fn files_of_the_same_names_do_not_meet() {
    let place = place();
    compare(&place, "b.toml").success();
    let before = fs::read(place.path("results/a-vs-b/runs.store")).unwrap();
    // the file is another one now
    let other = fs::read_to_string(place.path("c.toml")).unwrap();
    fs::write(place.path("b.toml"), other).unwrap();
    let told = stderr(&compare(&place, "b.toml").success());
    assert!(
        told.contains("a-vs-b has something else: this goes to"),
        "{told}"
    );
    compare(&place, "b.toml --quiet").success();
    assert_eq!(names(&place.path("results")), ["a-vs-b", "a-vs-b-2"]);
    let store = || fs::read(place.path("results/a-vs-b/runs.store")).unwrap();
    assert_eq!(store(), before);
    // what is told to go there goes there
    let refused = stderr(&compare(&place, "b.toml --out results/a-vs-b").code(5));
    assert!(refused.contains("variants.b"), "{refused}");
    assert!(refused.contains("--force"), "{refused}");
    assert!(!refused.contains('{'), "{refused}");
    compare(&place, "b.toml --out results/a-vs-b --force").success();
    assert_ne!(store(), before);
    let labels = column(
        &place.path("results/a-vs-b/compare/differences.csv"),
        "variant",
    );
    assert_eq!(labels, ["Larger"]);
    // and somebody else's folder is left alone
    fs::create_dir(place.path("results/a-vs-c")).unwrap();
    fs::write(place.path("results/a-vs-c/mine.txt"), "mine").unwrap();
    compare(&place, "c.toml").success();
    assert_eq!(names(&place.path("results/a-vs-c")), ["mine.txt"]);
    assert!(
        place
            .path("results/a-vs-c-2/compare/differences.csv")
            .exists()
    );
}

#[test]
fn variants_have_titles_of_their_own() {
    let place = place();
    let asked = compare(&place, "b.toml c.toml --report").success();
    let shown = stdout(&asked);
    let title = "b and Larger compared with Loose: as it is";
    assert!(shown.starts_with(&format!("{title}\n\n")), "{shown}");
    let folder = place.path("results/a-vs-b-vs-c/compare");
    let labels = column(&folder.join("differences.csv"), "variant");
    assert_eq!(labels, ["b", "Larger"]);
    let report = fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(report.contains(&format!("<h1><bdi>{title}</bdi></h1>")));
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let described = |variant: usize| &manifest["variants"][variant]["scenario"]["description"];
    assert_eq!(described(0), "Nothing changes.");
    assert_eq!(described(1), "");
}

#[test]
fn files_of_one_title_are_told_apart() {
    let place = place();
    fs::create_dir(place.path("other")).unwrap();
    fs::write(place.path("other/a.toml"), BASE.replace("24", "30")).unwrap();
    let shown = stdout(&compare(&place, "other/a.toml c.toml").success());
    let title = "Loose: as it is (other/a.toml) and Larger compared with Loose: as it is (a)";
    assert!(shown.starts_with(title), "{shown}");
    assert_eq!(names(&place.path("results")), ["a-vs-other-a-toml-vs-c"]);
}

#[test]
fn a_title_is_not_inherited() {
    let place = place();
    let title = |arguments: &[&str]| {
        let mut run = Command::cargo_bin("orgsim").unwrap();
        run.current_dir(place.path("")).arg("run").args(arguments);
        run.args(["--runs", "4", "--format", "json", "--quiet", "--force"]);
        let shown: serde_json::Value =
            serde_json::from_str(&stdout(&run.assert().success())).unwrap();
        shown["title"].as_str().unwrap().to_owned()
    };
    assert_eq!(title(&["a.toml"]), "Loose: as it is");
    assert_eq!(title(&["b.toml"]), "b");
    assert_eq!(title(&["b.toml", "--set", "title=Mine"]), "Mine");
}

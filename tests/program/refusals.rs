//! What the program refuses, or says on stderr and goes on.

use std::fs;

use assert_cmd::Command;

use crate::place::{Place, stderr, stdout};

const SMALL: &str = "[simulation]\nquarters = 4\nburn_in_quarters = 0\nruns = 4\n\
                     latency_horizon_quarters = 4\n\
                     [units.core]\nresearchers = 12\nengineers = 24\n";

#[test]
fn a_flag_and_an_override_do_not_set_one_key() {
    let place = Place::new("small.toml", SMALL);
    for (command, flags, key) in [
        ("run", "--runs 20", "simulation.runs=5"),
        ("run", "--seed 2", "simulation.seed=2"),
        ("patterns", "--seed 2", "simulation={seed=3}"),
    ] {
        let refused = place.ask(command, &format!("{flags} --set {key}")).assert();
        let told = stderr(&refused.code(3));
        assert!(told.contains("is set twice"), "{told}");
        assert!(told.contains("--set:1:"), "{told}");
        assert!(!place.path("results").exists());
    }
}

#[test]
fn what_is_probably_not_meant_is_told_and_done() {
    let place = Place::new("small.toml", SMALL);
    let larger = "extends = \"small.toml\"\n[units.lab]\nresearchers = 5\nengineers = 5\n";
    fs::write(place.path("larger.toml"), larger).unwrap();
    let run = place.ask("run", "--quiet").assert().success();
    assert_eq!(stderr(&run), "");
    let compare = place.ask("compare", "larger.toml --measure papers_accepted --quiet");
    let told = stderr(&{ compare }.assert().success());
    assert!(
        told.contains("units are added to those of the file"),
        "{told}"
    );
    assert!(told.contains("units.core.remove = true"), "{told}");
    assert!(told.contains("people: small 36, larger 46"), "{told}");

    let other = format!("{larger}[units.core]\nremove = true\n");
    fs::write(place.path("larger.toml"), other).unwrap();
    let mut explain = Command::cargo_bin("orgsim").unwrap();
    explain.args(["explain"]).arg(place.path("larger.toml"));
    let shown = explain.assert().success();
    let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(shown.contains("[units.lab]"), "{shown}");
    assert!(!shown.contains("units.core"), "{shown}");
}

#[test]
fn a_misspelt_unit_is_no_new_unit() {
    let place = Place::new("small.toml", SMALL);
    let refused = place.ask("run", "--set units.coer.researchers=30").assert();
    let told = stderr(&refused.code(3));
    assert!(told.contains("did you mean `core`?"), "{told}");
    let added = place.ask("run", "--quiet --set units.lab={researchers=3,engineers=3}");
    { added }.assert().success();
}

/// Every command that reads what somebody names, and those that read nothing.
const READING: [&str; 22] = [
    "run",
    "compare",
    "sweep",
    "select",
    "sensitivity",
    "discover",
    "calibrate",
    "plan",
    "work --shard 1/2",
    "status",
    "merge",
    "submit slurm --shards 2",
    "submit kubernetes --shards 2 --image orgsim --claim runs",
    "fit",
    "audit",
    "patterns",
    "mechanisms",
    "plot",
    "report",
    "live",
    "check",
    "explain",
];
const READING_NOTHING: [&str; 7] = [
    "demo",
    "init",
    "schema",
    "measures",
    "completions",
    "man",
    "help",
];

#[test]
fn what_cannot_be_read_is_told_by_every_command_in_the_same_words() {
    let help = Command::cargo_bin("orgsim").unwrap().arg("help").unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    for line in commands {
        let name = line.split_whitespace().next().unwrap();
        let mut known = READING.iter().chain(&READING_NOTHING);
        assert!(
            known.any(|own| own.split(' ').next() == Some(name)),
            "{name}"
        );
    }

    let place = Place::new("small.toml", SMALL);
    fs::create_dir(place.path("folder")).unwrap();
    let told = |command: &str, path: &str| {
        let mut orgsim = Command::cargo_bin("orgsim").unwrap();
        orgsim.current_dir(place.path("."));
        orgsim.args(command.split(' ')).arg(path);
        let refused = orgsim.assert().code(3);
        // What is found by `check` is its result.
        stdout(&refused) + &stderr(&refused)
    };
    for command in READING {
        // Those that read what other commands write, or organisations' records, and name them so.
        let (missing, near) = match command {
            "plot" | "report" => ("there is no folder smal.toml;", None),
            "fit" => ("there is no file or folder `smal.toml`", None),
            "audit" => ("there is no file `smal.toml`", None),
            _ => (
                "there is no file `smal.toml`",
                Some("there is `small.toml`"),
            ),
        };
        let said = told(command, "smal.toml");
        assert!(said.contains(missing), "{command}: {said}");
        assert!(said.contains(near.unwrap_or_default()), "{command}: {said}");
        let of_folder = match command {
            "plot" | "report" => "folder has no complete result",
            "fit" => "folder has no people.csv",
            _ => "`folder` is a folder",
        };
        assert!(told(command, "folder").contains(of_folder), "{command}");
        // A file in place of a folder.
        if let "plot" | "report" = command {
            let said = told(command, "small.toml");
            assert!(
                said.contains("small.toml is not a folder; name a folder"),
                "{said}"
            );
        }
    }
    assert!(told("fit", "foldr").contains("there is `folder`"));
}

#[test]
fn what_cannot_be_written_is_told_with_the_way_out() {
    let place = Place::new("small.toml", SMALL);
    fs::create_dir(place.path("folder")).unwrap();
    let goes_into = "check that the folder it goes into exists and is one";
    for (arguments, way_out) in [
        ("init nowhere/new.toml", goes_into),
        ("init small.toml/new.toml", goes_into),
        ("init folder --force", "name a file, not a folder"),
        ("init folder", "--force overwrites it"),
        ("init --records small.toml/records", goes_into),
        (
            "run small.toml --quiet --out r --records small.toml/records",
            goes_into,
        ),
    ] {
        let mut orgsim = Command::cargo_bin("orgsim").unwrap();
        orgsim
            .current_dir(place.path("."))
            .args(arguments.split(' '));
        let told = stderr(&orgsim.assert().code(5));
        assert!(told.contains(way_out), "{arguments}: {told}");
        assert_eq!(told.lines().count(), 1, "{arguments}: {told}");
    }
    let run = place.run("run", "s", &["--quiet"]);
    run.success();
    let mut report = Command::cargo_bin("orgsim").unwrap();
    report.args(["report"]).arg(place.path("s")).arg("--out");
    let told = stderr(&report.arg(place.path("folder")).assert().code(5));
    assert!(told.contains("name a file, not a folder"), "{told}");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_program_without_parquet_says_how_to_get_it() {
    let place = Place::new("small.toml", SMALL);
    let variant = " --variant transfer.tacitness=0.9";
    for (command, rest) in [("run", ""), ("compare", variant)] {
        let refused = place.ask(command, &format!("--parquet{rest}")).assert();
        let told = stderr(&refused.code(2));
        assert!(told.contains("--features parquet"), "{told}");
        assert!(!place.path("results").exists());
    }
}

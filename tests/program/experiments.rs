//! Experiments as a whole: the same answers whatever the threads, interruptions
//! and shards; runs that are there are used again; what differs is refused.

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use crate::place::{Place, stderr, stdout};
use assert_cmd::Command;

const SMALL: &str = r#"
question = "What does fusion change?"
measures = ["papers_accepted", "researcher_retention_12m", "latency_restricted_mean"]
replicates = 40
thresholds = { papers_accepted = 0.1 }
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

/// Every question at once.
pub(crate) const QUESTIONS: &str = r#"
measures = ["papers_accepted", "researcher_head_count", "shipped_value"]
replicates = 40
quarterly = true
set = { units.core.engineers = 25, simulation.quarters = 8 }

[factors.tacitness]
key = "transfer.tacitness"
range = [0.2, 0.8]
[factors.researchers]
key = "units.core.researchers"
range = [10, 11]

[design]
kind = "sobol"
points = 8

[select]
measure = "papers_accepted"
indifference = 1
first_stage = 10

[sensitivity]
method = "sobol"
rows = 4

[calibrate]
recovery = 2
recovery_runs = 100
waves = 1
wave_points = 16
wave_replicates = 4
particles = 20
most_runs = 100
predictions = 100
[calibrate.targets.papers]
measure = "papers_accepted"
value = 5
sd = 1

[discover]
measure = "papers_accepted"
above = 5
"#;

fn place(text: &str) -> Place {
    Place::new("small.toml", text)
}

/// All files of a folder but for the manifest, which says when.
fn files(path: &Path) -> Vec<(String, Vec<u8>)> {
    let answer = path.join("compare");
    let entries = [path, &answer].map(|path| fs::read_dir(path).unwrap().map(Result::unwrap));
    let mut files: Vec<(String, Vec<u8>)> = entries
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(name, _)| name != "manifest.json" && !name.starts_with("shard"))
        .collect();
    files.sort();
    files
}

#[test]
fn answers_do_not_depend_on_threads_shards_or_order() {
    let place = place(SMALL);
    let one = place
        .run("compare", "one", &["--quiet", "--threads", "1"])
        .success();
    let two = place
        .run("compare", "two", &["--quiet", "--threads", "2"])
        .success();
    assert_eq!(stdout(&one), stdout(&two));
    assert_eq!(files(&place.path("one")), files(&place.path("two")));
    for shard in ["3/3", "1/3"] {
        place
            .run("work", "parts", &["--quiet", "--shard", shard])
            .success();
    }
    let status = place.run("status", "parts", &[]).code(4);
    assert!(stdout(&status).contains("--array=2"), "{}", stdout(&status));
    let gap = place.run("merge", "parts", &[]).code(5);
    assert!(
        stderr(&gap).contains("1 of 3 shards are not done; resubmit them with --array=2;"),
        "{}",
        stderr(&gap)
    );
    let mut command = Command::cargo_bin("orgsim").unwrap();
    command
        .env("JOB_COMPLETION_INDEX", "1")
        .arg("work")
        .arg(place.file());
    command
        .args(["--shard", "auto", "--of", "3", "--out"])
        .arg(place.path("parts"));
    command.assert().success();
    place.run("status", "parts", &[]).success();
    place.run("merge", "parts", &[]).success();
    place.run("compare", "parts", &["--quiet"]).success();
    assert_eq!(files(&place.path("one")), files(&place.path("parts")));
}

/// Kills the program at many instants, then lets it end.
#[test]
fn a_killed_experiment_ends_with_the_same_bytes() {
    let place = place(SMALL);
    place.run("compare", "whole", &["--quiet"]).success();
    for attempt in 0..12_u64 {
        let mut child = Process::new(assert_cmd::cargo::cargo_bin("orgsim"))
            .arg("compare")
            .arg(place.file())
            .args([
                "--quiet",
                "--threads",
                if attempt % 2 == 0 { "1" } else { "2" },
            ])
            .arg("--out")
            .arg(place.path("killed"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(15 + 37 * attempt));
        // it may have ended
        let _ = child.kill();
        child.wait().unwrap();
    }
    place.run("compare", "killed", &["--quiet"]).success();
    let leftovers = |files: &[(String, Vec<u8>)]| {
        let names = files.iter().map(|(name, _)| name.clone());
        names.filter(|name| name.starts_with(".orgsim-")).count()
    };
    let killed = files(&place.path("killed"));
    assert_eq!(leftovers(&killed), 0);
    assert_eq!(files(&place.path("whole")), killed);
}

#[test]
fn what_is_there_is_used_again_and_what_differs_is_refused() {
    let place = place(SMALL);
    place
        .run("compare", "r", &["--quiet", "--replicates", "24"])
        .success();
    let before = fs::read(place.path("r").join("runs.store")).unwrap();
    place.run("compare", "r", &["--quiet"]).success();
    let after = fs::read(place.path("r").join("runs.store")).unwrap();
    // nothing is done again: the log has only grown
    assert!(after.starts_with(&before) && after.len() > before.len());
    place.run("compare", "fresh", &["--quiet"]).success();
    let csv = |out: &str| fs::read(place.path(out).join("compare/differences.csv")).unwrap();
    assert_eq!(csv("r"), csv("fresh"));
    // other points, too
    let more = SMALL.replace("[0.2, 0.8]", "[0.2, 0.5, 0.8]");
    fs::write(place.file(), more).unwrap();
    place.run("compare", "r", &["--quiet"]).success();
    let grown = fs::read(place.path("r").join("runs.store")).unwrap();
    assert!(grown.starts_with(&after));

    for (set, difference) in [
        ("simulation.seed=9", "seed: 1 there, 9 here"),
        (
            "transfer.stage_rate=0.4",
            "variants.loose.transfer.stage_rate",
        ),
    ] {
        let refused = place.run("compare", "r", &["--set", set]).code(5);
        let told = stderr(&refused);
        assert!(told.contains(difference), "{told}");
        assert!(told.contains("another folder with --out"), "{told}");
    }
    assert_eq!(fs::read(place.path("r").join("runs.store")).unwrap(), grown);
    let other = place.run("sweep", "r", &["--quiet"]).success();
    assert!(!stdout(&other).is_empty());
}

#[test]
fn a_variant_that_changes_nothing_differs_by_exactly_nothing() {
    let place = place(SMALL);
    let csv = place
        .run("compare", "r", &["--quiet", "--format", "csv"])
        .success();
    let text = stdout(&csv);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|known| known == name).unwrap();
    let mut seen = 0;
    for record in reader.records().map(Result::unwrap) {
        let cell = |name: &str| record[column(name)].to_owned();
        if &record[column("variant")] == "same" && cell("pairs") != "0" {
            assert_eq!(
                (cell("difference"), cell("difference_std_error")),
                ("0".into(), "0".into())
            );
            seen += 1;
        }
    }
    assert!(seen >= 4);
    let json = place
        .run("compare", "r", &["--quiet", "--format", "json"])
        .success();
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(json["decided"], true);
    assert_eq!(json["tables"]["differences"][0]["baseline"], "loose");
    assert!(json["tables"]["quarters"].as_array().unwrap().len() > 10);
}

#[test]
fn a_precision_ends_runs_and_is_not_divided() {
    let text = SMALL.replace(
        "thresholds",
        "precision = { researcher_retention_12m = 0.02 }\nthresholds",
    );
    let place = place(&text.replace("replicates = 40", "replicates = 4000"));
    let sweep = place
        .run("sweep", "r", &["--quiet", "--format", "json"])
        .success();
    let json: serde_json::Value = serde_json::from_str(&stdout(&sweep)).unwrap();
    for row in json["tables"]["means"].as_array().unwrap() {
        if row["measure"] == "researcher_retention_12m" {
            let runs = row["runs"].as_u64().unwrap();
            let end = |name: &str| row[name].as_f64().unwrap();
            assert!((end("mean_ci_high") - end("mean_ci_low")) / 2.0 <= 0.02);
            assert!((32..4000).contains(&runs), "{runs}");
        }
    }
    let refused = place.run("work", "r", &["--shard", "1/2"]).code(3);
    assert!(stderr(&refused).contains("precision"));
}

#[test]
fn scenario_files_are_compared_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let compare = |rest: &[&str]| {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command
            .args(["compare", "scenarios/loose-coupling.toml"])
            .args(rest);
        command.args(["--replicates", "12", "--quiet", "--format", "csv", "--out"]);
        command
            .arg(folder.path().join(rest.len().to_string()))
            .assert()
    };
    let set = [
        "--set",
        "units.core.researchers=20",
        "--set",
        "simulation.quarters=6",
    ];
    let files = compare(&[&["scenarios/fusion-teams.toml"], set.as_slice()].concat()).success();
    let text = stdout(&files);
    assert_eq!(text.lines().count(), 1 + 8);
    assert!(
        text.contains("papers_accepted,Loose coupling,Fusion teams,12,"),
        "{text}"
    );
    let variant = [
        "--variant",
        "transfer.tacitness=0.9",
        "--measure",
        "shipped_value",
    ];
    let variant = compare(&[variant.as_slice(), set.as_slice(), &["--adjust", "none"]].concat());
    let text = stdout(&variant.success());
    assert!(
        text.contains("shipped_value,Loose coupling,transfer.tacitness=0.9,12,"),
        "{text}"
    );
    let best = compare(&[
        "scenarios/fusion-teams.toml",
        "scenarios/unified.toml",
        "--adjust",
        "best",
        "--measure",
        "papers_accepted",
    ]);
    best.success();
    let best = fs::read_to_string(folder.path().join("6/compare/best.csv")).unwrap();
    assert_eq!(best.lines().count(), 4);
    let wrong = compare(&["--variant", "transfer.tacitnes=0.9"]).code(3);
    assert!(stderr(&wrong).contains("did you mean `tacitness`?"));
    let wrong = compare(&["--variant", "transfer.tacitness=0.9", "--threshold", "x=1"]).code(2);
    assert!(stderr(&wrong).contains("`x` is not among the measures compared"));
}

/// The rows of a plan as JSON, by question.
fn planned(place: &Place, rest: &[&str]) -> impl Fn(&str, &str) -> f64 + use<> {
    let rest = [rest, &["--quiet", "--format", "json"]].concat();
    let plan = place.run("plan", "planned", &rest).success();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&stdout(&plan)).unwrap();
    assert!(!place.path("planned").exists());
    move |question, what| {
        let row = rows.iter().find(|row| row["question"] == question);
        let row = row.unwrap_or_else(|| panic!("no {question} in {rows:?}"));
        row[what].as_f64().unwrap_or(f64::NAN)
    }
}

#[test]
fn a_plan_is_told_and_nothing_is_written() {
    let plan = planned(&place(SMALL), &["--shards", "4"]);
    assert_eq!(plan("design", "least_runs"), 240.0);
    assert_eq!(plan("design", "runs"), 240.0);
    // 30 blocks of 8 runs
    assert_eq!(plan("shard", "runs"), 64.0);
    // papers are a number, retention is a ratio of two counts, both also in each of eight
    // quarters; the restricted mean has three counts of each quarter of its horizon
    let bytes = 1e6 * plan("design", "store_mb");
    let numbers = f64::from(240 * (1 + 2 + 3 * 8 + (1 + 2) * 8) * 8);
    assert!((numbers..numbers + 4000.0).contains(&bytes), "{bytes}");
    assert!(plan("design", "time_s") > 0.0);
}

/// Numbers without a unit are read as seconds by one and hours by the other.
#[test]
fn a_plan_names_its_units_in_every_format_also_of_a_scenario() {
    let place = place("title = \"Small\"\n[simulation]\nruns = 40\n");
    let plan = planned(&place, &[]);
    // 20 draws of parameters beside them
    assert_eq!(plan("run", "runs"), 60.0);
    assert!(plan("run", "memory_mb") > 0.0 && plan("run", "time_s") > 0.0);
    assert!(plan("run", "store_mb").is_nan());
    let kept = place.run("run", "r", &["--quiet"]);
    kept.success();
    let written = fs::metadata(place.path("r/runs.csv")).unwrap().len() as f64;
    let ratio = 1e6 * plan("run", "table_mb") / written;
    assert!((0.5..2.0).contains(&ratio), "{ratio}");
    for format in ["table", "csv"] {
        let told = place.run("plan", "r", &["--quiet", "--format", format]);
        let told = stdout(&told.success());
        let header = told.lines().next().unwrap_or_default();
        for name in ["time_s", "memory_mb", "table_mb"] {
            assert!(header.contains(name), "{header}");
        }
    }
    let fewer = planned(&place, &["--replicates", "4"]);
    assert_eq!(fewer("run", "runs"), 4.0);
}

#[test]
fn a_plan_reckons_every_question_of_the_file() {
    let place = place(QUESTIONS);
    let plan = planned(&place, &[]);
    assert_eq!(plan("design", "runs"), 320.0);
    assert_eq!(plan("select", "least_runs"), 80.0);
    assert_eq!(plan("select", "runs"), 320.0);
    assert_eq!(plan("discover", "runs"), 320.0);
    // 2 sets of 1 + 100 runs, 16 points of 4 runs, 100 runs, 100 runs
    assert_eq!(plan("calibrate", "runs"), f64::from(202 + 64 + 100 + 100));
    // 4 base rows of 5 points, of which some agree: there are two numbers of researchers
    let runs = plan("sensitivity", "runs");
    assert!(runs < f64::from(20 * 40) && runs % 40.0 == 0.0, "{runs}");
    assert_eq!(plan("sensitivity", "least_runs"), runs);
    // of so few rows there are no intervals
    place.run("sensitivity", "r", &["--quiet"]).code(4);
    let stored = fs::metadata(place.path("r/runs.store")).unwrap().len() as f64;
    // besides, what they depend on; the runs of a point are 8640 bytes
    let header = stored - 1e6 * plan("sensitivity", "store_mb");
    assert!((0.0..8640.0).contains(&header), "{header}");
    let wrong = QUESTIONS.replace("first_stage = 10", "first_stage = 41");
    let wrong = wrong.replace("particles = 20", "particles = 80");
    let wrong = self::place(&wrong).run("plan", "r", &[]).code(3);
    assert!(stderr(&wrong).contains("fewer than the 41 of the first stage"));
    assert!(stderr(&wrong).contains("most_runs is below"));
}

#[test]
fn a_design_that_a_file_does_not_mean_is_not_planned() {
    let (without, _) = QUESTIONS.split_once("[design]").unwrap();
    let text = format!("{without}[sensitivity]\nmethod = \"morris\"\nrows = 4\n");
    let place = place(&text);
    let plan = place.run("plan", "r", &["--format", "csv"]).success();
    let questions: Vec<String> = stdout(&plan)
        .lines()
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(questions, ["question", "sensitivity"]);
    assert!(stderr(&plan).contains("ms per run"));
}

#[test]
fn folders_that_hold_something_else_are_refused() {
    let place = place(SMALL);
    fs::create_dir(place.path("r")).unwrap();
    fs::write(place.path("r").join("mine.txt"), "mine").unwrap();
    let refused = place.run("compare", "r", &[]).code(5);
    assert!(stderr(&refused).contains("is not empty"));
    fs::write(place.path("file"), "no folder").unwrap();
    place.run("compare", "file", &[]).code(5);
    let one = place.run("status", "nothing", &[]).code(5);
    assert!(stderr(&one).contains("there is no folder"));
    let alone = SMALL.replace("[variants.fusion]\nset = { \"units.core.structure\" = \"fusion-teams\" }\n[variants.same]\n", "");
    fs::write(place.file(), alone).unwrap();
    let alone = place.run("compare", "x", &[]).code(3);
    assert!(
        stderr(&alone).contains("a comparison needs two variants"),
        "{}",
        stderr(&alone)
    );
}

#[test]
fn jobs_name_the_program_that_their_nodes_see() {
    let place = place(SMALL);
    let lines = |out: &str, name: &str| fs::read_to_string(place.path(out).join(name)).unwrap();
    let submit = |to: &str, out: &str, rest: &[&str]| {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command.current_dir(place.path(""));
        command.args(["submit", to]).arg(place.file());
        command.args(["--shards", "3", "--out", out]);
        command.args(rest).assert()
    };
    submit("slurm", "own", &["--write-only"]).success();
    let own = assert_cmd::cargo::cargo_bin("orgsim");
    let own = own.file_name().unwrap().to_str().unwrap();
    for name in ["work.sbatch", "merge.sbatch"] {
        let words = lines("own", name);
        let exec = words
            .lines()
            .find(|line| line.starts_with("exec "))
            .unwrap();
        assert!(exec.contains(&format!("/{own} ")), "{exec}");
    }
    let elsewhere = ["--write-only", "--program", "/the cluster/orgsim"];
    submit("slurm", "nodes", &elsewhere).success();
    assert!(lines("nodes", "work.sbatch").contains("exec '/the cluster/orgsim' work "));
    assert!(lines("nodes", "merge.sbatch").contains("exec '/the cluster/orgsim' merge "));

    let image = ["--image", "registry.example/orgsim", "--claim", "study"];
    submit("kubernetes", "image", &image).success();
    let other = [image.as_slice(), &["--program", "/opt/orgsim"]].concat();
    submit("kubernetes", "other", &other).success();
    let command = |out: &str, name: &str| {
        let job: serde_json::Value = serde_json::from_str(&lines(out, name)).unwrap();
        job["spec"]["template"]["spec"]["containers"][0]["command"][0].clone()
    };
    for name in ["work.json", "merge.json"] {
        assert_eq!(command("image", name), "orgsim");
        assert_eq!(command("other", name), "/opt/orgsim");
    }
    submit("slurm", "none", &["--write-only", "--program", ""]).code(2);
}

#[test]
fn a_sweep_finds_a_planted_boundary() {
    // more tacit technology ships more slowly without fusion and not with it
    let text = r#"
        measures = ["shipped_value"]
        replicates = 60
        set = { simulation.quarters = 6, units.core.researchers = 60, units.core.engineers = 60 }
        [variants.loose]
        [variants.fusion]
        set = { events.fuse = { quarter = 0, reorganise = { structure = "fusion-teams" } } }
        [factors.tacitness]
        key = "transfer.tacitness"
        values = [0.0, 0.5, 1.0]
        [factors.engineers]
        key = "units.core.engineers"
        values = [60, 90]
    "#;
    let place = place(text);
    let sweep = place.run("sweep", "r", &["--quiet"]).success();
    let text = stdout(&sweep);
    assert!(
        text.contains("Value shipped, a map: + fusion is significantly better, - loose is"),
        "{text}"
    );
    let boundary = fs::read_to_string(place.path("r").join("sweep/boundary.csv")).unwrap();
    let rows: Vec<&str> = boundary.lines().skip(1).collect();
    assert!(
        rows.iter()
            .any(|row| row.contains(",tacitness,") && row.contains(",fusion,")),
        "{boundary}"
    );
    let effects = fs::read_to_string(place.path("r").join("sweep/effects.csv")).unwrap();
    let interaction = "fusion,loose,tacitness x engineers,tacitness,,engineers,";
    assert!(effects.contains(interaction), "{effects}");
}

#[test]
fn a_file_of_another_kind_and_a_folder_that_is_not_there_are_called_so() {
    let place = Place::new("exp.toml", SMALL);
    fs::write(place.path("a.toml"), "units.core.researchers = 9\n").unwrap();
    let told = |arguments: &str, code: i32| {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("orgsim"));
        command.current_dir(place.path(""));
        command.args(arguments.split_whitespace());
        stderr(&command.assert().code(code))
    };
    for (arguments, code, fault, help) in [
        (
            "compare a.toml",
            3,
            "`a.toml` is a scenario, not an experiment",
            "`orgsim compare a.toml OTHER`",
        ),
        (
            "run exp.toml",
            3,
            "`exp.toml` is an experiment, not a scenario",
            "`orgsim compare exp.toml`",
        ),
        (
            "compare a.toml exp.toml",
            3,
            "`exp.toml` is an experiment, not a scenario",
            "`orgsim plan exp.toml`",
        ),
        (
            "status exp.toml --out none",
            5,
            "there is no folder none",
            "there are no results yet",
        ),
        (
            "merge exp.toml --out a.toml",
            5,
            "a.toml is not a folder",
            "",
        ),
        (
            "plot none",
            3,
            "there is no folder none",
            "`orgsim run` or a question",
        ),
    ] {
        let told = told(arguments, code);
        assert!(told.contains(fault), "{arguments}: {told}");
        assert!(told.contains(help), "{arguments}: {told}");
        assert!(told.matches("error[").count() <= 1, "{arguments}: {told}");
    }
}

#[test]
fn the_command_of_a_question_says_what_the_question_says() {
    for question in orgsim::questions::QUESTIONS {
        let help = |arguments: &[&str]| {
            let mut command = Command::cargo_bin("orgsim").unwrap();
            let output = command.args(arguments).output().unwrap().stdout;
            String::from_utf8(output).unwrap()
        };
        assert!(
            help(&["--help"]).contains(question.about),
            "{}",
            question.name
        );
        let own = help(&["help", question.name]);
        assert!(own.starts_with(question.about), "{own}");
        for flag in question.flags {
            assert!(
                own.contains(&format!("--{} <{}>", flag.name, flag.value)),
                "{own}"
            );
        }
    }
}

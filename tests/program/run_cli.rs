//! `orgsim run` and `orgsim measures` as their users see them.

use crate::place::names;
use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use orgsim::elementary::vector_levels;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// An organisation so small that thousands of runs take a second.
const TINY: &str = "\
[simulation]
quarters = 6
burn_in_quarters = 0
batch_size = 50
latency_horizon_quarters = 4
[units.core]
researchers = 3
engineers = 3
";

/// A folder with a scenario file, in which commands run.
struct Place(TempDir);

impl Place {
    fn new(scenario: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.path("tiny.toml"), scenario).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// `orgsim run tiny.toml` with more arguments.
    fn run(&self, arguments: &str) -> Command {
        let mut command = Command::new(cargo_bin!("orgsim"));
        command
            .current_dir(self.0.path())
            .args(["run", "tiny.toml"]);
        command.args(arguments.split_whitespace());
        command
    }
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().get_output().stdout.clone()).unwrap()
}

fn stderr(command: &mut Command) -> String {
    String::from_utf8(command.assert().get_output().stderr.clone()).unwrap()
}

fn rows(path: &Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count() - 1
}

/// Always shown: in the table, with all measures, in JSON and in the manifest.
#[test]
fn too_few_runs_are_told_wherever_numbers_are() {
    let place = Place::new(TINY);
    for arguments in ["--runs 8", "--runs 8 --all --force"] {
        let table = stdout(&mut place.run(&format!("{arguments} --quiet")));
        assert!(table.contains("warning: "), "{table}");
        assert!(
            table.contains("runs are too few for the intervals"),
            "{table}"
        );
    }
    let manifest = fs::read_to_string(place.path("results/tiny/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let of = |key: &str, few: &serde_json::Value| {
        let measures = few["measures"].as_array().unwrap();
        let own = measures.iter().find(|own| own["measure"] == key);
        own.map(|own| own["runs"].as_u64().unwrap())
    };
    let few = &manifest["few_runs"];
    assert!(
        of("papers_accepted", few).is_some_and(|runs| runs >= 50),
        "{few}"
    );
    let json = stdout(&mut place.run("--runs 8 --format json --force --quiet"));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["few_runs"], *few);
}

#[test]
fn a_run_writes_its_files_and_prints_a_table() {
    let place = Place::new(TINY);
    let all = stdout(&mut place.run("--runs 60 --all --out all"));
    for line in ["researchers", "from breakthrough to product"] {
        assert!(all.lines().any(|l| l == line), "no {line} in\n{all}");
    }
    assert!(all.contains("95% interval"));
    let assert = place.run("--runs 60").assert().code(0);
    let output = assert.get_output();
    let table = String::from_utf8_lossy(&output.stdout);
    for words in [
        "(60 runs, seed 1)",
        "one organisation ",
        "if parameters differ ",
        "Papers accepted a quarter",
        "parameters from assumed",
        "±: error of the mean from simulating 60 runs",
    ] {
        assert!(table.contains(words), "no {words} in\n{table}");
    }
    let fixed = stdout(&mut place.run("--runs 60 --parameters fixed --out fixed"));
    assert!(!fixed.contains("if parameters differ"), "{fixed}");
    for table in [&all, &*table, &fixed] {
        let widest = table.lines().map(|line| line.chars().count()).max();
        assert!(widest.unwrap() <= 100, "{table}");
    }
    // stderr is no terminal here: no progress, just where the results are
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "the results of 60 runs are in results/tiny\n\
         figure results/tiny/figures/overview.svg · report: orgsim report results/tiny · all \
         measures: orgsim run … --all\n"
    );
    assert_eq!(
        names(&place.path("results/tiny")),
        [
            "dictionary.csv",
            "events.csv",
            "figures",
            "incidence.csv",
            "manifest.json",
            "quarters.csv",
            "runs.csv",
            "summary.csv",
            "survival.csv",
            "teams.csv",
            "ties.csv"
        ]
    );
    assert_eq!(rows(&place.path("results/tiny/runs.csv")), 60);
}

/// The quarters of each run, of which quarters.csv has the means.
#[test]
fn quarters_of_each_run_are_written_on_request() {
    let place = Place::new(TINY);
    place.run("--runs 20 --out plain").assert().code(0);
    assert!(!place.path("plain/run_quarters.csv").exists());
    place
        .run("--runs 20 --quarterly-runs --out more")
        .assert()
        .code(0);
    let read = |name: &str| fs::read_to_string(place.path(name)).unwrap();
    let (each, means) = (read("more/run_quarters.csv"), read("more/quarters.csv"));
    let header: Vec<&str> = each.lines().next().unwrap().split(',').collect();
    let column = header
        .iter()
        .position(|name| *name == "papers_accepted")
        .unwrap();
    let cell = |line: &str, at: usize| line.split(',').nth(at).unwrap().to_owned();
    let of_quarter = each.lines().skip(1).filter(|line| cell(line, 1) == "2");
    let numbers: Vec<f64> = of_quarter
        .map(|line| cell(line, column).parse().unwrap())
        .collect();
    assert_eq!(numbers.len(), 20);
    let mean = means
        .lines()
        .find(|line| line.starts_with("2,papers_accepted,"));
    let mean: f64 = cell(mean.unwrap(), 5).parse().unwrap();
    assert!((numbers.iter().sum::<f64>() / 20.0 - mean).abs() < 1e-12);
    assert!(read("more/dictionary.csv").contains("run_quarters.csv,papers_accepted"));
}

#[test]
fn events_are_shown_where_one_waits_for_a_condition() {
    let scheduled = "[events.freeze]\nquarter = 3\nhiring_freeze = { quarters = 1 }\n";
    let place = Place::new(&format!("{TINY}{scheduled}"));
    let table = stdout(&mut place.run("--runs 60"));
    assert!(!table.contains("freeze"), "{table}");

    let conditional = "[events.growth]\n\
        when = { measure = \"reputation\", above = 0, below = 9, for_quarters = 2 }\n\
        repeat_quarters = 2\nchange_compute = { factor = 1.1 }\n";
    let place = Place::new(&format!("{TINY}{scheduled}{conditional}"));
    let table = stdout(&mut place.run("--runs 60"));
    let events = table.lines().skip_while(|line| !line.starts_with("events"));
    let events = events.take_while(|line| !line.is_empty());
    let events: Vec<Vec<&str>> = events
        .skip(1)
        .map(|l| l.split_whitespace().collect())
        .collect();
    // Wilson's interval for 60 of 60; the condition holds in quarters 0 and 1.
    let freeze = "freeze 100.0 94.0 to 100.0 3 1 quarter 3";
    let growth = "growth 100.0 94.0 to 100.0 2 2 reputation above 0 and below 9 for 2 quarters";
    assert_eq!(
        events
            .iter()
            .map(|words| words.join(" "))
            .collect::<Vec<_>>(),
        [freeze, growth]
    );
}

#[test]
fn threads_and_processors_do_not_change_a_byte() {
    let place = Place::new(&TINY.replace("= 0", "= 4").replace("= 3", "= 17"));
    let reference = place.path("reference");
    place
        .run("--runs 120 --spells --quiet --threads 1 --out reference")
        .assert()
        .code(0)
        .stderr("");
    let same = |arguments: &str, (variable, value): (&str, &str)| {
        place
            .run(&format!(
                "--runs 120 --spells --quiet --force --out other {arguments}"
            ))
            .env(variable, value)
            .assert()
            .code(0);
        let mut files = names(&reference);
        files.retain(|name| name != "figures");
        files.push("figures/overview.svg".to_owned());
        for name in files {
            let bytes = |folder: &str| fs::read(place.path(folder).join(&name)).unwrap();
            if name != "manifest.json" {
                assert!(bytes("reference") == bytes("other"), "{name}: {arguments}");
            }
        }
    };
    for threads in ["--threads 1", "--threads 2", "--threads 8"] {
        same(threads, ("GLIBC_TUNABLES", ""));
    }
    // no AVX and no FMA for the C library; the compiler is told nothing of them
    let narrow = "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F";
    same("--threads 2", ("GLIBC_TUNABLES", narrow));
    for level in vector_levels() {
        same("--threads 2", ("ORGSIM_VECTORS", level));
    }
}

#[test]
fn vectors_that_the_machine_lacks_are_refused() {
    let place = Place::new(TINY);
    let mut command = place.run("--runs 2 --quiet");
    let told = stderr(command.env("ORGSIM_VECTORS", "avx9"));
    let known = vector_levels().join(", ");
    let expected = format!(
        "error: ORGSIM_VECTORS is `avx9`: this machine has {known}; unset it for the widest\n"
    );
    assert_eq!(told, expected);
    assert!(known.starts_with("baseline"));
    command.assert().code(2);
}

#[test]
fn another_seed_gives_other_runs() {
    let place = Place::new(TINY);
    for seed in ["1", "2"] {
        let arguments = format!("--runs 20 --quiet --seed {seed} --out {seed}");
        place.run(&arguments).assert().code(0);
    }
    let runs = |seed: &str| fs::read(place.path(seed).join("runs.csv")).unwrap();
    assert!(runs("1") != runs("2"));
    let manifest = fs::read_to_string(place.path("2/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["seed"], 2);
    assert_eq!(manifest["scenario"]["simulation"]["seed"], 2);
    assert_eq!(manifest["scenario"]["simulation"]["runs"], 20);
    assert_eq!(manifest["inputs"][0]["name"], "tiny.toml");
}

#[test]
fn results_are_never_overwritten_without_force() {
    let place = Place::new(TINY);
    place.run("--runs 30 --spells").assert().code(0);
    let runs = place.path("results/tiny/runs.csv");
    let before = fs::read(&runs).unwrap();
    let refused = place.run("--runs 40").assert().code(5);
    let message = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert_eq!(
        message,
        "error: the folder results/tiny is not empty; --force replaces the results in it, \
         --out DIR names another folder\n"
    );
    assert_eq!(fs::read(&runs).unwrap(), before);
    place.run("--runs 40 --force").assert().code(0);
    assert_eq!(rows(&runs), 40);
    // the spells of the first run are gone: they are none of the second
    assert!(!place.path("results/tiny/spells.csv").exists());
}

#[test]
fn the_result_can_be_json_or_csv() {
    let place = Place::new(TINY);
    let json = stdout(&mut place.run("--runs 30 --format json --out a"));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let manifest = fs::read_to_string(place.path("a/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    for key in ["scenario_sha256", "seed", "version"] {
        assert_eq!(json[key], manifest[key], "{key}");
    }
    assert_eq!(json["title"], manifest["scenario"]["title"]);
    assert_eq!(json["confidence_level"], 0.95);
    let measures = json["measures"].as_array().unwrap();
    let first = &measures[0];
    assert_eq!(first["measure"], "researcher_retention_12m");
    assert_eq!(first["role"], "researcher");
    assert!(first["estimate"].is_number());
    assert!(measures.iter().any(|row| row["role"].is_null()));
    let csv = stdout(&mut place.run("--runs 30 --format csv --out b"));
    let file = fs::read_to_string(place.path("b/summary.csv")).unwrap();
    assert_eq!(csv, file);
}

#[test]
fn precision_is_reached_or_missed_in_so_many_words() {
    let place = Place::new(TINY);
    let reached = "--precision researcher_head_count=0.05 --precision engineer_exits=1 --out a";
    place.run(reached).assert().code(0);
    let summary = fs::read_to_string(place.path("a/summary.csv")).unwrap();
    let row = summary
        .lines()
        .find(|line| line.starts_with("researcher_head_count,researcher,,all,"))
        .unwrap();
    let cells: Vec<&str> = row.split(',').collect();
    let [low, high] = [14, 15].map(|i| cells[i].parse::<f64>().unwrap());
    assert!((high - low) / 2.0 <= 0.05, "{row}");

    let missed = "--precision researcher_retention_12m=0.1pp --max-runs 200 --out b";
    let assert = place.run(missed).assert().code(4);
    let message = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        message
            .starts_with("error: the requested precision was not reached; the results of 200 runs")
            && message.contains("researcher_retention_12m: half-width ")
            && message.contains(" pp, requested 0.1 pp"),
        "{message}"
    );
    assert_eq!(rows(&place.path("b/runs.csv")), 200);
}

#[test]
fn a_target_that_makes_no_sense_is_a_usage_error() {
    let place = Place::new(TINY);
    let message = stderr(&mut place.run("--precision researcher_retenton_12m=1pp"));
    assert_eq!(
        message,
        "error: --precision: there is no measure `researcher_retenton_12m`; did you mean \
         `researcher_retention_12m`?\n"
    );
    place
        .run("--precision researcher_retention_12m=1")
        .assert()
        .code(2);
    place
        .run("--precision papers_accepted=1pp")
        .assert()
        .code(2);
    place.run("--precision papers_accepted=-1").assert().code(2);
    place
        .run("--runs 5 --precision papers_accepted=1")
        .assert()
        .code(2);
    place.run("--runs 0").assert().code(2);
    assert!(!place.path("results").exists());
}

#[test]
fn what_cannot_be_written_is_said_before_the_first_run() {
    let place = Place::new(TINY);
    let assert = place.run("--out tiny.toml").assert().code(5);
    let message = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(message, "error: tiny.toml is not a folder\n");
    let assert = place.run("--out tiny.toml/below").assert().code(5);
    let message = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        message.starts_with("error: cannot write tiny.toml/below: "),
        "{message}"
    );
}

#[test]
fn measures_are_listed_with_their_definitions() {
    let listed = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("orgsim"));
        stdout(command.arg("measures").args(arguments))
    };
    let text = listed(&[]);
    for measure in orgsim::metrics::measures() {
        assert!(
            text.contains(&format!("\n{} (", measure.key())),
            "{}",
            measure.key()
        );
    }
    assert!(text.lines().all(|line| line.chars().count() <= 90));
    let json: serde_json::Value = serde_json::from_str(&listed(&["--format", "json"])).unwrap();
    assert_eq!(
        json.as_array().unwrap().len(),
        orgsim::metrics::measures().len()
    );
    let csv = listed(&["--format", "csv"]);
    assert_eq!(
        csv::Reader::from_reader(csv.as_bytes()).records().count(),
        orgsim::metrics::measures().len()
    );
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;
    use crate::listening::listening;
    use std::process::{Child, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    fn start(place: &Place, arguments: &str) -> Child {
        listening(cargo_bin!("orgsim"))
            .current_dir(place.0.path())
            .args(["run", "tiny.toml"])
            .args(arguments.split_whitespace())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Waits until some batches are in the file that grows.
    fn wait_for_batches(folder: &Path) {
        for _ in 0..6000 {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let bytes: u64 = entries.filter_map(|e| Some(e.metadata().ok()?.len())).sum();
            if bytes > 100_000 {
                return;
            }
            sleep(Duration::from_millis(10));
        }
        panic!("no batch was written in a minute");
    }

    #[test]
    fn interrupts_keep_what_is_finished() {
        for signal in ["-INT", "-TERM"] {
            let place = Place::new(TINY);
            let child = start(&place, "--runs 100000000 --out part");
            wait_for_batches(&place.path("part"));
            std::process::Command::new("kill")
                .args([signal, &child.id().to_string()])
                .status()
                .unwrap();
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(130));
            let message = String::from_utf8_lossy(&output.stderr).into_owned();
            let runs = rows(&place.path("part/runs.csv"));
            assert_eq!(
                message,
                format!(
                    "finishing the runs under way; again to stop now\n\
                     error: interrupted; the results of {runs} runs are in part\n"
                )
            );
            assert!(runs > 0 && runs.is_multiple_of(50));
            assert!(
                names(&place.path("part"))
                    .iter()
                    .all(|name| !name.starts_with('.'))
            );
            let more = runs + 50;
            place
                .run(&format!("--runs {more} --quiet --out whole"))
                .assert()
                .code(0);
            let part = fs::read(place.path("part/runs.csv")).unwrap();
            let whole = fs::read(place.path("whole/runs.csv")).unwrap();
            assert!(whole.len() > part.len() && whole.starts_with(&part));
        }
    }

    /// Peak memory of a run in kB, as the kernel counts it.
    fn peak(place: &Place, runs: u32) -> u64 {
        let mut child = start(place, &format!("--runs {runs} --quiet --force --threads 1"));
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let text = fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
            peak = peak.max(kilobytes.unwrap_or(0));
            sleep(Duration::from_millis(2));
        }
        assert!(peak > 0, "a run was too short to look at");
        peak
    }

    /// The full measurement is 10,000 against 1,000,000 runs; it stands in
    /// `docs/decisions.md`. Here, what a run may leave behind at most is half of
    /// the first peak over 50,000 runs, less than 300 bytes: its record alone
    /// has 3,000.
    #[test]
    fn memory_does_not_grow_with_the_number_of_runs() {
        let place = Place::new(TINY);
        let few = peak(&place, 10_000);
        let many = peak(&place, 60_000);
        assert!(many as f64 <= 1.5 * few as f64, "{few} kB, {many} kB");
    }

    #[test]
    fn a_full_disk_is_said_and_leaves_no_half_file() {
        // a file as large as it may be behaves like one on a full disk
        let place = Place::new(TINY);
        let program = cargo_bin!("orgsim");
        let script = format!(
            "ulimit -f 100; exec '{}' run tiny.toml --runs 5000 --quiet",
            program.display()
        );
        let output = std::process::Command::new("bash")
            .current_dir(place.0.path())
            .args(["-c", &script])
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(5), "{message}");
        assert!(
            message.starts_with("error: cannot write results/tiny/runs.csv: "),
            "{message}"
        );
        assert!(!place.path("results").exists());
    }

    #[test]
    fn a_reader_may_close_the_pipe() {
        let place = Place::new(TINY);
        let script = format!(
            "set -o pipefail; '{}' run tiny.toml --runs 30 --quiet --format csv | true",
            cargo_bin!("orgsim").display()
        );
        let output = std::process::Command::new("bash")
            .current_dir(place.0.path())
            .args(["-c", &script])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(output.stderr, b"");
        assert!(place.path("results/tiny/manifest.json").exists());
    }
}

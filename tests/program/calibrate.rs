//! Calibration of experiments, from file to tables.
//!
//! In an organisation that nobody leaves, payroll is what people cost: a target
//! that is known in closed form. Seeds are fixed; a band of five standard errors
//! would be left by another seed less than once in a million times.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use orgsim::engine::Signals;
use orgsim::experiment::{Answer, Experiment, ExperimentError, Measures, RunnerError};
use orgsim::output::csv;
use orgsim::questions::file::load;
use orgsim::questions::{CalibrateSettings, calibrate};
use orgsim::store::Store;
use orgsim::table::{Cell, Table};
use tempfile::TempDir;

/// Nobody leaves, and nobody is hired.
const BASE: &str = r#"
set = { "simulation.quarters" = 6, "simulation.burn_in_quarters" = 0, "simulation.latency_horizon_quarters" = 4, "units.core.researchers" = 3, "units.core.engineers" = 3, "mechanisms.exits" = false }
"#;

const FACTORS: &str = r#"
quarterly = true
measures = ["payroll", "papers_accepted", "latency_median_shipped"]
[factors.cost]
key = "money.researcher_cost"
range = "evidence"
[factors.rate]
key = "papers.submission_rate"
range = "evidence"
"#;

/// Payroll a quarter is (3 x 700 + 3 x 400) / 4.
const CALIBRATE: &str = r#"
[calibrate]
wave_points = 224
wave_replicates = 2
particles = 80
generations = 4
most_runs = 2000
recovery = 12
recovery_runs = 200
predictions = 200
[calibrate.targets.payroll]
measure = "payroll"
value = 825
sd = 6
[calibrate.targets.last_payroll]
measure = "payroll"
quarter = 5
value = 825
sd = 6
role = "holdout"
"#;

/// The same with few runs: for what does not depend on how many there are.
fn quick() -> String {
    CALIBRATE
        .replace("wave_points = 224", "wave_points = 32")
        .replace("particles = 80", "particles = 24")
        .replace("generations = 4", "generations = 3")
        .replace("most_runs = 2000", "most_runs = 400")
        .replace("recovery = 12", "recovery = 3")
        .replace("recovery_runs = 200", "recovery_runs = 100")
        .replace("predictions = 200", "predictions = 100")
}

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn experiment(&self, text: &str) -> Experiment {
        match load(&self.write("x.toml", text), &[]) {
            Ok(experiment) => experiment,
            Err(faults) => panic!("{faults}"),
        }
    }

    /// `orgsim calibrate x.toml` with more arguments.
    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(cargo_bin!("orgsim"));
        command.current_dir(self.0.path());
        command.args(["calibrate", "x.toml"]);
        command.args(arguments.split_whitespace());
        command
    }
}

fn ask(
    experiment: &Experiment,
    store: &Path,
    threads: usize,
    signals: &Signals,
    listener: impl FnMut(u64) + Send,
) -> Result<Answer, ExperimentError> {
    let settings = CalibrateSettings::of(experiment, None).unwrap();
    let store = Store::open(store, &experiment.identity()).unwrap();
    calibrate(experiment, &settings, store, threads, signals, listener)
}

fn answer(text: &str, threads: usize) -> Answer {
    let place = Place::new();
    let experiment = place.experiment(text);
    let store = place.path("runs.store");
    ask(&experiment, &store, threads, &Signals::default(), |_| ()).unwrap()
}

fn table<'a>(answer: &'a Answer, name: &str) -> &'a Table {
    let mut tables = answer.tables.iter();
    let found = tables.find(|(file, _)| *file == name);
    &found.unwrap_or_else(|| panic!("no {name}")).1
}

fn column(table: &Table, name: &str) -> Vec<Cell> {
    let mut columns = table.columns().iter();
    let place = columns.position(|column| column.name == name).unwrap();
    table.rows().map(|row| row[place].clone()).collect()
}

fn numbers(table: &Table, name: &str) -> Vec<f64> {
    let cells = column(table, name).into_iter();
    cells
        .map(|cell| match cell {
            Cell::Number(number) => number,
            Cell::Count(count) => count as f64,
            _ => f64::NAN,
        })
        .collect()
}

fn all_files(answer: &Answer) -> Vec<String> {
    let tables = answer.tables.iter();
    let mut files: Vec<String> = tables.map(|(_, table)| csv::to_string(table)).collect();
    files.extend(answer.lines(&Measures::default()));
    files
}

fn is_told(answer: &Answer, words: &str) -> bool {
    answer
        .lines(&Measures::default())
        .iter()
        .any(|told| told.contains(words))
}

#[test]
fn a_planted_parameter_is_found_and_one_without_effect_is_not() {
    let text = format!("{BASE}{FACTORS}{CALIBRATE}");
    let answer = answer(&text, 2);
    assert!(answer.decided, "{:#?}", answer.lines(&Measures::default()));
    let posterior = table(&answer, "posterior.csv");
    // an error of 6 in payroll is one of 8 in the cost of three
    let (mean, sd) = (numbers(posterior, "mean"), numbers(posterior, "sd"));
    let size = numbers(posterior, "effective_size")[0];
    assert!(
        (mean[0] - 700.0).abs() < 5.0 * 8.0 / size.sqrt() + 4.0,
        "{mean:?}"
    );
    assert!((6.0..30.0).contains(&sd[0]), "{sd:?}");
    let (low, high) = (numbers(posterior, "ci_low"), numbers(posterior, "ci_high"));
    assert!(low[0] < 700.0 && 700.0 < high[0] && high[0] - low[0] < 120.0);
    let recovery = table(&answer, "recovery.csv");
    assert!(numbers(recovery, "predictivity")[0] > 0.9);
    let identified = column(recovery, "is_identified");
    assert_eq!(identified, [Cell::text("yes"), Cell::text("no")]);
    assert!(is_told(&answer, "Recovery of rate: predictivity"));
    assert!(is_told(
        &answer,
        "not identified: these targets do not determine it"
    ));
    // 2 x 3 x 8 of the 700 that the range is wide
    let waves = table(&answer, "waves.csv");
    let shares = numbers(waves, "share");
    assert!((0.02..0.15).contains(&shares[1]), "{shares:?}");
    assert!(numbers(posterior, "left_high")[0] < 760.0);
    let predictive = table(&answer, "predictive.csv");
    assert_eq!(
        column(predictive, "quarter"),
        [Cell::Missing, Cell::Count(5)]
    );
    assert!(is_told(
        &answer,
        "last_payroll (held out): observed $0.825m/quarter"
    ));
    let weights: f64 = numbers(table(&answer, "parameters.csv"), "weight")
        .iter()
        .sum();
    assert!((weights - 1.0).abs() < 1e-9);
}

#[test]
fn what_is_held_out_has_no_influence() {
    let held_out = |value: &str| {
        let calibrate = quick().replace("quarter = 5\nvalue = 825", value);
        answer(&format!("{BASE}{FACTORS}{calibrate}"), 1)
    };
    let (one, other) = (held_out("quarter = 5\nvalue = 825"), held_out("value = 99"));
    for name in [
        "posterior.csv",
        "parameters.csv",
        "waves.csv",
        "recovery.csv",
    ] {
        let [one, other] = [&one, &other].map(|answer| csv::to_string(table(answer, name)));
        assert_eq!(one, other, "{name}");
    }
    assert!(one.decided && !other.decided);
    assert!(is_told(&one, "A wave kept too few points"));
    assert!(is_told(&other, "does not reproduce last_payroll"));
}

#[test]
fn threads_and_interruptions_change_nothing() {
    let text = format!("{BASE}{FACTORS}{}", quick());
    let expected = all_files(&answer(&text, 1));
    assert_eq!(all_files(&answer(&text, 2)), expected);

    let place = Place::new();
    let experiment = place.experiment(&text);
    let store = place.path("runs.store");
    let mut interruptions = 0;
    loop {
        let signals = Signals::default();
        let interrupt = &signals.interrupt;
        let mut runs = 0;
        let listener = |done: u64| {
            runs += done;
            // in recovery, in a wave, in ABC
            if runs > 200 {
                AtomicBool::store(interrupt, true, Ordering::Relaxed);
            }
        };
        match ask(&experiment, &store, 2, &signals, listener) {
            Err(ExperimentError::Runs(RunnerError::Interrupted)) => interruptions += 1,
            Err(error) => panic!("{error}"),
            Ok(answer) => {
                assert_eq!(all_files(&answer), expected);
                break;
            }
        }
    }
    assert!(interruptions >= 2, "{interruptions}");
    let mut again = 0;
    let signals = Signals::default();
    ask(&experiment, &store, 1, &signals, |runs| again += runs).unwrap();
    // what was begun ahead of an end, which the interrupts cut off, may be missing
    assert!(again < 64, "{again}");
}

#[test]
fn what_cannot_be_reached_is_told_with_how_far_it_is() {
    let calibrate = quick().replace("825", "2000");
    let answer = answer(&format!("{BASE}{FACTORS}{calibrate}"), 2);
    assert!(!answer.decided && answer.points.is_empty());
    assert!(is_told(&answer, "History matching rules out everything"));
    // at most (3 x 1000 + 1200) / 4 = 1050: 158 standard deviations from 2000
    let least = numbers(table(&answer, "implausibility.csv"), "least")[0];
    assert!((158.0..165.0).contains(&least), "{least}");
    assert!(is_told(
        &answer,
        "payroll: no point comes closer to $2m/quarter than 1"
    ));
    assert!(
        !answer
            .tables
            .iter()
            .any(|(name, _)| *name == "posterior.csv")
    );
}

/// Shares of juniors and seniors that add up to more than all break a rule.
#[test]
fn sets_that_break_a_rule_are_rejected_and_counted() {
    let factors = r#"
quarterly = false
measures = ["payroll"]
[factors.junior]
key = "people.junior_share"
range = [0.2, 0.7]
[factors.senior]
key = "people.senior_share"
range = [0.1, 0.6]
[factors.cost]
key = "money.researcher_cost"
range = [500, 900]
[calibrate]
waves = 1
recovery = 0
particles = 40
generations = 2
wave_points = 64
wave_replicates = 2
predictions = 100
[calibrate.targets.payroll]
measure = "payroll"
value = 825
sd = 20
"#;
    let answer = answer(&format!("{BASE}{factors}"), 2);
    assert!(is_told(&answer, "ABC: ") && is_told(&answer, "break a rule"));
    let parameters = table(&answer, "parameters.csv");
    let pairs = numbers(parameters, "junior").into_iter();
    let mut sums = pairs.zip(numbers(parameters, "senior")).map(|(j, s)| j + s);
    assert!(sums.all(|sum| sum <= 1.0));
    // beyond the diagonal lies the triangle .3 x .3 / 2 of .5 x .5: 18%
    let refused = numbers(table(&answer, "waves.csv"), "refused")[0];
    assert!((2.0..27.0).contains(&refused), "{refused}");
}

#[test]
fn runs_without_a_value_are_rejected_and_counted() {
    let calibrate = r#"
[calibrate]
waves = 0
recovery = 0
particles = 20
generations = 1
predictions = 100
[calibrate.targets.latency]
measure = "latency_median_shipped"
value = 2
sd = 1
"#;
    let answer = answer(&format!("{BASE}{FACTORS}{calibrate}"), 1);
    let is_rejected = is_told(&answer, "no value of a fitted target");
    let is_failing = is_told(&answer, "too few simulations gave finite statistics");
    assert!(
        is_rejected || is_failing,
        "{:?}",
        answer.lines(&Measures::default())
    );
}

#[test]
fn the_posterior_is_a_design_of_another_experiment() {
    let place = Place::new();
    let experiment = place.experiment(&format!("{BASE}{FACTORS}{}", quick()));
    let store = place.path("runs.store");
    let found = ask(&experiment, &store, 2, &Signals::default(), |_| ()).unwrap();
    let parameters = csv::to_string(table(&found, "parameters.csv"));
    place.write("parameters.csv", &parameters);
    let design = "design = { kind = \"csv\", file = \"parameters.csv\" }\n";
    let what_if = place.experiment(&format!("{design}{BASE}{FACTORS}"));
    assert_eq!(what_if.points().unwrap(), found.points);
    assert_eq!(what_if.cells(&found.points, 1).unwrap().len(), 24);
}

#[test]
fn every_fault_of_the_section_is_told_at_once() {
    let place = Place::new();
    let text = format!(
        "{BASE}{FACTORS}{}",
        r#"
[variants.a]
[variants.b]
[calibrate]
particles = 1000
most_runs = 100
recovery = 1
wave_replicates = 10000
wave_points = 1000000
[calibrate.targets.a]
measure = "payrol"
value = 1
sd = 1
[calibrate.targets.b]
measure = "payroll"
quarter = 6
value = 1
sd = 1
[calibrate.targets.c]
measure = "latency_median_shipped"
quarter = 1
value = 1
sd = 1
"#
    );
    let faults = CalibrateSettings::of(&place.experiment(&text), None).unwrap_err();
    let told = faults.to_string();
    for words in [
        "a calibration has one variant, not several: a, b",
        "`payrol`",
        "quarter 6 is not observed",
        "quarterly values of `latency_median_shipped` are not recorded",
        "no target is fitted",
        "most_runs is below the 2000 runs",
        "one parameter set says nothing",
        "runs of history matching",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let bare = CalibrateSettings::of(&place.experiment(&format!("{BASE}{FACTORS}")), None);
    let told = bare.unwrap_err().to_string();
    assert!(told.contains("has no calibration settings"), "{told}");
}

#[test]
fn the_command_has_all_forms_and_exit_codes() {
    let place = Place::new();
    place.write("x.toml", &format!("{BASE}{FACTORS}{}", quick()));
    let stdout = |arguments: &str| {
        let assert = place.command(arguments).assert().success();
        String::from_utf8(assert.get_output().stdout.clone()).unwrap()
    };
    let shown = stdout("--out r");
    assert!(shown.contains("posterior has 24 parameter sets") && shown.contains("cost"));
    let written = fs::read_to_string(place.path("r/calibrate/posterior.csv")).unwrap();
    assert_eq!(stdout("--out r --format csv --quiet"), written);
    let json: serde_json::Value = serde_json::from_str(&stdout("--out r --format json")).unwrap();
    assert_eq!(json["decided"], true);
    assert_eq!(json["tables"]["parameters"].as_array().unwrap().len(), 24);
    for name in [
        "parameters.csv",
        "predictive.csv",
        "waves.csv",
        "manifest.json",
    ] {
        assert!(place.path("r/calibrate").join(name).exists(), "{name}");
    }
    let beforehand = place.command("--out r").assert().success();
    let told = String::from_utf8(beforehand.get_output().stderr.clone()).unwrap();
    assert!(told.contains("at most 931 runs"), "{told}");

    let unreachable = quick().replace("825", "2000");
    place.write("x.toml", &format!("{BASE}{FACTORS}{unreachable}"));
    place.command("--out r --quiet").assert().code(4);
    assert!(!place.path("r/calibrate/posterior.csv").exists());
    place.write("x.toml", &format!("{BASE}{FACTORS}"));
    place.command("--out r").assert().code(3);
}

/// Payroll is what was observed with calibrated parameters, and anything with assumed ones.
#[test]
fn parameters_are_drawn_from_a_finished_calibration() {
    let place = Place::new();
    place.write("x.toml", &format!("{BASE}{FACTORS}{}", quick()));
    place.command("--out c --quiet").assert().success();
    place.write(
        "s.toml",
        "[simulation]\nquarters = 6\nburn_in_quarters = 0\nlatency_horizon_quarters = 4\n\
         runs = 80\n[units.core]\nresearchers = 3\nengineers = 3\n[mechanisms]\nexits = false\n",
    );
    let orgsim = |arguments: &str| {
        let mut command = Command::new(cargo_bin!("orgsim"));
        command.current_dir(place.0.path());
        command.args(arguments.split_whitespace());
        command.assert()
    };
    let told = |assert: &assert_cmd::assert::Assert| {
        let output = assert.get_output();
        let both = [&output.stdout, &output.stderr];
        let both = both.map(|text| String::from_utf8_lossy(text).into_owned());
        both.concat()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let widths = ["c", "ranges"].map(|source| {
        let run = orgsim(&format!(
            "run s.toml --parameters {source} --out {source}-r"
        ));
        let words = match source {
            "c" => "40 draws of 2 parameters from c, whose 24 sets count as",
            _ => "parameters from assumed ranges",
        };
        assert!(told(&run.success()).contains(words));
        let summary = fs::read(place.path(&format!("{source}-r/summary.csv"))).unwrap();
        let mut reader = csv_reader(&summary);
        let rows: Vec<std::collections::BTreeMap<String, String>> =
            reader.deserialize().map(Result::unwrap).collect();
        let payroll = rows.iter().find(|row| row["measure"] == "payroll").unwrap();
        let end = |name: &str| payroll[name].parse::<f64>().unwrap();
        end("parameters_p95") - end("parameters_p05")
    });
    // the observation has a standard deviation of 6
    assert!(
        widths[0] < 60.0 && widths[0] < widths[1] / 2.0,
        "{widths:?}"
    );
    let manifest = fs::read_to_string(place.path("c-r/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["parameters"]["from"], "calibration");
    assert_eq!(manifest["parameters"]["folder"], "c");
    let compared = orgsim(
        "compare s.toml --variant units.core.engineers=4 --measure payroll --replicates 60 \
         --parameters c --out cc",
    );
    let words = "with parameters drawn from the calibration in c, higher in 100% of 30 draws";
    assert!(told(&compared.success()).contains(words));
    for (arguments, words) in [
        ("run s.toml --parameters c-r", "`orgsim run` wrote it"),
        (
            "run s.toml --parameters nowhere",
            "there is no folder nowhere",
        ),
        (
            "run s.toml --parameters c --set money.researcher_cost=500",
            "`money.researcher_cost` is calibrated",
        ),
        (
            "compare s.toml --variant money.researcher_cost=500 --parameters c",
            "the variants differ in it",
        ),
    ] {
        let refused = orgsim(&format!("{arguments} --out other")).code(3);
        assert!(told(&refused).contains(words), "{}", told(&refused));
        assert!(!place.path("other").exists(), "{arguments}");
    }
    let sets = place.path("c/calibrate/parameters.csv");
    let changed = fs::read_to_string(&sets).unwrap().replacen('1', "2", 1);
    fs::write(&sets, changed).unwrap();
    let refused = orgsim("run s.toml --parameters c --out other").code(3);
    assert!(told(&refused).contains("were changed after the calibration wrote them"));
}

fn csv_reader(bytes: &[u8]) -> ::csv::Reader<&[u8]> {
    ::csv::Reader::from_reader(bytes)
}

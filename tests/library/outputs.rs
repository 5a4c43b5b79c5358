//! The files of a study: complete, well-formed, described, and the same bytes
//! whatever the threads and batches.

use orgsim::engine::Signals;
use orgsim::experiment::{Ending, PrecisionTarget, Study};
use orgsim::output::{Environment, FILES, Format, Results, sha256};
use orgsim::scenario::{Action, Event, Scenario};
use orgsim::stats::{Moments, quantiles};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

/// A small organisation that is reorganised once.
fn scenario() -> Scenario {
    let mut scenario = Scenario::default();
    scenario.simulation.quarters = 8;
    scenario.simulation.burn_in_quarters = 4;
    scenario.simulation.runs = 23;
    scenario.simulation.batch_size = 10;
    scenario.units[0].researchers = 20;
    scenario.units[0].engineers = 30;
    let event = Event::at(5, Action::reorganise("fusion-teams"));
    scenario.events.insert("fusion".to_owned(), event);
    scenario
}

fn write(scenario: &Scenario, study: &Study, threads: usize, path: &Path) -> Ending {
    write_until(scenario, study, threads, path, u64::MAX)
}

/// Runs a study into a folder, and interrupts it in the batch with `run`.
fn write_until(
    scenario: &Scenario,
    study: &Study,
    threads: usize,
    path: &Path,
    run: u64,
) -> Ending {
    let signals = Signals::default();
    let mut results = Results::open(path, false, &[Format::Csv], study).unwrap();
    let finding = study
        .run(threads, &signals, |progress| {
            if progress.ensemble.runs() > run {
                signals.interrupt.store(true, Ordering::Relaxed);
            }
            results.append(&progress)
        })
        .unwrap();
    results
        .finish(scenario, &[], study, &finding, Environment::default())
        .unwrap();
    finding.ending
}

fn files(path: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(path)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Header and rows, read by the rules of RFC 4180: every row as long as the
/// header, or reading fails.
fn table(path: &Path, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path.join(name)).unwrap();
    let row = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let header = row(reader.headers().unwrap());
    let rows = reader.records().map(|r| row(&r.unwrap())).collect();
    (header, rows)
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let root = tempfile::tempdir().unwrap();
    let scenario = scenario();
    let study = Study::new(&scenario, Vec::new())
        .with_spells()
        .with_run_quarters();
    let mut all = Vec::new();
    for (name, threads) in [("one", 1), ("two", 2), ("eight", 8), ("again", 2)] {
        let path = root.path().join(name);
        assert_eq!(write(&scenario, &study, threads, &path), Ending::AllRuns);
        all.push(files(&path));
    }
    let names: Vec<&str> = all[0].keys().map(String::as_str).collect();
    let mut expected = FILES.to_vec();
    expected.sort_unstable();
    assert_eq!(names, expected);
    for other in &all[1..] {
        for (name, bytes) in &all[0] {
            assert!(other[name] == *bytes, "{name} differs");
        }
    }
}

#[test]
fn csv_files_are_well_formed_and_every_column_is_described() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("results");
    let scenario = scenario();
    let study = Study::new(&scenario, Vec::new()).with_spells();
    write(&scenario, &study, 0, &path);
    let (_, dictionary) = table(&path, "dictionary.csv");
    let mut described = dictionary.iter();
    let order = [
        "summary.csv",
        "quarters.csv",
        "events.csv",
        "survival.csv",
        "incidence.csv",
        "teams.csv",
        "ties.csv",
        "runs.csv",
        "spells.csv",
        "dictionary.csv",
    ];
    for name in order {
        let text = fs::read_to_string(path.join(name)).unwrap();
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}");
        let (header, rows) = table(&path, name);
        assert!(!rows.is_empty(), "{name}");
        for (place, column) in header.iter().enumerate() {
            let entry = described.next().unwrap();
            assert_eq!([&entry[0], &entry[1]], [name, column]);
            assert!(!entry[4].is_empty(), "{name}, {column} has no meaning");
            for row in &rows {
                let cell = &row[place];
                if cell.is_empty() {
                    assert!(!entry[5].is_empty(), "{name}, {column} has an empty cell");
                    continue;
                }
                match entry[2].as_str() {
                    "text" => {}
                    "count" => drop(cell.parse::<u64>().unwrap()),
                    "integer" => drop(cell.parse::<i64>().unwrap()),
                    "number" => {
                        let number: f64 = cell.parse().unwrap();
                        assert!(number.is_finite(), "{name}, {column}: {cell}");
                        // the shortest form: Rust's own has as few digits
                        let shortest = [format!("{number}"), format!("{number:e}")];
                        assert!(shortest.contains(cell), "{name}, {column}: {cell}");
                    }
                    other => panic!("{name}, {column} has the type {other}"),
                }
            }
        }
    }
    assert_eq!(described.next(), None);
}

#[test]
fn headers_are_those_that_were_promised() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("results");
    let scenario = scenario();
    let study = Study::new(&scenario, Vec::new()).with_spells();
    write(&scenario, &study, 0, &path);
    for (name, header) in [
        (
            "summary.csv",
            "measure,role,group,window,unit,p05,p50,p95,n_runs,parameters_p05,parameters_p50,\
             parameters_p95,estimate,estimate_std_error,estimate_ci_low,estimate_ci_high,\
             ci_level,ci_method,n_items,n_censored",
        ),
        (
            "quarters.csv",
            "quarter,measure,role,group,unit,mean,mean_std_error,mean_ci_low,mean_ci_high,p05,p25,\
             p50,p75,p95,n_runs",
        ),
        (
            "events.csv",
            "event,action,quarter,measure,above,below,for_quarters,repeat_quarters,n_runs,\
             n_happened,share,share_std_error,share_ci_low,share_ci_high,ci_level,mean_times,\
             first_p05,first_p25,first_p50,first_p75,first_p95",
        ),
        (
            "survival.csv",
            "role,window,tenure,estimate,estimate_std_error,estimate_ci_low,estimate_ci_high,\
             ci_level,ci_method,at_risk,exits,n_runs",
        ),
        (
            "incidence.csv",
            "fate,window,quarters,estimate,estimate_std_error,estimate_ci_low,estimate_ci_high,\
             ci_level,ci_method,at_risk,n_runs",
        ),
        (
            "teams.csv",
            "moment,quarter,team,unit,structure,kind,researchers,engineers,vacancies,managers",
        ),
        ("ties.csv", "moment,quarter,team,other_team,ties,cross_ties"),
        (
            "spells.csv",
            "run,kind,entity,role,team,entry_quarter,start_quarter,end_quarter,outcome",
        ),
    ] {
        assert_eq!(table(&path, name).0.join(","), header);
    }
    let (runs, _) = table(&path, "runs.csv");
    assert_eq!(runs[..2], ["run", "researcher_retention_12m"]);
    assert!(runs.contains(&"engineer_exit_hazard__q5_q7".to_owned()));
}

#[test]
fn summary_and_quarters_follow_from_the_runs() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("results");
    let scenario = scenario();
    let study = Study::new(&scenario, Vec::new());
    write(&scenario, &study, 0, &path);
    let (header, runs) = table(&path, "runs.csv");
    let (_, summary) = table(&path, "summary.csv");
    assert_eq!(runs.len(), 23);
    assert_eq!(header.len(), summary.len() + 1);
    for (place, row) in summary.iter().enumerate() {
        let column = runs.iter().map(|run| &run[place + 1]);
        let numbers: Vec<f64> = column.filter_map(|cell| cell.parse().ok()).collect();
        let moments: Moments = numbers.iter().copied().collect();
        let key = &header[place + 1];
        assert!(key.starts_with(&row[0]) && key.contains(&row[2]), "{key}");
        assert_eq!(row[8], numbers.len().to_string(), "{key}");
        let mut sorted = numbers.clone();
        if let Some(quantiles) = quantiles(&mut sorted, [0.05, 0.5, 0.95]) {
            let found = [5, 6, 7].map(|i| row[i].parse::<f64>().unwrap());
            assert_eq!(found, quantiles, "{key}");
        }
        let mean = moments.mean().map_or(String::new(), |m| m.to_string());
        if row[17] == "t" {
            assert_eq!(row[12], mean, "{key}");
            let [estimate, low, high] = [12, 14, 15].map(|i| row[i].parse::<f64>().unwrap());
            assert!(low < estimate && estimate < high, "{key}");
        }
    }
    // head counts of the last quarter, from the records themselves
    let simulation = orgsim::simulation::Simulation::new(&scenario);
    let place = study.layout().series().iter();
    let place = place
        .clone()
        .position(|s| s.measure.key() == "engineer_head_count");
    let mut numbers: Vec<f64> = (0..23)
        .map(|run| {
            let record = simulation.simulate(run, &mut simulation.recorder());
            record.series[place.unwrap() * 8 + 7]
        })
        .collect();
    let expected = quantiles(&mut numbers, [0.05, 0.25, 0.5, 0.75, 0.95]).unwrap();
    let (_, quarters) = table(&path, "quarters.csv");
    let row = quarters
        .iter()
        .find(|row| row[..3] == ["7", "engineer_head_count", "engineer"])
        .unwrap();
    let found: Vec<f64> = row[9..14]
        .iter()
        .map(|cell| cell.parse().unwrap())
        .collect();
    assert_eq!(found, expected);
}

/// The curves go through the points that the summary has, to the digit.
#[test]
fn curves_go_through_the_estimates_of_the_summary() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("results");
    let scenario = scenario();
    write(&scenario, &Study::new(&scenario, Vec::new()), 0, &path);
    let (_, summary) = table(&path, "summary.csv");
    let (_, survival) = table(&path, "survival.csv");
    let (_, incidence) = table(&path, "incidence.csv");
    assert_eq!(survival.len(), 2 * 3 * 17);
    assert_eq!(incidence.len(), 3 * 3 * 9);
    let mut compared = 0;
    for row in &summary {
        let (curve, who, time) = match row[0].as_str() {
            "researcher_survival_4q" | "engineer_survival_4q" => (&survival, row[1].as_str(), "4"),
            "researcher_survival_8q" | "engineer_survival_8q" => (&survival, row[1].as_str(), "8"),
            "researcher_survival_16q" | "engineer_survival_16q" => {
                (&survival, row[1].as_str(), "16")
            }
            "shipped_by_2q" => (&incidence, "shipped", "2"),
            "shipped_by_4q" => (&incidence, "shipped", "4"),
            "shipped_by_8q" => (&incidence, "shipped", "8"),
            "abandoned_by_8q" => (&incidence, "abandoned", "8"),
            _ => continue,
        };
        let mut points = curve.iter();
        let point = points.find(|point| point[..3] == [who, &row[3], time]);
        let point = point.unwrap();
        assert_eq!(point[3..9], row[12..18], "{row:?}");
        compared += 1;
    }
    assert_eq!(compared, 3 * (2 * 3 + 4));
    let number = |cell: &String| cell.parse::<f64>().unwrap();
    for window in incidence.chunks(3 * 9) {
        for (shipped, (abandoned, open)) in window.iter().zip(window[9..].iter().zip(&window[18..]))
        {
            let rows = [shipped, abandoned, open];
            if !shipped[3].is_empty() {
                let sum: f64 = rows.iter().map(|row| number(&row[3])).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{rows:?}");
            }
        }
    }
    // whoever is at risk at a tenure was so at the one before, but for delayed entry
    for row in &survival {
        assert!(number(&row[10]) <= number(&row[9]), "{row:?}");
    }
}

/// Run 0 is shown before and after its reorganisation, with all its people.
#[test]
fn teams_and_ties_are_those_around_the_change() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("results");
    let scenario = scenario();
    write(&scenario, &Study::new(&scenario, Vec::new()), 2, &path);
    let (_, teams) = table(&path, "teams.csv");
    let (_, ties) = table(&path, "ties.csv");
    let mut moments: Vec<&[String]> = teams.iter().map(|row| &row[..2]).collect();
    moments.dedup();
    assert_eq!(
        moments,
        [
            ["start", "-1"],
            ["before", "4"],
            ["after", "5"],
            ["end", "7"]
        ]
    );
    for moment in moments {
        let here: Vec<_> = teams.iter().filter(|row| row[..2] == *moment).collect();
        let seats: u64 = here
            .iter()
            .flat_map(|row| &row[6..9])
            .map(|cell| cell.parse::<u64>().unwrap())
            .sum();
        // A quarter earlier, the units were smaller by a twentieth.
        assert_eq!(seats, if moment[0] == "start" { 48 } else { 50 });
        let apart = moment[0] == "start" || moment[0] == "before";
        let structure = if apart {
            "loose-coupling"
        } else {
            "fusion-teams"
        };
        for row in here {
            assert_eq!(row[4], structure, "{row:?}");
            assert_eq!(row[5] == "mixed", !apart, "{row:?}");
        }
        let joined = ties.iter().filter(|row| row[..2] == *moment);
        assert!(joined.count() > 0);
    }
}

/// An event on a condition is counted as often as its effect is seen, run by run.
#[test]
fn events_are_counted_over_the_runs() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("results");
    let mut scenario = scenario();
    let text = "[events.cut]\nwhen = { measure = 'researcher_exits', above = 0 }\n\
                repeat_quarters = 2\nlayoff = { share = 0.1, role = 'researcher' }\n";
    let loaded = orgsim::scenario::load_str(text).unwrap();
    scenario.events.extend(loaded.scenario.events);
    let study = Study::new(&scenario, Vec::new());
    write(&scenario, &study, 0, &path);
    let simulation = orgsim::simulation::Simulation::new(&scenario);
    let place = |key: &str| {
        let series = study.layout().series().iter();
        let place = series.clone().position(|s| s.measure.key() == key);
        place.unwrap() * 8
    };
    let (exits, dismissals) = (place("researcher_exits"), place("researcher_dismissals"));
    let (mut firsts, mut times) = (Vec::new(), 0);
    for run in 0..23 {
        let record = simulation.simulate(run, &mut simulation.recorder());
        let happened = |q: &usize| record.series[dismissals + q] > 0.0;
        let quarters: Vec<usize> = (0..8).filter(happened).collect();
        let left = (0..7).find(|q| record.series[exits + q] > 0.0);
        assert_eq!(quarters.first().copied(), left.map(|quarter| quarter + 1));
        firsts.extend(quarters.first().map(|&quarter| quarter as u64));
        times += quarters.len();
    }
    firsts.sort_unstable();
    let (_, events) = table(&path, "events.csv");
    assert_eq!(
        events[0][..11],
        [
            "fusion",
            "reorganise",
            "5",
            "",
            "",
            "",
            "",
            "",
            "23",
            "23",
            "1"
        ]
    );
    assert_eq!(events[0][15..], ["1", "5", "5", "5", "5", "5"]);
    let cut = &events[1];
    assert_eq!(
        cut[..8],
        ["cut", "layoff", "", "researcher_exits", "0", "", "1", "2"]
    );
    assert_eq!(cut[9], firsts.len().to_string());
    assert_eq!(cut[15], (times as f64 / 23.0).to_string());
    let by = |percent: usize| firsts[(percent * firsts.len()).div_ceil(100) - 1];
    let quarters = [5, 25, 50, 75, 95].map(|percent| by(percent).to_string());
    assert_eq!(cut[16..], quarters);
}

#[test]
fn an_interrupted_study_is_the_beginning_of_the_whole() {
    let root = tempfile::tempdir().unwrap();
    let scenario = scenario();
    let study = Study::new(&scenario, Vec::new()).with_spells();
    let whole = root.path().join("whole");
    write(&scenario, &study, 0, &whole);
    let part = root.path().join("part");
    let ending = write_until(&scenario, &study, 2, &part, 5);
    assert_eq!(ending, Ending::Interrupted);
    for name in ["runs.csv", "spells.csv"] {
        let part = fs::read(part.join(name)).unwrap();
        let whole = fs::read(whole.join(name)).unwrap();
        assert!(
            part.len() < whole.len() && whole.starts_with(&part),
            "{name}"
        );
    }
    // the batch under way was finished, and the estimates are of what is there
    let (_, runs) = table(&part, "runs.csv");
    assert!(runs.len() % 10 == 0 && !runs.is_empty());
    let (_, summary) = table(&part, "summary.csv");
    assert_eq!(summary[0][8], runs.len().to_string());
}

#[test]
fn the_manifest_describes_the_files() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("results");
    let scenario = scenario();
    let target = |study: &Study| {
        PrecisionTarget::new(study.layout(), "researcher_head_count", 3.0, false).unwrap()
    };
    let plain = Study::new(&scenario, Vec::new());
    let study = Study::new(&scenario, vec![target(&plain)]);
    assert_eq!(write(&scenario, &study, 0, &path), Ending::PrecisionReached);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(path.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["stopping"]["ending"], "precision reached");
    assert_eq!(manifest["stopping"]["targets"][0]["wanted"], 3.0);
    let (_, runs) = table(&path, "runs.csv");
    assert_eq!(manifest["runs"], runs.len());
    // what is in the manifest is the scenario, and hashes to what it says
    let read: Scenario = serde_json::from_value(manifest["scenario"].clone()).unwrap();
    assert_eq!(read, scenario);
    let compact = serde_json::to_vec(&manifest["scenario"]).unwrap();
    assert_eq!(manifest["scenario_sha256"], sha256(&compact));
    let outputs = manifest["outputs"].as_array().unwrap();
    assert_eq!(outputs.len(), files(&path).len() - 1);
    for output in outputs {
        let bytes = fs::read(path.join(output["name"].as_str().unwrap())).unwrap();
        assert_eq!(output["sha256"], sha256(&bytes));
        assert_eq!(output["bytes"], bytes.len());
    }
}

#[test]
fn a_study_that_fails_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a/results");
    let scenario = scenario();
    let study = Study::new(&scenario, Vec::new());
    let mut results = Results::open(&path, false, &[Format::Csv], &study).unwrap();
    let failed = study.run(0, &Signals::default(), |progress| {
        results.append(&progress).unwrap();
        Err("full")
    });
    assert!(failed.is_err());
    drop(results);
    assert!(!root.path().join("a").exists());
}

/// `BLESS=1 cargo test --test library outputs` writes the page anew.
#[test]
fn the_page_of_measures_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/measures.md");
    let page = orgsim::metrics::reference();
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &page).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == page,
        "docs/measures.md is out of date: BLESS=1 cargo test --test library outputs"
    );
}

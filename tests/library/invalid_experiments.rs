//! Every experiment file in `tests/invalid/experiments` and the messages it gets.
//!
//! A line `#! key=value` in a file is an override, as `--set` gives it. A file whose name
//! starts with `warning-` is valid, and one that starts with `valid-` gets no message at
//! all. `BLESS=1 cargo test --test library invalid_experiments` writes the messages down;
//! read the difference before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::kept_messages::{difference, files, left_behind, overrides, unmet};
use orgsim::diagnostic::Faults;
use orgsim::experiment::file::{CODES, ScenarioFile, load_files};
use orgsim::experiment::{Cost, ExperimentError, MOST_CELLS, MOST_RUNS};
use orgsim::questions::{QUESTIONS, costs, file, has_design};

const FOLDER: &str = "tests/invalid/experiments";

/// Whether an experiment can be run, and its messages.
fn messages(path: &Path) -> (bool, Faults) {
    let experiment = match file::load(path, &overrides(path)) {
        Ok(experiment) => experiment,
        Err(faults) => return (false, faults),
    };
    let planned = || -> Result<(), ExperimentError> {
        if has_design(&experiment) {
            Cost::of_design(&experiment, 1)?;
        }
        costs(&experiment, None, 1).map(drop)
    };
    match planned() {
        Ok(()) => (true, Faults(experiment.warnings)),
        Err(ExperimentError::Question(faults)) => (false, faults),
        Err(ExperimentError::Cells(orgsim::experiment::CellsError::Faults(faults))) => {
            (false, faults)
        }
        Err(other) => panic!("{}: {other}", path.display()),
    }
}

#[test]
fn every_invalid_experiment_gets_its_messages() {
    let mut wrong = Vec::new();
    for path in files(FOLDER) {
        let (is_valid, faults) = messages(&path);
        let name = path.file_name().unwrap().to_string_lossy();
        let valid = ["warning-", "valid-"];
        let should_be = valid.iter().any(|start| name.starts_with(start));
        assert_eq!(is_valid, should_be, "{name}:\n{faults}");
        assert_eq!(
            faults.0.is_empty(),
            name.starts_with("valid-"),
            "{name}:\n{faults}"
        );
        wrong.extend(difference(&path, &faults.to_string()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_expected_message_is_left_behind() {
    assert_eq!(left_behind(FOLDER), Vec::<PathBuf>::new());
}

#[test]
fn every_newer_code_has_a_file() {
    // those before are met in the tests of experiment files
    let newer = CODES.iter().filter(|code| code.id >= "X0308");
    let met = files(FOLDER).into_iter().map(|path| messages(&path).1);
    assert_eq!(unmet(newer, met), Vec::<&str>::new());
}

#[test]
fn scenario_files_side_by_side_have_names_and_measures_once() {
    let base = Path::new("tests/invalid/experiments/bases/small.toml");
    let set = |text: &str| vec![text.to_owned()];
    let two = |first: &str, second: &str, measures: &[&str], replicates| {
        let sides = [
            (first, "simulation.runs=5"),
            (second, "units.core.researchers=13"),
        ];
        let files = sides.map(|(name, text)| ScenarioFile {
            name: name.to_owned(),
            path: base,
            set: set(text),
            titled: false,
        });
        let measures = measures.iter().map(|&key| key.to_owned()).collect();
        load_files(&files, measures, replicates)
    };
    let told = |result: Result<_, Faults>| result.map(|_| ()).unwrap_err().to_string();
    let papers = ["papers_accepted"];
    assert!(told(two("a", "A", &papers, None)).contains("two variants are called `A`"));
    let twice = ["papers_accepted", "papers_accepted"];
    assert!(told(two("a", "b", &twice, None)).contains("`papers_accepted` is named twice"));
    assert!(told(two("a", "b", &papers, Some(9))).contains("by --replicates and by --set"));
    let experiment = two("a", "b", &papers, None).unwrap();
    assert_eq!(experiment.replicates, 5);
    assert_eq!(experiment.warnings.len(), 1, "{:?}", experiment.warnings);
    assert!(experiment.warnings[0].notes[0].contains("a 36, b 37"));
}

#[test]
fn the_reference_says_how_many_points_can_be_held() {
    let reference = file::reference();
    assert!(
        reference.contains(&format!("{MOST_CELLS} variants")),
        "{reference}"
    );
    assert!(
        reference.contains(&format!("{MOST_RUNS} runs")),
        "{reference}"
    );
}

#[test]
fn every_shipped_experiment_answers_every_question_or_refuses() {
    for entry in fs::read_dir("scenarios/experiments").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "toml") {
            continue;
        }
        let experiment = file::load(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let _ = Cost::of_design(&experiment, 0);
        for question in QUESTIONS {
            let asked = orgsim::questions::Asked {
                experiment: &experiment,
                replicates: None,
                execution: 0.into(),
            };
            if let Err(error) = (question.cost)(&asked) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}

//! Valid files to begin with: what ships, and what a tiny organisation gives.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use orgsim::engine::Signals;
use orgsim::experiment::{Experiment, Measure, Study};
use orgsim::live::{Kind, Lever, levers};
use orgsim::output::{Environment, ExperimentFolder, Format, OutputDirectory, Results};
use orgsim::questions::{Asked, Means, compare};
use orgsim::records::reading;
use orgsim::scenario::{Loaded, load_str};
use orgsim::store::Store;
use serde_json::{Map, Value, json};

/// An organisation that is simulated in no time.
const TINY: &str = "title = \"Tiny\"
simulation = { quarters = 6, burn_in_quarters = 1, runs = 8, start = \"2026-Q1\" }
units.core.researchers = 4
units.core.engineers = 6
";

/// Levers that one request moves.
const MOVED: usize = 6;

/// The tiny organisation.
pub(crate) fn tiny() -> Loaded {
    load_str(TINY).expect("it is valid")
}

/// The experiment whose answer is one of the results.
pub(crate) fn experiment() -> Experiment {
    let other = "units.core.structure = \"fusion-teams\"\n";
    let other = load_str(&format!("{TINY}{other}")).expect("it is valid");
    let measures = ["papers_accepted", "latency_restricted_mean"].map(Measure::registered);
    Experiment::new("fuzz", measures)
        .with_scenario("as it is", tiny())
        .with_scenario("fused", other)
        .with_replicates(8)
}

/// Writes all files into a folder: those that ship, from the folder of the project, and others.
pub(crate) fn write(folder: &Path, project: &Path) -> Result<(), Box<dyn Error>> {
    copy(&project.join("scenarios"), &folder.join("scenarios"))?;
    OutputDirectory::add(&folder.join("records"), reading::examples())?;
    study(&folder.join("results/run"))?;
    comparison(&folder.join("results/experiment"))?;
    let requests = folder.join("requests");
    fs::create_dir(&requests)?;
    for (number, request) in requests_of(&tiny()).iter().enumerate() {
        let text = serde_json::to_vec_pretty(request)?;
        fs::write(requests.join(format!("{number}.json")), text)?;
    }
    Ok(())
}

/// The files below a folder, in the order of their names.
pub(crate) fn below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>()?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => files.extend(below(&path)?),
            false => files.push(path),
        }
    }
    Ok(files)
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    for file in below(from)? {
        let copied = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copied.parent().unwrap_or(to))?;
        fs::copy(&file, copied)?;
    }
    Ok(())
}

fn study(path: &Path) -> Result<(), Box<dyn Error>> {
    let Loaded {
        scenario, inputs, ..
    } = tiny();
    let study = Study::new(&scenario, Vec::new()).with_run_quarters();
    let study = study.with_parameters(tiny(), None).with_spells();
    let mut results = Results::open(path, false, &[Format::Csv], &study)?;
    let signals = Signals::default();
    let finding = study.run(1, &signals, |progress| results.append(&progress))?;
    results.finish(&scenario, &inputs, &study, &finding, Environment::default())?;
    Ok(())
}

/// The answer to a question, beside the store of its runs.
fn comparison(path: &Path) -> Result<(), Box<dyn Error>> {
    let experiment = experiment();
    let question = &compare::QUESTION;
    let folder = ExperimentFolder::open(path, false)?;
    let store = Store::open(&folder.file(question.store), &experiment.identity())?;
    let answer = (question.ask)(Means {
        asked: Asked {
            experiment: &experiment,
            replicates: None,
            execution: 1.into(),
        },
        store: store.into(),
        signals: &Signals::default(),
        listener: &mut |_| (),
    })?;
    let place = folder.answer(question.name, question.files)?;
    place.finish(&experiment, &answer, &[Format::Csv], Environment::default())?;
    Ok(())
}

/// Looks of a page that move all levers, some at a time.
fn requests_of(loaded: &Loaded) -> Vec<Value> {
    let offered = levers(loaded);
    let short = offered.groups.iter().flat_map(|(_, own)| own);
    let all: Vec<&Lever> = short.chain(&offered.others).collect();
    let look = |moved: &[&Lever]| {
        let moves = moved.iter().map(|lever| (lever.id.clone(), end(lever)));
        let moves: Map<String, Value> = moves.collect();
        json!({
            "what_if": moves,
            "pinned": [["pinned", moves]],
            "runs": 2,
            "doubt": true,
            "width": 400,
        })
    };
    all.chunks(MOVED).map(look).collect()
}

/// The last position of a lever.
fn end(lever: &Lever) -> Value {
    match &lever.kind {
        Kind::Number { high, .. } => (*high).into(),
        Kind::Quarter { high, .. } => (*high).into(),
        Kind::Choice { words } => words.last().cloned().into(),
        Kind::Switch => (lever.value != true).into(),
    }
}

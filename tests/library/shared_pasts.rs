//! Variants that share a past are simulated together until they part, and nothing of that is
//! seen in any result.

use std::fs;
use std::path::Path;

use crate::happenings::{self, Choices, Known};
use orgsim::experiment::{
    Execution, Experiment, Job, Measure, Session, block_of, bundles, in_shard,
};
use orgsim::questions::file;
use orgsim::scenario::{Loaded, Scenario, load_bytes};
use orgsim::shards::Shard;
use orgsim::simulation::{Family, Simulation};
use orgsim::store::{self, Store};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rayon::prelude::*;

/// Random experiments, and the parts in which they are.
const EXPERIMENTS: u32 = 1_000;
const PARTS: u8 = 20;

const BASE: &str = r#"
[simulation]
quarters = 10
burn_in_quarters = 2

[units.core]
researchers = 9
engineers = 12
structure = "loose-coupling"

[units.other]
researchers = 6
engineers = 6
structure = "fusion-teams"
"#;

const KNOWN: Known = Known {
    units: ["core", "other"],
    structures: &["loose-coupling", "semi-autonomous", "fusion-teams"],
    measures: &[("reputation", 0.5, 1.5), ("papers_accepted", 0.0, 10.0)],
    quarters: 12,
};

const SHARED: Execution = Execution {
    threads: 1,
    shares_pasts: true,
};

const SEPARATE: Execution = Execution {
    threads: 1,
    shares_pasts: false,
};

/// An experiment whose variants have some of these events each; one of them with all of it
/// under another name, one with another structure that only events bring, and one that shares
/// nothing.
#[derive(Clone, Debug)]
struct Drawn {
    events: Vec<Choices>,
    variants: Vec<Vec<bool>>,
    replicates: u64,
    shards: u32,
    /// Where the first attempt was killed, as a share of the blocks of its store.
    killed: f64,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let flags = || prop::collection::vec(any::<bool>(), 5);
    (
        prop::collection::vec(happenings::choices(), 5),
        prop::collection::vec(flags(), 2..5),
        1..12_u64,
        1..4_u32,
        0.0..1.0_f64,
    )
        .prop_map(|(events, variants, replicates, shards, killed)| Drawn {
            events,
            variants,
            replicates,
            shards,
            killed,
        })
}

impl Drawn {
    /// The scenarios; none if events do not go together.
    fn scenarios(&self) -> Option<Vec<Loaded>> {
        let mut texts: Vec<String> = self
            .variants
            .iter()
            .map(|flags| {
                let events = self.events.iter().zip(flags).enumerate();
                let own = events.filter(|(_, (_, has))| **has);
                let own = own.map(|(place, (event, _))| event.text(&format!("e{place}"), &KNOWN));
                BASE.to_owned() + &own.collect::<String>()
            })
            .collect();
        texts.push(format!("title = \"again\"\n{}", texts[0]));
        texts.push(texts[0].replace("researchers = 6", "researchers = 7"));
        let other = "[structures.semi-autonomous]\nrunway_quarters = 2\ncross_ties = 0.3\n\
                     [structures.new]\nlike = \"unified\"\n";
        texts.push(texts[0].clone() + other);
        // one under which crews have more projects than under any other, and one that nobody has
        let roomy = "[structures.semi-autonomous]\nconcurrent_assignments = 6\n";
        texts.push(texts[0].clone() + roomy);
        let before = "[structures.new]\nlike = \"unified\"\n[structures.semi-autonomous]\n";
        texts.push(texts[0].clone() + before);
        let load = |text: String| load_bytes("drawn", text.into_bytes(), &[]).ok();
        texts.into_iter().map(load).collect()
    }

    fn experiment(&self, scenarios: Vec<Loaded>) -> Experiment {
        let measures = ["papers_accepted", "researcher_retention", "reputation"];
        let mut experiment = Experiment::new("drawn", measures.map(Measure::registered));
        for (place, loaded) in scenarios.into_iter().enumerate() {
            experiment = experiment.with_scenario(&format!("v{place}"), loaded);
        }
        experiment.replicates = self.replicates;
        experiment
    }
}

/// The bytes of the store that a whole experiment leaves.
fn whole(experiment: &Experiment, path: &Path, execution: Execution) -> Vec<u8> {
    let store = Store::open(path, &experiment.identity()).unwrap();
    let signals = Default::default();
    let mut session = Session::open(experiment, store, execution, &signals).unwrap();
    session.outcomes(|_| ()).unwrap();
    drop(session);
    fs::read(path).unwrap()
}

/// The same of its shards, merged.
fn merged(experiment: &Experiment, folder: &Path, shards: u32) -> Vec<u8> {
    let signals = Default::default();
    let mut paths = Vec::new();
    let mut jobs: Vec<Job> = Vec::new();
    for index in 1..=shards {
        let path = folder.join(format!("shard {index}"));
        let store = Store::open(&path, &experiment.identity()).unwrap();
        let mut session = Session::open(experiment, store, SHARED, &signals).unwrap();
        jobs = session.jobs();
        let shard = Shard::new(index, shards).unwrap();
        let missing = session.runner().missing_in_shard(&jobs, shard);
        let all = bundles(&jobs, block_of(experiment.replicates));
        assert!(in_shard(&all, shard).eq(&missing));
        session.runner().work(&jobs, &missing, |_| ()).unwrap();
        paths.push(path);
    }
    let all = bundles(&jobs, block_of(experiment.replicates));
    let keys = all.iter().flatten().map(|block| block.key(&jobs));
    let keys: Vec<store::Key> = keys.collect();
    let output = folder.join("merged");
    store::merge(&paths, &experiment.identity(), &keys, &output).unwrap();
    fs::read(output).unwrap()
}

#[test]
fn random_experiments_have_the_same_bytes_whether_pasts_are_shared_or_not() {
    // Each part draws experiments of its own.
    (0..PARTS).into_par_iter().for_each(hold);
}

/// A part of the random experiments.
fn hold(part: u8) {
    let cases = EXPERIMENTS / u32::from(PARTS);
    let config = Config {
        cases,
        max_global_rejects: 4 * cases,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[part; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&drawn(), |drawn| {
        let Some(loaded) = drawn.scenarios() else {
            return Err(TestCaseError::reject("events that do not go together"));
        };
        let scenarios: Vec<Scenario> = loaded.iter().map(|own| own.scenario.clone()).collect();
        let scenarios: Vec<&Scenario> = scenarios.iter().collect();
        let family = Family::new(&scenarios, true);
        let records = family.simulate(7, true);
        for (scenario, record) in scenarios.iter().zip(&records) {
            let alone = Simulation::new(scenario);
            let alone = alone.simulate(7, &mut alone.recorder().with_spells());
            prop_assert_eq!(record, &alone);
        }
        let experiment = drawn.experiment(loaded);
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let separate = whole(&experiment, &path("separate"), SEPARATE);
        let shared = whole(&experiment, &path("shared"), SHARED);
        prop_assert!(shared == separate, "not the same store");
        drop(Store::open(&path("empty"), &experiment.identity()).unwrap());
        let empty = fs::read(path("empty")).unwrap().len();
        let kept = empty + (drawn.killed * (separate.len() - empty) as f64) as usize;
        fs::write(path("killed"), &separate[..kept]).unwrap();
        let resumed = whole(&experiment, &path("killed"), SHARED);
        prop_assert!(resumed == separate, "not the same store after a kill");
        let merged = merged(&experiment, folder.path(), drawn.shards);
        prop_assert!(merged == separate, "not the same store from shards");
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// Every shipped experiment, over some of its points: those that a family shares, and more.
#[test]
fn shipped_experiments_have_the_same_numbers_whether_pasts_are_shared_or_not() {
    let mut seen = 0;
    for entry in fs::read_dir("scenarios/experiments").unwrap() {
        let path = entry.unwrap().path();
        let mut experiment = file::load(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        experiment.replicates = 2;
        experiment.precision.clear();
        let levels = |u: f64| experiment.levels(&vec![u; experiment.factors.len()]);
        let points: Vec<_> = match experiment.points() {
            Ok(points) if points.len() <= 100 => points.into_iter().take(12).collect(),
            _ => [0.1, 0.5, 0.9].map(levels).to_vec(),
        };
        let signals = Default::default();
        let [shared, separate] = [SHARED, SEPARATE].map(|execution| {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("runs");
            let store = Store::open(&file, &experiment.identity()).unwrap();
            let points = points.clone();
            let session = Session::over(&experiment, points, store, execution, &signals);
            session.unwrap().outcomes(|_| ()).unwrap();
            fs::read(file).unwrap()
        });
        assert!(shared == separate, "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 8);
}

/// What a run keeps in full is the same, too: with every mechanism on and quarters between
/// changes in which much is under way.
#[test]
fn a_reorganisation_and_its_ways_back_keep_the_same_spells() {
    let load = |set: &[&str]| {
        let set: Vec<String> = set.iter().map(|&own| own.to_owned()).collect();
        orgsim::scenario::load("scenarios/reorganisation.toml".as_ref(), &set).unwrap()
    };
    let all = [
        load(&[]),
        load(&["events.fusion.quarter=12"]),
        load(&["events.fusion.reorganise.announced_quarters=2"]),
    ];
    let scenarios: Vec<&Scenario> = all.iter().map(|own| &own.scenario).collect();
    for run in 0..20 {
        let together = Family::new(&scenarios, true).simulate(run, true);
        let apart = Family::new(&scenarios, false).simulate(run, true);
        assert!(together == apart, "run {run}");
        assert!(together[0] != together[1] && together[0] != together[2]);
    }
}

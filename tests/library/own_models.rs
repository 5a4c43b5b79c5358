//! Experiments that are built in code: with a model of one's own, and with orgsim's model
//! and a measure of one's own.

use orgsim::experiment::{DesignPoint, Experiment, Factor, Measure, OwnMeasure, Session};
use orgsim::metrics::{Better, SpellKind};
use orgsim::questions::compare::{
    Adjust, BesideBest, CompareSettings, Difference, Standing, Verdict, compare,
};
use orgsim::questions::sweep::sweep;
use orgsim::random::{Entity, Purpose};
use orgsim::scenario::load_str;
use orgsim::store::Store;
use orgsim::units::Quarter;

#[derive(Clone, Copy)]
struct Luck;

impl Purpose for Luck {
    fn number(self) -> u8 {
        0
    }
}

/// A draw of the run, and twice a factor.
fn value(at: &DesignPoint, run: u64) -> f64 {
    at.streams(run).uniform(Luck, Entity::default(), Quarter(0)) + 2.0 * at.number("x")
}

fn experiment() -> Experiment {
    experiment_where(Better::Higher)
}

fn experiment_where(better: Better) -> Experiment {
    let measure = Measure::new("height", "height", "metres", better);
    Experiment::new("heights", [measure])
        .with_variant("plain", |at: &DesignPoint, run| vec![value(at, run)])
        .with_variant("raised", |at: &DesignPoint, run| vec![value(at, run) + 0.5])
        .with_factor(Factor::values("x", [0.0, 1.0, 4.0]))
        .with_replicates(20)
}

const SETTINGS: CompareSettings = CompareSettings {
    baseline: 0,
    adjust: Adjust::Holm,
    parameters: false,
};

#[test]
fn variants_of_an_own_model_share_their_luck() {
    let experiment = experiment();
    let mut session = Session::in_memory(&experiment).unwrap();
    let answer = compare(&mut session, SETTINGS, |_| ()).unwrap();
    let rows = answer.rows::<Difference>().unwrap();
    assert_eq!(rows.len(), 3);
    for (row, x) in rows.iter().zip([0.0, 1.0, 4.0]) {
        let mean = row.baseline_mean.unwrap();
        assert!((2.0 * x..2.0 * x + 1.0).contains(&mean), "{mean}");
        assert!((row.difference.value.unwrap() - 0.5).abs() < 1e-12);
        assert_eq!((row.pairs, row.verdict), (20, Verdict::Higher));
    }
}

#[test]
fn the_best_of_an_own_measure_is_at_its_better_end() {
    let standings = |better| {
        let experiment = experiment_where(better);
        let mut session = Session::in_memory(&experiment).unwrap();
        let settings = CompareSettings {
            adjust: Adjust::Best,
            parameters: false,
            ..SETTINGS
        };
        let answer = compare(&mut session, settings, |_| ()).unwrap();
        let rows = answer.rows::<BesideBest>().unwrap();
        let verdicts = rows.iter().take(2).map(|row| row.verdict);
        verdicts.collect::<Vec<Standing>>()
    };
    let [best, other] = [Standing::Best, Standing::NotBest];
    assert_eq!(standings(Better::Higher), [other, best]);
    assert_eq!(standings(Better::Lower), [best, other]);
}

#[test]
fn runs_in_memory_and_on_disk_are_the_same() {
    let experiment = experiment();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("runs"), &experiment.identity()).unwrap();
    let signals = Default::default();
    let mut on_disk = Session::open(&experiment, store, 2, &signals).unwrap();
    let mut in_memory = Session::in_memory(&experiment).unwrap();
    let answers = [&mut on_disk, &mut in_memory]
        .map(|session| compare(session, SETTINGS, |_| ()).unwrap().tables);
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn effects_of_an_own_model_are_those_that_it_has() {
    let experiment = experiment();
    let mut session = Session::in_memory(&experiment).unwrap();
    let answer = sweep(&mut session, |_| ()).unwrap();
    let effects = answer.rows::<orgsim::questions::sweep::Effect>().unwrap();
    // from x = 0 (-1) to x = 4 (1), twice x rises by 8
    let effect = effects.iter().next().unwrap();
    assert!(
        (effect.effect.value.unwrap() - 4.0).abs() < 1e-9,
        "{effect:?}"
    );
}

#[test]
fn a_measure_of_ones_own_is_taken_from_the_records_of_the_model() {
    let text = "simulation.quarters = 8\nunits.core.researchers = 12\nunits.core.engineers = 24";
    let loaded = load_str(text).unwrap();
    let own = |key: &str| Measure::new(key, "of my own", "papers", Better::Higher);
    let papers = OwnMeasure::new(own("my_papers"), |layout, record| {
        record.values[layout
            .value("papers_accepted")
            .expect("every scenario has it")]
    });
    let people = OwnMeasure::new(own("spells_kept"), |_, record| {
        let spells = record.spells.iter().flatten();
        spells
            .filter(|spell| spell.kind == SpellKind::Employment)
            .count() as f64
    });
    let experiment = Experiment::new("papers", [Measure::registered("papers_accepted")])
        .with_scenario("as it is", loaded.clone())
        .with_scenario("again", loaded)
        .with_measure(papers)
        .with_measure(people)
        .with_replicates(8);
    let mut session = Session::in_memory(&experiment).unwrap();
    let answer = compare(&mut session, SETTINGS, |_| ()).unwrap();
    let rows = answer.rows::<Difference>().unwrap();
    let mean = |key: &str| {
        let row = rows.iter().find(|row| row.measure == key);
        row.and_then(|row| row.baseline_mean).unwrap()
    };
    assert_eq!(mean("papers_accepted"), mean("my_papers"));
    assert!(mean("papers_accepted") > 0.0);
    // everybody has a spell: those of the start, and who was hired since
    assert!(mean("spells_kept") >= 36.0, "{}", mean("spells_kept"));
    assert_eq!(experiment.described().get("my_papers").label, "of my own");
}

//! Replicates that have parameters of their own: the same draw in all variants and at all design
//! points, whatever else is done.

use std::path::Path;

use orgsim::experiment::{
    Calibrated, Execution, Experiment, Factor, Level, Outcomes, ParameterSource, Session,
};
use orgsim::questions::file;
use orgsim::store::Store;

const KEY: &str = "papers.submission_rate";

/// Two variants that part in quarter 3, and a third that is the first under another name.
const TEXT: &str = r#"
measures = ["papers_accepted", "researcher_retention_12m"]
replicates = 24
set = { simulation.quarters = 6, simulation.burn_in_quarters = 2, units.core.researchers = 40, units.core.engineers = 20 }
[variants.plain]
[variants.fused]
set = { events.fuse = { quarter = 3, reorganise = { structure = "fusion-teams" } } }
[variants.again]
"#;

const FACTOR: &str = "[factors.rate]\nkey = \"papers.submission_rate\"\nvalues = [0.1, 0.4]\n";

fn experiment(text: &str) -> Experiment {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doubt.toml");
    std::fs::write(&path, text).unwrap();
    file::load(&path, &[]).unwrap()
}

fn with(text: &str, parameters: ParameterSource) -> Experiment {
    let mut experiment = experiment(text);
    experiment.parameters = parameters;
    experiment
}

fn outcomes(experiment: &Experiment) -> Outcomes {
    let mut session = Session::in_memory(experiment).unwrap();
    session.outcomes(|_| ()).unwrap()
}

/// All numbers of a variant at a design point, for comparison bit by bit.
fn bits(outcomes: &Outcomes, point: usize, variant: usize) -> Vec<Vec<u64>> {
    let columns = 0..outcomes.columns().measures().len();
    let of = |column| outcomes.values(point, variant, column).map(f64::to_bits);
    columns.map(|column| of(column).collect()).collect()
}

fn sets(values: &[(f64, f64)]) -> ParameterSource {
    let sets = values.iter();
    let sets = sets.map(|(value, weight)| (vec![Level::Number(*value)], *weight));
    let factor = Factor::range(KEY, 0.05, 0.9);
    ParameterSource::Calibrated(Calibrated::new("c", vec![factor], sets.collect()))
}

#[test]
fn a_replicate_is_the_run_of_a_scenario_that_states_what_was_drawn() {
    let stated = |value: f64| {
        let text = TEXT.replace("set = { sim", &format!("set = {{ {KEY} = {value}, sim"));
        outcomes(&experiment(&text))
    };
    let (few, many) = (stated(0.1), stated(0.4));
    let one = outcomes(&with(TEXT, sets(&[(0.4, 1.0)])));
    let mixed = outcomes(&with(TEXT, sets(&[(0.1, 0.25), (0.4, 0.75)])));
    for variant in 0..3 {
        assert_eq!(bits(&one, 0, variant), bits(&many, 0, variant));
    }
    // By weight, and the same draw in all variants.
    let papers = |outcomes: &Outcomes, variant| bits(outcomes, 0, variant).swap_remove(0);
    let is_few: Vec<Vec<bool>> = (0..3)
        .map(|variant| {
            let ends = papers(&few, variant)
                .into_iter()
                .zip(papers(&many, variant));
            let each = papers(&mixed, variant).into_iter().zip(ends);
            each.map(|(own, (few, many))| {
                assert_ne!(few, many, "the test has no power");
                assert!(own == few || own == many);
                own == few
            })
            .collect()
        })
        .collect();
    assert_eq!(is_few[0], is_few[1]);
    assert_eq!(is_few[0].iter().filter(|few| **few).count(), 24 / 4);
}

#[test]
fn what_a_factor_varies_is_not_drawn() {
    let plain = outcomes(&experiment(&format!("{TEXT}{FACTOR}")));
    let text = format!("{TEXT}{FACTOR}");
    let drawn = outcomes(&with(&text, sets(&[(0.2, 0.5), (0.8, 0.5)])));
    for point in 0..2 {
        assert_eq!(bits(&drawn, point, 0), bits(&plain, point, 0));
    }
}

#[test]
fn variants_are_compared_at_the_same_draws() {
    let drawn = outcomes(&with(TEXT, ParameterSource::Ranges));
    let fixed = outcomes(&experiment(TEXT));
    assert_eq!(bits(&drawn, 0, 0), bits(&drawn, 0, 2));
    assert_ne!(bits(&drawn, 0, 0), bits(&drawn, 0, 1));
    let width = |outcomes: &Outcomes| {
        let mean = outcomes.mean(0, 0, 0);
        mean.ci_high.unwrap() - mean.ci_low.unwrap()
    };
    assert!(width(&drawn) > width(&fixed));
}

#[test]
fn more_replicates_and_other_variants_leave_draws_as_they_are() {
    let few = outcomes(&with(TEXT, ParameterSource::Ranges));
    let text = TEXT.replace("replicates = 24", "replicates = 40");
    let text = text.replace("[variants.again]", "[variants.again]\n[variants.more]");
    let many = outcomes(&with(&text, ParameterSource::Ranges));
    for (few, many) in bits(&few, 0, 1).iter().zip(bits(&many, 0, 1)) {
        assert_eq!(few[..], many[..24]);
    }
}

/// The bytes of a store of all runs.
fn stored(experiment: &Experiment, path: &Path, threads: usize, shares_pasts: bool) -> Vec<u8> {
    let execution = Execution {
        threads,
        shares_pasts,
    };
    let signals = orgsim::engine::Signals::default();
    let store = Store::open(path, &experiment.identity()).unwrap();
    let mut session = Session::open(experiment, store, execution, &signals).unwrap();
    session.outcomes(|_| ()).unwrap();
    std::fs::read(path).unwrap()
}

#[test]
fn threads_and_shared_pasts_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let experiment = with(TEXT, ParameterSource::Ranges);
    let bytes = [(1, true), (2, true), (2, false)].map(|(threads, shares)| {
        let path = folder.path().join(format!("{threads}-{shares}.store"));
        stored(&experiment, &path, threads, shares)
    });
    assert_eq!(bytes[0], bytes[1]);
    assert_eq!(bytes[0], bytes[2]);
}

#[test]
fn runs_with_other_parameters_are_another_experiment() {
    let of = |parameters| with(TEXT, parameters).identity();
    let all = [
        of(ParameterSource::Fixed),
        of(ParameterSource::Ranges),
        of(sets(&[(0.4, 1.0)])),
        of(sets(&[(0.5, 1.0)])),
    ];
    for (place, own) in all.iter().enumerate() {
        assert!(!all[..place].contains(own), "{own}");
    }
}

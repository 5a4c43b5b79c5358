//! `orgsim select`: planted best alternatives through the whole path, what it refuses,
//! and the same files whatever the threads and interruptions.

use std::path::Path;
use std::sync::atomic::Ordering;

use crate::place::{Place, column, stderr, stdout};
use orgsim::engine::Signals;
use orgsim::experiment::{ExperimentError, Measures, RunnerError, Session};
use orgsim::questions::{self, SelectSettings, file, select};
use orgsim::result::ResultFolder;
use orgsim::store::Store;

/// Organisations in which nobody leaves, so that head counts are what was stated,
/// and more researchers write more papers.
const SIZES: &str = "\
measures = [\"papers_accepted\", \"researcher_head_count\", \"latency_median_shipped\"]
replicates = 400
[set]
simulation.quarters = 6
simulation.burn_in_quarters = 0
simulation.latency_horizon_quarters = 4
mechanisms.exits = false
units.core.engineers = 3
[variants.small]
set = { \"units.core.researchers\" = 2 }
[variants.large]
label = \"Large\"
set = { \"units.core.researchers\" = 16 }
[variants.middle]
set = { \"units.core.researchers\" = 8 }
";

fn place(section: &str) -> Place {
    Place::new("sizes.toml", &format!("{SIZES}{section}"))
}

/// What a selection prints.
fn selected(place: &Place, arguments: &str, code: i32) -> String {
    stdout(&place.ask("select", arguments).assert().code(code))
}

fn faults(section: &str) -> String {
    stderr(&place(section).ask("select", "--quiet").assert().code(3))
}

#[test]
fn the_planted_best_is_selected_and_the_others_are_dropped() {
    let place = place("[select]\nindifference = 0.2\n");
    let text = selected(&place, "", 0);
    assert!(
        text.starts_with("Papers accepted, Large: selected, with the highest mean: "),
        "{text}"
    );
    assert!(text.contains("at least 95%"), "{text}");
    assert!(
        text.contains("less than 0.2 papers/quarter (the indifference zone)"),
        "{text}"
    );
    let folder = place.path("results/sizes/select");
    let table = folder.join("selection.csv");
    assert_eq!(column(&table, "variant"), ["small", "Large", "middle"]);
    assert_eq!(column(&table, "status"), ["worse", "selected", "worse"]);
    assert_eq!(column(&table, "difference")[1], "");
    // runs.csv has the runs that were looked at
    let runs = column(&table, "runs")
        .iter()
        .map(|n| n.parse::<usize>().unwrap())
        .sum::<usize>();
    assert_eq!(column(&folder.join("runs.csv"), "run").len(), runs);
    assert!(runs < 3 * 400, "{runs}");
    assert!(!folder.join("constraints.csv").exists());
}

#[test]
fn a_constraint_takes_out_what_would_be_best() {
    let section = "[select]\nindifference = 0.2\n\
        [select.constraints.budget]\nmeasure = \"researcher_head_count\"\nat_most = 10\n";
    let budget = place(section);
    let text = selected(&budget, "--quiet", 0);
    assert!(
        text.starts_with("Papers accepted, middle: selected"),
        "{text}"
    );
    assert!(
        text.contains("Large: dropped after 50 runs; the mean is 16 people and must be at most 10"),
        "{text}"
    );
    let folder = budget.path("results/sizes/select");
    let statuses = column(&folder.join("selection.csv"), "status");
    assert_eq!(statuses, ["worse", "infeasible", "selected"]);
    let verdicts = column(&folder.join("constraints.csv"), "verdict");
    assert_eq!(verdicts, ["feasible", "infeasible", "feasible"]);
    assert_eq!(
        column(&folder.join("constraints.csv"), "mean"),
        ["2", "16", "8"]
    );

    let none = section.replace("at_most = 10", "at_least = 100");
    let text = selected(&place(&none), "--quiet", 0);
    assert!(
        text.starts_with("No alternative is selected: each of them violates a constraint"),
        "{text}"
    );
}

#[test]
fn figures_and_notes_have_the_probability_of_the_file() {
    let place = place("[select]\nindifference = 0.5\nprobability = 0.9\n");
    selected(&place, "--quiet", 0);
    let result = ResultFolder::open(&place.path("results/sizes/select")).unwrap();
    let question = questions::named("select").unwrap();
    let notes = (question.notes)(&result).unwrap();
    assert!(notes[0].says.contains("at least 90%"), "{}", notes[0].says);
    let figures = question.figures[0].make(&[result]).unwrap();
    let note = figures[0].note();
    assert!(note.contains("90% intervals"), "{note}");
}

#[test]
fn every_variant_at_every_point_is_an_alternative() {
    let section = "[factors.engineers]\nkey = \"units.core.engineers\"\nvalues = [3, 5]\n\
        [select]\nmeasure = \"researcher_head_count\"\nbetter = \"lower\"\nindifference = 1\n";
    let place = place(section);
    let text = selected(&place, "", 0);
    // engineers make no difference: of equal ones the first is taken
    assert!(
        text.starts_with(
            "Researchers: employed, small at engineers = 3: selected, with the lowest mean"
        ),
        "{text}"
    );
    assert!(
        text.contains("warning: The difference between the selected alternative and"),
        "{text}"
    );
    let table = place.path("results/sizes/select/selection.csv");
    assert_eq!(column(&table, "engineers"), ["3", "3", "3", "5", "5", "5"]);
    assert_eq!(column(&table, "mean"), ["2", "16", "8", "2", "16", "8"]);
}

#[test]
fn without_enough_runs_nothing_is_selected_and_the_exit_code_says_so() {
    let place = place("[select]\nindifference = 0.001\nfirst_stage = 10\n");
    let text = selected(&place, "--replicates 12 --quiet --format json", 4);
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["decided"], false);
    let first = &answer["findings"][0];
    assert_eq!(first["kind"], "none-selected");
    assert_eq!(first["replicates"], 12);
    let text = first["text"].as_str().unwrap();
    assert!(
        text.starts_with("No alternative is selected: after 12 runs of each"),
        "{text}"
    );
    assert_eq!(answer["tables"]["selection"][1]["status"], "undecided");
    // with more runs the same folder is gone on with
    let text = selected(&place, "--replicates 20 --quiet --format csv", 4);
    assert!(
        text.starts_with("variant,measure,status,because_of,runs,mean,"),
        "{text}"
    );
}

#[test]
fn every_fault_of_the_section_is_told() {
    let missing = faults("");
    assert!(
        missing.contains("X0307") && missing.contains("[select]"),
        "{missing}"
    );
    let several = faults(
        "[select]\nmeasure = \"papers\"\nindifference = 1\nfirst_stage = 500\n\
         [select.constraints.a]\nmeasure = \"papers_acepted\"\n",
    );
    for part in [
        "there is no measure of this experiment `papers`",
        "did you mean `papers_accepted`?",
        "the maximum of 400 runs per alternative is fewer than the 500 of the first stage",
        "`a` sets no bound",
    ] {
        assert!(several.contains(part), "{part} is not in\n{several}");
    }
    let neither = faults("[select]\nmeasure = \"researcher_head_count\"\nindifference = 1\n");
    assert!(
        neither.contains("`researcher_head_count` has no preferred direction"),
        "{neither}"
    );
    let zone = faults("[select]\nindifference = 0\n");
    assert!(zone.contains("X0203"), "{zone}");
}

#[test]
fn a_run_without_a_value_is_refused_with_a_way_out() {
    let message = faults("[select]\nmeasure = \"latency_median_shipped\"\nindifference = 1\n");
    assert!(
        message.contains("`latency_median_shipped` has no value in run"),
        "{message}"
    );
    assert!(
        message.contains("such as `papers_accepted` or `researcher_head_count`"),
        "{message}"
    );
}

/// The answer as files would have it.
fn answered(place: &Place, store: &str, threads: usize) -> Result<Vec<String>, ExperimentError> {
    answer(place, store, threads, &Signals::default(), |_| {})
}

fn answer(
    place: &Place,
    store: &str,
    threads: usize,
    signals: &Signals,
    listener: impl FnMut(u64),
) -> Result<Vec<String>, ExperimentError> {
    let experiment = place.experiment();
    let settings = SelectSettings::of(&experiment).unwrap();
    let store = Store::open(&place.path(store), &experiment.identity()).unwrap();
    let mut session = Session::open(&experiment, store, threads, signals)?;
    let answer = select(&mut session, &settings, listener)?;
    let tables = answer.tables.iter();
    let tables = tables.map(|(_, table)| orgsim::output::csv::to_string(table));
    Ok(tables.chain(answer.lines(&Measures::default())).collect())
}

#[test]
fn threads_and_interruptions_change_nothing() {
    let place = place(
        "[select]\nindifference = 0.2\n\
         [select.constraints.budget]\nmeasure = \"researcher_head_count\"\nat_most = 10\n",
    );
    let one = answered(&place, "one.store", 1).unwrap();
    assert_eq!(one, answered(&place, "two.store", 2).unwrap());
    // again, with all runs there
    assert_eq!(one, answered(&place, "one.store", 2).unwrap());
    let signals = Signals::default();
    let interrupted = answer(&place, "cut.store", 2, &signals, |_| {
        signals.interrupt.store(true, Ordering::Relaxed);
    });
    assert!(matches!(
        interrupted,
        Err(ExperimentError::Runs(RunnerError::Interrupted))
    ));
    assert_eq!(one, answered(&place, "cut.store", 1).unwrap());
}

#[test]
fn the_shipped_experiment_can_be_asked() {
    let path = Path::new("scenarios/experiments/structures-select.toml");
    let experiment = file::load(path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(experiment.variants.len(), 5);
    let settings = SelectSettings::of(&experiment).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(settings.constraints.len(), 1);
}

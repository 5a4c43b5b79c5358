//! `orgsim discover`: planted boxes and regrets through the whole path, what it refuses,
//! and the same files whatever the threads and interruptions.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use crate::place::{Place, column, stderr, stdout};
use orgsim::engine::Signals;
use orgsim::experiment::{ExperimentError, Measures, RunnerError, Session};
use orgsim::questions::{DiscoverSettings, discover, file};
use orgsim::store::Store;

/// Organisations in which nobody leaves, so that head counts are what was stated.
/// The structure `closed` publishes nothing.
const WORLDS: &str = "\
measures = [\"researcher_head_count\", \"papers_accepted\", \"latency_median_shipped\"]
replicates = 3
[set]
simulation.quarters = 6
simulation.burn_in_quarters = 0
simulation.latency_horizon_quarters = 4
mechanisms.exits = false
structures.closed.publication_share = 0
units.core.researchers = 12
[design]
kind = \"latin-hypercube\"
points = 60
[factors.engineers]
key = \"units.core.engineers\"
range = [2, 8]
";
const RESEARCHERS: &str =
    "[factors.researchers]\nkey = \"units.core.researchers\"\nrange = [2, 21]\n";

fn place(sections: &str) -> Place {
    Place::new("worlds.toml", &format!("{WORLDS}{sections}"))
}

/// What the command prints, and the folder of its files.
fn discovered(sections: &str) -> (String, PathBuf, Place) {
    let place = place(sections);
    let assert = place.ask("discover", "--quiet").assert().code(0);
    (
        stdout(&assert),
        place.path("results/worlds/discover"),
        place,
    )
}

fn faults(sections: &str) -> String {
    stderr(&place(sections).ask("discover", "--quiet").assert().code(3))
}

#[test]
fn a_planted_box_is_found_and_nothing_else() {
    // 3 points of 60 have each number of researchers, so that a box of half of
    // them ends exactly at the threshold
    let (text, folder, _place) = discovered(&format!("{RESEARCHERS}[discover]\nabove = 11.5\n"));
    assert!(
        text.contains("above 11.5 people at 30 of 60 design points"),
        "{text}"
    );
    assert!(
        text.contains("Box 1, researchers >= 12 people: holds 100%"),
        "{text}"
    );
    let boxes = folder.join("boxes.csv");
    assert_eq!(column(&boxes, "rules"), ["researchers >= 12"]);
    assert_eq!(column(&boxes, "factor"), ["researchers"]);
    assert_eq!(column(&boxes, "at_least"), ["12"]);
    assert_eq!(column(&boxes, "at_most"), [""]);
    for (name, value) in [("coverage", "1"), ("density", "1"), ("mass", "0.5")] {
        assert_eq!(column(&boxes, name), [value], "{name}");
    }
    // .5^30, and a rule that every resample has
    let quasi_p: f64 = column(&boxes, "quasi_p")[0].parse().unwrap();
    assert!(
        (quasi_p * f64::from(1 << 30) - 1.0).abs() < 1e-9,
        "{quasi_p}"
    );
    assert_eq!(column(&boxes, "reproduced_by_density"), ["1"]);
    let peeling = folder.join("peeling.csv");
    assert_eq!(column(&peeling, "rules")[0], "all");
    assert_eq!(column(&peeling, "density")[0], "0.5");
    assert_eq!(
        column(&peeling, "is_chosen")
            .iter()
            .filter(|own| *own == "yes")
            .count(),
        1
    );
    assert!(!folder.join("regret.csv").exists());
}

#[test]
fn a_factor_without_an_order_gives_a_set() {
    let factor = "[factors.structure]\nkey = \"units.core.structure\"\n\
        values = [\"loose-coupling\", \"closed\"]\n";
    let section = "[discover]\nmeasure = \"papers_accepted\"\nbelow = 1e-9\n";
    let (text, folder, _place) = discovered(&format!("{factor}{section}"));
    assert!(
        text.contains("Box 1, structure in {closed}: holds"),
        "{text}"
    );
    assert_eq!(column(&folder.join("boxes.csv"), "among"), ["closed"]);
}

#[test]
fn a_difference_between_variants_is_taken_pair_by_pair() {
    let section = "[variants.closed]\nset = { \"units.core.structure\" = \"closed\" }\n\
        [variants.open]\nlabel = \"Open\"\n\
        [discover]\nmeasure = \"papers_accepted\"\nvariant = \"open\"\nthan = \"closed\"\n\
        above = 0.6\n";
    let (text, folder, _place) = discovered(&format!("{RESEARCHERS}{section}"));
    let told = "Open minus closed: the mean difference is above 0.6 papers/quarter at ";
    assert!(text.contains(told), "{text}");
    assert_eq!(
        column(&folder.join("boxes.csv"), "factor")[0],
        "researchers"
    );
    // who publishes loses nothing against who does not
    let regret = column(&folder.join("regret.csv"), "regret_max");
    assert_eq!(regret[1], "0");
    assert!(regret[0].parse::<f64>().unwrap() > 0.6);
}

#[test]
fn nothing_and_everything_of_interest_are_answers() {
    let (text, folder, _place) = discovered(&format!("{RESEARCHERS}[discover]\nabove = 100\n"));
    assert!(
        text.contains("above 100 people at 0 of 60 design points"),
        "{text}"
    );
    assert!(
        text.contains("Nothing is of interest at these design points"),
        "{text}"
    );
    assert_eq!(column(&folder.join("boxes.csv"), "box").len(), 0);
    let (text, ..) = discovered(&format!("{RESEARCHERS}[discover]\nabove = 1\nbelow = 50\n"));
    assert!(
        text.contains("above 1 people and below 50 people at 60 of 60 design points"),
        "{text}"
    );
    assert!(text.contains("Every design point is of interest"), "{text}");
}

#[test]
fn regret_and_satisficing_are_those_that_were_planted() {
    let (text, folder, _place) = discovered(
        "[variants.small]\nset = { \"units.core.researchers\" = 2 }\n\
         [variants.large]\nset = { \"units.core.researchers\" = 16 }\n\
         [discover]\nabove = 0\nbetter = \"higher\"\n\
         [discover.satisfice.enough]\nmeasure = \"researcher_head_count\"\nat_least = 10\n\
         [discover.satisfice.few]\nmeasure = \"researcher_head_count\"\nat_most = 16\n",
    );
    assert!(text.contains("at worst, large (0 people)"), "{text}");
    let regret = folder.join("regret.csv");
    assert_eq!(column(&regret, "regret_max"), ["14", "0"]);
    assert_eq!(column(&regret, "regret_mean"), ["14", "0"]);
    assert_eq!(column(&regret, "may_be_noise"), ["no", "no"]);
    let satisficing = folder.join("satisficing.csv");
    assert_eq!(
        column(&satisficing, "threshold"),
        ["all", "enough", "few", "all", "enough", "few"]
    );
    assert_eq!(
        column(&satisficing, "share"),
        ["0", "0", "1", "1", "1", "1"]
    );
    // Wilson's interval of 0 of 60: z^2 / (60 + z^2)
    let high: f64 = column(&satisficing, "share_ci_high")[0].parse().unwrap();
    assert!((high - 0.060_172).abs() < 1e-6, "{high}");
}

#[test]
fn points_without_a_value_are_left_out_and_counted() {
    let section = "[discover]\nmeasure = \"latency_median_shipped\"\nabove = 1\n\
        [discover.satisfice.soon]\nmeasure = \"latency_median_shipped\"\nat_most = 2\n";
    let (text, folder, _place) = discovered(&format!("{RESEARCHERS}{section}"));
    assert!(
        text.contains("design points are left out: no run there has a value"),
        "{text}"
    );
    let satisficing = folder.join("satisficing.csv");
    let number = |name| column(&satisficing, name)[0].parse::<usize>().unwrap();
    assert!(number("unknown") > 0);
    assert_eq!(number("points") + number("unknown"), 60);
}

#[test]
fn every_fault_of_the_section_is_told() {
    let missing = faults(RESEARCHERS);
    assert!(
        missing.contains("X0307") && missing.contains("[discover]"),
        "{missing}"
    );
    let several = faults(
        "[variants.a]\n[variants.b]\n[discover]\nmeasure = \"papers\"\nvariant = \"a\"\n\
         than = \"a\"\n[discover.satisfice.x]\nmeasure = \"papers_accepted\"\n",
    );
    for part in [
        "there is no measure of this experiment `papers`",
        "`a` does not differ from itself",
        "does not say which points are of interest",
        "`x` sets no bound",
    ] {
        assert!(several.contains(part), "{part} is not in\n{several}");
    }
    let empty = faults("[discover]\nabove = 2\nbelow = 1\n");
    assert!(empty.contains("no mean is above 2 and below 1"), "{empty}");
    let text = WORLDS.split("[design]").next().unwrap();
    let place = Place::new("worlds.toml", &format!("{text}[discover]\nabove = 1\n"));
    let message = stderr(&place.ask("discover", "").assert().code(3));
    assert!(
        message.contains("nothing to discover without factors"),
        "{message}"
    );
}

#[test]
fn every_format_has_the_answer_and_the_cost_is_told_before() {
    let place = place(&format!("{RESEARCHERS}[discover]\nabove = 11.5\n"));
    let assert = place.ask("discover", "--format json").assert().code(0);
    let output = assert.get_output();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.starts_with("60 points, 3 replicates: 180 runs"),
        "{told}"
    );
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["tables"]["boxes"][0]["factor"], "researchers");
    assert_eq!(answer["decided"], true);
    let assert = place
        .ask("discover", "--format csv --quiet")
        .assert()
        .code(0);
    let text = stdout(&assert);
    assert!(
        text.starts_with("box,rules,coverage,density,mass,"),
        "{text}"
    );
}

/// The answer as files would have it.
fn answer(
    place: &Place,
    store: &str,
    threads: usize,
    signals: &Signals,
    listener: impl FnMut(u64),
) -> Result<Vec<String>, ExperimentError> {
    let mut experiment = place.experiment();
    // more than the batches that are under way when an interrupt comes
    experiment.replicates = 24;
    let settings = DiscoverSettings::of(&experiment).unwrap();
    let store = Store::open(&place.path(store), &experiment.identity()).unwrap();
    let mut session = Session::open(&experiment, store, threads, signals)?;
    let answer = discover(&mut session, &settings, listener)?;
    let tables = answer.tables.iter();
    let tables = tables.map(|(_, table)| orgsim::output::csv::to_string(table));
    Ok(tables.chain(answer.lines(&Measures::default())).collect())
}

#[test]
fn threads_and_interruptions_change_nothing() {
    let place = place(&format!(
        "{RESEARCHERS}[discover]\nmeasure = \"papers_accepted\"\nabove = 0.6\n"
    ));
    let go_on = |store, threads| answer(&place, store, threads, &Signals::default(), |_| {});
    let one = go_on("one.store", 1).unwrap();
    assert_eq!(one, go_on("two.store", 2).unwrap());
    let signals = Signals::default();
    let interrupted = answer(&place, "cut.store", 2, &signals, |_| {
        signals.interrupt.store(true, Ordering::Relaxed);
    });
    assert!(matches!(
        interrupted,
        Err(ExperimentError::Runs(RunnerError::Interrupted))
    ));
    assert_eq!(one, go_on("cut.store", 1).unwrap());
}

#[test]
fn the_shipped_experiment_can_be_asked() {
    let path = Path::new("scenarios/experiments/robust-structure-discover.toml");
    let experiment = file::load(path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    let points = experiment.points().unwrap();
    assert!(experiment.cells(&points, 1).is_ok());
    let settings = DiscoverSettings::of(&experiment).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((settings.variant, settings.than), (2, Some(0)));
}

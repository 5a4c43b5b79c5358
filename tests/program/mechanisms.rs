//! Mechanisms and parameters, moved one at a time: nothing is dead, and the page of them is
//! about all of them.

use std::sync::atomic::Ordering;

use assert_cmd::Command;
use orgsim::engine::Signals;
use orgsim::output::csv;
use orgsim::questions::mechanisms::{
    Finding, Kind, MechanismsError, Part, Settings, Tested, Verdict, dead, parts, worlds,
};
use orgsim::result::ResultFolder;
use orgsim::scenario::{Loaded, load_str};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/mechanisms.md");
const BEGIN: &str = "<!-- made by orgsim mechanisms --markdown -->\n";
const END: &str = "<!-- end -->\n";

fn settings(runs: u64, threads: usize) -> Settings {
    Settings {
        runs,
        level: Settings::LEVEL,
        threads,
    }
}

/// A few people for a few quarters, in the one structure that they have.
fn small(rest: &str) -> Vec<(String, Loaded)> {
    let text = format!(
        "title = 'small'\n{rest}\n[simulation]\nquarters = 4\nburn_in_quarters = 2\n\
         latency_horizon_quarters = 4\n[units.core]\nresearchers = 9\nengineers = 9\n"
    );
    vec![("small".to_owned(), load_str(&text).unwrap())]
}

fn test(worlds: &[(String, Loaded)], runs: u64, threads: usize) -> Tested {
    Tested::run(worlds, settings(runs, threads), &Signals::default(), |_| ()).unwrap()
}

fn verdict(tested: &Tested, part: &str) -> Verdict {
    let mut rows = tested.parts.iter();
    rows.find(|row| row.part == part).unwrap().verdict
}

#[test]
fn no_part_of_the_model_is_dead() {
    let worlds = worlds(&[]).unwrap();
    let dead = dead(&worlds, settings(4, 0), &Signals::default()).unwrap();
    assert_eq!(
        dead,
        [],
        "mend or remove these, or let a world of the program use them"
    );
}

/// `BLESS=1 cargo test --release --test program mechanisms` makes the table of the page anew,
/// which takes some minutes.
#[test]
fn the_page_is_about_all_parts_and_has_no_dead_one() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (mut table, after) = rest.split_once(END).unwrap();
    let made;
    if std::env::var_os("BLESS").is_some() {
        made = format!(
            "\n{}\n",
            test(&worlds(&[]).unwrap(), Settings::RUNS, 0).markdown()
        );
        table = &made;
        std::fs::write(PAGE, format!("{before}{BEGIN}{made}{END}{after}")).unwrap();
    }
    let keys = table.lines().filter_map(|line| {
        let line = line
            .strip_prefix("| `")
            .or_else(|| line.strip_prefix("- `"))?;
        Some(line.split('`').next().unwrap_or_default())
    });
    let mut told: Vec<&str> = keys.collect();
    let all = parts();
    let mut known: Vec<&str> = all.iter().map(|part| part.key.as_str()).collect();
    told.sort_unstable();
    known.sort_unstable();
    let again = "BLESS=1 cargo test --release --test program mechanisms";
    assert_eq!(told, known, "docs/mechanisms.md is out of date: {again}");
    let (_, dead) = table.split_once("### Dead\n").unwrap();
    let (dead, _) = dead.split_once("###").unwrap();
    assert!(dead.ends_with("differs:\n\nNone.\n\n"), "{dead}");
}

#[test]
fn parts_are_the_switches_and_the_parameters_with_a_range() {
    let parts = parts();
    let has = |key: &str, kind| {
        let key = key.to_owned();
        parts.contains(&Part { key, kind })
    };
    assert!(has("mechanisms.pivots", Kind::Mechanism));
    assert!(has("transfer.tacitness", Kind::Parameter));
    assert!(has(
        "structures.fusion-teams.technical_control",
        Kind::Parameter
    ));
    assert!(has("events.*.retention_grant.hold", Kind::Parameter));
    assert!(!parts.iter().any(|part| part.key == "simulation.quarters"));
}

/// What is known beforehand: prices move money alone and exactly, quotas that nobody has are
/// dead, and nobody uses another structure.
#[test]
fn what_is_known_of_parts_is_found() {
    let tested = test(&small(""), 12, 0);
    assert_eq!(verdict(&tested, "money.researcher_cost"), Verdict::Moves);
    assert_eq!(verdict(&tested, "mechanisms.flagship"), Verdict::Moves);
    assert_eq!(verdict(&tested, "incentives.product.quota"), Verdict::Dead);
    let other = "structures.fusion-teams.cross_ties";
    assert_eq!(verdict(&tested, other), Verdict::Absent);
    let of_money = tested
        .effects
        .iter()
        .filter(|row| row.part == "money.gpu_hour");
    let moved = of_money.filter(|row| row.difference.value.is_some_and(|x| x != 0.0));
    let moved: Vec<&str> = moved.map(|row| row.measure.as_str()).collect();
    assert!(moved.contains(&"friction_cost"), "{moved:?}");
    assert!(!moved.contains(&"papers_accepted"), "{moved:?}");
    // of shares that add up to one, one moves with the others
    let share = tested
        .effects
        .iter()
        .any(|row| row.part == "labour_market.to_startup");
    assert!(share && tested.keys(Verdict::Held).is_empty());
    let dead = tested.keys(Verdict::Dead);
    let said = tested.findings().into_iter().any(|finding| {
        matches!(finding, Finding::Parts { verdict: Verdict::Dead, parts } if parts == dead)
    });
    assert!(said);
}

/// A step that is out of question is told, not left out in silence.
#[test]
fn a_part_that_cannot_move_alone_is_told() {
    let tested = test(
        &small("effort.own_cost = 0.19\neffort.substitution = 0.1"),
        10,
        0,
    );
    assert_eq!(verdict(&tested, "effort.substitution"), Verdict::Held);
    let mut rows = tested.parts.iter();
    let row = rows.find(|row| row.part == "effort.substitution").unwrap();
    assert!(row.rule.as_ref().unwrap().contains("own_cost"));
}

#[test]
fn threads_do_not_change_a_test() {
    let worlds = small("");
    let tables = |threads| {
        let tested = test(&worlds, 10, threads);
        tested.tables().map(|(_, table)| csv::to_string(&table))
    };
    assert_eq!(tables(1), tables(3));
}

#[test]
fn an_interrupt_ends_a_test() {
    let signals = Signals::default();
    signals.interrupt.store(true, Ordering::Relaxed);
    let ended = Tested::run(&small(""), settings(10, 0), &signals, |_| ());
    assert!(matches!(ended, Err(MechanismsError::Interrupted)));
}

#[test]
fn the_program_prints_and_writes_a_test() {
    let folder = tempfile::tempdir().unwrap();
    let text = small("")[0].1.scenario.to_toml().unwrap();
    std::fs::write(folder.path().join("small.toml"), text).unwrap();
    let run = |arguments: &str| {
        let mut command = Command::cargo_bin("orgsim").unwrap();
        command.current_dir(folder.path());
        command.args("mechanisms small.toml --runs 10 --quiet".split(' '));
        command.args(arguments.split(' '));
        let output = command.assert().success().get_output().clone();
        String::from_utf8(output.stdout).unwrap()
    };
    let told = run("--out written");
    assert!(told.starts_with("part "), "{told}");
    assert!(told.contains("\nDead (no number of any run"), "{told}");
    let result = ResultFolder::open(&folder.path().join("written")).unwrap();
    assert_eq!(result.command(), "mechanisms");
    let page = orgsim::report::report(std::slice::from_ref(&result)).unwrap();
    assert!(page.contains("Bonferroni"));
    assert_eq!(run("--format csv").lines().count(), parts().len() + 1);
    let json: serde_json::Value = serde_json::from_str(&run("--format json")).unwrap();
    assert_eq!(json["findings"][0]["kind"], "counts");
    assert!(json["tables"]["effects"].as_array().unwrap().len() > 1000);
    assert!(run("--markdown").contains("### Dead\n"));
}

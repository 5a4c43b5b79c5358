//! The figures of a large study follow from those that they are said to.

use orgsim::experiment::block_of;
use orgsim::scenario::load_bytes;
use orgsim::submit::MOST_COMPLETIONS;

use crate::read;

const PAGE: &str = "docs/scaling-out.md";

/// The last cell of the first row that has this text.
fn last_cell(text: &str, of: &str) -> String {
    let mut rows = text.lines().filter(|line| line.starts_with("| "));
    let row = rows
        .find(|row| row.contains(of))
        .unwrap_or_else(|| panic!("no row with {of}"));
    let mut cells = row.trim_end_matches('|').rsplit('|');
    cells.next().unwrap_or_default().trim().to_owned()
}

/// A number of the page, without thousands separators and unit.
fn number(text: &str) -> f64 {
    let text = text.replace(',', "");
    let number = text.split(' ').next().unwrap_or_default();
    match number.split_once("10^") {
        Some(("", exponent)) => format!("1e{exponent}").parse().unwrap(),
        Some((factor, exponent)) => {
            let factor = factor.trim_end_matches('·');
            format!("{factor}e{exponent}").parse().unwrap()
        }
        None => number.parse().unwrap(),
    }
}

#[test]
fn what_a_large_study_takes_follows_from_its_inputs() {
    let page = read(PAGE);
    let given = |symbol: &str| number(&last_cell(&page, &format!("| `{symbol}` |")));
    let [
        runs,
        replicates,
        people,
        quarters,
        time,
        numbers,
        cores,
        shards,
    ] = ["R", "r", "P", "Q", "t", "c", "C", "N"].map(given);

    let scenario = load_bytes("default.toml", Vec::new(), &[])
        .unwrap()
        .scenario;
    let units = scenario.units.values();
    let default_people: u32 = units.map(|unit| unit.researchers + unit.engineers).sum();
    let simulation = &scenario.simulation;
    assert_eq!(people, f64::from(default_people));
    assert_eq!(
        quarters,
        (simulation.quarters + simulation.burn_in_quarters) as f64
    );
    let measured = read("docs/performance.md");
    let row = measured
        .lines()
        .find(|line| line.starts_with("| model with all measures |"))
        .expect("docs/performance.md says what a person-quarter costs");
    let nanoseconds: f64 = row.split('|').nth(2).unwrap().trim().parse().unwrap();
    assert!((time * 1e9 / nanoseconds - 1.0).abs() < 1e-9);

    let seconds = people * quarters * time;
    let block = block_of(replicates as u64) as f64;
    let bytes = 8.0 * numbers + 32.0 / block;
    let figures = [
        ("seconds of a run", seconds),
        ("runs per second of a core", 1.0 / seconds),
        ("core-hours", runs * seconds / 3600.0),
        ("hours, if all cores", runs * seconds / 3600.0 / cores),
        ("minutes of a shard", runs * seconds / 60.0 / shards),
        ("runs stored together", block),
        ("bytes of a run", bytes),
        ("bytes of all", runs * bytes / 1e9),
        ("bytes per second", bytes * cores / seconds / 1e6),
        ("that a kill loses", block * seconds),
        ("that a failing machine loses", 1.0 + block * seconds),
        ("blocks in the index", runs / block / 1e6),
    ];
    for (name, figure) in figures {
        let said = number(&last_cell(&page, name));
        // Two digits at least are given of each.
        assert!(
            (said / figure - 1.0).abs() < 0.02,
            "{PAGE}: {name}: {said}, but its formula gives {figure}"
        );
    }
    assert!(page.contains("At most 100,000 indices"));
    assert_eq!(MOST_COMPLETIONS, 100_000);
}

//! Verdicts of every question: none without an interval, none of what is rounding, none
//! of what was left out; and equal means equal.

use std::collections::BTreeMap;
use std::fs;

use crate::place::{Place, stderr, stdout};
use assert_cmd::assert::Assert;

/// A small organisation, in which much is luck.
const SMALL: &str = "\
[set]
simulation.quarters = 8
simulation.burn_in_quarters = 8
units.core.researchers = 12
units.core.engineers = 24
";

const FACTORS: &str = "\
[factors.t]
key = \"transfer.tacitness\"
range = [0.1, 0.9]
[factors.q]
key = \"research.breakthrough_quality\"
range = \"evidence\"
[factors.e]
key = \"research.exploratory_share\"
range = \"evidence\"
";

fn place(head: &str, sections: &str) -> Place {
    Place::new("x.toml", &format!("{head}\n{SMALL}{sections}"))
}

fn ask(place: &Place, verb: &str, code: i32) -> String {
    stdout(&asked(place, verb).code(code))
}

fn asked(place: &Place, verb: &str) -> Assert {
    place.ask(verb, "--quiet").assert()
}

/// The rows of a table of results, each by its columns.
fn rows(place: &Place, table: &str) -> Vec<BTreeMap<String, String>> {
    let path = place.path("results/x").join(table);
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn indices_without_intervals_have_no_verdict_and_no_sum() {
    let head = "measures = [\"breakthroughs\", \"net_value\"]\nreplicates = 2";
    let sobol = "[sensitivity]\nmethod = \"sobol\"\nrows = 64\n";
    let place = place(head, &format!("{FACTORS}{sobol}"));
    let text = ask(&place, "sensitivity", 4);
    assert_eq!(
        text.matches("indices have no intervals").count(),
        2,
        "{text}"
    );
    assert!(text.contains("use more rows or more replicates"), "{text}");
    let (mut without, mut with) = (0, 0);
    for row in rows(&place, "sensitivity/sensitivity.csv") {
        let none = row["estimate_ci_low"].is_empty() && row["estimate"] != "0";
        if none {
            assert_eq!(row["verdict"], "", "{row:?}");
            without += 1;
        } else {
            let ends = ["estimate_ci_low", "estimate", "estimate_ci_high"];
            let ends = ends.map(|name| row[name].parse::<f64>().unwrap_or(0.0));
            assert!(ends.iter().all(|end| (0.0..=1.0).contains(end)), "{row:?}");
            with += 1;
        }
    }
    assert!(without > 0 && without + with == 2 * 2 * 4);
    let sums = text.matches("add up to").count();
    assert!(sums * 8 <= with, "{text}");
}

#[test]
fn a_design_of_which_little_is_left_is_not_decided() {
    let head = "measures = [\"latency_median\"]\nreplicates = 2";
    let low = "research.breakthrough_quality = 0.45\n";
    let factors = FACTORS.replace(
        "\"research.breakthrough_quality\"",
        "\"papers.citation_median\"",
    );
    let sobol = "[sensitivity]\nmethod = \"sobol\"\nrows = 32\n";
    let place = Place::new("x.toml", &format!("{head}\n{SMALL}{low}{factors}{sobol}"));
    let text = ask(&place, "sensitivity", 4);
    assert!(text.contains("of the runs have no value"), "{text}");
    assert!(text.contains("of 32"), "{text}");
    for share in ["matter", "distinguishable", "add up", "accounts for"] {
        assert!(!text.contains(share), "{share}: {text}");
    }
    assert_eq!(rows(&place, "sensitivity/sensitivity.csv").len(), 0);
}

#[test]
fn luck_is_no_interaction() {
    let head = "measures = [\"papers_accepted\"]\nreplicates = 1";
    let sections = "\
[factors.res]
key = \"units.core.researchers\"
range = [4, 40]
[factors.t]
key = \"transfer.tacitness\"
range = [0.1, 0.9]
[sensitivity]
method = \"sobol\"
rows = 256
target = \"run\"
";
    let place = place(head, sections);
    let text = ask(&place, "sensitivity", 0);
    assert!(
        text.contains("first-order indices with that of chance add up to"),
        "{text}"
    );
    let firsts = rows(&place, "sensitivity/sensitivity.csv");
    let firsts = firsts.iter().filter(|row| row["index"] == "first");
    let sum: f64 = firsts
        .map(|row| row["estimate"].parse::<f64>().unwrap())
        .sum();
    // a sum of .85 with a standard error of .08 or so
    assert!(sum > 0.6 && sum < 1.1, "{sum}");
    let left = format!(": {:.0}% (", 100.0 * (1.0 - sum));
    assert!(text.contains(&left), "{text}");
}

#[test]
fn a_pair_decides_nothing_and_equal_files_are_identical() {
    let scenario = "[simulation]\nquarters = 8\nburn_in_quarters = 8\nseed = 2\n\
                    [units.core]\nresearchers = 12\nengineers = 24\n";
    let place = Place::new("a.toml", scenario);
    fs::write(place.path("b.toml"), scenario).unwrap();
    let compare = |arguments: &str| {
        let assert = place
            .ask("compare", &format!("{arguments} --quiet"))
            .assert();
        stdout(&assert.code(0))
    };
    let measures = "--measure papers_accepted --measure net_value";
    let one = compare(&format!(
        "--variant units.core.researchers=24 --replicates 1 {measures} --out one"
    ));
    assert_eq!(one.matches("; undecided.").count(), 2, "{one}");
    assert!(!one.contains("higher") && !one.contains("lower"), "{one}");
    let same = compare(&format!("b.toml --replicates 5 {measures} --out same"));
    assert_eq!(same.matches("; identical.").count(), 2, "{same}");
    let single = compare(&format!("b.toml --replicates 1 {measures} --out single"));
    assert_eq!(single.matches("; undecided.").count(), 2, "{single}");
}

#[test]
fn means_beside_a_difference_are_those_of_its_pairs() {
    let head = "measures = [\"latency_restricted_mean\", \"papers_accepted\", \"shipped_by_4q\"]\n\
                replicates = 30";
    let variants = "[variants.loose]\n[variants.fusion]\n\
                    set = { \"units.core.structure\" = \"unified\" }\n";
    let both = place(head, variants);
    ask(&both, "compare", 0);
    ask(&both, "sweep", 0);
    let mut compared = 0;
    for table in ["compare/differences.csv", "sweep/means.csv"] {
        for row in rows(&both, table) {
            let number = |name: &str| row[name].parse::<f64>().ok();
            let means = number("variant_mean").zip(number("baseline_mean"));
            let (Some((variant, baseline)), Some(difference)) = (means, number("difference"))
            else {
                continue;
            };
            let error = (variant - baseline - difference).abs();
            assert!(error < 1e-12 * variant.abs().max(1.0), "{row:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 6);
}

#[test]
fn what_changes_nothing_is_exactly_nothing() {
    let head = "measures = [\"papers_accepted\"]\nreplicates = 20";
    let factor = "[factors.t]\nkey = \"transfer.tacitness\"\nvalues = [0.1, 0.5, 0.9, 0.95]\n";
    let other = "[factors.res]\nkey = \"units.core.researchers\"\nvalues = [8, 12]\n";
    for (factors, terms) in [(factor.to_owned(), 1), (format!("{factor}{other}"), 3)] {
        let place = place(head, &factors);
        let text = ask(&place, "sweep", 0);
        let effects = rows(&place, "sweep/effects.csv");
        assert_eq!(effects.len(), terms);
        for row in effects.iter().filter(|row| row["term"].starts_with('t')) {
            assert_eq!(
                (&*row["effect"], &*row["effect_ci_low"]),
                ("0", ""),
                "{row:?}"
            );
        }
        assert_eq!(
            text.contains("no effect is significant"),
            terms == 1,
            "{text}"
        );
        assert!(!text.contains(": t "), "{text}");
    }
}

#[test]
fn every_value_has_an_effect_in_any_order() {
    let head = "measures = [\"papers_accepted\"]\nreplicates = 30";
    let effects = |values: &str| {
        let factor = format!("[factors.s]\nkey = \"units.core.structure\"\nvalues = [{values}]\n");
        let place = place(head, &factor);
        let text = ask(&place, "sweep", 0);
        assert!(text.contains("s = fusion-teams"), "{text}");
        let mut all: Vec<(String, f64, f64)> = rows(&place, "sweep/effects.csv")
            .iter()
            .map(|row| {
                let number = |name: &str| row[name].parse::<f64>().unwrap();
                (
                    row["term"].clone(),
                    number("effect"),
                    number("effect_std_error"),
                )
            })
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let first = effects("\"loose-coupling\", \"semi-autonomous\", \"fusion-teams\"");
    let other = effects("\"fusion-teams\", \"semi-autonomous\", \"loose-coupling\"");
    assert_eq!(first.len(), 3);
    assert!(first.iter().map(|own| own.1).sum::<f64>().abs() < 1e-12);
    for (a, b) in first.iter().zip(&other) {
        assert_eq!(a.0, b.0);
        assert!(
            (a.1 - b.1).abs() < 1e-12 && (a.2 - b.2).abs() < 1e-12,
            "{a:?} {b:?}"
        );
    }
}

const POSTERIOR: &str = "\
[factors.res]
key = \"units.core.researchers\"
range = [4, 20]
[design]
kind = \"csv\"
file = \"posterior.csv\"
[discover]
above = 0.3
[discover.satisfice.papers]
measure = \"papers_accepted\"
at_least = 0.3
";

#[test]
fn points_count_by_their_weights() {
    let head = "measures = [\"papers_accepted\"]\nreplicates = 4";
    let points = "res,weight\n4,100\n8,1\n12,1\n16,1\n20,1\n";
    let place_with = |head: &str, sections: &str, points: &str| {
        let place = place(head, sections);
        fs::write(place.path("posterior.csv"), points).unwrap();
        place
    };
    let place = place_with(head, POSTERIOR, points);
    let text = ask(&place, "discover", 0);
    assert!(text.contains("of 5 design points, 3.8"), "{text}");
    assert!(text.contains("are by their weights"), "{text}");
    let all = &rows(&place, "discover/satisficing.csv")[0];
    let share: f64 = all["share"].parse().unwrap();
    assert!((share - 4.0 / 104.0).abs() < 1e-12, "{share}");
    // what does not use them says so
    let sections = POSTERIOR.split("[discover]").next().unwrap();
    let pawn = "[sensitivity]\nmethod = \"pawn\"\n";
    let others = place_with(head, &format!("{sections}{pawn}"), points);
    for verb in ["sweep", "sensitivity"] {
        let told = stdout(&asked(&others, verb));
        assert!(told.contains("esign points have weights, which"), "{told}");
    }
    for (wrong, says) in [
        ("res,weight\n4,-1\n8,1\n", "`-1` is not a weight"),
        ("res,weight\n4,1\n8,\n", "`` is not a weight"),
        ("res,weight\n4,0\n8,0\n", "all weights are 0"),
    ] {
        fs::write(place.path("posterior.csv"), wrong).unwrap();
        let told = stderr(&asked(&place, "discover").code(3));
        assert!(told.contains(says), "{told}");
    }
}

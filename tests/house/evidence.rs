//! Every identifier that the default scenario cites has its row of evidence.

use std::collections::BTreeSet;

use crate::documents::first_cells;
use crate::{assert_none, read};

/// The identifiers (`E15`) that the descriptions in a scenario cite.
fn cited(scenario: &str) -> BTreeSet<&str> {
    let sources = scenario
        .lines()
        .filter_map(|line| line.strip_prefix("#:")?.split_once("source = "));
    sources
        .flat_map(|(_, source)| source.split_whitespace())
        .filter(|word| is_identifier(word))
        .collect()
}

fn is_identifier(word: &str) -> bool {
    word.strip_prefix('E')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// What the table says about a value that the scenario cites: its columns are
/// identifier, quantity, value, range, source and how far it was verified.
fn faults(scenario: &str, page: &str) -> Vec<String> {
    let rows: Vec<&str> = first_cells(page)
        .into_iter()
        .filter(|cell| is_identifier(cell))
        .collect();
    let cited = cited(scenario);
    let mut faults = Vec::new();
    for id in &cited {
        if rows.iter().filter(|row| row == &id).count() != 1 {
            faults.push(format!(
                "docs/evidence.md: give {id} one row; the scenario cites it"
            ));
        }
    }
    for id in rows {
        if !cited.contains(id) {
            faults.push(format!(
                "docs/evidence.md: no parameter cites {id}; remove its row"
            ));
        }
    }
    for row in page.lines().filter(|line| line.starts_with("| E")) {
        let verified = row.trim_end_matches([' ', '|']).rsplit(" | ").next();
        if !matches!(verified, Some("in the source" | "in part" | "recalled")) {
            faults.push(format!(
                "docs/evidence.md: end the row with how far it was verified \
                 (in the source, in part, recalled): {row}"
            ));
        }
    }
    faults
}

#[test]
fn every_citation_has_its_row() {
    let page = read("docs/evidence.md");
    assert_none(&faults(orgsim::scenario::DEFAULT, &page));
    assert!(cited(orgsim::scenario::DEFAULT).len() >= 15);
}

#[test]
fn a_citation_without_row_is_found() {
    let scenario = "#: unit = x; source = E1 E2\na = 1\n#: unit = y; source = modelling choice\n";
    let row = |id: &str| format!("| {id} | q | 1 | | s | recalled |\n");
    assert_none(&faults(scenario, &(row("E1") + &row("E2"))));
    assert_eq!(faults(scenario, &row("E1")).len(), 1);
    assert_eq!(
        faults(scenario, &(row("E1") + &row("E2") + &row("E3"))).len(),
        1
    );
    let unverified = row("E1") + "| E2 | q | 1 | | s | perhaps |\n";
    assert_eq!(faults(scenario, &unverified).len(), 1);
}

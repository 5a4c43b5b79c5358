//! The page of evidence shows the table of the literature and who cites it.

use std::fmt::Write;

use orgsim::scenario::registry;

use crate::citations::priors;
use crate::evidence::{Figure, figures};
use crate::{read, root};

const PAGE: &str = "docs/evidence.md";
const BEGIN: &str = "<!-- Generated from scenarios/evidence/literature.csv; a test compares. -->\n";
const END: &str = "<!-- End of what is generated. -->\n";

/// What stands before, inside and after the generated part of a page.
pub(crate) fn parts(page: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (inside, after) = rest.split_once(END)?;
    Some((before, inside, after))
}

/// How far a figure was verified, in the words of the page.
fn verified(figure: &Figure) -> &str {
    match figure.verified.as_str() {
        "yes" => "in the source",
        "partly" => "in part",
        _ => "recalled",
    }
}

fn range(figure: &Figure) -> String {
    match (figure.low.as_str(), figure.high.as_str()) {
        ("", "") => String::new(),
        (low, "") => format!("from {low}"),
        ("", high) => format!("up to {high}"),
        (low, high) => format!("{low} to {high}"),
    }
}

/// The table of all figures, and the defaults that rest on recalled ones alone.
/// `sources` are pairs of key and source.
fn generated(figures: &[Figure], sources: &[(String, String)]) -> String {
    let count = |verified: &str| figures.iter().filter(|f| f.verified == verified).count();
    let mut text = format!(
        "\n{} figures: {} in the source, {} in part, {} recalled.\n\n\
         | id | used by | quantity | value | range | source | place | verified | confidence |\n\
         |---|---|---|---|---|---|---|---|---|\n",
        figures.len(),
        count("yes"),
        count("partly"),
        count("no"),
    );
    for figure in figures {
        let users: Vec<String> = sources
            .iter()
            .filter(|(_, source)| source.split(' ').any(|id| id == figure.id))
            .map(|(key, _)| format!("`{key}`"))
            .collect();
        let users = match users.as_slice() {
            [] => "not used by a default".to_owned(),
            users => users.join(", "),
        };
        let source = match figure.identifier.as_str() {
            "" => figure.source.clone(),
            identifier => format!("{}; {identifier}", figure.source),
        };
        let cells = [
            &figure.id,
            &users,
            &figure.quantity,
            &format!("{} {}", figure.value, figure.unit),
            &range(figure),
            &source,
            &figure.place,
            verified(figure),
            &figure.confidence,
        ]
        .map(|cell| cell.trim().replace('|', "\\|"));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push_str("\nEvery source of these defaults is recalled; they are priors to vary:\n\n");
    for key in priors(sources, figures) {
        let _ = writeln!(text, "- `{key}`");
    }
    text.push('\n');
    text
}

/// `BLESS=1 cargo test --test house` writes the generated part anew.
#[test]
fn the_page_shows_the_table_and_who_cites_it() {
    let sources: Vec<(String, String)> = registry()
        .parameters()
        .iter()
        .map(|parameter| (parameter.key(), parameter.source.clone()))
        .collect();
    let generated = generated(&figures(), &sources);
    let page = read(PAGE);
    let (before, inside, after) = parts(&page).expect("docs/evidence.md has a generated part");
    if std::env::var_os("BLESS").is_some() {
        let page = format!("{before}{BEGIN}{generated}{END}{after}");
        std::fs::write(root().join(PAGE), page).unwrap();
    } else {
        assert!(
            inside == generated,
            "{PAGE} is out of date: BLESS=1 cargo test --test house"
        );
    }
    assert!(after.contains("\n## Where a default is not its evidence\n"));
}

#[test]
fn a_row_says_who_uses_it_and_how_far_it_was_verified() {
    let mut figure = figures().swap_remove(0);
    for (field, text) in [
        (&mut figure.id, "E1"),
        (&mut figure.quantity, "a|b"),
        (&mut figure.value, "2"),
        (&mut figure.unit, "days"),
        (&mut figure.low, "1"),
        (&mut figure.high, ""),
        (&mut figure.source, "s"),
        (&mut figure.identifier, "doi:1"),
        (&mut figure.place, "p. 1"),
        (&mut figure.confidence, "M"),
        (&mut figure.verified, "no"),
    ] {
        text.clone_into(field);
    }
    let source = |key: &str, source: &str| (key.to_owned(), source.to_owned());
    let text = generated(
        &[figure.clone()],
        &[
            source("a.b", "E1"),
            source("a.c", "E10 E1"),
            source("a.d", "user"),
        ],
    );
    let row = "| E1 | `a.b`, `a.c` | a\\|b | 2 days | from 1 | s; doi:1 | p. 1 | recalled | M |";
    assert!(text.contains(row), "{text}");
    assert!(text.ends_with("vary:\n\n- `a.b`\n\n"), "{text}");
    let unused = generated(&[figure], &[source("a.b", "E10")]);
    assert!(
        unused.contains("| E1 | not used by a default |"),
        "{unused}"
    );
}

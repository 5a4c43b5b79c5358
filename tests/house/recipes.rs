//! What an addition costs: the recipes name the files that the last event and the last
//! measure stand in, and no other file of `src` names these.

use crate::{assert_none, files_below, read};
use orgsim::metrics::measures;
use orgsim::scenario::registry;

const PAGE: &str = "ARCHITECTURE.md";
/// Most files of `src` that an event or a measure stands in.
const MOST_FILES: [(&str, usize); 2] = [("An event in a scenario", 4), ("A measure", 2)];

/// The action that was added last: the last one that the default scenario shows.
fn last_action() -> String {
    let keys = registry().parameters().iter().rev().map(|p| p.key());
    let mut actions = keys.filter_map(|key| {
        let key = key.strip_prefix("events.*.")?.to_owned();
        Some(key.split_once('.')?.0.to_owned())
    });
    actions.next().expect("the default shows events")
}

/// The measure that was added last, of those that reports do not single out.
fn last_measure() -> String {
    let mut plain = measures().iter().rev().filter(|measure| !measure.headline);
    plain.next().expect("not all are headlines").id.to_owned()
}

/// The names of a thing in the sources: `spin_off` and `SpinOff`.
fn names(id: &str) -> [String; 2] {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    [id.to_owned(), id.split('_').map(capital).collect()]
}

/// Whether a text has a word.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// The files that the steps of a recipe begin with.
fn steps(page: &str, title: &str) -> Vec<String> {
    let (_, section) = page
        .split_once(&format!("### {title}\n"))
        .unwrap_or_else(|| panic!("{PAGE} has no `{title}`"));
    let section = section.split("\n### ").next().unwrap_or_default();
    let step = |line: &str| {
        let (number, rest) = line.split_once(". `")?;
        number.parse::<u32>().ok()?;
        Some(rest.split_once('`')?.0.to_owned())
    };
    section.lines().filter_map(step).collect()
}

/// Where a recipe does not name the files in which its example stands, or they are
/// more than it may cost.
fn faults(page: &str, (title, most): (&str, usize), id: &str, files: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut named = steps(page, title);
    named.sort();
    if files.len() > most {
        let files = files.join(", ");
        faults.push(format!("`{id}` stands in more than {most} files: {files}"));
    }
    if named != files {
        faults.push(format!(
            "{PAGE}, `{title}`: the steps name {named:?}, `{id}` stands in {files:?}"
        ));
    }
    if !has_word(page, id) {
        faults.push(format!("{PAGE}, `{title}`: the example is now `{id}`"));
    }
    faults
}

#[test]
fn recipes_name_the_files_that_an_addition_touches() {
    let page = read(PAGE);
    let sources = files_below("src", &[".rs", ".toml"]);
    let texts: Vec<(String, String)> = sources
        .into_iter()
        .map(|path| (path.clone(), read(&path)))
        .collect();
    let mut found = Vec::new();
    for (recipe, id) in MOST_FILES.into_iter().zip([last_action(), last_measure()]) {
        let names = names(&id);
        let named = texts
            .iter()
            .filter(|(_, text)| names.iter().any(|name| has_word(text, name)));
        let files: Vec<String> = named.map(|(path, _)| path.clone()).collect();
        found.extend(faults(&page, recipe, &id, &files));
    }
    assert_none(&found);
}

#[test]
fn a_recipe_that_is_old_or_too_dear_is_found() {
    let page =
        "### A measure\n\nAs `new_one`:\n\n1. `src/a.rs`: it.\n2. `src/b.rs`: it.\n\n### B\n";
    let files = |names: &[&str]| names.iter().map(|name| format!("src/{name}.rs")).collect();
    let found = |id, names: &[&str]| {
        let files: Vec<String> = files(names);
        faults(page, ("A measure", 2), id, &files).len()
    };
    assert_eq!(found("new_one", &["a", "b"]), 0);
    assert_eq!(found("newer_one", &["a", "b"]), 1);
    assert_eq!(found("new_one", &["a", "c"]), 1);
    assert_eq!(found("new_one", &["a", "b", "c"]), 2);
    assert_eq!(names("new_one"), ["new_one", "NewOne"]);
    assert!(has_word("a(new_one)", "new_one") && !has_word("a_new_one", "new_one"));
}

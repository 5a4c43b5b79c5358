//! The page of the model tells the phases, equations and parameters of the program.

use crate::read;

/// The phases that `quarter.rs` calls, by their modules, in their order.
fn phases(code: &str) -> Vec<&str> {
    code.lines()
        .filter_map(|line| line.strip_prefix("    ")?.strip_suffix(';'))
        .filter(|line| line.contains("(step, organization"))
        .filter_map(|line| line.split("::").next())
        .collect()
}

#[test]
fn the_model_page_has_the_phases_in_their_order() {
    let quarter = read("src/model/quarter.rs");
    let called = phases(&quarter);
    assert!(called.len() >= 10, "{called:?}");
    let page = read("docs/model.md");
    let told: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### Phase "))
        .filter_map(|title| title.split('`').nth(1))
        .collect();
    assert_eq!(
        told, called,
        "docs/model.md: headings `### Phase N: ... (`module`)`"
    );
}

#[test]
fn the_equations_of_the_model_page_are_numbered_in_turn() {
    let page = read("docs/model.md");
    let numbers: Vec<usize> = page
        .lines()
        .filter_map(|line| line.trim().rsplit_once("(M")?.1.strip_suffix(')'))
        .filter_map(|number| number.parse().ok())
        .collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    assert!(numbers.len() >= 30);
}

/// The parameters of a table, `*` in place of a name that the user chooses.
fn parameters(table: &toml::Table, path: &str, found: &mut Vec<String>) {
    for (key, value) in table {
        let named = matches!(path, "units." | "incentives." | "structures." | "events.");
        let path = format!("{path}{}", if named { "*" } else { key });
        match value {
            toml::Value::Table(table) => parameters(table, &format!("{path}."), found),
            _ => found.push(path),
        }
    }
}

#[test]
fn every_parameter_of_the_model_stands_on_its_page() {
    let table: toml::Table = orgsim::scenario::DEFAULT.parse().expect("a TOML file");
    let mut all = Vec::new();
    parameters(&table, "", &mut all);
    all.sort();
    all.dedup();
    let page = read("docs/model.md");
    let missing: Vec<&String> = all
        .iter()
        .filter(|path| path.contains('.'))
        .filter(|path| !page.contains(&format!("`{path}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/model.md: say what these do: {missing:#?}"
    );
    // And the other way: what the page names exists.
    let sections: Vec<&str> = all
        .iter()
        .filter_map(|path| Some(path.split_once('.')?.0))
        .collect();
    let unknown: Vec<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| !name.contains(' ') && !name.ends_with(".rs"))
        .filter(|name| {
            name.split_once('.')
                .is_some_and(|(first, _)| sections.contains(&first))
        })
        .filter(|name| !all.iter().any(|path| path == name))
        .filter(|name| !name.starts_with("events."))
        .collect();
    assert!(unknown.is_empty(), "docs/model.md: there is no {unknown:?}");
}

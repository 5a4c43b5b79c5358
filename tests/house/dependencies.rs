//! Every dependency has a reason, and is used.

use crate::documents::first_cells;
use crate::{files_below, read};

/// The names of the dependencies, those of tests among them.
fn dependencies() -> Vec<String> {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("a TOML file");
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let decisions = read("docs/decisions.md");
    let (_, section) = decisions
        .split_once("\n## Dependencies\n")
        .expect("docs/decisions.md has a section on dependencies");
    let section = section.split("\n## ").next().unwrap_or_default();
    let given = first_cells(section);
    for name in dependencies() {
        assert!(
            given.contains(&name.as_str()),
            "docs/decisions.md: say in the table of dependencies why `{name}` is one"
        );
    }
    for name in given.iter().filter(|name| !name.is_empty()).skip(1) {
        assert!(
            name.starts_with("---") || dependencies().iter().any(|known| known == name),
            "docs/decisions.md: `{name}` is no dependency; remove its row"
        );
    }
}

#[test]
fn every_dependency_is_used() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("a TOML file");
    let paths = files_below("src", &[".rs"]);
    let code: String = paths.iter().map(|path| read(path)).collect();
    for name in manifest["dependencies"].as_table().expect("a table").keys() {
        let path = format!("{}::", name.replace('-', "_"));
        assert!(
            code.contains(&path),
            "Cargo.toml: nothing in src uses `{name}`; remove it, or name it where tests are"
        );
    }
}

/// The version that a metadata file states, after a key.
fn stated<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = text.split_once(key)?.1;
    rest.trim_start_matches([':', ' ', '"'])
        .split(['"', '\n', ','])
        .next()
}

#[test]
fn metadata_have_the_version_of_the_package() {
    let version = Some(env!("CARGO_PKG_VERSION"));
    assert_eq!(stated(&read("CITATION.cff"), "\nversion"), version);
    assert_eq!(stated(&read("codemeta.json"), "\"version\""), version);
    assert_eq!(stated("a\nversion: 0.0.1\n", "\nversion"), Some("0.0.1"));
}

/// Direct dependencies of the library without the program, figures and reports.
const MOST_OF_THE_LIBRARY: usize = 12;

#[test]
fn the_library_alone_is_light() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("a TOML file");
    let all = manifest["dependencies"].as_table().expect("a table");
    let is_optional = |of: &toml::Value| {
        of.get("optional")
            .is_some_and(|is| is.as_bool() == Some(true))
    };
    let always: Vec<&String> = all
        .iter()
        .filter(|(_, of)| !is_optional(of))
        .map(|(name, _)| name)
        .collect();
    assert!(
        always.len() <= MOST_OF_THE_LIBRARY,
        "{} direct dependencies: {always:?}; put what only a feature needs behind it",
        always.len()
    );
}

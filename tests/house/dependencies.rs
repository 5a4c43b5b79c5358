//! Every dependency has a reason, and is used.

use crate::documents::first_cells;
use crate::{files_below, read};

fn manifest(path: &str) -> toml::Table {
    read(path).parse().expect("a TOML file")
}

/// The folders of the members of the workspace beside the root.
pub(crate) fn members() -> Vec<String> {
    let root = manifest("Cargo.toml");
    let members = root["workspace"]["members"].as_array().expect("a list");
    let members = members.iter().filter_map(|member| member.as_str());
    members.map(str::to_owned).collect()
}

/// The manifests of the workspace with their folders: of the root and of its members.
fn manifests() -> Vec<(String, toml::Table)> {
    let of_members = members().into_iter().map(|member| {
        let own = manifest(&format!("{member}/Cargo.toml"));
        (member, own)
    });
    let root = [(String::new(), manifest("Cargo.toml"))];
    root.into_iter().chain(of_members).collect()
}

/// The names of the dependencies, those of tests among them; the package itself is none.
fn dependencies() -> Vec<String> {
    let mut names = Vec::new();
    for (_, manifest) in manifests() {
        let sections = ["dependencies", "dev-dependencies", "build-dependencies"].iter();
        let tables = sections.filter_map(|section| manifest.get(*section)?.as_table());
        names.extend(tables.flat_map(|table| table.keys().cloned()));
    }
    names.retain(|name| name != env!("CARGO_PKG_NAME"));
    names
}

#[test]
fn every_dependency_has_its_reason() {
    let decisions = read("docs/decisions.md");
    let (_, section) = decisions
        .split_once("\n## Dependencies\n")
        .expect("docs/decisions.md has a section on dependencies");
    let section = section.split("\n## ").next().unwrap_or_default();
    let (_, section) = section
        .split_once("\nEach dependency has a reason:\n")
        .expect("a table of reasons");
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
    for (package, manifest) in manifests() {
        let paths = files_below(format!("{package}/src").trim_start_matches('/'), &[".rs"]);
        let code: String = paths.iter().map(|path| read(path)).collect();
        for name in manifest["dependencies"].as_table().expect("a table").keys() {
            let path = format!("{}::", name.replace('-', "_"));
            assert!(
                code.contains(&path),
                "{package}/Cargo.toml: nothing in src uses `{name}`; remove it, or name it where \
                 tests are"
            );
        }
    }
}

/// Crates without a maintainer that others still use: each is there, and has its row.
#[test]
fn what_waits_for_others_is_named() {
    let deny: toml::Table = read("deny.toml").parse().expect("a TOML file");
    let ignored = deny["advisories"]["ignore"].as_array().expect("a list");
    let (lock, decisions) = (read("Cargo.lock"), read("docs/decisions.md"));
    for one in ignored {
        let reason = one["reason"].as_str().expect("a reason");
        let names: Vec<&str> = reason.split('`').skip(1).step_by(2).collect();
        let [waiting, awaited] = names.as_slice() else {
            panic!("deny.toml: `{reason}` does not say what waits for whom");
        };
        for name in [waiting, awaited] {
            let line = format!("name = \"{name}\"\n");
            assert!(
                lock.contains(&line),
                "deny.toml: `{name}` is not in Cargo.lock"
            );
        }
        let row = format!("\n| `{waiting}` | `{awaited}`");
        assert!(
            decisions.contains(&row),
            "docs/decisions.md: no row for `{waiting}`"
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

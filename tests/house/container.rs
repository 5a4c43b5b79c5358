//! What the code includes from other folders, and every member of the workspace, is there when
//! the container is built.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use crate::source::{Source, sources};
use crate::{files_below, read};

/// The folders at the root from which a source includes files.
fn included(source: &Source) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for (at, _) in source.text.match_indices("include_") {
        let rest = &source.text[at..];
        let Some(path) = rest
            .strip_prefix("include_str!(\"")
            .or_else(|| rest.strip_prefix("include_bytes!(\""))
            .and_then(|rest| rest.split('"').next())
        else {
            continue;
        };
        let mut place: Vec<&str> = source.path.split('/').collect();
        place.pop();
        for part in Path::new(path).components() {
            match part {
                Component::ParentDir => {
                    place.pop();
                }
                part => place.push(part.as_os_str().to_str().unwrap()),
            }
        }
        folders.insert(place[0].to_owned());
    }
    folders
}

/// Folders that are not copied into the container, or not shown to its build.
fn faults(folders: &BTreeSet<String>, containerfile: &str, ignore: &str) -> Vec<String> {
    let has = |text: &str, line: String| text.lines().any(|other| other == line);
    let folders = folders.iter();
    folders
        .filter(|folder| {
            !has(containerfile, format!("COPY {folder} {folder}"))
                || !has(ignore, format!("!{folder}"))
        })
        .map(|folder| {
            format!("{folder}: files are included from there: Containerfile and .dockerignore must name it")
        })
        .collect()
}

#[test]
fn the_container_has_what_the_code_includes() {
    let mut folders: BTreeSet<String> = sources().iter().flat_map(included).collect();
    // Cargo looks at every member, whatever is built
    folders.extend(crate::dependencies::members());
    assert!(!files_below("docs", &[".md"]).is_empty() && folders.contains("docs"));
    let found = faults(&folders, &read("Containerfile"), &read(".dockerignore"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_folder_that_is_forgotten_is_found() {
    let text = "const A: &str = include_str!(\"../../docs/a.md\"); const B: &[u8] = \
                include_bytes!(\"b.woff2\");";
    let source = Source::new("src/report/limits.rs", text);
    let folders = included(&source);
    assert_eq!(folders, ["docs", "src"].map(str::to_owned).into());
    assert_eq!(
        faults(&folders, "COPY src src\n", "*\n!src\n!docs\n").len(),
        1
    );
    assert_eq!(
        faults(&folders, "COPY src src\nCOPY docs docs\n", "*\n!src\n").len(),
        1
    );
    assert!(faults(&folders, "COPY src src\nCOPY docs docs\n", "!docs\n!src\n").is_empty());
}

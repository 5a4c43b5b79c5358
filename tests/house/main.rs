//! What holds for the whole house: the order of the modules, one home for each
//! capability, the shape of the files, and documents that say what is true.
//!
//! Everything is read as text, so that a fault names its file and line and says
//! what to do. Each check is a function from texts to faults and is itself
//! tested on a planted fault.

mod capabilities;
mod circles;
mod citations;
mod container;
mod definition;
mod dependencies;
mod documents;
mod evidence;
mod evidence_page;
mod figures_page;
mod files;
mod generated;
mod odd_page;
mod odd_tables;
mod order;
mod pasted;
mod paths;
mod quoted;
mod recipes;
mod records_page;
mod scaling_page;
mod scripts;
mod source;
mod test_commands;
mod trace_page;

use std::path::{Path, PathBuf};

/// The root of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project.
fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all files below a folder that end in one of the given ways,
/// relative to the root, in the order of their names. A folder that is not
/// there has none.
fn files_below(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).into_iter().flatten();
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if endings
                .iter()
                .any(|end| path.to_string_lossy().ends_with(end))
            {
                found.push(relative(&path));
            }
        }
    }
    found.sort();
    found
}

/// A path below the root, with slashes.
fn relative(path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root()).unwrap().components().collect();
    path.to_string_lossy().replace('\\', "/")
}

/// The page of the gallery; other pages below `results` are made by runs.
const GALLERY: &str = "results/README.md";

/// The documents: every Markdown file at the root and below `docs`, `scenarios` and
/// `results`.
fn documents() -> Vec<(String, String)> {
    let at_root = std::fs::read_dir(root()).unwrap();
    let mut paths: Vec<String> = at_root
        .map(|entry| relative(&entry.unwrap().path()))
        .filter(|path| path.ends_with(".md"))
        .chain(files_below("docs", &[".md"]))
        .chain(files_below("scenarios", &[".md"]))
        .chain([GALLERY.to_owned()])
        .collect();
    paths.sort();
    let with_text = |path: String| (path.clone(), read(&path));
    paths.into_iter().map(with_text).collect()
}

/// Fails with every fault at once.
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
